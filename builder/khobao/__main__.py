"""``khobao`` and ``python -m khobao``."""

import sys

from khobao.cli import main


def run() -> None:
    """Run the command and end the process with its exit code."""
    sys.exit(main())


if __name__ == "__main__":
    run()

"""An address without the library that reads addresses, and a folder."""

import sys

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.patch.setitem(sys.modules, "fsspec", None)
    return ["verify", "s3://kho/1.0.0"]


def good(scene: Scene) -> list[str]:
    scene.release()
    scene.patch.setitem(sys.modules, "fsspec", None)
    return ["verify", "dist/1.0.0"]

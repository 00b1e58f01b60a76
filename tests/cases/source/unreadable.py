"""Files that the system does not hand out."""

from pathlib import Path

from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    scene.write("articles/trang-0.txt", page(0))
    scene.patch.setattr(Path, "read_bytes", refuse)
    return ["validate", "articles"]


def good(scene: Scene) -> list[str]:
    scene.write("articles/trang-0.txt", page(0))
    return ["validate", "articles"]

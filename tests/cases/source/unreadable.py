"""Files that the system does not hand out."""

from conftest import page
from khobao.sources import text
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    scene.write("articles/trang-0.txt", page(0))
    scene.patch.setattr(text, "read_whole", refuse)
    return ["validate", "articles"]


def good(scene: Scene) -> list[str]:
    scene.write("articles/trang-0.txt", page(0))
    return ["validate", "articles"]

"""A page of more bytes than are read."""

from conftest import page
from khobao.pages import MAX_BYTES
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.write("articles/lon.txt", "Nước sông lên nhanh.\n" * (MAX_BYTES // 20))
    return ["validate", "articles/lon.txt"]


def good(scene: Scene) -> list[str]:
    scene.write("articles/lon.txt", page(0))
    return ["validate", "articles/lon.txt"]

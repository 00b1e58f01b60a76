"""A pipe with the name of a page, and a page."""

import os

from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.write("articles/trang-0.txt", page(0))
    os.mkfifo(scene.path / "articles" / "trang-1.txt")
    return ["validate", "articles"]


def good(scene: Scene) -> list[str]:
    scene.write("articles/trang-0.txt", page(0))
    scene.write("articles/trang-1.txt", page(1))
    return ["validate", "articles"]

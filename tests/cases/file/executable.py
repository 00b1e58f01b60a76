"""A page that is marked as a program, and one that is not."""

from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.write("articles/trang-0.txt", page(0)).chmod(0o755)
    return ["validate", "articles"]


def good(scene: Scene) -> list[str]:
    scene.write("articles/trang-0.txt", page(0)).chmod(0o644)
    return ["validate", "articles"]

"""A link to a page, and the page itself in its place."""

from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    target = scene.write("kho-cu/trang-0.txt", page(0))
    (scene.path / "articles").mkdir()
    (scene.path / "articles" / "trang-0.txt").symlink_to(target)
    return ["validate", "articles"]


def good(scene: Scene) -> list[str]:
    scene.write("articles/trang-0.txt", page(0))
    return ["validate", "articles"]

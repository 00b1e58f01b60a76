"""A folder of pages that is a repository of its own, and one that is not."""

from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.write("articles/bao-a/trang-0.txt", page(0))
    scene.write("articles/bao-a/.git", "gitdir: ../../.git/modules/bao-a\n")
    return ["validate", "articles"]


def good(scene: Scene) -> list[str]:
    scene.write("articles/bao-a/trang-0.txt", page(0))
    return ["validate", "articles"]

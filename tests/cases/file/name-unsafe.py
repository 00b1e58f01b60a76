"""A page named by its title, with a question mark and without."""

from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.write("articles/Vì sao giá lúa tăng?.txt", page(0))
    return ["validate", "articles"]


def good(scene: Scene) -> list[str]:
    scene.write("articles/Vì sao giá lúa tăng.txt", page(0))
    return ["validate", "articles"]

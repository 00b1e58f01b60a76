"""A page that was edited after the release."""

from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.release()
    scene.write("articles/trang-0.txt", page(8))
    return ["verify", "dist/1.0.0", "--rebuild", "."]


def good(scene: Scene) -> list[str]:
    scene.release()
    return ["verify", "dist/1.0.0", "--rebuild", "."]

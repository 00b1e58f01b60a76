"""A build that follows an older release than the newest in its folder."""

from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.release(2)
    scene.write("articles/trang-8.txt", page(8))
    return ["build", "--previous", "dist/1.0.0"]


def good(scene: Scene) -> list[str]:
    scene.release(2)
    scene.write("articles/trang-8.txt", page(8))
    return ["build"]

"""A release compared with one that came later."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.release(2)
    return ["verify", "dist/1.0.0", "--previous", "dist/1.1.0"]


def good(scene: Scene) -> list[str]:
    scene.release(2)
    return ["verify", "dist/1.1.0", "--previous", "dist/1.0.0"]

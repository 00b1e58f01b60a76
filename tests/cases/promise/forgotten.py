"""A release that does not know an article of the one that is said to be before it."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    return scene.succession("1.0.0", previous="1.1.0")


def good(scene: Scene) -> list[str]:
    return scene.succession("1.1.0", previous="1.0.0")

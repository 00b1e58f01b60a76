"""A release compared with one that came later."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    return scene.succession("1.0.0", previous="1.1.0")


def good(scene: Scene) -> list[str]:
    return scene.succession("1.1.0", previous="1.0.0")

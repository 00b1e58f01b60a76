"""A path that leads nowhere."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.dataset()
    return ["validate", "artcles"]


def good(scene: Scene) -> list[str]:
    scene.dataset()
    return ["validate", "articles"]

"""A dataset that no repository holds."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.dataset()
    return ["validate", "--changed-since", "chinh", "articles"]


def good(scene: Scene) -> list[str]:
    scene.repository()
    return ["validate", "--changed-since", "chinh", "articles"]

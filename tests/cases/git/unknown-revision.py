"""A branch whose name is misspelt."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.repository()
    return ["validate", "--changed-since", "chnh", "articles"]


def good(scene: Scene) -> list[str]:
    scene.repository()
    return ["validate", "--changed-since", "chinh", "articles"]

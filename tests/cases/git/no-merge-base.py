"""A branch that shares nothing with the one that is named."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.repository()
    scene.git("checkout", "--orphan", "la")
    scene.git("commit", "--message", "khác")
    return ["validate", "--changed-since", "chinh", "articles"]


def good(scene: Scene) -> list[str]:
    scene.repository()
    scene.git("checkout", "-b", "nhanh")
    return ["validate", "--changed-since", "chinh", "articles"]

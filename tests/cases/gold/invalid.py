"""A gold file with a label for one line of four."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.gold(lines=[{"n": 1, "label": "body"}])
    return ["evaluate", "gold"]


def good(scene: Scene) -> list[str]:
    scene.gold()
    return ["evaluate", "gold"]

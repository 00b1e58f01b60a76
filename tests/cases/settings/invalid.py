"""A share of articles in words."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.dataset()
    scene.edit("dataset_card.md", "train: 60", "train: sáu mươi")
    return ["build"]


def good(scene: Scene) -> list[str]:
    scene.dataset()
    return ["build"]

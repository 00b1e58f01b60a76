"""A card whose shares were changed after the release."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.release()
    scene.edit("dataset_card.md", "train: 60", "train: 10")
    return ["verify", "dist/1.0.0", "--rebuild", "."]


def good(scene: Scene) -> list[str]:
    scene.release()
    return ["verify", "dist/1.0.0", "--rebuild", "."]

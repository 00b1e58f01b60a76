"""A mark of a generated region without its partner."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.dataset()
    scene.edit("dataset_card.md", "<!-- khobao:end splits -->\n", "")
    return ["build"]


def good(scene: Scene) -> list[str]:
    scene.dataset()
    return ["build"]

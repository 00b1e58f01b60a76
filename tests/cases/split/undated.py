"""A page without a date in a dataset that is split by date."""

from conftest import page
from scenes import Scene


def temporal(scene: Scene) -> None:
    scene.dataset()
    shares = "  splits:\n    train: 60\n    validation: 20\n    test: 20\n"
    scene.edit("dataset_card.md", shares, "  strategy: temporal\n  splits:\n    train: 2022-03-04\n    test: null\n")


def bad(scene: Scene) -> list[str]:
    temporal(scene)
    scene.write("articles/trang-5.txt", f"---\narticle:\n  published_at: null\n---\n{page(5)}")
    return ["build"]


def good(scene: Scene) -> list[str]:
    temporal(scene)
    scene.write("articles/trang-5.txt", page(5))
    return ["build"]

"""A declared version that is a patch, where articles were added."""

from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.release()
    scene.write("articles/trang-8.txt", page(8))
    scene.edit("dataset_card.md", "khobao:\n", "khobao:\n  version: 1.0.1\n")
    return ["build"]


def good(scene: Scene) -> list[str]:
    scene.release()
    scene.write("articles/trang-8.txt", page(8))
    scene.edit("dataset_card.md", "khobao:\n", "khobao:\n  version: 1.1.0\n")
    return ["build"]

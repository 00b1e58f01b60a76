"""A card whose numbers were never written, and the option that writes them."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.dataset()
    return ["build", "--check-card"]


def good(scene: Scene) -> list[str]:
    scene.dataset()
    return ["build", "--update-card"]

"""An output that is a file."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.dataset()
    scene.write("dist", "")
    return ["build"]


def good(scene: Scene) -> list[str]:
    scene.dataset()
    return ["build"]

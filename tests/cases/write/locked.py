"""Two builds into one folder."""

from khobao.release.workspace import working
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.undo.enter_context(working(scene.dataset() / "dist"))
    return ["build"]


def good(scene: Scene) -> list[str]:
    scene.dataset()
    return ["build"]

"""No git where it is needed, and a call that does not need it."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.repository()
    scene.patch.setenv("PATH", "")
    return ["validate", "--changed-since", "chinh", "articles"]


def good(scene: Scene) -> list[str]:
    scene.dataset()
    scene.patch.setenv("PATH", "")
    return ["validate", "articles"]

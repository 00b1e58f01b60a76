"""A file of the release before in the place of that of this one."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    return scene.put_back("README.md")


def good(scene: Scene) -> list[str]:
    scene.release(2)
    return ["verify", "dist/1.1.0"]

"""A file of the release before in the place of that of this one."""

import shutil

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    folder = scene.release(2)
    shutil.copy(folder.parent / "1.0.0" / "README.md", folder)
    return ["verify", "dist/1.1.0"]


def good(scene: Scene) -> list[str]:
    scene.release(2)
    return ["verify", "dist/1.1.0"]

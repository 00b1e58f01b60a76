"""A file in the folder of a release that is none of it."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    (scene.release() / "ghi-chu.txt").touch()
    return ["verify", "dist/1.0.0"]


def good(scene: Scene) -> list[str]:
    scene.release()
    return ["verify", "dist/1.0.0"]

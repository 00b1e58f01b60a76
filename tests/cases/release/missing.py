"""A release without one of its files."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    (scene.release() / "README.md").unlink()
    return ["verify", "dist/1.0.0"]


def good(scene: Scene) -> list[str]:
    scene.release()
    return ["verify", "dist/1.0.0"]

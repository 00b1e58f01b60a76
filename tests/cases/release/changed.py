"""A file of a release with another byte."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    readme = scene.release() / "README.md"
    readme.write_bytes(b"x" + readme.read_bytes()[1:])
    return ["verify", "dist/1.0.0"]


def good(scene: Scene) -> list[str]:
    scene.release()
    return ["verify", "dist/1.0.0"]

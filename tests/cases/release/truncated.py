"""A file of a release without its last byte."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    readme = scene.release() / "README.md"
    readme.write_bytes(readme.read_bytes()[:-1])
    return ["verify", "dist/1.0.0"]


def good(scene: Scene) -> list[str]:
    scene.release()
    return ["verify", "dist/1.0.0"]

"""A builder that reads another section from the same pages."""

from khobao import fields
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.release(2)
    read = fields._read
    scene.patch.setattr(fields, "_read", lambda *given: {**read(*given), "section": "Khác"})
    return ["verify", "dist/1.1.0", "--rebuild", "."]


def good(scene: Scene) -> list[str]:
    scene.release(2)
    return ["verify", "dist/1.1.0", "--rebuild", "."]

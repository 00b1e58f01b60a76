"""A gold file whose page is another one by now."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.gold(source_sha256="0" * 64)
    return ["evaluate", "gold"]


def good(scene: Scene) -> list[str]:
    scene.gold()
    return ["evaluate", "gold"]

"""A worker that the system kills."""

from concurrent.futures.process import BrokenProcessPool

from khobao import engines, pipeline, sources
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    def vanish(*_: object) -> None:
        raise BrokenProcessPool

    scene.dataset()
    scene.patch.setattr(sources, "SHARD_PARTS", 1)
    scene.patch.setattr(pipeline, "_WORTH_PARTS", 1)
    scene.patch.setattr(engines.ProcessPoolExecutor, "map", vanish)
    return ["build", "--workers", "2"]


def good(scene: Scene) -> list[str]:
    scene.dataset()
    return ["build", "--workers", "1"]

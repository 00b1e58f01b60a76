"""A forged ledger that puts articles of three splits into one group."""

from scenes import Scene, rewrite_ledger


def bad(scene: Scene) -> list[str]:
    rewrite_ledger(scene.release(2), lambda row: {**row, "group": "one"})
    return ["verify", "dist/1.1.0", "--previous", "dist/1.0.0"]


def good(scene: Scene) -> list[str]:
    scene.release(2)
    return ["verify", "dist/1.1.0", "--previous", "dist/1.0.0"]

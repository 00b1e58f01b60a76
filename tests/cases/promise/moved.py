"""A forged ledger that puts every article into one split."""

from scenes import Scene, rewrite_ledger


def bad(scene: Scene) -> list[str]:
    rewrite_ledger(scene.release(2), lambda row: {**row, "split": "test"})
    return ["verify", "dist/1.1.0", "--previous", "dist/1.0.0"]


def good(scene: Scene) -> list[str]:
    scene.release(2)
    return ["verify", "dist/1.1.0", "--previous", "dist/1.0.0"]

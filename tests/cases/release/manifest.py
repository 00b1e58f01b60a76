"""A manifest with another number."""

import json

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    path = scene.release() / "release.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["counts"]["read"] += 1
    path.write_text(json.dumps(manifest), "utf-8")
    return ["verify", "dist/1.0.0"]


def good(scene: Scene) -> list[str]:
    scene.release()
    return ["verify", "dist/1.0.0"]

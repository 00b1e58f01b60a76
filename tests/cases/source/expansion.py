"""An archive of next to nothing that unpacks to a lot."""

import json

import pyarrow as pa
from conftest import page
from scenes import Scene


def pack(scene: Scene, content: bytes) -> None:
    path = scene.write("articles/bom.jsonl.zst", "")
    with pa.CompressedOutputStream(str(path), "zstd") as stream:
        stream.write(content)


def bad(scene: Scene) -> list[str]:
    pack(scene, b"\n" * 20_000_000)
    return ["validate", "articles/bom.jsonl.zst"]


def good(scene: Scene) -> list[str]:
    pack(scene, json.dumps({"text": page(0)}).encode())
    return ["validate", "articles/bom.jsonl.zst"]

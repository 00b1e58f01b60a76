"""A page that repeats an article of train and one of test, and one that repeats none."""

from conftest import page
from khobao.release.opened import open_release
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    release = open_release(scene.release())
    texts = {row["id"]: row["text"] for row in release.rows("articles")}
    found = {split: identity for identity, split in release.splits.items()}
    joined = page(9).split("\n\n")
    joined[2:6] = [*texts[found["train"]].split("\n"), *texts[found["test"]].split("\n")]
    scene.write("articles/noi.txt", "\n\n".join(joined))
    return ["build"]


def good(scene: Scene) -> list[str]:
    scene.release()
    scene.write("articles/noi.txt", page(9))
    return ["build"]

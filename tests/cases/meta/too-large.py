"""A page whose front matter has one byte more than is read, and one with exactly as many."""

from conftest import page
from khobao.pages import MAX_STATED
from scenes import Scene

SENTENCE = "Chép tay từ báo giấy. "


def save(scene: Scene, size: int) -> list[str]:
    note = f"note: {SENTENCE * (size // len(SENTENCE.encode()) - 1)}"
    note += "." * (size - len(f"{note}\n".encode()))
    scene.write("articles/trang-0.txt", f"---\n{note}\n---\n{page(0)}")
    return ["validate", "articles/trang-0.txt"]


def bad(scene: Scene) -> list[str]:
    return save(scene, MAX_STATED + 1)


def good(scene: Scene) -> list[str]:
    return save(scene, MAX_STATED)

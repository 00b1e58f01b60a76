"""A dataset without pages, and one with a single one."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    for path in (scene.dataset() / "articles").iterdir():
        path.unlink()
    return ["build"]


def good(scene: Scene) -> list[str]:
    for path in (scene.dataset() / "articles").iterdir():
        if path.name != "trang-0.txt":
            path.unlink()
    return ["build"]

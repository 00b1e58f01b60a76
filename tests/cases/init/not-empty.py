"""A folder with a file of somebody, and one that does not exist."""

from scenes import Scene


def bad(scene: Scene) -> list[str]:
    scene.write("moi/ghi-chu.txt", "Đừng xóa.\n")
    return ["init", "moi"]


def good(scene: Scene) -> list[str]:
    scene.write("cu/ghi-chu.txt", "Đừng xóa.\n")
    return ["init", "moi"]

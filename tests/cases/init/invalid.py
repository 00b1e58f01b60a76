"""A name with spaces and marks, which no folder of a download site has."""

from scenes import Scene


def bad(_: Scene) -> list[str]:
    return ["init", "moi", "--name", "Báo của xã"]


def good(_: Scene) -> list[str]:
    return ["init", "moi", "--name", "bao-cua-xa", "--title", "Báo của xã"]

"""Two pages whose names differ by the case of a letter alone, and two with names of their own."""

import pytest
from conftest import page
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    for number, name in enumerate(("Tin.txt", "tin.txt")):
        scene.write(f"articles/{name}", page(number))
    if len(list((scene.path / "articles").iterdir())) == 1:
        pytest.skip("the two are one name on this file system")
    return ["validate", "articles"]


def good(scene: Scene) -> list[str]:
    for number, name in enumerate(("Tin.txt", "tin-2.txt")):
        scene.write(f"articles/{name}", page(number))
    return ["validate", "articles"]

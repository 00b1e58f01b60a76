"""An article with more values than are read, and with one tag."""

from khobao.strict_json import MAX_VALUES
from scenes import CASES, Scene


def save(scene: Scene, tags: str) -> list[str]:
    article = (CASES.parent / "valid" / "json" / "invalid" / "comma.json").read_text("utf-8")
    scene.write("articles/nuoc-song.json", article)
    scene.edit("articles/nuoc-song.json", '"tags": []', f'"tags": [{tags}]')
    return ["validate", "articles/nuoc-song.json"]


def bad(scene: Scene) -> list[str]:
    return save(scene, ", ".join(['"lũ"'] * MAX_VALUES))


def good(scene: Scene) -> list[str]:
    return save(scene, '"lũ"')

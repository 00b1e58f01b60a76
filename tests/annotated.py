"""Invented finished articles that carry annotations, each mention found in the text by its words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conftest import CARD, words
from khobao.annotate import ANNOTATED
from khobao.columns import columns, load_schema

Record = dict[str, Any]

#: The name of the table of provinces before 1 July 2025: the first that the schema allows.
VINTAGE = load_schema("article")["properties"]["places"]["items"]["properties"]["vintage"]["enum"][0]
SUCCESSORS = {
    "Hưng Yên": ("33", "Hưng Yên", "33"),
    "Thái Bình": ("34", "Hưng Yên", "33"),
    "Hà Nam": ("35", "Ninh Bình", "37"),
}


def article(identity: str, title: str, text: str, published_at: str | None = None, **fields: Any) -> Record:
    """A finished article without annotations, but for `fields`."""
    lists = {field.name: [] for field in columns("article") if field.kind == "list"}
    record = {field.name: None for field in columns("article")} | lists
    precision = "day" if published_at else None
    at = f"{published_at}T00:00:00+07:00" if published_at else None
    given = {
        "id": identity,
        "title": title,
        "text": text,
        "lead": text.split("\n")[0],
        "captions": "",
        "language": "vi",
    }
    return {**record, **given, "published_at": at, "published_precision": precision, **fields}


def mention(record: Mapping[str, Any], surface: str, field: str = "text") -> Record:
    """The first place of `surface` in a field of `record`."""
    start = record[field].index(surface)
    return {"field": field, "start": start, "end": start + len(surface), "surface": surface}


def mentions(record: Mapping[str, Any], surface: str) -> list[Record]:
    """The first place of `surface` in each field of `record` that has it."""
    return [
        mention(record, surface, field) for field in ("title", "text", "captions") if surface in (record[field] or "")
    ]


def meeting(number: int, ordinal: int, day: str, person: str, province: str, other: str) -> Record:
    """An article on a meeting of a series, with annotations of every kind."""
    year = day[:4]
    name = f"Hội nghị giao ban các tỉnh lần thứ {ordinal}"
    post, host = f"Bí thư Tỉnh ủy {province}", f"Tỉnh ủy {province}"
    text = (
        f"Ngày {int(day[8:])}/{int(day[5:7])}/{year}, tại {province}, {name} khai mạc với 120 đại biểu.\n"
        f"Đồng chí {person}, {post}, chủ trì. Các đại biểu tỉnh {other} bàn việc thực hiện Quy định số 98-QĐ/TW.\n"
        f"Theo ghi nhận, {words(f'họp-{number}', 120)}."
    )
    record = article(f"hop-{number}", f"{province}: {name}", text, day)
    held = {
        "title": "Bí thư",
        "organization": host,
        "place": province,
        "former": False,
        "mention": mention(record, post),
    }
    record["people"] = [
        {
            "name": person,
            "honorific": "đồng chí",
            "eponym": False,
            "positions": [held],
            "mentions": mentions(record, person),
        }
    ]
    body = {"name": host, "type": "tỉnh ủy/thành ủy", "level": "province", "place": province, "by_coordination": False}
    record["organizations"] = [{**body, "mentions": [mention(record, host)]}]
    record["places"] = [place(record, province), place(record, other)]
    record["documents"] = [
        {
            "document_id": "98-QĐ/TW", "type": "Quy định", "number": "98-QĐ/TW", "symbol": "98-QĐ/TW",
            "issued_on": None, "issuer": None, "members": [], "group": False,
            "mention": mention(record, "Quy định số 98-QĐ/TW"),
        }
    ]  # fmt: skip
    printed = mention(record, f"Ngày {int(day[8:])}/{int(day[5:7])}/{year}")
    record["events"] = [
        {
            "kind": "hội nghị giao ban", "name": name, "series": "Hội nghị giao ban các tỉnh", "ordinal": ordinal,
            "edition_year": None, "term": None, "date": day, "date_end": None, "date_basis": "printed",
            "part_of_day": None, "place": province, "locality": None, "place_basis": "stated", "hosts": [host],
            "chairs": [person], "topic": None, "topic_kind": None, "mention": mention(record, name),
            "date_mention": printed,
        }
    ]  # fmt: skip
    count = {"values": [120.0], "unit": "đại biểu", "what": None, "qualifier": None}
    record["figures"] = [{**count, "mention": mention(record, "120 đại biểu")}]
    record["times"] = [{"kind": "date", "value": day, "mention": printed}]
    return record


def place(record: Mapping[str, Any], name: str) -> Record:
    """A province of the table before 1 July 2025, as `record` names it."""
    code, successor, successor_code = SUCCESSORS[name]
    return {
        "name": name, "kind": "province", "code": code, "vintage": VINTAGE, "iso_3166_2": None,
        "successor": successor, "successor_code": successor_code, "mentions": mentions(record, name),
    }  # fmt: skip


def some() -> list[Record]:
    """Five articles: three meetings of a series, and two that name nothing, of which one has no date."""
    return [
        meeting(1, 7, "2019-05-09", "Trần Thị Mẫu", "Hưng Yên", "Thái Bình"),
        meeting(2, 9, "2021-04-20", "Lê Văn Thử", "Hà Nam", "Thái Bình"),
        meeting(3, 8, "2020-06-11", "Trần Thị Mẫu", "Hưng Yên", "Hà Nam"),
        article("khong-1", f"Tin về {words('một', 8)}", f"Theo ghi nhận, {words('không-1', 120)}.", "2020-01-02"),
        article("khong-2", f"Tin về {words('hai', 8)}", f"Theo ghi nhận, {words('không-2', 120)}."),
    ]


def save(root: Path, *records: Record, card: str = CARD) -> None:
    """Put `records` into the dataset in the folder `root`, which is made if it is not there."""
    (root / "articles").mkdir(parents=True, exist_ok=True)
    (root / "dataset_card.md").write_text(card, "utf-8")
    for record in records:
        path = root / "articles" / f"{record['id']}.json"
        path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")


def bare(record: Record) -> Record:
    """`record` without its annotations."""
    return {**record, **{name: [] for name in ANNOTATED}}

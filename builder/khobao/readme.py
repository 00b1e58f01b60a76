"""The README of a release: its card, with what the Hub wants to know of the files, in the words of the Hub."""

from __future__ import annotations

from dataclasses import replace

import yaml

from khobao import strict_yaml
from khobao.card import CONFIGS, NAME, Card, Facts, fill_regions
from khobao.columns import columns
from khobao.errors import UsageError
from khobao.projections import features


def release_readme(card: Card, facts: Facts) -> str:
    """The README of a release: front matter for the Hub, then the card.

    Every config carries the version: `datasets` keys its cache by this text alone, so that an unchanged README over
    changed files would serve the old rows. A split without rows is left out: it would make every split unloadable.
    """
    front = {**card.front, "size_categories": [_size_category(facts)], "configs": [], "dataset_info": []}
    for config, schema in CONFIGS.items():
        tables = [table for table in facts.tables if table.config == config]
        if not tables:
            continue
        front["configs"].append({
            "config_name": config,
            **({"default": True} if not front["configs"] else {}),
            "version": facts.version,
            "data_files": [
                {"split": table.split, "path": f"data/{config}/{table.split}/*.parquet"} for table in tables
            ],
        })  # fmt: skip
        front["dataset_info"].append({
            "config_name": config,
            "features": features(columns(schema)),
        })  # fmt: skip
    dumped = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=120)
    if strict_yaml.parse(dumped).value != front:
        raise UsageError("settings/invalid", "the front matter does not survive being written", NAME)
    return f"---\n{dumped}---\n{fill_regions(card.body, replace(facts, measured=card.measured))}"


def _size_category(facts: Facts) -> str:
    rows = sum(table.rows for table in facts.tables if table.config == "articles")
    for limit, name in ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")):
        if rows < limit:
            return name
    return "1M<n<10M"

# Everything runs in an environment of its own, .venv; PYTHON names the interpreter that makes it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RELEASE ?= dist/1.0.0
ROWS ?= 3 1 1
SECONDS ?= 600
STAMP := $(VENV)/.installed

.PHONY: build test lint card docs bench corpora fuzz matrix clean

build: $(STAMP)
	$(BIN)/khobao build

test: $(STAMP)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Built apart from dist/, so that the card tells what a clean checkout gives.
card: $(STAMP)
	rm -rf build/card
	$(BIN)/khobao build --out build/card --update-card

# The reference of codes; a test fails when it is stale.
docs: $(STAMP)
	mkdir -p docs
	$(BIN)/khobao explain --format markdown > docs/codes.md

bench: $(STAMP)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/structure.py
	$(BIN)/python benchmarks/annotate.py
	$(BIN)/python benchmarks/patterns.py
	$(BIN)/python benchmarks/duplicates.py

# KHOBAO_CORPORA names the folder with the test suites that CONTRIBUTING.md lists.
corpora: $(STAMP)
	$(BIN)/python -m pytest tests/corpora

fuzz: $(STAMP)
	$(BIN)/python -m pip install --quiet --editable '.[fuzz]'
	$(BIN)/python tests/fuzz/fuzz.py $(SECONDS) $(READERS)

matrix: $(STAMP)
	$(BIN)/python tests/contract/load_release.py $(RELEASE) $(ROWS)
	PYTHON=$(PYTHON) sh tests/contract/matrix.sh $(RELEASE) $(ROWS)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[test,lint]'
	touch $@

clean:
	rm -rf $(VENV) dist build builder/khobao.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

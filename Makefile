# The doors of the project: demo, test, check, bench; and for the tagger base, corpus, train, evaluate, errors.
# Each makes the virtual environment it needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

TRAIN_VENV ?= .venv-train
TRAIN := PYTHONPATH=. $(TRAIN_VENV)/bin/python -W ignore -m
TRAIN_STAMP := $(TRAIN_VENV)/.installed
BASE := training/build/base/weights.npz
SEED ?= 1

.PHONY: demo test check knowledge bench clean base corpus train evaluate errors
.DEFAULT_GOAL := demo

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { echo "make: $(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(STAMP): $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(STAMP)
	$(BIN)/selaras demo

test: $(STAMP)
	$(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The actor files: errors with file and line, what they hold and lack. Fails on an error or a missing head.
knowledge: $(STAMP)
	$(BIN)/selaras knowledge check

bench: $(STAMP)
	$(BIN)/python benchmarks/throughput.py

# -- the tagger; training needs torch, the product does not

$(TRAIN_STAMP): training/requirements.txt pyproject.toml
	test -x $(TRAIN_VENV)/bin/python || $(PYTHON) -m venv $(TRAIN_VENV)
	$(TRAIN_VENV)/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(TRAIN_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt --editable .
	touch $@

# Copies ../shared/corpus where it lies beside the checkout, and checks every passage.
corpus: $(STAMP)
	PYTHONPATH=. $(BIN)/python -m training.corpus

$(BASE): $(TRAIN_STAMP) training/base.py
	$(TRAIN) training.base

base: $(BASE)

# About three quarters of an hour on two cores; broken off, it goes on after the last finished epoch.
train: $(BASE)
	$(TRAIN) training.train --seed $(SEED) --out training/build/seed$(SEED)
	$(TRAIN) training.export training/build/seed$(SEED)/model.pt --to training/build/seed$(SEED)/weights

evaluate: $(STAMP)
	PYTHONPATH=. $(BIN)/python -m training.evaluate

errors: $(STAMP)
	PYTHONPATH=. $(BIN)/python -m training.errors

clean:
	rm -rf $(VENV) $(TRAIN_VENV) .mypy_cache .ruff_cache .pytest_cache

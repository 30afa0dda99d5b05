# Two commands: `make demo` shows what Rihmasto does, `make test` shows that it does it.
# Both make their own environment in .venv; nothing else on the machine is needed but Python 3.11+, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= build/demo
WORKERS ?= 2

.PHONY: demo test nightly lint bench docs clean

demo: $(VENV)/.installed
	$(BIN)/rihmasto demo $(DEMO)

test: $(VENV)/.tested
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

nightly: $(VENV)/.tested
	$(BIN)/python -m pytest -n $(WORKERS) -m nightly $(ARGS)

lint: $(VENV)/.linted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --explicit-package-bases tests
	$(BIN)/lint-imports
	$(BIN)/codespell

bench: $(VENV)/.benched
	@for program in bench/*.py; do echo "== $$program"; $(BIN)/python $$program || exit 1; done

docs: $(VENV)/.tested
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build dist .cache .hypothesis .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group test
	touch $@

$(VENV)/.benched: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group bench
	touch $@

$(VENV)/.linted: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group lint
	touch $@

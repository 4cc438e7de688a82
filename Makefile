# The README's two commands: `make demo` and `make test`. Both set themselves up in .venv; the second time takes seconds.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/ready.stamp

.PHONY: demo test lint types gates live soak bench clean

demo: $(STAMP)
	$(BIN)/migrator demo $(DEMO_ARGS)

test: $(STAMP)
	$(BIN)/python -m pytest -m "not live and not soak" $(PYTEST_ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

gates: $(STAMP)
	$(BIN)/python -m gates scripts
	$(BIN)/python -m gates house

live: $(STAMP)
	$(BIN)/python -m pytest -m "live and not soak" $(PYTEST_ARGS)

soak: $(STAMP)
	$(BIN)/python -m pytest -m "soak or whole_job" --whole-jobs all $(PYTEST_ARGS)

bench: $(STAMP)
	$(BIN)/python -m benchmarks

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; found " + sys.version.split()[0] + ". Say which one to use: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) demo-out

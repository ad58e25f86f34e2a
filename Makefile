# Everything works with Python >= 3.11, make and a package index; the environment is .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
STAMP := $(VENV)/.stamp
PLUGINS := $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
OUT ?= build
PIP := $(PY) -m pip --disable-pip-version-check --no-input
# The tools look for each other, and for the build backend, on PATH.
export PATH := $(abspath $(BIN)):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint contracts types tests plugins docs docs-generated api \
	wheels bench fuzz format lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) ## Make .venv with everything pinned; a second run does nothing

$(STAMP): requirements/dev.txt pyproject.toml $(PLUGINS:%=%/pyproject.toml)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "pmi_core needs Python 3.11 or newer, and $(PYTHON) is older:" \
		"name another one, as in: make PYTHON=python3.12 setup"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PIP) install -qq --require-hashes -r requirements/dev.txt
	@$(PIP) install -qq --no-build-isolation --no-deps $(foreach p,. $(PLUGINS),-e ./$(p))
	@touch $@

demo: setup ## Review examples/rakernas-2023 into build/rakernas-2023
	$(BIN)/pmi review examples/rakernas-2023 --out $(OUT)/rakernas-2023 || test $$? -eq 1

test: check tests plugins docs api wheels ## All gates, cheapest first
	@echo "all gates passed"

check: lint contracts types ## Lint, contracts and types, in seconds

lint: setup ## Formatting and lint
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .

contracts: setup ## Who may import whom
	$(BIN)/lint-imports --no-cache

# basedpyright is pyright with its JavaScript in the wheel: nothing but a package index is needed.
types: setup ## mypy and pyright, both strict
	$(BIN)/mypy
	$(BIN)/basedpyright --pythonpath $(PY)

tests: setup ## Tests and documentation examples, with every branch covered
	@mkdir -p $(OUT) && rm -f $(OUT)/.coverage*
	@$(PY) -m compileall -q src  # many tests start a Python, and some machines keep no bytecode
	COVERAGE_FILE=$(abspath $(OUT))/.coverage $(BIN)/coverage run -m pytest -q -n auto --dist worksteal
	COVERAGE_FILE=$(abspath $(OUT))/.coverage $(BIN)/coverage combine -q
	COVERAGE_FILE=$(abspath $(OUT))/.coverage $(BIN)/coverage report

plugins: setup ## Each plugin's own suite
	$(if $(PLUGINS),$(foreach p,$(PLUGINS),$(BIN)/pytest -q $(p)/tests &&) true)

docs: setup ## The documentation as HTML in build/docs, warnings are errors
	$(BIN)/sphinx-build -q -W -n --keep-going -j auto docs $(OUT)/docs

docs-generated: setup ## Rewrite the generated pages of docs/reference
	$(PY) -m tools.generate_docs
	$(PY) tools/generate_hooks.py

api: setup ## Compare the public names with docs/reference/api.txt; API=--write rewrites it
	$(PY) tools/list_api.py $(API)

wheels: setup ## Build the wheels and test them in every Python found
	$(PY) tools/test_wheel.py

bench: setup ## The benchmarks
	$(PY) -m benchmarks

fuzz: setup ## 200,000 random and mutated expressions against the rule language; SEED=n others
	$(PY) -m tests.evaluation.fuzzing 200000 $(SEED)

format: setup ## Let ruff format and mend
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --fix .

lock: setup ## Pin requirements/*.in again, with hashes and without addresses
	@$(PIP) install --quiet uv
	@for name in test dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-annotate --no-header requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

clean: ## Remove what can be made again, but not .venv
	rm -rf $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Two commands for a fresh machine: `make demo` (the main job) and `make test`. Each does its own set-up in .venv.
.DEFAULT_GOAL := help
PYTHON ?= python3
ENV := .venv
BIN := $(ENV)/bin
RUN := $(ENV)/.run-ready
DEV := $(ENV)/.dev-ready

.PHONY: help demo test check bench locale docs snapshots samples pictures lock clean

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

demo: $(RUN) ## a demo office from sample files: import, triage, close, report, score
	@$(BIN)/wangge demo

test: $(DEV) ## all tests
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: $(DEV) ## lint, types, imports between rooms, then the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(MAKE) --no-print-directory test

bench: $(DEV) ## ratios measured in one run (ONLY=name for one)
	@$(BIN)/python -P benchmarks/run.py $(ONLY)

locale: $(DEV) ## collect the texts and compile the English catalogue
	@$(BIN)/python -P tests/locale_tool.py

docs: $(DEV) ## write docs/reference.md from the tables of the code
	@$(BIN)/python -P tests/docs_tool.py

snapshots: $(DEV) ## write the text of every screen anew (tests/snapshots)
	@$(BIN)/python -m pytest tests/test_snapshots.py --renew-snapshots -n 2 -q -k is_seen
	@git --no-pager diff --stat -- tests/snapshots

samples: $(DEV) ## make the demo's sample files again
	@$(BIN)/python -P tests/make_samples.py

pictures: $(DEV) ## make the pictures of docs/guide.md again
	@$(BIN)/python tests/make_pictures.py

lock: ## write the hashed requirement files again (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group build pyproject.toml -o requirements/run.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements/dev.txt

clean: ## forget the environment
	@rm -rf $(ENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The project's own environment: by uv where there is one, else by pip; nothing of the system is touched.
$(ENV)/pyvenv.cfg:
	@if command -v uv >/dev/null 2>&1; then uv venv -q --python $(PYTHON) $(ENV); else $(PYTHON) -m venv $(ENV); fi

$(RUN): $(ENV)/pyvenv.cfg requirements/run.txt pyproject.toml
	@sh requirements/install.sh $(ENV) requirements/run.txt
	@touch $@

$(DEV): $(ENV)/pyvenv.cfg requirements/dev.txt pyproject.toml
	@sh requirements/install.sh $(ENV) requirements/dev.txt
	@touch $@ $(RUN)

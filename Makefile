# One line per target; `make help` lists them. Each recipe also works typed by hand with `uv run`.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
UV := .tools/bin/uv
RUN := $(UV) run --frozen --no-sync
SYNCED := .venv/.synced
SITE ?= site
HOST ?= 127.0.0.1
PORT ?= 8000
JOBS ?= 2

## site         check the records and build the site into site/
.PHONY: site
site: $(SYNCED)
	$(RUN) site_builder build --output $(SITE)

## test         lint, check the records, run every test, the browser's included
.PHONY: test
test: lint check pytest

## serve        build, then serve on http://127.0.0.1:8000/
.PHONY: serve
serve: site
	@echo "http://$(HOST):$(PORT)/  (Ctrl-C to stop)"
	$(RUN) python -m http.server $(PORT) --bind $(HOST) --directory $(SITE)

## check        check the records only
.PHONY: check
check: $(SYNCED)
	$(RUN) site_builder check

## lint         code style, types, layers of the code, workflows
.PHONY: lint
lint: $(SYNCED)
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) yamllint --strict .github mkdocs.yml CITATION.cff
	$(RUN) check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff
	$(RUN) check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(RUN) check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/[0-9]*.yml
	$(RUN) zizmor --offline --quiet --persona pedantic .github
	$(RUN) python scripts/lint_workflows.py

## pytest       the tests without the linters; ARGS="tests/unit -k status" picks some
.PHONY: pytest
ARGS ?=
pytest: $(SYNCED)
	CHROMIUM="$$($(RUN) python scripts/browser.py)" && export CHROMIUM && echo "browser: $$CHROMIUM" && \
	$(RUN) pytest -n $(JOBS) $(ARGS)

## bench        the side-by-side benchmarks, with a table of ratios
.PHONY: bench
bench: $(SYNCED)
	$(RUN) python -m benchmarks $(ARGS)

## messages     bring the ids of the English texts up to date; then translate what is empty
.PHONY: messages
messages: $(SYNCED)
	$(RUN) python scripts/messages.py

## format       put the code into its one form
.PHONY: format
format: $(SYNCED)
	$(RUN) ruff check --fix-only .
	$(RUN) ruff format .

## clean        remove what was built; keeps the tools and the environment
.PHONY: clean
clean:
	rm -rf $(SITE) build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

## help         this list
.PHONY: help
help:
	@sed -n 's/^## /  make /p' $(firstword $(MAKEFILE_LIST))

$(SYNCED): pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen
	@touch $@

$(UV): scripts/bootstrap.py
	$(PYTHON) scripts/bootstrap.py

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCALE := src/yiananlib/locale

.DEFAULT_GOAL := help
.PHONY: help demo test mutants locale messages docs site pictures bench example clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The build runs without isolation so that it too uses the pinned versions, whatever pip this is.
$(READY): pyproject.toml constraints.txt
	@echo "Setting up .venv, about a minute"
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@{ $(PIP) install -c constraints.txt hatchling babel && \
	   $(PIP) install --no-build-isolation -c constraints.txt -e '.[dev]'; } \
	  >.venv/pip.log 2>&1 || { cat .venv/pip.log >&2; exit 1; }
	@touch $@

demo: locale ## try yian on an example campaign
	@$(BIN)/yian demo

test: locale ## everything CI checks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term

# A part of cosmic-ray is built here, by setuptools.
mutants: locale ## break the rules on purpose, and see whether a test notices; takes half an hour
	@$(PIP) install -q -c constraints.txt setuptools
	@$(PIP) install -q -c constraints.txt -e '.[dev,mutants]' --no-build-isolation
	@$(BIN)/python tests/mutants.py

locale: $(READY) ## compile the translations
	@$(BIN)/python hatch_build.py

# click's own messages are shown from our catalogue, so they are collected with ours. Without
# locations, which would name the folder that click is installed in; comments say what a short message is.
messages: $(READY) ## collect the messages to translate into zh_CN
	@$(BIN)/pybabel -q extract --no-location --sort-output -k N_ -k ngettext_:1,2 \
	  --add-comments=Translators: --project=yian --copyright-holder="the yian authors" \
	  -o $(LOCALE)/yian.pot \
	  src "$$($(BIN)/python -c 'import click; print(click.__path__[0])')"
	@$(BIN)/python message_contexts.py $(LOCALE)/yian.pot
	@$(BIN)/pybabel -q update --no-fuzzy-matching --init-missing --ignore-pot-creation-date --ignore-obsolete \
	  -D yian -i $(LOCALE)/yian.pot -d $(LOCALE) -l zh_CN

docs: locale ## write what yian prints into the documentation
	@PYTHONPATH=docs $(BIN)/cog -Pr $$(grep -rl '^<!-- \[\[\[cog' README.md README.zh-CN.md docs)

site: locale ## build the manual as a site, in site/; a broken link is an error
	@PYTHONPATH=docs $(BIN)/zensical build --clean --strict

pictures: locale ## draw the pictures of the first page anew; needs chromium and Noto Sans Mono CJK SC
	@$(BIN)/python docs/pictures.py

bench: locale ## measure speed and memory
	@$(BIN)/python benchmarks/run.py

example: locale ## make the example campaign anew, in examples/yunling
	@$(BIN)/python examples/make_yunling.py examples/yunling

clean: ## remove all that was made here, the environment too
	rm -rf .venv .cache build dist htmlcov site .coverage .coverage.* \
	  .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -f $(LOCALE)/yian.pot $(LOCALE)/*/LC_MESSAGES/yian.mo
	find src tests -name __pycache__ -prune -exec rm -rf {} +

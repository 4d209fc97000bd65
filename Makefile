PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCALE := src/yiananlib/locale

.DEFAULT_GOAL := help
.PHONY: help demo test lowest mutants locale messages docs site pictures bench example bundle release clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The build runs without isolation so that it too uses the pinned versions, whatever pip this is.
$(READY): pyproject.toml constraints.txt
	@echo "Setting up .venv, about a minute"
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@{ $(PIP) install -c constraints.txt hatchling babel click && \
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

# The tools that test are the pinned ones, and what yian runs with the oldest that pyproject.toml allows.
LOWEST := .venv/lowest/bin
lowest: locale ## run the quick tests with the oldest versions that are allowed
	@$(BIN)/python -m venv --clear .venv/lowest
	@$(PIP) --python .venv/lowest install -q uv
	@$(LOWEST)/uv pip install -q --python $(LOWEST)/python --resolution lowest-direct -r pyproject.toml \
	  --extra documents --extra scale
	@$(LOWEST)/uv pip install -q --python $(LOWEST)/python -c constraints.txt pytest pytest-cov hypothesis openpyxl \
	  pexpect babel hatchling
	@$(LOWEST)/python -c 'import site; open(site.getsitepackages()[0] + "/yian.pth", "w").write("$(CURDIR)/src")'
	$(LOWEST)/python -m pytest -q -p no:cacheprovider tests/render/formats tests/lake tests/store/test_codec.py \
	  tests/store/test_sheets.py tests/services/reading/test_similar.py tests/conventions/test_formats.py \
	  tests/cli/test_line.py tests/cli/test_completing.py tests/cli/test_main.py \
	  tests/model/test_problem.py tests/model/test_campaign.py

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

bundle: locale ## put yian and all it needs into one file in dist, for machines like this one without a network
	@$(BIN)/python deploy/bundle.py

release: ## set the version, and gather its changes: make release VERSION=0.2.0 (docs/releasing.md)
	@test -n "$(VERSION)" || { echo 'make release VERSION=0.2.0' >&2; exit 2; }
	@sed 's/^__version__ = .*/__version__ = "$(VERSION)"/' src/yiananlib/__init__.py >src/yiananlib/__init__.py.new
	@mv src/yiananlib/__init__.py.new src/yiananlib/__init__.py
	@$(BIN)/towncrier build --version "$(VERSION)" --yes

clean: ## remove all that was made here, the environment too
	rm -rf .venv .cache build dist htmlcov site .coverage .coverage.* \
	  .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -f $(LOCALE)/yian.pot $(LOCALE)/*/LC_MESSAGES/*.mo
	find src tests -name __pycache__ -prune -exec rm -rf {} +

# Two commands: `make site` builds the site, `make test` runs every check. Each sets up what it needs in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Files of tests run side by side on the cores there are.
CORES := -n auto --maxprocesses 4 --dist loadfile
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes

.PHONY: site test quick setup lint audit lock clean

site: $(VENV)/.site
	@$(BIN)/courselib check --strict --quiet
	@$(BIN)/courselib build

# For pipelines: the command `courselib`, ready to be called.
setup: $(VENV)/.site

test: lint
	@$(BIN)/python tools/ensure_browsers.py
	@$(BIN)/python tools/check_scripts.py
	@$(BIN)/python -m pytest $(CORES)

# While working: everything that needs neither a browser nor whole builds.
quick: lint
	@$(BIN)/python tools/check_scripts.py
	@$(BIN)/python -m pytest -q $(CORES) -m "not browser and not slow"

lint: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/mypy

# Asks an advisory service about every locked package; says so where none can be reached.
audit: $(VENV)/audit/.audit
	@$(VENV)/audit/bin/python tools/audit.py $(VENV)/audit/bin/pip-audit

$(VENV)/audit/.audit: requirements/audit.txt | $(VENV)/bin/python
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements/audit.txt
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "需要 Python 3.10 到 3.13；可写 make PYTHON=python3.12 site 指定。"; exit 3; }
	@$(PYTHON) -m venv $(VENV)

# The package itself is installed in place, so that the command `courselib` runs what stands in this folder.
$(VENV)/.site: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	@echo "正在安装所需的软件包（只在第一次，约一分钟）……"
	@$(PIP) -r requirements/site.txt
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.site
	@$(PIP) -r requirements/test.txt
	@touch $@

# Pins every package with its hashes for Python 3.10 to 3.13; needs uv.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.10 --generate-hashes --no-header --no-annotate -q -o requirements/site.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.10 --generate-hashes --no-header --no-annotate -q -c requirements/site.txt -o requirements/test.txt
	uv pip compile --group audit --universal --python-version 3.10 --generate-hashes --no-header --no-annotate -q -c requirements/site.txt -c requirements/test.txt -o requirements/audit.txt

clean:
	rm -rf $(VENV) site .courselib dist build

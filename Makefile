# make demo            set everything up, run the main job end to end, serve at http://127.0.0.1:8000
# make demo SERVE=0    the same, without serving
# make test            set up with the test tools, run every test on SQLite and the database tests on PostgreSQL
# make setup           only prepare; leaves .venv/bin/zhiheng
#
# Needed beforehand: Python >= 3.11, make, Node with npm. Nothing is installed outside this folder
# except by `make test`, which asks the system's package manager for a browser, a font, PostgreSQL and LibreOffice.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

SERVE ?= 1
# Two workers: the suite must be as quick as it can be on two cores; more gain little beside SQLite.
TEST_WORKERS ?= 2
# Found by scripts/find_python.sh: the first of python3.13 ... python3 that is 3.11 or newer and can make a venv.
PYTHON ?=

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
UV := $(BIN)/uv --quiet
INSTALL := $(UV) pip install --python $(BIN)/python

# Tests start many programs: each compiles every module again where bytecode may not be kept.
PYTHONDONTWRITEBYTECODE :=
export PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-dev demo test test-sqlite test-postgres system lint format types layers migrations bench clean

help:
	@sed -n '1,5s/^# //p' Makefile

$(STAMPS)/venv: scripts/find_python.sh requirements-setup.lock
	@echo "==> Python environment in $(VENV)"
	@python="$(PYTHON)"; [ -n "$$python" ] || python="$$(sh scripts/find_python.sh)" || exit 1; \
	  [ -x $(BIN)/python ] || "$$python" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.lock
	@mkdir -p $(STAMPS) && touch $@

# The project itself goes in without build isolation: its build tool is in the lock, so nothing unlocked is fetched.
$(STAMPS)/runtime: $(STAMPS)/venv requirements.lock pyproject.toml
	@echo "==> Locked packages"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/runtime requirements-dev.lock
	@echo "==> Locked packages for tests"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMPS)/assets: $(STAMPS)/venv package.json package-lock.json scripts/vendor_assets.py
	@command -v npm >/dev/null 2>&1 || { echo "缺少 npm:请先安装 Node.js(含 npm)。 / npm is missing: install Node.js with npm." >&2; exit 1; }
	@echo "==> Front-end files"
	@npm ci --include=dev --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
	@$(BIN)/python scripts/vendor_assets.py
	@touch $@

setup: $(STAMPS)/runtime $(STAMPS)/assets
	@:

setup-dev: setup $(STAMPS)/dev
	@:

demo: setup
	@$(BIN)/zhiheng demo $(if $(filter 0 no false,$(SERVE)),--no-serve,)

system: $(STAMPS)/venv
	@$(BIN)/python scripts/ensure_system.py chromium fonts-noto-cjk postgresql libreoffice-writer-nogui

test: setup-dev system test-sqlite test-postgres

test-sqlite: setup-dev
	@echo "==> Every test, on SQLite"
	@$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadscope --no-loadscope-reorder

test-postgres: setup-dev
	@echo "==> The database tests, on PostgreSQL"
	@$(BIN)/python -m tests.support.run_on_postgres -n $(TEST_WORKERS) --dist loadscope --no-loadscope-reorder
	@$(BIN)/python scripts/check_upgrade.py --postgres

lint: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: setup-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: setup-dev
	@$(BIN)/mypy zhiheng scripts

# Migrations and models must make the same tables: an empty database is made from the models. An old one keeps its rows.
migrations: setup-dev
	@ZHIHENG_HOME=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python scripts/check_migrations.py
	@$(BIN)/python scripts/check_upgrade.py

layers: setup-dev
	@$(BIN)/lint-imports

bench: setup-dev
	@$(BIN)/python -m bench

# The data under var/ (or ZHIHENG_HOME) are the user's: nothing here removes them.
clean:
	rm -rf $(VENV) node_modules zhiheng/static/vendor .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
	find zhiheng tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

# `make run` serves the product; `make help` lists the rest. Needs Python 3.11 or later, git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# DATABASE_URL and REDIS_URL when they are set, the servers of a running `make run`, or embedded ones.
WITH_SERVERS := $(BIN)/python -m conduct.launch exec --
AS_OWNER := $(BIN)/python -m conduct.launch exec --owner --
WITH_SCRATCH_SERVERS := $(BIN)/python -m conduct.launch exec --scratch --
PROCESSES ?= 2

.PHONY: help setup run shell migrate migrations hooks test test-one coverage test-browser test-faults test-attacks test-demo outside test-outside mutants bench bench-gate seed lint types audit migrations-check format docs messages lock

help:
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: $(VENV)/installed ## install everything that the lock names, when it changed

$(VENV)/installed: requirements.lock requirements-installer.lock
	@PYTHON=$(PYTHON) .ci/install requirements.lock $(VENV)
	@touch $@

# What the product itself needs: no tools of developers.
$(VENV)/product: requirements-product.lock requirements-installer.lock
	@PYTHON=$(PYTHON) .ci/install requirements-product.lock $(VENV)
	@touch $@

run: $(VENV)/product ## serve the product on http://127.0.0.1:$PORT/ (8000)
	@$(BIN)/python -m conduct.launch --with-parent

shell: setup ## Python with the models at hand, on the data of `make run`
	@$(WITH_SERVERS) $(BIN)/python manage.py shell

migrate: setup ## bring the database of `make run` up to the newest migration
	@$(AS_OWNER) $(BIN)/python manage.py migrate

migrations: setup ## write the migration that changed models need: NAME=short_reason
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python manage.py makemigrations --name $(or $(NAME),$(error say NAME=short_reason))

hooks: setup ## check style and layers at every git commit
	@$(BIN)/pre-commit install

test: setup ## the whole suite but for the five slower ones below; COVERAGE=yes also measures lines and branches
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile --durations 15 $(if $(COVERAGE),--cov --cov-report= --cov-fail-under=0) -m "not (browser or process or attack or demo or outside)"
	@$(if $(COVERAGE),$(BIN)/python -m benchmarks.coverage)

test-one: setup ## one file or test: T=tests/intake/test_pages.py, or T="tests/intake -k draft"
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m pytest $(or $(T),$(error say T=tests/...))

coverage: ## the whole suite with lines and branches measured; below 90 % of the lines of a room fails
	@$(MAKE) test COVERAGE=yes

test-faults: setup ## real servers, workers and web processes: started, killed, started again, in the written order
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m pytest -p no:randomly -m process

test-attacks: setup ## hostile files, addresses, words and requests
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m pytest -n $(PROCESSES) --dist loadfile -m "attack and not process"

test-browser: setup ## the tests that walk pages in Chromium, which has to be installed
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m pytest -m browser

test-demo: setup ## the whole demo, seeded once
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m pytest -m demo

outside: ## install the programs of others that check what we hand out; needs npm, Java and qpdf
	@npm ci --ignore-scripts --no-audit --no-fund --silent --prefix tests/outside

test-outside: setup outside ## pages, calendar and PDF, as the programs of others read them
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m pytest -m outside

mutants: setup ## change the rules a little and count what the tests notice: SUBJECT=calendar SAMPLE=12 SEEDS="1 2"
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m benchmarks.mutants $(SUBJECT) --sample $(or $(SAMPLE),12) --seeds $(or $(SEEDS),1)

bench-gate: setup ## load 100,000 cases; a hot page above 1.25 × its goal in processor time fails
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m benchmarks.gate

bench: setup ## load 10,000 and 100,000 cases and time the pages beside the reference pages
	@$(BIN)/python -m benchmarks.deadline
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m benchmarks.board
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m benchmarks.panel 20000
	@$(WITH_SCRATCH_SERVERS) sh -c '$(BIN)/python manage.py migrate --verbosity 0 && $(BIN)/python -m benchmarks.delivery'
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m benchmarks.sealing 100000

seed: setup ## fill an empty database with the demo
	@$(WITH_SERVERS) $(BIN)/python manage.py seed_demo

lint: setup ## style, templates and the layers of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/lint-imports

types: setup ## mypy, strict everywhere but in migrations and tests
	@CONDUCT_ENV=development DATABASE_URL=postgresql:///unused REDIS_URL=redis://unused $(BIN)/mypy

audit: setup ## known weaknesses of the dependencies, where an advisory service answers
	@.ci/audit

migrations-check: setup ## no model without its migration
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python manage.py makemigrations --check --dry-run

format: setup ## rewrite Python and templates in the house style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: setup ## build the documentation as a site in var/site
	@$(BIN)/mkdocs build --quiet --strict

messages: setup ## collect new texts into the English catalogue, drop stale ones, and compile it
	@$(WITH_SCRATCH_SERVERS) $(BIN)/python -m conduct.translations

COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet

lock: setup ## choose the newest versions that pyproject.toml allows
	@echo uv | $(COMPILE) --no-annotate --upgrade - -o requirements-installer.lock
	@$(COMPILE) --all-extras --upgrade pyproject.toml -o requirements.lock
	@$(COMPILE) --extra embedded --extra demo --constraints requirements.lock pyproject.toml -o requirements-product.lock

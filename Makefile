# Stegi. `make` alone lists what there is.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SOURCES := app.py cli.py commands.py core housing maps people portal subsidies templates
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))
PIP_TOOLS := pip-tools==7.6.2

export PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE  # some images set it; then every process compiles every module again

# Pip, Chromium and git each look for a home; an account without one gets a place here.
ifeq ($(strip $(HOME)),)
export HOME := $(CURDIR)/.build/home
endif

.DEFAULT_GOAL := help
.PHONY: help build run test fresh proof bench try check system-packages vendor docs messages lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: $(INSTALLED) $(CATALOGUES) ## install the locked dependencies in .venv and compile the translations

# The whole environment is laid anew, so that it holds what is locked and nothing else.
$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --retries 10 --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

%.mo: %.po | $(INSTALLED)
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# Without the libraries for letters everything else still works: their lack is said, and no reason to stop.
run: build ## serve the demonstration on http://127.0.0.1:$PORT (8000)
	@.ci/system-packages serve || true
	$(BIN)/stegi demo --if-missing
	$(BIN)/stegi serve --demo

# One more than there are cores: a test that waits for its browser or its PostgreSQL leaves a core to another.
WORKERS = $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

test: build system-packages ## run every test, with a real PostgreSQL and a real browser (ARGS="-k offer" for some)
	$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal --durations 10 --durations-min 1 $(ARGS)

fresh: ## do what README and CONTRIBUTING print on a clean Debian 12, as root (ARGS for some of the tests)
	ARGS='$(ARGS)' tests/fresh/root.sh

# What is measured by the clock has the machine for itself: beside another test a map is a fifth slower.
TIMED := maps search
PROOFS = $(or $(ONLY),$(patsubst tests/proof/test_%.py,%,$(wildcard tests/proof/test_*.py)))
proofs = $(patsubst %,tests/proof/test_%.py,$(1))

proof: build system-packages ## the long checks, each goes on where it stopped (ONLY=pages for one of them)
	$(if $(filter-out $(TIMED),$(PROOFS)),$(BIN)/pytest --numprocesses auto --dist worksteal $(ARGS) $(call proofs,$(filter-out $(TIMED),$(PROOFS))))
	$(if $(filter $(TIMED),$(PROOFS)),$(BIN)/pytest --numprocesses 0 $(ARGS) $(call proofs,$(filter $(TIMED),$(PROOFS))))

bench: build system-packages ## what things cost beside one another, some minutes; writes docs/proof (ONLY=schedules)
	$(BIN)/pip install --quiet --require-hashes --requirement benchmarks/requirements.lock
	$(BIN)/python -m benchmarks $(ONLY)

try: build ## the service on data that others made (DATA=../shared/data)
	$(BIN)/python -m tests.trial $(DATA)

check: build ## lint, format, types, import contracts, lock and secrets, in seconds
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pip check
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/pytest --quiet tests/test_house.py

system-packages: ## install Pango, Chromium and the PostgreSQL server where they are missing
	@.ci/system-packages

vendor: ## fetch the browser's libraries into static/vendor
	$(PYTHON) static/vendor/fetch.py

docs: build ## make docs/permissions.md from the code
	$(BIN)/python -m docs.permissions

messages: build ## collect the texts of the code into every translation
	mkdir -p .build
	$(BIN)/pybabel --quiet extract --mapping-file babel.cfg --keywords _l --keywords N_ --keywords NN_:1,2 --keywords counted:2,3 --no-wrap --sort-by-file \
		--add-location file --project Stegi --output-file .build/messages.pot $(SOURCES)
	$(BIN)/pybabel --quiet update --input-file .build/messages.pot --output-dir translations --no-wrap \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

# Settings of this machine's pip are left out, so that the hashes of every platform's files are recorded.
lock: ## pin what pyproject.toml wants, with hashes (ARGS=--upgrade for newer versions)
	$(PYTHON) -m venv .build/lock
	.build/lock/bin/pip install --quiet $(PIP_TOOLS)
	env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null CUSTOM_COMPILE_COMMAND="make lock" \
		.build/lock/bin/pip-compile --quiet $(ARGS) --extra dev --extra s3 --generate-hashes --strip-extras --allow-unsafe \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
	env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null CUSTOM_COMPILE_COMMAND="make lock" \
		.build/lock/bin/pip-compile --quiet $(ARGS) --generate-hashes --strip-extras --allow-unsafe \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file benchmarks/requirements.lock benchmarks/requirements.in

clean: ## remove everything that is built; instance/ with its data stays
	rm -rf $(VENV) .build .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist $(CATALOGUES)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

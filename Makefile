# Two commands matter: `make serve` and `make test`. The rest keeps them honest.
# Only python3 (3.11 or later, with pip) and make have to be there already.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

HOST ?= 127.0.0.1
PORT ?= 5000
export HOST PORT
ifneq ($(INSTANCE),)
export LODGE_INSTANCE := $(abspath $(INSTANCE))
endif

PYTHON ?= python3
VENV := .venv
# A stamp carries the hash of the lock that was installed, so that a second start installs nothing.
INSTALLED := $(VENV)/installed-$(shell { cat requirements.txt; pwd; } | sha256sum | cut -c1-16)
TESTABLE := $(VENV)/testable-$(shell { cat requirements.txt requirements-test.txt; pwd; } | sha256sum | cut -c1-16)
PIP = $(PYTHON) -m pip --python $(VENV)/bin/python --disable-pip-version-check -qq
FROM_LOCK := install --only-binary :all: --require-hashes

# A catalogue is compiled when its translations have changed.
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard webapp/translations/*/LC_MESSAGES/messages.po))

.PHONY: help serve test lint lock translations bench screenshots clean environment test-environment test-machine

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

serve: $(INSTALLED) $(CATALOGUES) ## Serve on http://HOST:PORT out of the folder INSTANCE
	@exec $(VENV)/bin/lodge serve

test: $(TESTABLE) $(CATALOGUES) test-machine ## Install what the tests need and run them all; ARGS="tests/auth -k reset" narrows
	@bash tests/support/run.sh $(ARGS)

lint: $(TESTABLE) ## Style, types and templates
	@bash tests/support/lint.sh

lock: ## Write both lock files anew from setup.cfg
	@bash tests/support/lock.sh

translations: $(INSTALLED) ## Bring the catalogues up to the sentences of the pages
	@bash tests/support/translations.sh

bench: $(TESTABLE) $(CATALOGUES) ## CPU per request against a bare Flask page
	@$(VENV)/bin/python -m tests.bench $(ARGS)

screenshots: $(TESTABLE) $(CATALOGUES) test-machine ## Pictures of every page into build/screenshots
	@$(VENV)/bin/python -m tests.screenshots $(ARGS)

clean: ## Remove what the commands made; INSTANCE stays
	rm -rf $(VENV) .cache build *.egg-info .coverage*
	find webapp tests -name __pycache__ -prune -exec rm -rf {} +

environment: $(INSTALLED) $(CATALOGUES) ## Install the run-time requirements

test-environment: $(TESTABLE) $(CATALOGUES) ## Install the test requirements too

test-machine:
	@bash tests/support/machine.sh

%.mo: %.po | $(INSTALLED)
	@$(VENV)/bin/pybabel -q compile -i $< -o $@

$(INSTALLED):
	@$(PYTHON) -c 'import sys; sys.exit("Lodge needs Python 3.11 or later, this is %s." % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-pip >/dev/null; \
		else echo "pip is missing. Run: sudo apt-get install -y python3-pip" >&2; exit 1; fi; }
	@echo "Installing into $(VENV) …"
	@# A checkout that moved, or a Python that went, leaves scripts that cannot start.
	@grep -qs "$(CURDIR)/$(VENV)$$" $(VENV)/pyvenv.cfg && $(VENV)/bin/python -c '' 2>/dev/null || $(PYTHON) -m venv --without-pip --clear $(VENV)
	@$(PIP) $(FROM_LOCK) -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(TESTABLE): $(INSTALLED)
	@echo "Installing what the tests need into $(VENV) …"
	@$(PIP) $(FROM_LOCK) -r requirements-test.txt
	@touch $@

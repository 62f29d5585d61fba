# Everything a person needs, each by one word. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
IN = .venv/bin/

.PHONY: help run test check bench

help:  ## say what can be asked for
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

run: .venv/installed  ## start the site with everything it needs, and print its address
	@PORT=$(PORT) $(IN)python -m config.local.run

test: .venv/installed  ## run every test, the real browser's too
	@$(IN)python -m config.local.browser
	@$(IN)pytest --numprocesses=2

check: .venv/installed  ## lint, check the order of imports, migrations, translations and the deployed settings
	@$(IN)python -m config.checks

bench: .venv/installed  ## run the benchmarks, each printing its ratio
	@for script in bench/[a-z]*.py; do $(IN)python $$script || exit 1; done

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' || { echo "Python cannot make environments here: install python3-venv, then try again."; exit 1; }
	@echo "Installing what stands in requirements.txt into .venv (once, a minute or two) …"
	@$(PYTHON) -m venv .venv
	@$(IN)pip install --disable-pip-version-check --requirement requirements.txt
	@touch $@

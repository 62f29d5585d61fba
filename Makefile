# Everything a person needs, each by one word. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
IN = .venv/bin/

.PHONY: help run test check bench format messages check-python check-imports check-templates check-migrations \
	check-translations check-deployed check-shape

help:  ## say what can be asked for
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 - \2/p' $(MAKEFILE_LIST)

run: .venv/installed  ## start the site with everything it needs, and print its address
	@PORT=$(PORT) $(IN)python -m config.local.run

test: .venv/installed  ## run every test, the real browser's too
	@$(IN)python -m config.local.browser
	@$(IN)pytest --numprocesses=2

check: check-python check-imports check-templates check-migrations check-translations check-deployed check-shape  ## lint, check the order of imports, migrations, translations, the deployed settings
	@echo "All checks passed."

bench: .venv/installed  ## run the benchmarks, each printing its ratio
	@for script in bench/[a-z]*.py; do $(IN)python $$script || exit 1; done

format: .venv/installed  ## put code and templates into the common form
	@$(IN)ruff check --fix --quiet . ; $(IN)ruff format --quiet .
	@find templates -name '*.html' -exec $(IN)djade --target-version 5.2 {} +

messages: .venv/installed  ## bring the catalogues up to date with what the site says
	@$(IN)python -m config.catalogues

check-python: .venv/installed
	@$(IN)ruff check --quiet .
	@$(IN)ruff format --check --quiet . || { echo "Some files are not in the common form: make format."; exit 1; }

check-imports: .venv/installed
	@$(IN)lint-imports --no-logo

check-templates: .venv/installed
	@find templates -name '*.html' -exec $(IN)djade --target-version 5.2 --check {} +
	@$(IN)djlint templates --lint --quiet

check-migrations: .venv/installed
	@$(IN)python manage.py makemigrations --check --dry-run

check-translations: .venv/installed
	@$(IN)pytest --quiet tests/test_catalogues.py

# Sane values for a deployed site; nothing is connected to.
check-deployed: .venv/installed
	@DATABASE_URL=postgres://academy@db/academy REDIS_URL=redis://cache/0 ALLOWED_HOSTS=academy.example EMAIL_URL=smtp://mail \
	SECRET_KEY=$$($(IN)python -c 'import secrets; print(secrets.token_urlsafe(60))') DEBUG= \
	$(IN)python manage.py check --deploy --fail-level WARNING

check-shape: .venv/installed
	@$(IN)pytest --quiet tests/test_shape.py

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' \
	|| { echo "This Python cannot make environments: install python3-venv, then try again."; exit 1; }
	@echo "Installing what stands in requirements.txt into .venv (once, a minute or two) …"
	@$(PYTHON) -m venv .venv
	@$(IN)pip install --disable-pip-version-check --requirement requirements.txt
	@touch $@

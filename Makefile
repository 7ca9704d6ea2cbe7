# Two commands do all the set-up: make run, make test. They need Python 3.11 and nothing else.

PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/var
SITE_URL ?= http://127.0.0.1:$(PORT)
VENV := .venv
export PORT DATA_DIR SITE_URL
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: run test lint bench messages clean

# Serve the site at http://127.0.0.1:$(PORT), with the worker beside it. Ctrl-C stops both.
run: $(VENV)/run.txt
	@python manage.py migrate --verbosity 0
	@python manage.py refresh_statistics
	@python manage.py collectstatic --noinput --verbosity 0
	@python manage.py load_first_article
	@python manage.py create_first_admin
	@python manage.py index_search
	@python manage.py rerender_comments
	@python manage.py moderation_chores
	@exec python -m config.serve

# The whole suite; on PostgreSQL with DATABASE_URL=postgres://... REQUIRE_BROWSER=1 turns
# a missing Chromium into a failure. PYTEST_ARGS= goes to pytest.
test: $(VENV)/dev.txt
	python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/dev.txt
	ruff check .
	ruff format --check .
	find templates -name '*.html' -print0 | xargs -0 djade --target-version 5.2 --check
	lint-imports
	mypy
	python manage.py makemigrations --check --dry-run
	python manage.py check --deploy --fail-level ERROR

# What the site costs, as ratios to the ceiling of the same server; docs/performance.md says
# how to read it. Needs wrk. BENCH_ARGS="--rows a,b --quick --json" goes to the bench.
bench: $(VENV)/run.txt
	@python -m bench $(BENCH_ARGS)

# Collect and compile the translations; needs GNU gettext, which running the site does not.
messages: $(VENV)/run.txt
	python manage.py makemessages --all --no-location --no-obsolete --ignore .venv --ignore var
	python manage.py compilemessages --ignore .venv --ignore var

$(VENV)/run.txt: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Javob needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
	@cp requirements.txt $@

$(VENV)/dev.txt: requirements-dev.txt $(VENV)/run.txt
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@cp requirements-dev.txt $@

clean:
	rm -rf $(VENV)

# Habits of the house. Each target runs in the environment that manage.py makes.
PYTHON ?= python3
ENV := .greenlang/env/bin
# A test of these targets may take minutes; in the ordinary run and the thorough one such a test hangs.
UNHURRIED := -o faulthandler_timeout=0

.PHONY: client fuzz screenshots fairness records up test thorough explore equal mutants faults faults-bus faults-bus-kafka faults-saga check bench schema lock styles

up:            ## set everything up and run the product
	$(PYTHON) manage.py up

test:          ## every test, with real servers
	$(PYTHON) manage.py test

thorough:      ## the slower tests, of what seldom changes: agents measured, spoilt and forged, backups, Kafka, faults of the bus, other surroundings
	$(PYTHON) manage.py test -m "thorough and not long"

explore:       ## look for new counter-examples to the laws
	HYPOTHESIS_PROFILE=explore $(PYTHON) manage.py test $(UNHURRIED) tests/engine tests/agents tests/registry tests/reports tests/inventory tests/calculations/accounting

equal:         ## 500 generated inventories say the same in every format, API and dashboard (20 minutes); 25 workbooks computed again by LibreOffice
	$(PYTHON) manage.py test -m long $(UNHURRIED) tests/reports/test_equal_formats.py

fuzz:          ## 90 requests of every operation of the API, as described and spoilt: nothing but what is told comes back
	$(PYTHON) manage.py test -m long $(UNHURRIED) tests/api/test_answers_as_described.py

mutants:       ## every fault in every example agent, held against its own suite
	$(PYTHON) manage.py test -m long $(UNHURRIED) tests/evaluation/test_mutation.py

faults:        ## a batch of 100,000 rows while processes die and stop, connections are cut and Redis restarts; and whether that would see rows doubled or lost
	$(PYTHON) manage.py test -m long $(UNHURRIED) tests/runtime/batch/test_faults.py -s -n 0

faults-bus:    ## 100,000 events with 100 relays and consumers killed: nothing lost, nothing doubled
	$(PYTHON) manage.py test -m long $(UNHURRIED) -n 0 -s tests/events/test_bus_faults.py -k "not kafka"

faults-bus-kafka:  ## the same over Kafka's protocol (librdkafka's mock cluster)
	$(PYTHON) manage.py test -m long $(UNHURRIED) -n 0 -s tests/events/test_bus_faults.py -k kafka

faults-saga:   ## a build is killed at every line of its log, forwards and back
	$(PYTHON) manage.py test -m long $(UNHURRIED) -n 0 -s tests/factory/test_killed_builds.py

check:         ## what every commit leaves green
	$(ENV)/ruff check .
	$(ENV)/ruff format --check .
	$(ENV)/mypy
	$(ENV)/lint-imports
	PYTHONWARNINGS=ignore::RuntimeWarning $(PYTHON) manage.py makemigrations --check --dry-run --skip-checks
	$(PYTHON) manage.py openapi --check

bench:         ## measure: stages of a build beside their targets; `manage.py bench` lists the others
	$(PYTHON) manage.py bench factory

fairness:      ## what a tenant at ten times its quota does to another's p95
	$(PYTHON) manage.py bench fairness

records:       ## after a deliberate change of code templates or domains: the recorded code, docs/domains.md
	$(ENV)/python -m tests.agents.codegen.domain_records
	$(ENV)/python -c "import pathlib, apps.agents.domains.page as p; pathlib.Path('docs/domains.md').write_text(p.page())"

client:        ## write the Python client afresh after a change of the API
	PATH="$(CURDIR)/$(ENV):$$PATH" openapi-python-client generate --path docs/openapi.yaml --config clients/python/generator.yaml --meta none \
		--output-path clients/python/greenlang_client --overwrite

schema:        ## write docs/openapi.yaml afresh after a deliberate change of the API
	$(PYTHON) manage.py openapi

lock:          ## exact versions with hashes, for Python 3.11 to 3.13
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -o requirements/bootstrap.txt requirements/bootstrap.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -o requirements/product.txt requirements/product.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements/product.txt -o requirements/development.txt requirements/development.in
	for peer in fastapi_asyncpg bentoml_service; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -o benchmarks/peers/$$peer/requirements.txt benchmarks/peers/$$peer/requirements.in; done

screenshots:   ## every kind of page at three widths, light and dark, in .greenlang/screenshots
	DJANGO_SETTINGS_MODULE=greenlang.settings $(ENV)/python -m tests.journeys.screenshots .greenlang/screenshots

styles:        ## compile static/css/app.css from assets/
	npm ci && npm run build

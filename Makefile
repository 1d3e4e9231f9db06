# Levelwise in a few words. `make help` lists them.
PYTHON ?= python3
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset story hrday check test evidence bench lock schema book clean

help:  ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## Make .venv with everything, from the locked packages
	@scripts/setup dev

demo:  ## Start the demo city (Tongren) on 127.0.0.1:$PORT, default 8000
	@scripts/demo

demo-reset:  ## Throw the demo's database, files and keys away
	@scripts/demo reset

story:  ## Tell the way of one problem, level by level, against the running demo
	@scripts/story

hrday:  ## Tell a day of a personnel system, from feed to events, against the running demo
	@scripts/hrday

check: setup  ## Style, types, layers, printed schema and book, versions
	@scripts/check

test: setup  ## Everything: scripts/check, then all tests
	@scripts/check
	@scripts/browser
	@scripts/oidc-provider
	@scripts/test

evidence: setup  ## Measure the promises (EVIDENCE=T1,T4 picks) and write evidence/latest.json
	@.venv/bin/python -m tests.evidence

bench: setup  ## Measure the speed beside PostGraphile and bare psycopg, of 1 and 5 million problems, of a country's import
	@.venv/bin/python -m bench; status=$$?; for one in problems country; do .venv/bin/python -m bench.$$one || status=1; done; exit $$status

lock: setup  ## Rewrite requirements*.txt from requirements*.in (UPGRADE=1 takes new versions)
	@scripts/lock

schema: setup  ## Print schema/levelwise.graphql anew
	@.venv/bin/python -m schema.printing

book: setup  ## Print policies/policy.csv anew
	@.venv/bin/python -m policies.printing --csv

clean:  ## Remove what was built; keeps the demo's data
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

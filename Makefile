# The two to know: `make demo` does the main job on a sample request, `make test` runs every test. Each sets up first whatever is missing.
PYTHON := $(shell for each in python3.11 python3 python3.13 python3.12; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
ifeq ($(PYTHON),)
$(error foidesk needs Python 3.11 or newer: apt-get install python3)
endif
BIN := .venv/bin
REAL_PAGE := $(wildcard ../shared/inputs/response-log-page-3070_15.txt)
SCREEN := $(DISPLAY)$(WAYLAND_DISPLAY)

.DEFAULT_GOAL := help
.PHONY: help demo run test check lint types imports licences bench soak lock set-up set-up-for-tests

help:
	@echo 'make demo   do the main job on a sample request, from the file to the signed letter'
	@echo 'make run    open the window'
	@echo 'make test   run the tests'
	@echo 'make check  run the linters, the type checker, the import contracts and the licence test'
	@echo 'make bench  measure speed against a floor in the same run'
	@echo 'make soak   run the long trials in full'
	@echo 'make lock   renew the pinned packages'

demo: set-up
	$(BIN)/foidesk demo $(addprefix --page ,$(REAL_PAGE)) $(if $(SCREEN),,--no-window) $(ARGS)

run: set-up
	$(BIN)/foidesk $(ARGS)

test: set-up-for-tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: lint types imports licences

lint: set-up-for-tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: set-up-for-tests
	$(BIN)/mypy

imports: set-up-for-tests
	$(BIN)/lint-imports

licences: set-up-for-tests
	$(BIN)/python -m pytest -q tests/test_licences.py

bench: set-up-for-tests
	$(BIN)/python -m benchmarks $(ARGS)

soak: set-up-for-tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup --soak -m 'soak or hypothesis' $(ARGS)

# The second file is held to the first, so that the tests run on exactly the versions that officers get.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock: set-up-for-tests
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --upgrade requirements/run.in requirements/build.in -o requirements/run.txt
	$(COMPILE) --upgrade requirements/test.in -c requirements/run.txt -o requirements/test.txt

set-up:
	@$(PYTHON) installer/set_up.py run

set-up-for-tests:
	@$(PYTHON) installer/set_up.py test

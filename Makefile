# `make demo` and `make test` need Python 3.11 or newer and make; everything else is set up here.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
PO := $(wildcard zcins/locale/*/LC_MESSAGES/*.po)

.PHONY: demo test check mutation catalogs docs dist clean

# Exit 1 means that rows wait for a person: in the demo some always do.
demo: $(READY) $(PO:.po=.mo)
	rm -rf demo-office
	$(BIN)/zcins demo demo-office || [ $$? -eq 1 ]

test: $(READY) $(PO:.po=.mo)
	$(BIN)/python -m pytest -n auto

check: $(READY) $(PO:.po=.mo)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy zcins tests tools data/demo $(wildcard benchmarks/*.py)
	$(BIN)/python tools/catalogs.py check
	$(BIN)/python tools/docs.py --check
	$(BIN)/python tools/scheme_docs.py --check
	$(BIN)/python -m pytest -q tests/test_rooms.py

# By hand: all of it takes hours. PART names mutants, such as PART='zcins.subsidy.base*'.
mutation: $(READY) $(PO:.po=.mo)
	$(BIN)/python -m pip install --quiet -c constraints.txt --group mutation
	nice -n 10 $(BIN)/python tools/mutation.py $(PART)

catalogs: $(READY)
	$(BIN)/python tools/catalogs.py update
	$(BIN)/python tools/catalogs.py compile

docs: $(READY)
	$(BIN)/python tools/docs.py
	$(BIN)/python tools/scheme_docs.py

dist: $(READY)
	rm -rf dist
	$(BIN)/python -m build --wheel

clean:
	rm -rf .venv dist build demo-office mutants

%.mo: %.po | $(READY)
	$(BIN)/python tools/catalogs.py compile

# --group is known to pip since 25.1.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "zcins needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet -c constraints.txt -e . --group dev
	touch $@

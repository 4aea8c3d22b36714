# Each target sets itself up: only python3 (3.11 or later) and make are needed.
#
#   make demo    build the graph from data/notices and look into it
#   make test    the tests, doctests included
#   make test-slow  the longer ones: thousands of damaged files
#   make check   ruff (lint, format) and mypy --strict
#   make bench   the benchmarks (BENCH_ARGS=corpus: one of them)
#   make docs    write docs/queries.md anew
#   make notebooks  execute the notebooks anew, in place
#   make serve   explorer pages and SPARQL endpoint on http://127.0.0.1:8000
#   make lock    renew constraints.txt (best run with PYTHON=python3.11)

PYTHON  ?= python3
VENV    ?= .venv
STORE   ?= build/store
EXTRAS  := dev,notebook,network,parquet,ocr,dask
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
PG      := $(BIN)/policygraph
SETUP   := setup.cfg pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow check format bench docs notebooks serve lock clean

help:
	@sed -n 's/^#   //p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "policygraph needs Python 3.11 or later, $(PYTHON) is older (try: make PYTHON=python3.12)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "python3 -m venv failed (try: apt-get install python3-venv)" >&2; rm -rf $(VENV); exit 1; }

# the stamps make a second call quick; what is installed follows the files named in SETUP
$(VENV)/core.stamp: $(SETUP) | $(BIN)/python
	@echo "installing policygraph into $(VENV) …" >&2
	@$(PIP) --editable . && touch $@

$(VENV)/dev.stamp: $(SETUP) | $(BIN)/python
	@echo "installing policygraph and its development tools into $(VENV) …" >&2
	@$(PIP) --editable '.[$(EXTRAS)]' && touch $@ $(VENV)/core.stamp

demo: $(VENV)/core.stamp
	@mkdir -p build/demo
	@echo "== notices → graph 通知入库"
	@$(PG) build data/notices --store $(STORE)
	@echo; echo "== one topic across the cities 同一主题各市怎么做: 境外展会 overseas trade fairs"
	@$(PG) query topic_across_cities --param topic=境外展会 --store $(STORE)
	@echo; echo "== Weihai 2020 → 2026 威海市两版对照 (the beginning; all of it in build/demo)"
	@$(PG) compare weihai-2020 weihai-2026 > build/demo/weihai-2020-2026.txt
	@$(PG) compare weihai-2020 weihai-2026 --format csv > build/demo/weihai-2020-2026.csv
	@head -40 build/demo/weihai-2020-2026.txt
	@$(PG) export --store $(STORE) --format jsonld --output build/demo/policygraph.jsonld
	@echo; echo "comparison  build/demo/weihai-2020-2026.txt, .csv"
	@echo "JSON-LD     build/demo/policygraph.jsonld"
	@echo "graph       $(STORE)    more: $(PG) query --list, $(PG) --help"

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -q -n auto --dist loadfile $(PYTEST_ARGS)

test-slow: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -q -m slow $(PYTEST_ARGS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev.stamp
	@if test -d benchmarks; then $(BIN)/python -m benchmarks $(BENCH_ARGS); \
	 else echo "the benchmarks come later: there is no folder benchmarks yet" >&2; fi

docs: $(VENV)/dev.stamp
	@$(BIN)/python docs/make_queries.py

notebooks: $(VENV)/dev.stamp
	@$(BIN)/python notebooks/execute.py

serve: $(VENV)/core.stamp
	@if $(PG) serve --help >/dev/null 2>&1; then $(PG) serve --store $(STORE); \
	 else echo "serve comes later: this version has no such command yet" >&2; fi

lock:
	@rm -rf build/lock && mkdir -p build && $(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install --quiet --upgrade pip
	@build/lock/bin/python -m pip install --quiet --editable '.[$(EXTRAS)]'
	@sed -n '/^#/p' constraints.txt > build/constraints.txt
	@build/lock/bin/python -m pip freeze --exclude-editable >> build/constraints.txt
	@mv build/constraints.txt constraints.txt && rm -rf build/lock

clean:
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache

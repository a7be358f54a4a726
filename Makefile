# The two commands that matter: `make site` builds the site, `make test` runs all
# tests. Each sets itself up in .venv from a lock file; beyond make and Python
# 3.11 or newer nothing need be there beforehand.

.DEFAULT_GOAL := help

# All goals share .venv and site/: `make -j` runs them one after another.
.NOTPARALLEL:

# PATH and PYTHONPATH are lists with colons between their parts, and no part can hold one.
$(if $(findstring :,$(CURDIR)),$(error The path of this folder holds a colon: $(CURDIR). \
  Python cannot work in it. Rename the folder that has the colon))

# As it was typed: make would run what stands in $(shell …), and lose the 5 of $500. The command
# below takes it from the environment.
ifdef TITLE
override TITLE := $(value TITLE)
export TITLE
endif
ifdef RELEASE
override RELEASE := $(value RELEASE)
export RELEASE
endif
ifdef KIND
override KIND := $(value KIND)
export KIND
endif

PY := .venv/bin/python
UV_VERSION := 0.13.9

# The package is used from where it lies. Absolute, as tests start commands elsewhere.
export PYTHONPATH := $(CURDIR)/hooks
# The result must not depend on the language settings of the machine.
export PYTHONUTF8 := 1
# Material's notice on the future of MkDocs at every start; the pins answer it.
export NO_MKDOCS_2_WARNING := 1
# The same commit gives the same files: dates come from it, not from the clock. It is the last one
# that changed a fact, so that a change of looks makes no calendar new. Without git a build takes the
# date of the newest file of data/.
ifeq ($(SOURCE_DATE_EPOCH),)
unexport SOURCE_DATE_EPOCH
# Hooks and aliases of git name a repository of their own in the environment.
GIT := unset $$(git rev-parse --local-env-vars 2>/dev/null | grep -v CONFIG); git -c log.showSignature=false
COMMITTED := $(shell $(GIT) log -1 --format=%ct -- data 2>/dev/null)
ifneq ($(COMMITTED),)
export SOURCE_DATE_EPOCH := $(COMMITTED)
ifneq ($(and $(filter site serve freeze,$(MAKECMDGOALS)),$(filter true,$(shell $(GIT) rev-parse --is-shallow-repository))),)
$(info Note: this clone is shallow, so its dates may differ from those of others. Run: git fetch --unshallow)
endif
endif
endif

.PHONY: help
help: ## Show this list
	@echo 'Usage: make GOAL'
	@grep -hE '^[a-z][a-z-]*:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 16

.PHONY: site
site: venv-runtime ## Build the site into site/; any warning is an error; ARGS='--verbose'
	@$(PY) -m mkdocs_start build --strict $(ARGS)

.PHONY: serve
serve: venv-runtime ## Show the site at http://127.0.0.1:8000/ and follow changes
	@$(PY) -m mkdocs_start serve --livereload $(ARGS)

.PHONY: check
check: venv-runtime ## Check the data and the texts, without building
	@$(PY) -m projectsite check $(ARGS)

.PHONY: changes
changes: venv-runtime ## Say which pages a change alters, into build/changes/; ARGS='COMMIT'
	@$(PY) -m projectsite changes $(ARGS)

.PHONY: comment
comment: venv-runtime ## Say what build/changes/changes.json holds, for GitHub: ARGS=FILE
	@$(PY) -m projectsite comment $(ARGS)

.PHONY: freeze
freeze: venv-runtime sbom ## End a project: one archive of all in build/; make freeze RELEASE=v1.0
	@$(PY) -m projectsite freeze --release "$$RELEASE" --sbom build/sbom.cdx.json $(ARGS)

.PHONY: new
new: venv-runtime ## Begin an outcome: make new TITLE='Closing conference'; or KIND=news
	@$(PY) -m projectsite new "$${KIND:-outcome}" "$$TITLE"

.PHONY: intake
intake: venv-runtime ## Take over a filled issue form: make intake ARGS=form.md
	@$(PY) -m projectsite intake $(ARGS)

.PHONY: translations
translations: venv-runtime ## Say what is translated; ARGS='accept FILE FIELD', 'export de', 'import de.po'
	@$(PY) -m projectsite translations $(ARGS)

.PHONY: schema
schema: venv-runtime ## Write data/schema/, which editors of YAML use
	@$(PY) -m projectsite schema $(ARGS)

.PHONY: addresses
addresses: venv-runtime ## Keep the addresses of all pages in data/addresses.txt: none may be lost
	@$(PY) -m projectsite addresses $(ARGS)

.PHONY: evidence
evidence: venv-runtime ## Visit the sources, and keep what was found in data/evidence.txt
	@$(PY) -m projectsite evidence $(ARGS)

.PHONY: guide
guide: venv-runtime ## Write the reference pages for editors: data/FIELDS.md, data/CODES.md, docs/README.md
	@$(PY) -m projectsite guide $(ARGS)

.PHONY: forms
forms: venv-runtime ## Write the issue forms, .github/ISSUE_TEMPLATE/; ARGS=--check says which are stale
	@$(PY) -m projectsite forms $(ARGS)

.PHONY: pictures
pictures: venv-dev chromium ## Draw the pictures of the issue forms in EDITING.md: .github/pictures/
	@$(PY) tests/form_pictures.py

.PHONY: format
format: venv-runtime ## Lay out the files of data/ as we do, facts and comments kept; ARGS=--check
	@$(PY) -m projectsite format $(ARGS)

# pytest comes last, so that its closing line is the last one printed. A worker for each core takes
# tests one after another, and from another worker when it has none left.
SHARED := --numprocesses auto --dist worksteal

.PHONY: test
test: venv-dev chromium tools-benchmarks ## Run all tests; ARGS='-k name' picks some
	@$(PY) -m pytest $(SHARED) $(ARGS)

.PHONY: test-generator
test-generator: venv-dev chromium tools-benchmarks ## Test the generator; nothing in data/ or docs/ turns it red
	@$(PY) -m pytest $(SHARED) tests/generator $(ARGS)

.PHONY: test-site
test-site: venv-dev chromium ## Test the site of this project; ARGS='--project=PATH' of another one
	@$(PY) -m pytest tests/site $(ARGS)

.PHONY: accessibility
accessibility: venv-dev chromium ## Test the accessibility and keep the result for the statement: data/accessibility-test.yml
	@$(PY) -m pytest tests/site -m accessibility --record-accessibility $(ARGS)

.PHONY: test-editors
test-editors: venv-dev node ## Test the schemas in the language server of VS Code; needs Node.js
	@$(PY) -m pytest tests/editors $(ARGS)

.PHONY: test-readers
test-readers: venv-dev ## Read what the site writes for machines by programs of Node.js
	@.ci/node tests/readers
	@$(PY) -m pytest tests/readers $(ARGS)

.PHONY: bench
bench: venv-runtime tools-benchmarks ## Measure the speed of the check, and of the build beside stock MkDocs and Hugo
	@status=0; $(PY) benchmarks/check.py $(ARGS) || status=1; echo; \
	  $(PY) benchmarks/build.py $(ARGS) || status=1; exit $$status

.PHONY: bench-check
bench-check: venv-runtime ## Measure how long the check of 2,000 records takes; ARGS='--runs 3'
	@$(PY) benchmarks/check.py $(ARGS)

.PHONY: bench-build
bench-build: venv-runtime tools-benchmarks ## Measure how long the build takes; ARGS='--sizes 20 200'
	@$(PY) benchmarks/build.py $(ARGS)

.PHONY: bench-preview
bench-preview: venv-runtime ## Measure how soon a changed record shows in the live preview
	@$(PY) benchmarks/preview.py $(ARGS)

.PHONY: lint
lint: venv-dev ## Check style and types of the Python code, and the workflows
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m mypy --config-file tests/mypy.ini
	@.venv/bin/zizmor --offline --no-progress --quiet --persona pedantic .github

.PHONY: audit
audit: tools-.ci ## Ask whether a package of the lock files is known as unsafe
	@.ci/audit

.PHONY: sbom
sbom: tools-.ci ## List what the site is built with as CycloneDX: build/sbom.cdx.json
	@mkdir -p build
	@PYTHONWARNINGS=ignore .ci/.venv/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
	  --output-reproducible --output-file build/sbom.cdx.json

# What is locked stays locked unless pyproject.toml forbids it; UPGRADE=1 takes the
# newest of everything. --universal and fewest: one version of each package for all
# systems and Python versions, so that all build the same site.
# No addresses: every machine uses the package index it is set up with.
LOCK = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --fork-strategy fewest \
  --only-binary :all: --no-annotate --no-emit-index-url --no-emit-find-links \
  --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

# The runtime lock binds the other one: the tests see what the site is built with.
.PHONY: lock
lock: venv-base ## Write the lock files anew from pyproject.toml; UPGRADE=1 for the newest
	@test -x .venv/bin/uv || $(PY) -m pip install --quiet --disable-pip-version-check 'uv==$(UV_VERSION)'
	@$(LOCK) pyproject.toml --output-file requirements.lock >/dev/null
	@$(LOCK) pyproject.toml --extra test --constraints requirements.lock --output-file requirements-dev.lock >/dev/null
	@$(LOCK) --group pyproject.toml:bench --output-file benchmarks/requirements.lock >/dev/null
	@$(LOCK) --group pyproject.toml:audit --output-file .ci/requirements.lock >/dev/null

.PHONY: clean
clean: ## Remove what was built and all caches; .venv stays
	@rm -rf site .site-* .cache .pytest_cache .hypothesis .mypy_cache .ruff_cache test-results build
	@find . -path ./.venv -prune -o -path ./.git -prune -o \
	  \( -name __pycache__ -o -name '*.egg-info' \) -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## The same, and .venv too
	@rm -rf .venv .venv-lock benchmarks/.venv tests/editors/node_modules tests/readers/node_modules

# Set-up. The scripts look for themselves whether anything is to be done.
.PHONY: venv-base venv-runtime venv-dev chromium tools-benchmarks tools-.ci node
venv-base:
	@.ci/venv base
venv-runtime:
	@.ci/venv runtime
venv-dev:
	@.ci/venv dev
chromium: venv-dev
	@.ci/chromium
tools-benchmarks tools-.ci: tools-%: venv-base
	@.ci/tools $*
node:
	@.ci/node

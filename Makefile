## make demo     audit three fictional portals and write the reports to demo/
## make test     run the whole test suite
## make lint     check style, format and types
## make bench    compare our speed with a bare loop around axe (up to 10 minutes; SITE=folder START=path: also there)
## make bench-growth  see whether a page costs the same at the end of 6,000 as at the beginning (20 minutes or more)
## make bench-kill    kill an audit at 100 random moments, and see that nothing is lost or done twice
## make accuracy      plant faults one at a time, and see that scores tell of each (SITE, START, PAGE: also there;
##                    SITES=folder of exported sites: how their scores lie, and whether a second audit agrees;
##                    ACT_DIR=W3C's test cases: what is caught, and what falsely failed;
##                    TEXTS=folder of clones: how well grades tell hard texts from easy ones, docs/readability.md;
##                    TIMES=folder for what was loaded, with SITES: how near estimated times come to slowed loads;
##                    CHANNELS=tune: how often channels of pieces of public pages are told right, with the errors;
##                    CHANNELS="kept 2": of the set that is kept for the end, only counts)
## make absence       see how often it is right that real sites offer no phone number, office, form (SITES=folder;
##                    PART="held out": of the half that is kept for the end, only counts)
## make discovery     compare the services found on real sites with labels made by hand (SITES=folder of them)
## make golden   renew what is generated from axe-core, and the accessibility trees of the report; review the difference
## make docs     write the generated pages of docs/ anew
## make catalogues  gather the messages of the program, and bring the catalogues of translations up to date
##
## The first of them builds .venv, which takes minutes; later ones start at once.

.PHONY: help demo test lint bench bench-growth bench-kill accuracy discovery golden docs catalogues absence

help:
	@sed -n 's/^## \{0,1\}//p' Makefile

demo: .venv/.machine
	.venv/bin/python fixtures/demo.py

# Tests start our program a hundred times: it is compiled once, even where that is switched off.
test: .venv/.chromedriver
	PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

lint: .venv/.packages
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m mypy

bench: .venv/.machine
	.venv/bin/python -m bench.run $(if $(SITE),--site "$(SITE)" --start "$(or $(START),/)")

bench-growth: .venv/.machine
	.venv/bin/python -m bench.growth

bench-kill: .venv/.machine
	AUDITOR_KILLS=100 .venv/bin/python -m pytest tests/test_survival.py -k killed_at_any_moment -v

accuracy: .venv/.machine
	.venv/bin/python -m bench.accuracy $(if $(SITE),--site "$(SITE)" --start "$(or $(START),/)" --page "$(PAGE)")
	$(if $(SITES),.venv/bin/python -m bench.spread "$(SITES)")
	$(if $(ACT_DIR),.venv/bin/python -m bench.act "$(ACT_DIR)")
	$(if $(TEXTS),.venv/bin/python -m bench.readability "$(TEXTS)")
	$(if $(TIMES),.venv/bin/python -m bench.throttling "$(SITES)" --kept "$(TIMES)")
	$(if $(CHANNELS),.venv/bin/python -m bench.channels --part "$(CHANNELS)")

absence: .venv/.machine
	.venv/bin/python -m bench.absence "$(SITES)" --part "$(or $(PART),tune)"

discovery: .venv/.machine
	.venv/bin/python -m bench.discovery "$(SITES)"

golden: .venv/.machine
	AUDITOR_GOLDEN=write .venv/bin/python -m pytest tests/test_axe_rules.py tests/test_report_split_browser.py

catalogues: .venv/.packages
	.venv/bin/python -m auditor.catalogues

docs: .venv/.packages
	.venv/bin/python -m auditor.settings > docs/portal.schema.json
	.venv/bin/python -m auditor.documents
	.venv/bin/python -m fixtures.hostile.document > docs/hostile.md

# The stamps are files so that nothing is installed twice. What they stand for can be
# had again by removing .venv.

# The environment is kept while its Python works, so that a changed pyproject.toml costs seconds.
.venv/.packages: pyproject.toml
	@.venv/bin/python -c 'import pip, sys; assert sys.version_info >= (3, 12)' 2>/dev/null || .ci/find-python .venv
	@echo 'Installing packages'
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,webdriver]'
	@touch $@

# Browser and fonts, which the system may have already.
.venv/.machine: .venv/.packages
	@.venv/bin/python -m auditor doctor --install
	@touch $@

# A second driver, to test with; nothing else needs it.
.venv/.chromedriver: .venv/.machine
	@.ci/chromedriver
	@touch $@

# One name for each habit; `make` alone lists them.

PREFIX ?= /usr/local
DATA ?= $(or $(DIGITPAD_DATA),Data)
ARGS ?=

program := .build/release/digitpad

.DEFAULT_GOAL := help
.PHONY: help run setup build test check format bench train fetch-data install uninstall clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: build ## install what is missing, build, open the app (ARGS="…" is passed on)
	@$(program) $(ARGS)

setup: ## install what is missing on this machine
	@Scripts/setup

build: setup ## build the program: .build/release/digitpad
	swift build -c release --static-swift-stdlib --product digitpad

test: setup check build ## install what is missing, run all checks
	@Scripts/test

check: ## format and layering, without building
	swift format lint --strict --recursive Package.swift Sources Tests
	@Scripts/check-layering
	@Scripts/check-layering-test

format: ## format the sources in place
	swift format --in-place --recursive Package.swift Sources Tests

bench: setup ## measure the speed of recognition
	swift build -c release --static-swift-stdlib --product digitpad-bench
	@.build/release/digitpad-bench

train: build ## train the bundled network anew (DATA=… names the training data)
	$(program) train --data $(DATA) --pen $(DATA)/pen/unipen-digits-development.jsonl.gz \
		--output Resources/model $(ARGS)

fetch-data: ## download MNIST into Data/
	@Scripts/fetch-data

install: build ## install under PREFIX (/usr/local)
	install -D -m 755 $(program) $(DESTDIR)$(PREFIX)/bin/digitpad
	install -D -m 644 Resources/man/digitpad.1 $(DESTDIR)$(PREFIX)/share/man/man1/digitpad.1
	install -D -m 644 LICENSE $(DESTDIR)$(PREFIX)/share/doc/digitpad/LICENSE
	install -D -m 644 Resources/model/MODEL_CARD.md \
		$(DESTDIR)$(PREFIX)/share/doc/digitpad/MODEL_CARD.md

uninstall: ## remove what install put under PREFIX
	rm -f $(DESTDIR)$(PREFIX)/bin/digitpad $(DESTDIR)$(PREFIX)/share/man/man1/digitpad.1
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/digitpad

clean: ## remove everything that was built
	rm -rf .build

# One name for each habit; `make` alone lists them.

PREFIX ?= /usr/local
DATA ?= $(or $(DIGITPAD_DATA),Data)
ARGS ?=

program := .build/release/digitpad
# Colours in errors are part of the compiler's arguments: with them a build in a terminal and one whose output is
# read by a program would each begin anew after the other.
build := swift build --no-color-diagnostics -c release --static-swift-stdlib

.DEFAULT_GOAL := help
.PHONY: help run setup build test sanitize check format bench fuzz pictures train cross-validate check-import check-onnx \
	fetch-data install uninstall clean

pen := $(DATA)/pen/unipen-digits-development.jsonl.gz
letters := $(DATA)/pen/unipen-letters-development.jsonl.gz
folds := .build/cross-validation
model := Resources/model

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: build ## install what is missing, build, open the app (ARGS="…" is passed on)
	@$(program) $(ARGS)

setup: ## install what is missing on this machine
	@Scripts/setup

build: setup ## build the program: .build/release/digitpad
	$(build) --product digitpad

test: setup check build ## install what is missing, run all checks
	@Scripts/test
	@Scripts/sanitize
	@Scripts/fuzz 10

sanitize: setup ## run the tests of code that works through pointers under the address sanitizer
	@Scripts/sanitize

check: ## format and layering, without building
	swift format lint --strict --recursive Package.swift Sources Tests
	@Scripts/check-layering
	@Scripts/check-layering-test

format: ## format the sources in place
	swift format --in-place --recursive Package.swift Sources Tests

bench: build ## measure speed and memory beside other runtimes (PEERS=all adds PyTorch, PEERS=none none)
	$(build) --product digitpad-bench
	@PEERS=$(PEERS) Scripts/bench $(program) .build/release/digitpad-bench

fuzz: ## look for bytes that the input decoder cannot take, for a minute (SECONDS=…)
	@Scripts/fuzz $(or $(SECONDS),60)

pictures: build ## take the pictures of the README in a real xterm
	@Scripts/pictures $(program)

train: build ## train the bundled network anew (DATA=… names the training data)
	@Scripts/train $(program) $(DATA) $(pen) $(letters) $(model) $(ARGS)

cross-validate: build ## train without each fifth of the writers, and see how they are read
	$(program) cross-validate --data $(DATA) --pen $(pen) --letters $(letters) \
		--output $(folds) --epochs 8 $(ARGS)

check-import: build ## read paintings with the networks of the cross-validation
	@Scripts/check-import $(program) $(DATA) $(folds)

check-onnx: build ## compare the exported model with ONNX Runtime (from PyPI)
	@Scripts/check-onnx $(program) $(DATA)

fetch-data: ## download MNIST into Data/
	@Scripts/fetch-data

install: build ## install under PREFIX (/usr/local)
	install -D -m 755 $(program) $(DESTDIR)$(PREFIX)/bin/digitpad
	install -D -m 644 Resources/man/digitpad.1 $(DESTDIR)$(PREFIX)/share/man/man1/digitpad.1
	@for shell in bash/digitpad:bash-completion/completions/digitpad \
		zsh/_digitpad:zsh/site-functions/_digitpad \
		fish/digitpad.fish:fish/vendor_completions.d/digitpad.fish; do \
		install -d $(DESTDIR)$(PREFIX)/share/$$(dirname $${shell#*:}); \
		$(program) completions $${shell%%/*} > $(DESTDIR)$(PREFIX)/share/$${shell#*:}; \
	done
	install -D -m 644 LICENSE $(DESTDIR)$(PREFIX)/share/doc/digitpad/LICENSE
	install -D -m 644 Resources/model/MODEL_CARD.md \
		$(DESTDIR)$(PREFIX)/share/doc/digitpad/MODEL_CARD.md

uninstall: ## remove what install put under PREFIX
	rm -f $(DESTDIR)$(PREFIX)/bin/digitpad $(DESTDIR)$(PREFIX)/share/man/man1/digitpad.1
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/digitpad
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/digitpad \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_digitpad \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/digitpad.fish

clean: ## remove everything that was built
	rm -rf .build

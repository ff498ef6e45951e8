# Everything is one word. Each target first installs what is missing (scripts/bootstrap); nothing else has to be typed.
PREFIX ?= /usr/local
BUILD := .build/release
LIMN := $(BUILD)/limn

.PHONY: help demo test build format lint docs goldens bench-interrupt bench-language fuzz install uninstall clean \
	bootstrap

help:
	@echo 'make demo                 build Limn and draw out/first_look.png'
	@echo 'make test                 check the format, build everything, run every test and example'
	@echo 'make install PREFIX=DIR   put limn into DIR/bin (here: $(PREFIX))'
	@echo 'make uninstall PREFIX=DIR take it away again'
	@echo 'make build                build the limn executable ($(LIMN))'
	@echo 'make format               lay out the Swift sources'
	@echo 'make docs                 write the manual to docs/manual'
	@echo 'make goldens              largest error of each part of the model against the reference'
	@echo 'make fuzz TIME=600        try mutated scripts and files for so many seconds'
	@echo 'make bench-interrupt      how long after Ctrl-C the prompt is back, for work of every kind'
	@echo 'make bench-language       the speed of the interpreter and of the start beside CPython 3.11'
	@echo 'make clean                remove what was built'

bootstrap:
	@scripts/bootstrap

build: bootstrap
	@scripts/build --product limn

demo: build
	@mkdir -p out
	@$(LIMN) run examples/01_first_look.limn

test: bootstrap lint
	@scripts/test

lint: bootstrap
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests stdlib examples

format: bootstrap
	@swift format --in-place --recursive --parallel Package.swift Sources Tests stdlib examples

docs: build
	@$(LIMN) doc --output docs/manual

goldens: build
	@$(LIMN) numerics

TIME ?= 600
SEED ?= 1
fuzz: bootstrap
	@scripts/build --product fuzz
	@$(BUILD)/fuzz --time $(TIME) --seed $(SEED)

bench-interrupt: build
	@scripts/bench-interrupt --limn $(LIMN)

bench-language: build
	@scripts/bench-language

install: build
	@scripts/install '$(PREFIX)'

uninstall:
	@scripts/install --remove '$(PREFIX)'

clean:
	@rm -rf .build out

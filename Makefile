# The two commands of the README are `make run` and `make test`; both prepare the machine first.

PREFIX ?= /usr/local
BUILD = .build/release
SHARE = $(DESTDIR)$(PREFIX)/share
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: all run test build deps lint install bench clean

all: build

run: build
	$(BUILD)/etl run pipeline.yml

build: deps
	swift build -c release --product etl

test: deps
	swift build -c release --product etl
	ETL_BINARY="$(CURDIR)/$(BUILD)/etl" swift test --disable-xctest

lint:
	swift format lint --strict -r Sources Tests Package.swift

bench: deps
	swift build -c release --product etl-bench
	$(BUILD)/etl-bench

# The one place that names system packages: installs those that pkg-config does not find.
deps:
	@missing=""; \
	command -v pkg-config >/dev/null || missing="$$missing pkg-config"; \
	pkg-config --exists sqlite3 2>/dev/null || missing="$$missing libsqlite3-dev"; \
	pkg-config --exists libxml-2.0 2>/dev/null || missing="$$missing libxml2-dev"; \
	pkg-config --exists zlib 2>/dev/null || missing="$$missing zlib1g-dev"; \
	pkg-config --exists libcurl 2>/dev/null || missing="$$missing libcurl4-openssl-dev"; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; \
	  $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; \
	fi

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BUILD)/etl $(DESTDIR)$(PREFIX)/bin/etl
	install -d $(SHARE)/man/man1 $(SHARE)/bash-completion/completions \
	  $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d $(SHARE)/etl/lexicons
	$(BUILD)/etl man > $(SHARE)/man/man1/etl.1
	$(BUILD)/etl completion bash > $(SHARE)/bash-completion/completions/etl
	$(BUILD)/etl completion zsh > $(SHARE)/zsh/site-functions/_etl
	$(BUILD)/etl completion fish > $(SHARE)/fish/vendor_completions.d/etl.fish
	install -m 644 seeds/lexicons/*.tsv $(SHARE)/etl/lexicons

clean:
	swift package clean

# run and test are the two commands a newcomer needs: each installs what is missing, builds, and
# can be run first, and again.

SWIFT ?= swift
CHECKS := --explicit-target-dependency-import-check error
# Types are referred to directly: to look one up by its name makes the runtime search all of them.
# That memory is accessed exclusively is checked in the tests' build, not in this one.
RELEASE := -c release --static-swift-stdlib --disable-local-rpath \
  -Xswiftc -enforce-exclusivity=unchecked \
  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
PROCQ := .build/release/procq
PREFIX ?= /usr/local
# The processes that `make bench` measures among (several sizes in quotes), and how often it runs each.
FARM ?= 1000
ROUNDS ?= 21

.PHONY: run test check threads documented places bench install uninstall package build golden docs format \
  dependencies clean

# The main job: the real memory of every process of this machine, the largest first.
run: build
	$(PROCQ) samples/memory/procsmem.procq

# The release binary, at .build/release/procq.
build: dependencies
	@mkdir -p $(ARCHIVES) $(if $(FOUND),&& ln -sf $(FOUND) $(ARCHIVES))
	$(SWIFT) build $(RELEASE) $(LINKING) $(CHECKS) --product procq

# How it is linked is half of what a short run costs. At a fixed address none of its pointers has to
# be adjusted before it starts. The C libraries become part of it where the archives of all are there,
# for each shared one costs more to find than a process to read; libc stays shared, since the names
# of users come through modules that it loads. Nothing is exported, for nothing is loaded by name.
LINKING = -Xswiftc -use-ld=lld -Xlinker --no-pie -Xlinker --no-export-dynamic -Xlinker --strip-all \
  $(if $(FOUND),-Xswiftc -L$(abspath $(ARCHIVES)) $(NEEDED:%=-Xlinker -l%)) \
  $(if $(SQLITE),-Xlinker --whole-archive -Xlinker $(SQLITE) -Xlinker --no-whole-archive -Xlinker -lm)
ARCHIVES := .build/archives
# What libedit and the Swift runtime need themselves, then what the package names.
NEEDED := bsd md tinfo gcc_eh
LIBRARIES := $(NEEDED) stdc++ edit pcre2-8
PATHS = $(filter /%,$(shell for name in $(LIBRARIES); do $(C_COMPILER) -print-file-name=lib$$name.a; done))
FOUND = $(if $(filter $(words $(LIBRARIES)),$(words $(PATHS))),$(PATHS))
# SQLite is named weakly, for where its archive is not the program loads the library once a recording is
# wanted; and what is named weakly pulls nothing out of an archive.
SQLITE = $(filter /%,$(shell $(C_COMPILER) -print-file-name=libsqlite3.a))

# One test watches by strace what is opened, if strace is there and allowed to.
test check: PACKAGES += strace
test check: PROGRAMS := strace
test: dependencies
	$(SWIFT) test $(CHECKS)
	$(ALONE)

# The tests with a process that nobody gets an answer of, where there can be one: no other test may
# run beside them, since those that read all processes would wait for it.
ALONE := PROCQ_TEST_SILENCE=1 $(SWIFT) test $(CHECKS) --skip-build --filter StuckTests

# What has to hold before a change is sent: formatting, doc comments, warnings, imports, tests.
check: dependencies
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift
	@Tests/documented
	$(SWIFT) test $(CHECKS)
	$(ALONE)

# The tests in which several threads are at work, under the thread sanitizer; the first race ends
# them. The build has a folder of its own, since everything is compiled differently for it. They run
# one after another: where two wait for one of Swift's own locks, the sanitizer does not see that it
# is one.
SANITIZED := --sanitize=thread --scratch-path .build-tsan
THREADED := ReadingThreadsTests LiveReadingTests ReadAheadTests WaitTests WatchdogTests GoldenTests ShellSessionTests \
  ShellScriptTests CompleterTests HistoryFileTests
threads: dependencies
	TSAN_OPTIONS=halt_on_error=1 $(SWIFT) test --no-parallel $(CHECKS) $(SANITIZED) $(addprefix --filter ,$(THREADED))

# How much of each module has doc comments; `Tests/documented --list MODULE` names what lacks one.
documented:
	@Tests/documented

# In how many places a new kind of value, expression or plan operator is added, and where those are.
places:
	@Tests/places --list

# Rewrites the golden files; read their diff before it is committed.
golden: dependencies
	UPDATE_GOLDEN=1 $(SWIFT) test $(CHECKS) --filter GoldenTests

# Writes the reference anew from the lists that declare sources, columns, functions and options.
docs: dependencies
	UPDATE_GOLDEN=1 $(SWIFT) test $(CHECKS) --filter ReferenceTests

format:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

# The C programs are no part of the package. Any compiler will do; Swift brings clang.
BENCHMARK := .build/benchmark
BENCHMARK_SOURCE := Tests/Benchmark
C_COMPILER := $(firstword $(foreach name,$(CC) clang gcc,$(shell command -v $(name))))
C_FLAGS := -O2 -Wall -Wextra

# What procq costs against a C program that does the least, and against its peers, as a table; and what
# recordings cost, among the first size.
bench: build $(addprefix $(BENCHMARK)/,farm floor rates bench past)
	@$(BENCHMARK)/bench --rounds $(ROUNDS) $(PROCQ) $(FARM)
	@$(BENCHMARK)/past --rounds $(ROUNDS) $(PROCQ) $(firstword $(FARM))

$(BENCHMARK):
	mkdir -p $@

$(BENCHMARK)/farm: $(BENCHMARK_SOURCE)/farm.c | $(BENCHMARK)
	$(C_COMPILER) $(C_FLAGS) -o $@ $<

# Static, where there is a static C library: it starts faster, and this is to be the floor.
$(BENCHMARK)/floor $(BENCHMARK)/rates: $(BENCHMARK)/%: $(BENCHMARK_SOURCE)/%.c | $(BENCHMARK)
	$(C_COMPILER) $(C_FLAGS) -pthread -static -o $@ $< 2>/dev/null || $(C_COMPILER) $(C_FLAGS) -pthread -o $@ $<

STAGE := command.c command.h stage.c stage.h
$(BENCHMARK)/bench $(BENCHMARK)/past: $(BENCHMARK)/%: $(addprefix $(BENCHMARK_SOURCE)/,%.c $(STAGE)) | $(BENCHMARK)
	$(C_COMPILER) $(C_FLAGS) -o $@ $(filter %.c,$^)

# What is installed, below PREFIX; DESTDIR before it stands for the root, for who packs it. Each shell
# finds its completion where it is, and the program its samples beside itself. What is built already is
# not built again, so that root needs no Swift.
ROOT := $(DESTDIR)$(PREFIX)
MAN := $(ROOT)/share/man
SAMPLES := $(wildcard samples/*/*.procq)
ZSH_FUNCTIONS ?= share/zsh/site-functions
# The unit that records is neither enabled nor started.
UNIT = $(ROOT)/lib/systemd/system/procq-record.service
COMPLETIONS = $(ROOT)/share/bash-completion/completions/procq $(ROOT)/$(ZSH_FUNCTIONS)/_procq \
  $(ROOT)/share/fish/vendor_completions.d/procq.fish
INSTALLED = $(ROOT)/bin/procq $(MAN)/man1/procq.1 $(MAN)/man5/procq.5 $(COMPLETIONS) $(UNIT) \
  $(SAMPLES:%=$(ROOT)/share/procq/%)

install: $(PROCQ)
	@install -d $(sort $(dir $(INSTALLED)))
	install -m 755 $(PROCQ) $(ROOT)/bin/procq
	@for section in 1 5; do \
	  $(PROCQ) --generate-man-page $$section >$(MAN)/man$$section/procq.$$section || exit; \
	done
	@set -- bash zsh fish; for file in $(COMPLETIONS); do \
	  $(PROCQ) --generate-completion-script $$1 >$$file || exit; shift; \
	done
	@for sample in $(SAMPLES); do install -m 755 $$sample $(ROOT)/share/procq/$$sample || exit; done
	@sed 's,@PREFIX@,$(PREFIX),g' .packaging/procq-record.service >$(UNIT)
	@chmod 644 $(MAN)/man1/procq.1 $(MAN)/man5/procq.5 $(COMPLETIONS) $(UNIT)
	@echo "installed below $(ROOT): the program, its manual pages, completions, samples and a unit of systemd"

# Removes what install has put there, and the folders that are procq's own.
uninstall:
	rm -f $(ROOT)/bin/procq
	@rm -f $(INSTALLED)
	@if [ -d $(ROOT)/share/procq ]; then \
	  find $(ROOT)/share/procq -depth -type d -exec rmdir --ignore-fail-on-non-empty {} +; \
	fi

$(PROCQ): $(shell find Sources Package.swift -type f)
	$(MAKE) build
	@touch $@

# A package for Debian and its kin: `apt install ./procq_….deb`.
VERSION := $(shell sed -n 's/^let version = "\(.*\)"/\1/p' Sources/procq/Version.swift)-1
PACKED := .build/debian
package: PROGRAMS := dpkg-deb dpkg-shlibdeps
package: PACKAGES += dpkg-dev
package: dependencies $(PROCQ)
	@rm -rf $(PACKED)
	@$(MAKE) --no-print-directory -s install DESTDIR=$(PACKED) PREFIX=/usr ZSH_FUNCTIONS=share/zsh/vendor-completions >/dev/null
	@deb=.build/procq_$(VERSION)_$$(dpkg --print-architecture).deb; \
	.packaging/deb $(PACKED) $(VERSION) $$deb && echo "$$deb is the package: apt install ./$$deb"

clean:
	rm -rf .build .build-tsan

# libedit, PCRE2 and SQLite are looked for by their headers, so that nothing is installed twice and a
# machine that has them needs no root.
HEADERS := histedit.h pcre2.h sqlite3.h
PACKAGES := libedit-dev libpcre2-dev libsqlite3-dev
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)

dependencies:
	@for header in $(HEADERS); do \
	  test -e /usr/include/$$header || missing=1; \
	done; \
	for program in $(PROGRAMS); do \
	  command -v $$program >/dev/null || missing=1; \
	done; \
	if [ -n "$$missing" ]; then \
	  command -v apt-get >/dev/null || { echo "install libedit, PCRE2 and SQLite with their headers first" >&2; exit 1; }; \
	  $(AS_ROOT) apt-get update && $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(PACKAGES); \
	fi

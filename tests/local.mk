# One program a module, tests/test_MODULE.c, named in test_programs: nothing
# else is needed, for a test is linked with all our libraries.  Shell tests
# are tests/NAME.test, named in shell_tests.  One line each, sorted.
#
# `make check` runs them all, `make check ONLY=tests/test_base_url` this one.
test_programs =
test_programs += tests/test_ageing
test_programs += tests/test_ahead
test_programs += tests/test_analyse
test_programs += tests/test_api_search
test_programs += tests/test_base_alloc
test_programs += tests/test_base_buf
test_programs += tests/test_base_config
test_programs += tests/test_base_date
test_programs += tests/test_base_embed
test_programs += tests/test_base_escape
test_programs += tests/test_base_hash
test_programs += tests/test_base_json
test_programs += tests/test_base_log
test_programs += tests/test_base_mail
test_programs += tests/test_base_number
test_programs += tests/test_base_paths
test_programs += tests/test_base_privileges
test_programs += tests/test_base_program
test_programs += tests/test_base_regex_size
test_programs += tests/test_base_sandbox
test_programs += tests/test_base_url
test_programs += tests/test_base_utf8
test_programs += tests/test_base_wire
test_programs += tests/test_card
test_programs += tests/test_contact
test_programs += tests/test_crisis
test_programs += tests/test_damaged
test_programs += tests/test_duplicates
test_programs += tests/test_embed
test_programs += tests/test_embed_ways
test_programs += tests/test_evidence
test_programs += tests/test_facet
test_programs += tests/test_feed_limits
test_programs += tests/test_feed_pairs
test_programs += tests/test_feed_reader
test_programs += tests/test_feed_repair
test_programs += tests/test_fetch_address
test_programs += tests/test_fetch_url
test_programs += tests/test_filter
test_programs += tests/test_filters
test_programs += tests/test_gaps
test_programs += tests/test_generation
test_programs += tests/test_guard
test_programs += tests/test_help
test_programs += tests/test_holiday
test_programs += tests/test_hours
test_programs += tests/test_hours_prose
test_programs += tests/test_identity
test_programs += tests/test_index
test_programs += tests/test_index_spill
test_programs += tests/test_index_store
test_programs += tests/test_language
test_programs += tests/test_listen
test_programs += tests/test_listing
test_programs += tests/test_listing_join
test_programs += tests/test_listing_wire
test_programs += tests/test_loose
test_programs += tests/test_machines
test_programs += tests/test_malformed
test_programs += tests/test_manifest
test_programs += tests/test_mapping
test_programs += tests/test_mapping_needs
test_programs += tests/test_names_sound
test_programs += tests/test_need_type
test_programs += tests/test_normalise
test_programs += tests/test_open
test_programs += tests/test_page_fit
test_programs += tests/test_page_hcard
test_programs += tests/test_page_hostile
test_programs += tests/test_page_joined
test_programs += tests/test_page_keepers
test_programs += tests/test_page_list
test_programs += tests/test_page_listing
test_programs += tests/test_page_posted
test_programs += tests/test_page_question
test_programs += tests/test_page_report
test_programs += tests/test_page_search
test_programs += tests/test_page_search_clock
test_programs += tests/test_page_search_filters
test_programs += tests/test_page_search_finds
test_programs += tests/test_page_search_suits
test_programs += tests/test_page_steps
test_programs += tests/test_page_unmet
test_programs += tests/test_page_words
test_programs += tests/test_pages
test_programs += tests/test_phone
test_programs += tests/test_place
test_programs += tests/test_places
test_programs += tests/test_places_record
test_programs += tests/test_postcode
test_programs += tests/test_publish
test_programs += tests/test_publish_kept
test_programs += tests/test_quality
test_programs += tests/test_query
test_programs += tests/test_question
test_programs += tests/test_reader_child
test_programs += tests/test_reader_false
test_programs += tests/test_record
test_programs += tests/test_relax
test_programs += tests/test_reply
test_programs += tests/test_request
test_programs += tests/test_route
test_programs += tests/test_say
test_programs += tests/test_search
test_programs += tests/test_served
test_programs += tests/test_served_place
test_programs += tests/test_site
test_programs += tests/test_sms
test_programs += tests/test_sound
test_programs += tests/test_spelling
test_programs += tests/test_stated
test_programs += tests/test_tally
test_programs += tests/test_template
test_programs += tests/test_text_lookup
test_programs += tests/test_timetable
test_programs += tests/test_understand
test_programs += tests/test_unmet
test_programs += tests/test_unshown
test_programs += tests/test_verdict
test_programs += tests/test_view_listing
test_programs += tests/test_visitor_report
test_programs += tests/test_vocabulary
test_programs += tests/test_words

shell_tests =
shell_tests += tests/at_once.test
shell_tests += tests/categories.test
shell_tests += tests/crash.test
shell_tests += tests/decisions.test
shell_tests += tests/duplicates.test
shell_tests += tests/fetch.test
shell_tests += tests/fetch_hostile.test
shell_tests += tests/held.test
shell_tests += tests/import.test
shell_tests += tests/install.test
shell_tests += tests/joins.test
shell_tests += tests/journeys.test
shell_tests += tests/machine.test
shell_tests += tests/malformed.test
shell_tests += tests/man.test
shell_tests += tests/manual.test
shell_tests += tests/mapping.test
shell_tests += tests/mappings.test
shell_tests += tests/marker.test
shell_tests += tests/privacy.test
shell_tests += tests/rebuild.test
shell_tests += tests/report.test
shell_tests += tests/reports.test
shell_tests += tests/search_quality.test
shell_tests += tests/series.test
shell_tests += tests/server.test
shell_tests += tests/timetable.test
shell_tests += tests/tree.test
shell_tests += tests/undo.test
shell_tests += tests/unmet.test
shell_tests += tests/welsh.test
# The last begin first: these take longest.
shell_tests += tests/browser.test
shell_tests += tests/browser_pages.test
browser_tests = \
	tests/browser/addresses.mjs \
	tests/browser/council.py \
	tests/browser/embedding.mjs \
	tests/browser/journeys.mjs \
	tests/browser/lib.mjs \
	tests/browser/line.mjs \
	tests/browser/markup.mjs \
	tests/browser/package-lock.json \
	tests/browser/package.json \
	tests/browser/pages.mjs \
	tests/browser/paper.mjs \
	tests/browser/serve.sh \
	tests/browser/signal.mjs
EXTRA_DIST += $(browser_tests)

check_PROGRAMS += $(test_programs)
# For the scorer of labelled sentences: what we read in each.
check_PROGRAMS += tests/stated_facts
# For shell tests: a published directory, and a client that says anything.
check_PROGRAMS += tests/make_directory tests/raw_client
# For welsh.test: pages in a language that nobody speaks.
check_PROGRAMS += tests/strange_pages
# For the crash tests: what a data folder holds, and what kills in between.
check_PROGRAMS += tests/crash_state
check_DATA = tests/crash_shim.so
EXTRA_DIST += tests/crash_shim.c tests/crisis.tsv
CLEANFILES += tests/crash_shim.so
tests/crash_shim.so: tests/crash_shim.c
	$(AM_V_CC)$(MKDIR_P) tests && $(CC) -std=c11 -D_GNU_SOURCE $(CPPFLAGS) \
	    -O1 -fPIC -shared -o $@ $(srcdir)/tests/crash_shim.c -ldl
check_LIBRARIES = libtesting.a
libtesting_a_SOURCES = \
	tests/testing.c \
	tests/testing.h \
	tests/testing_content.c \
	tests/testing_directory.c \
	tests/testing_directory.h \
	tests/testing_feed.c \
	tests/testing_feed.h \
	tests/testing_generation.c \
	tests/testing_generation.h \
	tests/testing_html.c \
	tests/testing_html.h \
	tests/testing_json.c \
	tests/testing_json.h \
	tests/testing_listing.c \
	tests/testing_listing.h \
	tests/testing_page.c \
	tests/testing_page.h \
	tests/testing_publish.c \
	tests/testing_publish.h \
	tests/testing_search.c \
	tests/testing_search.h \
	tests/testing_site.c \
	tests/testing_site.h

LDADD = libtesting.a libserver.a libimporters.a libreader.a librecord.a \
	$(search_libs) $(EVENT_LIBS) $(XML_LIBS) $(ZLIB_LIBS) $(CURL_LIBS) \
	$(CMOCKA_LIBS)

# A table for the test of base/embed.awk.
nodist_tests_test_base_embed_SOURCES = tests/embedded_table.c
tests_test_base_embed_SOURCES = tests/test_base_embed.c
embedded_examples = \
	tests/embedded/empty.txt \
	tests/embedded/quotes.txt
CLEANFILES += tests/embedded_table.c test-summary
tests/embedded_table.c: $(embedded_examples) base/embed.awk
	$(embed) -v table=test_embedded -- \
	    $(embedded_examples:%=$(srcdir)/%) >$@

EXTRA_DIST += \
	$(embedded_examples) \
	tests/feeds \
	$(shell_tests) \
	tests/feed_server.py \
	tests/directory_lib.sh \
	tests/fetch_lib.sh \
	tests/lib.sh \
	tests/pages \
	tests/run-tests.sh \
	tests/searchset \
	tests/sentences

ONLY = $(test_programs) $(replay_programs) $(shell_tests)

# What search finds for the judged queries, as a table; MISSES=15 also lists
# the worst.
.PHONY: bench-search
bench-search: all tests/test_stated
	@srcdir='$(srcdir)' $(SHELL) $(srcdir)/tests/search_quality.test
	@srcdir='$(srcdir)' tests/test_stated 2>&1 | sed -n 's/.*precision/# &/p'

# All that check runs, built.
.PHONY: tests
tests: $(check_PROGRAMS)

# clang's analyser over every source, for a build that was configured with
# CC=clang: it must find nothing.
.PHONY: analyse
analyse:
	cd $(srcdir) && find base schema importers search server -name '*.c' | \
	    xargs -n 1 -P `nproc 2>/dev/null || echo 1` \
	    $(CC) --analyze -std=c11 $(DEFS) $(AM_CPPFLAGS) -I. \
	    $(XML_CFLAGS) -o /dev/null -Xclang -analyzer-werror \
	    -Xclang -analyzer-output=text -Xclang -analyzer-config \
	    -Xclang max-nodes=$(analyse_nodes)
# How far it follows a function; its own standard takes thrice the time.
analyse_nodes = 60000

check-local: all-am
	@srcdir='$(srcdir)' $(SHELL) $(srcdir)/tests/run-tests.sh $(ONLY)

# What takes longer than ./check should: hours, with the fuzzers.
LONG_RUNS = 10000000
EXTRA_DIST += tests/flat_memory.py
check-long: check flat-memory $(long_fuzz)
flat-memory: signpost-import signpost-feed-reader
	python3 '$(srcdir)/tests/flat_memory.py'
.PHONY: check-long flat-memory

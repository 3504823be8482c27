# One program a module, tests/test_MODULE.c, named in test_programs: nothing
# else is needed, for a test is linked with all our libraries.  Shell tests
# are tests/NAME.test, named in shell_tests.
#
# `make check` runs them all, `make check ONLY=tests/test_base_url` this one.
test_programs = \
	tests/test_base_alloc \
	tests/test_base_buf \
	tests/test_base_embed \
	tests/test_hours \
	tests/test_listing \
	tests/test_phone \
	tests/test_place \
	tests/test_places \
	tests/test_postcode \
	tests/test_request \
	tests/test_route \
	tests/test_template
shell_tests =

check_PROGRAMS += $(test_programs)
check_LIBRARIES = libtesting.a
libtesting_a_SOURCES = \
	tests/testing.c \
	tests/testing.h

LDADD = libtesting.a libserver.a libimporters.a libreader.a librecord.a \
	$(search_libs) $(EVENT_LIBS) $(XML_LIBS) $(ZLIB_LIBS) $(CMOCKA_LIBS)

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
	$(shell_tests) \
	tests/lib.sh \
	tests/run-tests.sh

ONLY = $(test_programs) $(replay_programs) $(shell_tests)

check-local: all-am
	@srcdir='$(srcdir)' $(SHELL) $(srcdir)/tests/run-tests.sh $(ONLY)

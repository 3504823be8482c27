# Speed, each work beside its yardstick; not run by `make check`.  The
# listings and queries are generated, and their folder is named:
#
#	make bench BENCH_FOLDER=FOLDER
#
# with FOLDER/services.csv, FOLDER/queries.tsv and FOLDER/replay.txt for the
# search, and FOLDER/services.xml for the import, with services-small.xml, a
# tenth of it, to see that memory does not grow.  For a feed of one's own,
#
#	make bench-import BENCH_FEED=FEED.xml BENCH_MAPPING=NAME
EXTRA_PROGRAMS += bench/bench_sax bench/bench_search
bench_bench_sax_SOURCES = bench/bench_sax.c
bench_bench_sax_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
bench_bench_sax_LDADD = $(listings_libs) $(XML_LIBS)
bench_bench_search_SOURCES = bench/bench_search.c
bench_bench_search_LDADD = $(search_libs)
CLEANFILES += bench/bench_sax bench/bench_search
EXTRA_DIST += bench/bench_import.py bench/generated.mapping

BENCH_FOLDER = .
BENCH_FEED = $(BENCH_FOLDER)/services.xml
BENCH_SMALL = $(BENCH_FOLDER)/services-small.xml
BENCH_MAPPING = $(srcdir)/bench/generated.mapping
BENCH_ROUNDS = 3
bench: bench-import
bench: bench/bench_search
	srcdir='$(srcdir)' bench/bench_search $(BENCH_FOLDER)/services.csv \
	    $(BENCH_FOLDER)/queries.tsv $(BENCH_FOLDER)/replay.txt
bench-import: bench/bench_sax signpost-import signpost-feed-reader
	if test -f $(BENCH_FEED); then \
	    python3 '$(srcdir)/bench/bench_import.py' $(BENCH_FEED) \
		$(BENCH_SMALL) $(BENCH_ROUNDS) --mapping $(BENCH_MAPPING); \
	else echo 'import: there is no $(BENCH_FEED)'; fi
.PHONY: bench bench-import

# Speed, each work beside its yardstick; not run by `make check`.  The
# listings and queries are generated, and their folder is named:
#
#	make bench BENCH_FOLDER=FOLDER
#
# with FOLDER/services.csv, FOLDER/queries.tsv and FOLDER/replay.txt.
EXTRA_PROGRAMS += bench/bench_search
bench_bench_search_SOURCES = bench/bench_search.c
bench_bench_search_LDADD = $(search_libs)
CLEANFILES += bench/bench_search

BENCH_FOLDER = .
bench: bench/bench_search
	srcdir='$(srcdir)' bench/bench_search $(BENCH_FOLDER)/services.csv \
	    $(BENCH_FOLDER)/queries.tsv $(BENCH_FOLDER)/replay.txt
.PHONY: bench

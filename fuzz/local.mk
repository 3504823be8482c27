# Each target fuzz/fuzz_NAME.c is built twice: fuzz/replay_NAME, a test that
# runs it over fuzz/corpus/NAME, and, with --enable-fuzzers, fuzz/fuzz_NAME.
fuzz_targets = \
	fuzz/fuzz_card \
	fuzz/fuzz_draft \
	fuzz/fuzz_feed_reader \
	fuzz/fuzz_gazetteer \
	fuzz/fuzz_hours \
	fuzz/fuzz_index \
	fuzz/fuzz_listing_wire \
	fuzz/fuzz_mapping \
	fuzz/fuzz_phone \
	fuzz/fuzz_postcode \
	fuzz/fuzz_query \
	fuzz/fuzz_request \
	fuzz/fuzz_search \
	fuzz/fuzz_stated \
	fuzz/fuzz_url \
	fuzz/fuzz_visitor_report \
	fuzz/fuzz_wire
replay_programs = \
	fuzz/replay_card \
	fuzz/replay_draft \
	fuzz/replay_feed_reader \
	fuzz/replay_gazetteer \
	fuzz/replay_hours \
	fuzz/replay_index \
	fuzz/replay_listing_wire \
	fuzz/replay_mapping \
	fuzz/replay_phone \
	fuzz/replay_postcode \
	fuzz/replay_query \
	fuzz/replay_request \
	fuzz/replay_search \
	fuzz/replay_stated \
	fuzz/replay_url \
	fuzz/replay_visitor_report \
	fuzz/replay_wire

# What a target searches in.
sample_index = fuzz/sample_index.c fuzz/sample_index.h

sample_query = fuzz/sample_query.c fuzz/sample_query.h $(sample_index)

# Where the reader's listings go.
feed_sink = fuzz/feed_sink.c fuzz/feed_sink.h

# The writer of drafts, which is the importer's, beside the reader.
draft = importers/draft.c importers/draft_guess.c importers/draft_head.c \
	importers/draft_marks.c importers/draft_rows.c \
	importers/draft_sheet.c importers/draft.h importers/draft_parts.h \
	$(feed_sink)

check_PROGRAMS += $(replay_programs)
fuzz_replay_card_SOURCES = fuzz/fuzz_card.c fuzz/replay.c
fuzz_replay_card_LDADD = $(listings_libs)
fuzz_replay_draft_SOURCES = fuzz/fuzz_draft.c fuzz/replay.c $(draft)
fuzz_replay_draft_LDADD = $(reader_libs)
fuzz_replay_gazetteer_SOURCES = fuzz/fuzz_gazetteer.c fuzz/replay.c
fuzz_replay_gazetteer_LDADD = $(import_libs)
fuzz_replay_feed_reader_SOURCES = fuzz/fuzz_feed_reader.c fuzz/replay.c $(feed_sink)
fuzz_replay_feed_reader_LDADD = $(reader_libs)
fuzz_replay_listing_wire_SOURCES = fuzz/fuzz_listing_wire.c \
	fuzz/replay.c importers/reader_wire.c
fuzz_replay_listing_wire_LDADD = $(listings_libs)
fuzz_replay_mapping_SOURCES = fuzz/fuzz_mapping.c fuzz/replay.c $(feed_sink)
fuzz_replay_mapping_LDADD = $(reader_libs)
fuzz_replay_hours_SOURCES = fuzz/fuzz_hours.c fuzz/replay.c
fuzz_replay_hours_LDADD = $(listings_libs)
fuzz_replay_index_SOURCES = fuzz/fuzz_index.c fuzz/replay.c $(sample_index)
fuzz_replay_index_LDADD = $(search_libs)
fuzz_replay_phone_SOURCES = fuzz/fuzz_phone.c fuzz/replay.c
fuzz_replay_phone_LDADD = $(listings_libs)
fuzz_replay_postcode_SOURCES = fuzz/fuzz_postcode.c fuzz/replay.c
fuzz_replay_postcode_LDADD = $(listings_libs)
fuzz_replay_query_SOURCES = fuzz/fuzz_query.c fuzz/replay.c $(sample_query)
fuzz_replay_query_LDADD = $(search_libs)
fuzz_replay_request_SOURCES = fuzz/fuzz_request.c fuzz/replay.c
fuzz_replay_request_LDADD = $(server_libs)
fuzz_replay_search_SOURCES = fuzz/fuzz_search.c fuzz/replay.c $(sample_query)
fuzz_replay_search_CPPFLAGS = $(AM_CPPFLAGS) -DREPLAY_CORPUS='"query"'
fuzz_replay_search_LDADD = $(search_libs)
fuzz_replay_stated_SOURCES = fuzz/fuzz_stated.c fuzz/replay.c
fuzz_replay_stated_LDADD = $(listings_libs)
fuzz_replay_url_SOURCES = fuzz/fuzz_url.c fuzz/replay.c
fuzz_replay_url_LDADD = $(base_libs)
fuzz_replay_visitor_report_SOURCES = fuzz/fuzz_visitor_report.c fuzz/replay.c
fuzz_replay_visitor_report_LDADD = $(listings_libs)
fuzz_replay_wire_SOURCES = fuzz/fuzz_wire.c fuzz/replay.c
fuzz_replay_wire_LDADD = $(base_libs)

if FUZZERS
noinst_PROGRAMS += $(fuzz_targets)
long_fuzz = check-fuzz
else
long_fuzz =
endif
# Part of check-long: what a target finds goes into a folder of its own.
check-fuzz: $(fuzz_targets)
	@for target in $(fuzz_targets); do \
		name=$${target##*fuzz_}; corpus='$(srcdir)'/fuzz/corpus/$$name; \
		[ $$name != search ] || corpus='$(srcdir)'/fuzz/corpus/query; \
		mkdir -p fuzz/found/$$name || exit 1; \
		srcdir='$(srcdir)' $$target -runs=$(LONG_RUNS) \
		    -artifact_prefix=fuzz/found/$$name- fuzz/found/$$name \
		    $$corpus || exit 1; \
	done
.PHONY: check-fuzz
EXTRA_PROGRAMS = $(fuzz_targets)
fuzz_fuzz_card_SOURCES = fuzz/fuzz_card.c
fuzz_fuzz_card_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_card_LDADD = $(listings_libs)
fuzz_fuzz_draft_SOURCES = fuzz/fuzz_draft.c $(draft)
fuzz_fuzz_draft_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_draft_LDADD = $(reader_libs)
fuzz_fuzz_gazetteer_SOURCES = fuzz/fuzz_gazetteer.c
fuzz_fuzz_gazetteer_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_gazetteer_LDADD = $(import_libs)
fuzz_fuzz_feed_reader_SOURCES = fuzz/fuzz_feed_reader.c $(feed_sink)
fuzz_fuzz_feed_reader_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_feed_reader_LDADD = $(reader_libs)
fuzz_fuzz_listing_wire_SOURCES = fuzz/fuzz_listing_wire.c \
	importers/reader_wire.c
fuzz_fuzz_listing_wire_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_listing_wire_LDADD = $(listings_libs)
fuzz_fuzz_mapping_SOURCES = fuzz/fuzz_mapping.c $(feed_sink)
fuzz_fuzz_mapping_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_mapping_LDADD = $(reader_libs)
fuzz_fuzz_hours_SOURCES = fuzz/fuzz_hours.c
fuzz_fuzz_hours_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_hours_LDADD = $(listings_libs)
fuzz_fuzz_index_SOURCES = fuzz/fuzz_index.c $(sample_index)
fuzz_fuzz_index_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_index_LDADD = $(search_libs)
fuzz_fuzz_phone_SOURCES = fuzz/fuzz_phone.c
fuzz_fuzz_phone_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_phone_LDADD = $(listings_libs)
fuzz_fuzz_postcode_SOURCES = fuzz/fuzz_postcode.c
fuzz_fuzz_postcode_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_postcode_LDADD = $(listings_libs)
fuzz_fuzz_query_SOURCES = fuzz/fuzz_query.c $(sample_query)
fuzz_fuzz_query_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_query_LDADD = $(search_libs)
fuzz_fuzz_request_SOURCES = fuzz/fuzz_request.c
fuzz_fuzz_request_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_request_LDADD = $(server_libs)
fuzz_fuzz_search_SOURCES = fuzz/fuzz_search.c $(sample_query)
fuzz_fuzz_search_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_search_LDADD = $(search_libs)
fuzz_fuzz_stated_SOURCES = fuzz/fuzz_stated.c
fuzz_fuzz_stated_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_stated_LDADD = $(listings_libs)
fuzz_fuzz_url_SOURCES = fuzz/fuzz_url.c
fuzz_fuzz_url_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_url_LDADD = $(base_libs)
fuzz_fuzz_visitor_report_SOURCES = fuzz/fuzz_visitor_report.c
fuzz_fuzz_visitor_report_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_visitor_report_LDADD = $(listings_libs)
fuzz_fuzz_wire_SOURCES = fuzz/fuzz_wire.c
fuzz_fuzz_wire_LDFLAGS = $(AM_LDFLAGS) $(FUZZER_LDFLAGS)
fuzz_fuzz_wire_LDADD = $(base_libs)

EXTRA_DIST += fuzz/corpus

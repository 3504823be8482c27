# What a listing is: no database.
noinst_LIBRARIES += liblistings.a
liblistings_a_SOURCES = \
	schema/ageing.h \
	schema/card.c \
	schema/card.h \
	schema/card_build.c \
	schema/card_format.h \
	schema/code.c \
	schema/code.h \
	schema/crisis.c \
	schema/crisis.h \
	schema/holiday.c \
	schema/holiday.h \
	schema/holiday_lines.c \
	schema/hours.c \
	schema/hours.h \
	schema/hours_answer.c \
	schema/hours_listing.c \
	schema/hours_parts.h \
	schema/hours_prose.c \
	schema/hours_prose_clock.c \
	schema/hours_prose_parts.h \
	schema/hours_prose_token.c \
	schema/hours_state.c \
	schema/inbox.c \
	schema/inbox.h \
	schema/language.c \
	schema/language.h \
	schema/listing.c \
	schema/listing.h \
	schema/listing_check.c \
	schema/listing_check.h \
	schema/listing_disagree.c \
	schema/listing_disagree.h \
	schema/listing_fields.c \
	schema/listing_fields.h \
	schema/listing_join.c \
	schema/listing_join.h \
	schema/listing_required.c \
	schema/listing_required.h \
	schema/listing_wire.c \
	schema/listing_wire.h \
	schema/manifest.c \
	schema/manifest.h \
	schema/phone.c \
	schema/phone.h \
	schema/phone_field.c \
	schema/phone_find.c \
	schema/phone_parts.h \
	schema/phrases.c \
	schema/phrases.h \
	schema/place.c \
	schema/place.h \
	schema/postcode.c \
	schema/postcode.h \
	schema/problem.c \
	schema/problem.h \
	schema/problem_group.c \
	schema/problem_group.h \
	schema/quality.c \
	schema/quality.h \
	schema/stated.c \
	schema/stated.h \
	schema/stated_finder.c \
	schema/stated_match.c \
	schema/stated_match.h \
	schema/stated_need.c \
	schema/stated_parts.h \
	schema/stated_patterns.c \
	schema/stated_plain.c \
	schema/stated_rules.c \
	schema/synonyms.c \
	schema/synonyms.h \
	schema/visitor_report.c \
	schema/visitor_report.h \
	schema/vocabulary.c \
	schema/vocabulary.h \
	schema/vocabulary_file.c \
	schema/vocabulary_labels.c \
	schema/vocabulary_meant.c \
	schema/vocabulary_parts.h \
	schema/vocabulary_phrase.c \
	schema/vocabulary_types.c \
	schema/words.c \
	schema/words.h

# The record, written by signpost-import alone.
noinst_LIBRARIES += librecord.a
librecord_a_SOURCES = \
	schema/record.c \
	schema/record.h \
	schema/record_change.c \
	schema/record_code.c \
	schema/record_code.h \
	schema/record_decision.c \
	schema/record_decision.h \
	schema/record_duplicate.c \
	schema/record_duplicate.h \
	schema/record_feed.c \
	schema/record_feed.h \
	schema/record_fetched.c \
	schema/record_fetched.h \
	schema/record_helpline.h \
	schema/record_history.c \
	schema/record_history.h \
	schema/record_held.c \
	schema/record_held.h \
	schema/record_held_run.c \
	schema/record_held_run.h \
	schema/record_internal.h \
	schema/record_listing.c \
	schema/record_listing.h \
	schema/record_made.c \
	schema/record_made.h \
	schema/record_mailed.c \
	schema/record_mailed.h \
	schema/record_place.c \
	schema/record_place.h \
	schema/record_place_statements.c \
	schema/record_published.c \
	schema/record_published.h \
	schema/record_published_held.c \
	schema/record_published_place.c \
	schema/record_query.c \
	schema/record_rederive.c \
	schema/record_rederive.h \
	schema/record_row_statements.c \
	schema/record_rows.c \
	schema/record_side.c \
	schema/record_run.c \
	schema/record_statements.c \
	schema/record_statements.h \
	schema/record_timetable.c \
	schema/record_timetable.h \
	schema/record_undo.c \
	schema/record_undo.h
nodist_librecord_a_SOURCES = schema/record_migrations_table.c
record_migrations = \
	schema/sql/record-001-initial.sql \
	schema/sql/record-002-duplicates.sql \
	schema/sql/record-003-fetched.sql \
	schema/sql/record-004-timetable.sql \
	schema/sql/record-005-undo.sql \
	schema/sql/record-006-held.sql \
	schema/sql/record-007-mailed.sql \
	schema/sql/record-008-made.sql
CLEANFILES += schema/record_migrations_table.c
EXTRA_DIST += $(record_migrations)
schema/record_migrations_table.c: $(record_migrations) base/embed.awk
	$(embed) -v table=record_migrations -- \
	    $(record_migrations:%=$(srcdir)/%) >$@

# A generation's rows: read by the server, written by publish alone.
noinst_LIBRARIES += libserved.a
libserved_a_SOURCES = \
	schema/served.c \
	schema/served.h \
	schema/served_build.c \
	schema/served_build.h \
	schema/served_build_listing.c \
	schema/served_build_places.c \
	schema/served_check.c \
	schema/served_db.c \
	schema/served_db.h \
	schema/served_feed.c \
	schema/served_held.c \
	schema/served_listing.c \
	schema/served_place.c \
	schema/served_postcode.c \
	schema/served_postcode.h \
	schema/served_quality.c \
	schema/served_quality.h \
	schema/served_statements.c \
	schema/served_statements.h \
	schema/served_towns.c \
	schema/served_towns.h \
	schema/served_write.c \
	schema/served_write.h

served_sql = \
	schema/sql/listings-001-initial.sql \
	schema/sql/places-001-initial.sql
nodist_libserved_a_SOURCES = schema/served_sql.c
CLEANFILES += schema/served_sql.c
schema/served_sql.c: $(served_sql) base/embed.awk
	$(embed) -v table=served_sql -- $(served_sql:%=$(srcdir)/%) >$@

EXTRA_DIST += $(served_sql)

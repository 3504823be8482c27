# signpost-import: all but the reading of XML.
noinst_LIBRARIES += libimporters.a
libimporters_a_SOURCES = \
	importers/ahead.c \
	importers/ahead.h \
	importers/changes.c \
	importers/changes.h \
	importers/command_accept.c \
	importers/command_changes.c \
	importers/command_check.c \
	importers/command_decide.c \
	importers/command_draft.c \
	importers/command_duplicates.c \
	importers/command_eligibility.c \
	importers/command_feed.c \
	importers/command_hold.c \
	importers/command_places.c \
	importers/command_publish.c \
	importers/command_report.c \
	importers/command_reports.c \
	importers/command_status.c \
	importers/command_undo.c \
	importers/commands.h \
	importers/documents.c \
	importers/documents.h \
	importers/draft.c \
	importers/draft.h \
	importers/draft_guess.c \
	importers/draft_parts.h \
	importers/draft_rows.c \
	importers/duplicates.c \
	importers/duplicates.h \
	importers/evidence.c \
	importers/feed_facts.c \
	importers/feed_facts.h \
	importers/feed_lock.c \
	importers/feed_lock.h \
	importers/feed_quality.c \
	importers/feed_quality.h \
	importers/feeds_conf.c \
	importers/feeds_conf.h \
	importers/fetch.c \
	importers/fetch.h \
	importers/fetch_address.c \
	importers/fetch_address.h \
	importers/fetch_url.c \
	importers/fetch_url.h \
	importers/gazetteer_rows.c \
	importers/gazetteer_rows.h \
	importers/guard.c \
	importers/guard.h \
	importers/helplines.c \
	importers/helplines.h \
	importers/identity.c \
	importers/identity.h \
	importers/import.c \
	importers/import.h \
	importers/import_ahead.c \
	importers/import_end.c \
	importers/import_feed.c \
	importers/import_fetch.c \
	importers/import_held.c \
	importers/import_plan.c \
	importers/import_merge.c \
	importers/import_parts.h \
	importers/import_problem.c \
	importers/import_record.c \
	importers/likeness.c \
	importers/likeness.h \
	importers/mailer.c \
	importers/mailer.h \
	importers/mapping_files.c \
	importers/mapping_files.h \
	importers/normalise.c \
	importers/normalise.h \
	importers/normalise_internal.h \
	importers/normalise_place.c \
	importers/normalise_privacy.c \
	importers/normalise_withhold.c \
	importers/options.c \
	importers/options.h \
	importers/owner_report.c \
	importers/owner_report.h \
	importers/owner_report_text.c \
	importers/places.c \
	importers/places.h \
	importers/places_codes.c \
	importers/places_codes.h \
	importers/places_outcodes.c \
	importers/places_outcodes.h \
	importers/places_problem.c \
	importers/places_problem.h \
	importers/places_record.c \
	importers/places_record.h \
	importers/places_shipped.c \
	importers/places_shipped.h \
	importers/plain_text.c \
	importers/plain_text.h \
	importers/progress.c \
	importers/progress.h \
	importers/publish.c \
	importers/publish.h \
	importers/publish_check.c \
	importers/publish_folder.c \
	importers/publish_folder.h \
	importers/publish_rows.c \
	importers/publish_spool.c \
	importers/publish_spool.h \
	importers/publish_steps.h \
	importers/reader_child.c \
	importers/reader_child.h \
	importers/reader_process.c \
	importers/reader_process.h \
	importers/reader_wire.c \
	importers/reader_wire.h \
	importers/repair_names.c \
	importers/repair_names.h \
	importers/report.c \
	importers/report.h \
	importers/status_json.c \
	importers/status_json.h \
	importers/timetable.c \
	importers/timetable.h \
	importers/undo.c \
	importers/undo.h \
	importers/unknown.c \
	importers/unknown.h \
	importers/visitor_mail.c \
	importers/visitor_mail.h \
	importers/workshop.c

# signpost-feed-reader: alone in knowing libxml2.
noinst_LIBRARIES += libreader.a
libreader_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
libreader_a_SOURCES = \
	importers/feed_choose.c \
	importers/feed_encoding.c \
	importers/feed_encoding.h \
	importers/feed_error.c \
	importers/feed_error.h \
	importers/feed_message.c \
	importers/feed_message.h \
	importers/feed_over.c \
	importers/feed_reader.c \
	importers/feed_reader.h \
	importers/feed_reader_parts.h \
	importers/feed_sax.c \
	importers/feed_repair.c \
	importers/feed_repair.h \
	importers/feed_set.c \
	importers/feed_sheet.c \
	importers/feed_survey.c \
	importers/feed_trail.c \
	importers/feed_trail.h \
	importers/fill_end.c \
	importers/fill_fields.h \
	importers/fill_lists.c \
	importers/fill_place.c \
	importers/fill_read.c \
	importers/fill_read.h \
	importers/fill_text.c \
	importers/filter.c \
	importers/filter.h \
	importers/filter_age.c \
	importers/filter_case.c \
	importers/filter_html.c \
	importers/filter_list.h \
	importers/filter_lookup.c \
	importers/filter_text.c \
	importers/filter_time.c \
	importers/filter_uk.c \
	importers/mapping.c \
	importers/mapping.h \
	importers/mapping_compile.h \
	importers/mapping_fill.c \
	importers/mapping_fill.h \
	importers/mapping_group.c \
	importers/mapping_hint.c \
	importers/mapping_hint.h \
	importers/mapping_parts.h \
	importers/mapping_pipe.c \
	importers/mapping_run.c \
	importers/mapping_table.c \
	importers/mapping_text.c \
	importers/mapping_text.h \
	importers/mapping_xpath.c \
	importers/mapping_xpath.h \
	importers/repair_names.c \
	importers/repair_names.h \
	importers/xpath_column.c \
	importers/xpath_names.c \
	importers/xpath_parts.h \
	importers/xpath_simple.c \
	importers/xpath_text.c \
	importers/xpath_touch.c

pkglibexec_PROGRAMS += signpost-feed-reader
signpost_feed_reader_CPPFLAGS = $(AM_CPPFLAGS)
signpost_feed_reader_SOURCES = \
	importers/reader_main.c \
	importers/reader_wire.c
signpost_feed_reader_LDADD = $(reader_libs)

sbin_PROGRAMS += signpost-import
signpost_import_SOURCES = importers/import_main.c
signpost_import_LDADD = $(import_libs)

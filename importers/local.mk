# signpost-import: all but the reading of XML.
noinst_LIBRARIES += libimporters.a
libimporters_a_SOURCES = \
	importers/gazetteer_rows.c \
	importers/gazetteer_rows.h \
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
	importers/publish.c \
	importers/publish.h \
	importers/publish_check.c \
	importers/publish_folder.c \
	importers/publish_folder.h \
	importers/publish_rows.c \
	importers/publish_spool.c \
	importers/publish_spool.h \
	importers/publish_steps.h \
	importers/reader_child.h

# signpost-feed-reader: alone in knowing libxml2.
noinst_LIBRARIES += libreader.a
libreader_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
libreader_a_SOURCES =

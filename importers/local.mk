# signpost-import: all but the reading of XML.
noinst_LIBRARIES += libimporters.a
libimporters_a_SOURCES = \
	importers/places.h \
	importers/publish.h \
	importers/reader_child.h

# signpost-feed-reader: alone in knowing libxml2.
noinst_LIBRARIES += libreader.a
libreader_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
libreader_a_SOURCES =

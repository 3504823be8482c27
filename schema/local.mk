# What a listing is: no database.
noinst_LIBRARIES += liblistings.a
liblistings_a_SOURCES = \
	schema/card.h \
	schema/hours.c \
	schema/hours.h \
	schema/listing.c \
	schema/listing.h \
	schema/listing_wire.c \
	schema/listing_wire.h \
	schema/manifest.h \
	schema/phone.c \
	schema/phone.h \
	schema/phone_field.c \
	schema/place.c \
	schema/place.h \
	schema/postcode.c \
	schema/postcode.h \
	schema/problem.c \
	schema/problem.h \
	schema/stated.h \
	schema/vocabulary.c \
	schema/vocabulary.h

# The record, written by signpost-import alone.
noinst_LIBRARIES += librecord.a
librecord_a_SOURCES = \
	schema/record.h \
	schema/record_published.h

# A generation's rows, read-only.
noinst_LIBRARIES += libserved.a
libserved_a_SOURCES = \
	schema/served.h

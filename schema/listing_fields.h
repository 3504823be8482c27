/*
 * The texts of a listing by name: what cleans, compares, corrects and keeps
 * them walks this table, so that no field is forgotten in one place.
 */
#ifndef SIGNPOST_LISTING_FIELDS_H
#define SIGNPOST_LISTING_FIELDS_H

#include "schema/listing.h"

struct listing_field {
	const char *name; /* as the record's column and people's commands */
	const char *parameter; /* ":name" */
	size_t offset;
	size_t max_bytes;
	bool lines;  /* keeps its line breaks */
	bool prose;  /* stated rules are read from it */
	bool stated; /* false: identity, not for normalising or correcting */
};

#define LISTING_FIELDS 22

extern const struct listing_field listing_fields[LISTING_FIELDS];

char **listing_field_text(struct listing *, const struct listing_field *);
/* NULL where no field has that name. */
const struct listing_field *listing_field_find(const char *name);

#endif

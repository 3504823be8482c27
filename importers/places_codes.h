/*
 * The GSS codes of councils and wards that data/places/areas.tsv knows,
 * former codes of a council included: gazetteers of other years use them.
 */
#ifndef SIGNPOST_PLACES_CODES_H
#define SIGNPOST_PLACES_CODES_H

#include "importers/places.h"

struct places_codes {
	struct places_code {
		char given[PLACE_GSS_TEXT], present[PLACE_GSS_TEXT];
	} * codes; /* in the order of "given" */
	size_t count;
};

/* places_codes_sort() when all are in. */
void places_codes_add(
    struct places_codes *codes, const struct places_area *area);
void places_codes_sort(struct places_codes *codes);
/* The code in use today, or NULL where we do not have it. */
const char *places_codes_present(
    const struct places_codes *codes, const char *gss);
void places_codes_clear(struct places_codes *codes);

#endif

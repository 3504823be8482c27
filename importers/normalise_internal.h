/* Between the files of normalise.h. */
#ifndef SIGNPOST_NORMALISE_INTERNAL_H
#define SIGNPOST_NORMALISE_INTERNAL_H

#include "importers/normalise.h"

/* Reports one problem with a field. */
void normalise_report(const struct normaliser *, const struct listing *,
    const char *field, const char *done, const char *format, ...)
    PRINTF_LIKE(5, 6);
/* Cleaned, trimmed, cut at max_bytes; NULL for nothing and placeholders. */
char *normalise_text(const struct normaliser *, const struct listing *,
    const char *field, char *text, size_t max_bytes, bool lines);

/* normalise_place.c */
void normalise_locations(const struct normaliser *, struct listing *);
void normalise_areas(const struct normaliser *, struct listing *);
/* normalise_withhold.c: what of an address may stand in running text. */
struct address_parts {
	struct address_part {
		char *text;
		bool may_be_name; /* no number, no street: a house, or who it
				     is that lives there */
	} * items;
	size_t count;
};
/* Adds those of an address, "1 Mill Lane" and "Mill Lane", longer first. */
void normalise_address_parts(
    struct arena *, const char *address, struct address_parts *);
/* The text without that part, wherever it stands; or as it is, the same. */
char *normalise_without(struct arena *, char *text, const char *part);
/* normalise_privacy.c: true where its address must not be shown. */
bool normalise_privacy(const struct normaliser *, struct listing *);

#endif

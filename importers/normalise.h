/*
 * From what a feed says to what we keep.  The reader is not trusted: every
 * text, number, position and date is looked at again here, whatever it said.
 * What cannot be read is kept as given or dropped, never guessed, and always
 * reported.
 */
#ifndef SIGNPOST_NORMALISE_H
#define SIGNPOST_NORMALISE_H

#include "schema/listing.h"
#include "schema/problem.h"
#include "schema/record.h"
#include "schema/vocabulary.h"

/*
 * A position this far from its own postcode is somebody's slip: the widest
 * outcodes of the Highlands are half as far across.
 */
#define NORMALISE_MAX_ASTRAY_M 50000.0

struct normaliser {
	struct record *record; /* places */
	const struct vocabulary *vocabulary;
	/*
	 * Where a listing names no area: GSS, or what the operator called it,
	 * of which the import has said already that nobody knows it; or NULL.
	 */
	const char *area;
	day_t collected; /* where a listing does not say; or 0 */
	day_t today;
	bool places_known; /* else nothing is said about unknown places */
	void *arg;
	void (*problem)(void *arg, const struct problem *problem);
};

/* The two below, one after the other. */
void normalise_listing(const struct normaliser *, struct listing *);
/* Each field by itself, and its places. */
void normalise_fields(const struct normaliser *, struct listing *);
/*
 * Types, rules and privacy from the listing's words: the part that is done
 * again when a correction changed them.  Uses the vocabulary, which serves
 * one thread at a time, and not the record.
 */
void normalise_derive(const struct normaliser *, struct listing *);
/* True where the words stand for "nothing": "N/A", "Not known", "."... */
bool normalise_placeholder(const char *text);

#endif

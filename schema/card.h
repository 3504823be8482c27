/*
 * A card: what a list of results needs of one listing, made at publish and
 * kept in the search index, so that an answer copies bytes and formats
 * nothing.  It holds the parts of the listing's JSON between which the
 * writer puts what depends on the query or the clock (miles, open now,
 * verdicts, why), and the same facts as texts for pages.
 *
 * As bytes: a fixed head, the lengths of the fields (LEB128), the openings,
 * their notes, then the fields' texts, each followed by a NUL.  No field
 * needs alignment, and card_open() checks every length before it is used.
 */
#ifndef SIGNPOST_CARD_H
#define SIGNPOST_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "schema/hours.h"
#include "schema/listing.h"

#define CARD_MAX_BYTES (1u << 20) /* 200 sources at their limits are 0.6 MB */

enum card_field {
	CARD_CODE = 0,
	CARD_UUID,
	CARD_NAME,
	CARD_ORGANISATION, /* empty where it is the name */
	CARD_ORGANISATION_CODE,
	CARD_SUMMARY,
	CARD_DIAL, /* first dialable phone */
	CARD_SHOW,
	CARD_PHONE_GIVEN, /* where no number can be dialled */
	CARD_EMAIL,
	CARD_URL,
	CARD_PLACE, /* town, or venue */
	CARD_WHO,
	CARD_COST,
	CARD_REFERRAL,
	CARD_HOURS, /* in words, where its openings come of no others */
	CARD_TYPES, /* ids, separated by spaces */
	CARD_FEED,  /* id */
	CARD_SOURCE_ID,
	CARD_SOURCE_TITLE, /* the publisher, or the feed's title */
	CARD_ALSO,         /* titles of its other sources, "; " between them */
	CARD_STATUS_NOTE,
	/*
	 * Parts of the JSON object, without its braces.  The head begins with
	 * "id"; the others begin with a comma or are empty, so that they may be
	 * joined as they are and ,"url":..., ,"miles":... go between them:
	 * head     id, uuid, name, organisation, summary, types, phone,
	 *          phone_display (as given where no number can be dialled)
	 * place    lat, lon, place (a slot for miles follows)
	 * middle   who, cost, referral
	 * tail     feed, source_id, sources, disagreements, checked
	 */
	CARD_JSON_HEAD,
	CARD_JSON_PLACE,
	CARD_JSON_MIDDLE,
	CARD_JSON_TAIL,
	N_CARD_FIELDS
};

/* A card as it lies in the mapped file: nothing is copied. */
struct card {
	const char *text[N_CARD_FIELDS]; /* NUL-ended, "" where not given */
	size_t length[N_CARD_FIELDS];
	enum listing_kind kind;
	enum listing_status status;
	unsigned modes;
	day_t checked, modified, collected;
	unsigned locations; /* how many places it has */
	bool national;
	bool disagree; /* its sources contradict each other */
	/* Its hours, to say "open now"; copied out by card_hours(). */
	enum hours_holiday holiday;
	unsigned nations;
	bool prose;
	size_t openings_count;
	const unsigned char *openings;
	size_t notes_length; /* of the openings' notes, which follow them */
};

/*
 * Appends the bytes of a listing's card.  The JSON names addresses by
 * "base_url" at request time, not here: a card holds no address of ours.
 */
void card_build(struct buf *out, const struct listing *listing);
/* False where the bytes are no card; every length has been checked then. */
bool card_open(const void *data, size_t length, struct card *out) MUST_CHECK;
/* Its note lies in the card too; its weekday as in a struct hours. */
void card_opening(
    const struct card *, size_t index, struct listing_opening *out);
/* When it is open: hours_of_listing() of the listing.  In the arena. */
void card_hours(const struct card *, struct arena *, struct hours *out);

#endif

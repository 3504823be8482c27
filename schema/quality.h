/*
 * How good a feed's listings are: counted from what each of its records says
 * itself, before listings are joined, and a score out of 100 whose parts can
 * be shown.  Used by publish, status and report, and shown by the server.
 */
#ifndef SIGNPOST_QUALITY_H
#define SIGNPOST_QUALITY_H

#include "base/alloc.h"
#include "schema/listing.h"

/* What a listing may say. */
enum quality_detail {
	QUALITY_DESCRIPTION = 0,
	QUALITY_PHONE,   /* a number that can be dialled */
	QUALITY_CONTACT, /* that, an e-mail address or a web page */
	QUALITY_WHERE,   /* a postcode or a position */
	QUALITY_PLACE,   /* that, an area served, or by phone or online */
	QUALITY_AGE,
	QUALITY_WHO, /* an age, a group, or open to all; in words, too */
	QUALITY_COST,
	QUALITY_HOURS, /* structured or in words */
	QUALITY_REFERRAL,
	QUALITY_TYPE, /* what sort of help it is */
	QUALITY_CHECKED,
	N_QUALITY_DETAILS
};

/* 12 times the year, and the month from 0. */
struct quality_month {
	long month, listings;
};
struct quality_twin {
	char *feed; /* id */
	long listings;
};

/* A category that the vocabulary does not know, as the feed writes it. */
struct quality_unknown {
	char *words;
	long listings;
};
#define QUALITY_UNKNOWN 20 /* kept of a feed, the commonest */

struct quality {
	long listings; /* live ones that are not hidden */
	long with[N_QUALITY_DETAILS];
	long faulty;  /* listings of which a field could not be read */
	long refused; /* records of the last stored run */
	/* By the month in which the source checked them, in order. */
	struct quality_month *months;
	size_t months_count;
	/* Also in another feed, or twice in this one, by the feed's id. */
	struct quality_twin *twins;
	size_t twins_count;
	struct quality_unknown unknown[QUALITY_UNKNOWN];
	size_t unknown_count;
	long unknown_all; /* different ones */
	struct arena arena;
};

/* "phone": what the detail is called in data. */
const char *quality_detail_name(enum quality_detail);
/* "A phone number": what it is called on a page. */
const char *quality_detail_words(enum quality_detail);

/* Counts one listing: what its feed alone says of it. */
void quality_add(struct quality *, const struct listing *);
/* So many were checked in that month. */
void quality_add_month(struct quality *, long month, long listings);
/* So many are also in the feed "id", which may be its own. */
void quality_add_twin(struct quality *, const char *id, long listings);
/* The commonest first; what there is no room for is left out. */
void quality_add_unknown(struct quality *, const char *words, long listings);
void quality_clear(struct quality *);

/* How long ago the listings were checked, as far as their months tell. */
enum quality_age {
	QUALITY_HALF_YEAR = 0, /* less than 6 months before this one */
	QUALITY_YEAR,
	QUALITY_TWO_YEARS,
	QUALITY_OLDER,
	QUALITY_NOT_GIVEN,
	N_QUALITY_AGES
};
void quality_ages(
    const struct quality *, day_t today, long out[N_QUALITY_AGES]);
const char *quality_age_name(enum quality_age);
const char *quality_age_words(enum quality_age);

/* The score is the sum of its parts: weight times share. */
struct quality_part {
	const char *name;   /* "contact" */
	const char *counts; /* "have a phone number, e-mail or web page" */
	const char *raise;  /* what would raise it */
	int weight;         /* points where all listings do; 100 in all */
	long listings, of;  /* that do, of all */
	double points;
};
#define QUALITY_PARTS 8
/* Out of 100; 0 where the feed has no listings. */
int quality_score(const struct quality *, day_t today,
    struct quality_part out[QUALITY_PARTS]);
/*
 * The part with the most points to win of those not told before; NULL where
 * none has half a point.
 */
const struct quality_part *quality_next_raise(
    const struct quality_part parts[QUALITY_PARTS], bool told[QUALITY_PARTS]);

#endif

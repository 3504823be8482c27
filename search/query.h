/*
 * A query: the one language of pages, data and embeds (signpost-api(7)).
 * Names that are unknown are ignored; a value that cannot be read is an
 * error that names the parameter, what was given and what is allowed.
 */
#ifndef SIGNPOST_QUERY_H
#define SIGNPOST_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "schema/crisis.h"
#include "schema/listing.h"
#include "schema/place.h"
#include "schema/vocabulary.h"

#define QUERY_MAX_BYTES 200 /* of q: longer ones are cut, and it is said */
#define QUERY_MAX_WORDS 12
#define QUERY_MAX_TYPES 10
#define QUERY_MAX_TERMS 5 /* of each of for and access */
#define QUERY_MAX_LIMIT 100
#define QUERY_LIMIT     20
#define QUERY_MAX_PAGE  1000
#define QUERY_WITHIN    15 /* miles, where nothing else is said */
#define QUERY_MAX_WITHIN 100
#define QUERY_MAX_AGE   120

enum query_sort { SORT_BEST = 0, SORT_NEAREST, SORT_NAME, SORT_CHECKED };
enum query_gender { GENDER_ANY = 0, GENDER_WOMEN, GENDER_MEN };
enum query_referral {
	REFERRAL_ANY = 0,
	REFERRAL_SELF,
	REFERRAL_GP,
	REFERRAL_PROFESSIONAL
};
enum query_open {
	OPEN_ANY = 0,
	OPEN_NOW,
	OPEN_MONDAY, /* from here on as bits of enum hours_when */
	OPEN_SATURDAY = OPEN_MONDAY + 5,
	OPEN_SUNDAY,
	OPEN_EVENING,
	OPEN_WEEKEND,
	OPEN_ALL_HOURS,
};
enum query_cost { COST_ANY = 0, COST_FREE, COST_LOW };

/*
 * Something in q that was read as more than a need, or left out of it.
 * "as" is
 *	phone, name     q as a whole
 *	email, web, postcode, code: q as a whole, to look up
 *	sound           value: the name that it, or what is left of it,
 *	                sounds like; undone by "strict"
 *	near, area, age, gender, for, cost, referral, mode, open, lang, access:
 *			the parameter that it sets
 *	overruled       value: the parameter that says otherwise
 *	words           value: the place of that name, which it may mean
 *	cut             left out, being too long
 */
struct query_reading {
	const char *words; /* as typed */
	const char *as;
	const char *value;
	size_t at, length; /* where it stands in q; none of it: length 0 */
	bool also_need;    /* "teenager": the words count as a need, too */
};

struct index;

/* Values of the vocabulary, each once. */
struct query_terms {
	const char *values[QUERY_MAX_TERMS];
	size_t count;
};

bool query_has_term(const struct query_terms *terms, const char *value);

struct query {
	const char *q;    /* as typed (cut), or NULL */
	const char *need; /* what is left of q to search for, or NULL */
	const char *heard; /* the name that "need" is, q sounding like it */
	const char *types[QUERY_MAX_TYPES];
	size_t types_count;
	bool has_near;
	struct place near;
	double within_miles; /* 0: any distance */
	bool has_area;
	struct place area;
	int age_min, age_max; /* years; -1: not asked; equal for one age */
	/* Said of many, as in "under 18s": a service for some of them is one
	 * for them.  Else it is one person's, who is of any of these ages. */
	bool age_of_group;
	enum query_gender gender;
	struct query_terms groups; /* the person is of all of them */
	enum query_cost cost;
	enum query_referral referral;
	unsigned modes;            /* enum listing_mode, any; 0: not asked */
	enum query_open open;
	const char *language;      /* its code, or NULL */
	struct query_terms access; /* all are needed */
	const char *feed;
	enum query_sort sort;
	int page, limit;
	bool strict, explain;
	const char *locale; /* "en", "cy"; NULL: not said */
	char phone[16];     /* digits to look up, or "" */
	const char *contact; /* an address to look up, or NULL */
	long row; /* q is the code of that row of listings.db; 0: it is not */
	/* All of q: listings at this postcode come first; or "". */
	char postcode[9];
	/* What words of crisis in q are about.  They stay in the need. */
	enum crisis crisis;
	size_t crisis_at, crisis_length; /* where they stand in q */
	struct query_reading readings[16];
	size_t readings_count;
};

/* Is it one number, address or code, and nothing else? */
static inline bool
query_looks_up(const struct query *query)
{
	return query->phone[0] != '\0' || query->contact != NULL ||
	       query->row != 0;
}
/* True where q itself says that parameter: query_url() leaves it to q. */
bool query_reads(const struct query *, const char *parameter);
/* The same of one value, of several that it may have. */
bool query_reads_value(
    const struct query *, const char *parameter, const char *value);
/* True where every group asked for was read in q, and none was given. */
bool query_groups_read(const struct query *);
/* True where several values of it count, and each is undone alone. */
bool query_takes_many(const char *parameter);
/* What query_url() drops to undo a reading; NULL where nothing would. */
const char *query_undo(const struct query_reading *);
/*
 * q without the words of its readings as "as"; without those of all that
 * set a parameter where it is NULL.
 */
void query_words(const struct query *, const char *as, struct buf *out);

/*
 * Takes a parameter back to its default ("within": to any distance), "q"
 * with all that was read from it.  False where it was there already.
 */
bool query_drop(struct query *, const char *parameter);

/* What parameters and data call it; "" where it is not asked. */
const char *query_referral_name(enum query_referral);
/* "now", "mo", "all-hours"; "" where it is not asked. */
const char *query_open_name(enum query_open);
/* OPEN_ANY where it is no such name. */
enum query_open query_open_of(const char *name);
/* "phone" of MODE_PHONE; those of enum listing_mode one by one. */
const char *query_mode_name(enum listing_mode);
/* What a value names; REFERRAL_ANY and 0 where it names none. */
enum query_referral query_referral_of(const char *value);
unsigned query_mode_of(const char *value);

struct query_error {
	const char *parameter, *given;
	const char *allowed; /* "a whole number from 1 to 100, or any" */
};

/* One decoded name and value of a request. */
struct query_parameter {
	const char *name, *value;
};

/* How places are looked up: served_place_find and served_area_find. */
struct query_places {
	void *arg;
	enum place_result (*find)(void *arg, const char *, struct place *);
	enum place_result (*find_area)(void *arg, const char *, struct place *);
	/* The row of the listing that has, or had, a code; 0: none.  NULL:
	 * none are known. */
	long (*find_code)(void *arg, const char *code);
	const struct index *index; /* for names of listings; NULL: none */
};

/*
 * Reads parameters into "out"; texts are in the arena.  Returns how many
 * errors were written to "errors" (at most room); fields in error keep
 * their default.  An empty value counts as not given; of several values of
 * a name that takes one, the first counts.
 */
size_t query_parse(const struct query_parameter *parameters, size_t count,
    const struct query_places *places, const struct vocabulary *vocabulary,
    struct arena *arena, struct query *out, struct query_error *errors,
    size_t room);
/*
 * The same search as parameters again, in one fixed order, without those
 * at their default and without "drop" (a name, or NULL) and with "page"
 * set where it is not 0: for links, cache keys and ETags.
 */
void query_url(
    const struct query *, struct buf *out, const char *drop, int page);
/*
 * The same search as if a reading were not made: of a parameter that may
 * have several values, the others stay.
 */
void query_url_undo(
    const struct query *, struct buf *out, const struct query_reading *);
/* As query_url(), leaving out one of several values of a name (a type). */
void query_url_without(
    const struct query *, struct buf *out, const char *name, const char *value);

#endif

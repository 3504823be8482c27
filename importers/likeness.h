/*
 * Whether two listings are the same service, on scored evidence.  A likeness
 * is what counts of one listing, in a few hundred bytes, so that a directory
 * of any size can be compared; two of them give evidence: signs for and
 * against, each with its points.  One sign alone never joins two listings,
 * and some keep them apart whatever else they share.
 */
#ifndef SIGNPOST_LIKENESS_H
#define SIGNPOST_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/listing.h"

/*
 * Raised when signs or their points change: the whole record is then looked
 * at again.
 */
#define LIKENESS_READING 2

#define LIKENESS_JOINS 66 /* points from which two of two feeds are one */
/* One feed that holds two may mean two: it takes more to doubt it. */
#define LIKENESS_JOINS_WITHIN 76
#define LIKENESS_NEAR         60 /* worth the look of a person */

/* Of each, the first so many count. */
#define LIKENESS_NAME   120 /* bytes: words with a space between */
#define LIKENESS_VALUES 4
#define LIKENESS_TERMS  6
#define LIKENESS_TEXT   8 /* samples of the description */

struct likeness_place {
	float lat, lon;
	bool known, exact; /* exact: not the middle of an outcode */
};

struct likeness {
	long service, feed;
	bool gone;       /* withdrawn: it lends its code, and no more */
	bool women, men; /* for them alone */
	enum listing_kind kind;
	int age_min, age_max; /* -1: not stated */
	unsigned weekdays;    /* bits, Monday first; 0: not stated */
	unsigned text_words;  /* how many words the samples rest on */
	uint64_t name_words;  /* a bit of each word of the names */
	/* Hashes; 0: not given. */
	uint32_t phones[LIKENESS_VALUES], hosts[LIKENESS_VALUES];
	uint32_t postcodes[LIKENESS_VALUES];
	uint32_t page, email, charity, company, own_uuid, hours;
	uint32_t org_id; /* the feed's own */
	uint32_t ods;    /* the same, where it has the shape of the NHS's */
	uint32_t types[LIKENESS_TERMS], audiences[LIKENESS_TERMS];
	uint32_t text[LIKENESS_TEXT];
	uint32_t text_start; /* its first five words */
	struct likeness_place places[LIKENESS_VALUES];
	/* Folded words; joining words, articles and "Ltd" left out. */
	char name[LIKENESS_NAME], other_name[LIKENESS_NAME];
	char organisation[LIKENESS_NAME]; /* empty: as the name, or not given */
	char towns[LIKENESS_NAME]; /* words of where it is and whom it serves */
};

void likeness_of(struct likeness *out, const struct listing *listing);

/* As bytes, to be kept while others are read; no longer than a likeness. */
size_t likeness_pack(const struct likeness *likeness,
    unsigned char out[sizeof(struct likeness)]);
void likeness_unpack(struct likeness *out, const void *data, size_t length);

/*
 * Only listings that have a key in common are compared: a phone number, a
 * postcode, a page or web site, a number of the organisation, a UUID, the
 * words of the name.  "order" is the same for the same telling words, so that
 * in a large crowd these stand side by side.
 */
#define LIKENESS_KEYS 24
size_t likeness_keys(const struct likeness *likeness,
    uint64_t keys[LIKENESS_KEYS], uint64_t *order);
/* Calls back for each word of the name. */
void likeness_name_words(const struct likeness *likeness,
    void (*cb)(void *arg, const char *word, size_t length), void *arg);
uint32_t likeness_hash(const char *data, size_t length);

/* Whether a word stands in few names of the directory. */
typedef bool likeness_rare(void *arg, const char *word, size_t length);

enum sign {
	SIGN_NAME = 0,    /* the same telling words */
	SIGN_NAME_NEAR,   /* the same but for the place, its organisation... */
	SIGN_NAME_COMMON, /* the same, of words that many names have */
	SIGN_IDENTIFIER,  /* the same UUID of its own */
	SIGN_PHONE,
	SIGN_PAGE,
	SIGN_EMAIL,
	SIGN_ORGANISATION_NUMBER,
	SIGN_ORGANISATION,
	SIGN_HOST,
	SIGN_POSTCODE,
	SIGN_NEARBY, /* within 150 m */
	SIGN_TOWN,
	SIGN_TEXT,
	SIGN_TEXT_MOSTLY,
	SIGN_TYPE,
	SIGN_HOURS,
	/* Against. */
	SIGN_OTHER_NAME,
	SIGN_OTHER_PHONE,
	SIGN_OTHER_NUMBER,
	SIGN_OTHER_ORGANISATION,
	SIGN_OTHER_POSTCODE,
	SIGN_OTHER_SITE,
	SIGN_OTHER_PLACE,
	SIGN_FAR,
	SIGN_OTHER_TEXT,
	SIGN_OTHER_TEXT_WITHIN,
	SIGN_OTHER_TYPE,
	SIGN_OTHER_HOURS,
	SIGN_OTHER_DAYS,
	SIGN_OTHER_AGE,
	SIGN_APART_AGE,
	SIGN_OTHER_GENDER,
	SIGN_OTHER_AUDIENCE,
	SIGN_OTHER_KIND,
	N_SIGNS
};

/* "same phone number" */
const char *sign_words(enum sign sign);

struct evidence {
	int score;
	bool apart;          /* something keeps them apart */
	unsigned kinds;      /* independent signs for it, beside the name */
	bool names_alike;    /* other names, half of whose words are the same */
	int points[N_SIGNS]; /* 0: no such sign */
	char different[LIKENESS_NAME]; /* words that set the names apart */
};

/* "rare" may be NULL: every word is. */
void evidence_weigh(struct evidence *out, const struct likeness *a,
    const struct likeness *b, likeness_rare *rare, void *arg);
/* One service. */
bool evidence_joins(const struct evidence *evidence, const struct likeness *a,
    const struct likeness *b);
/* Not joined, and like enough that a person should look. */
bool evidence_near(const struct evidence *evidence);

#endif

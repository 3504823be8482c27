/*
 * The vocabulary, loaded from text files an administrator may edit: the
 * service types with all they are called, and the eligibility terms.  Read
 * by importer and search alike.  (schema/synonyms.h has its synonyms.)
 */
#ifndef SIGNPOST_VOCABULARY_H
#define SIGNPOST_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/holiday.h"
#include "schema/listing.h"

struct vocabulary_type {
	char *id;   /* "talking.counselling" */
	int parent; /* index, or -1 */
	char *label, *description;
	char **terms; /* also called; the label is the first.  What visitors
		       * type: general ones, too, which say nothing of a
		       * listing that has them in its text */
	size_t terms_count;
	/* Codes of other lists; NULL-ended */
	char **open_eligibility, **esd_types, **esd_needs, **hl7_types;
};

struct vocabulary;

/* Loads service-types.tsv, asides.tsv, eligibility.tsv,
 * eligibility-patterns.tsv, synonyms.txt, crisis.tsv, bank-holidays.tsv and
 * categories.tsv of a folder; the head of each says what its columns are.  What
 * is doubtful is refused.  NULL: message (file, line, what was expected) in
 * "error". */
struct vocabulary *vocabulary_load(
    const char *folder, char *error, size_t error_size);
void vocabulary_free(struct vocabulary *);
/* SHA-256 of the files' bytes: a generation says which it was built with. */
const char *vocabulary_hash(const struct vocabulary *);

size_t vocabulary_types_count(const struct vocabulary *);
const struct vocabulary_type *vocabulary_type(
    const struct vocabulary *, size_t index);
/* What bank-holidays.tsv says; NULL of no vocabulary. */
const struct holidays *vocabulary_holidays(const struct vocabulary *);
/* Index of a type id, or -1. */
int vocabulary_type_find(const struct vocabulary *, const char *id);
/* True where "id" is "above" or lies below it in the tree ("talking" holds
 * "talking.nhs"): ids alone tell, no vocabulary is needed. */
bool vocabulary_type_within(const char *id, const char *above);
/* Bytes of the longest phrase of the types that "text" begins with, or 0. */
size_t vocabulary_phrase(const struct vocabulary *, const char *text);
/* The label of DIMENSION=VALUE ("group", "carers"): "Unpaid carers"; NULL. */
const char *vocabulary_term_label(
    const struct vocabulary *, const char *dimension, const char *value);

/* The n-th value of a dimension, from 0; NULL after the last. */
const char *vocabulary_term_value(
    const struct vocabulary *, const char *dimension, size_t n);
/*
 * The same, one after the other, with their labels: *at starts at 0; NULL
 * after the last.
 */
const char *vocabulary_term_next(const struct vocabulary *,
    const char *dimension, size_t *at, const char **label);

/*
 * Gives a listing its types: what stands there already (the feed's
 * constant), then its categories by type id, code of a list or label, as a
 * whole or part by part ("Mental health > Counselling"), then its name, then
 * its description.  Phrases match as whole words, longest first;
 * sentences that deny or signpost elsewhere ("we do not offer", "part of a
 * wider network that includes") do not count.  Types of the feed and of
 * categories all stay; of what words say, what is worth two fifths of the
 * best, five types in all.  A type of the top level is left out where one
 * below it is found.
 */
void vocabulary_types_give(const struct vocabulary *, struct listing *);

/*
 * Does the vocabulary know what a category means, be it that it says nothing
 * of what help there is?  What it does not know an administrator may add to
 * categories.tsv.
 */
bool vocabulary_category_known(
    const struct vocabulary *, const struct listing_category *);

/* Is a listing of this name no help itself, but a course or a role? */
bool vocabulary_is_role(const struct vocabulary *, const char *name);
/*
 * Does a text (which may be NULL) say that the listing is closed for good,
 * or takes nobody new for now?  Else it is active.
 */
enum listing_status vocabulary_status(
    const struct vocabulary *, const char *text);
/*
 * Cuts a text into what says what a listing does and what does not (asides:
 * denials, signposts elsewhere, thanks to funders, rooms for hire), in its
 * order and leaving nothing out.
 */
typedef void vocabulary_part_cb(
    void *arg, const char *part, size_t length, bool aside);
void vocabulary_asides(const struct vocabulary *, const char *text,
    vocabulary_part_cb *part, void *arg);

#endif

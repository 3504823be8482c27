/*
 * What the index's builder gathers until it writes: shared by index_build.c
 * (adding listings), the files of what a listing brings (index_texts.c,
 * index_sets.c, index_rules.c, index_concepts.c) and index_write.c (the
 * file), used by nobody else.
 */
#ifndef SIGNPOST_INDEX_BUILDER_H
#define SIGNPOST_INDEX_BUILDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "schema/listing.h"
#include "schema/vocabulary.h"
#include "search/analyse.h"
#include "search/index_format.h"

struct text_slot {
	uint32_t number; /* and one more; 0: free */
	uint32_t hash;
};

/* Different texts, numbered from 0 as they first appear. */
struct text_pool {
	char *bytes; /* NUL-ended, one after the other */
	size_t bytes_count, bytes_room;
	uint32_t *at; /* where each text begins */
	uint32_t count;
	struct text_slot *slots;
	uint32_t hash_room; /* a power of two */
};

uint32_t text_hash(const char *text, size_t length);
uint32_t text_pool_add(struct text_pool *, const char *text, size_t length);
/* Its number, or UINT32_MAX. */
uint32_t text_pool_find(
    const struct text_pool *, const char *text, size_t length);
const char *text_pool_text(const struct text_pool *, uint32_t number);
void text_pool_clear(struct text_pool *);

/*
 * A growing list of ascending documents, each with "extra" bytes, packed:
 * the step from the last document in groups of seven bits.
 */
struct packed_list {
	unsigned char *bytes;
	uint32_t length, room;
	uint32_t count, last;
};

void packed_list_add(struct packed_list *, uint32_t document,
    const unsigned char *extra, size_t extra_bytes);
/* Reads the entry at *at: false at the end. */
bool packed_list_next(const struct packed_list *, uint32_t *at,
    uint32_t *document, unsigned char *extra, size_t extra_bytes);

struct builder_term {
	struct packed_list list; /* extra: impact, fields */
	uint32_t seen;           /* document + 1 for which "times" holds */
	uint16_t times[N_FIELDS];
	uint32_t place;   /* among the sorted; once written */
	uint8_t greatest; /* impact */
	bool begins;      /* a phrase of the vocabulary begins with it */
	uint32_t alone;   /* that it is by itself; else UINT32_MAX */
};

/* A word as texts have it. */
struct builder_spelled {
	uint32_t term;
	bool stop;     /* analyse_is_stop() */
	uint32_t seen; /* document + 1 that had it last */
	uint32_t listings;
	uint32_t fields; /* bits */
};

/* A word of the text at hand. */
struct builder_word {
	uint32_t term;
	bool capitals; /* "ADD" */
};

/* A rule that names where people must live. */
struct builder_residence {
	uint32_t document;
	uint32_t place; /* in "texts": folded */
};

struct index_concepts;
struct index_contacts;
struct index_sounds;
struct index_spill;
struct index_store;
struct index_text_store;

struct index_builder {
	const struct vocabulary *vocabulary;
	struct index_concepts *concepts;
	struct index_contacts *contacts;
	struct index_sounds *sounds;
	struct analyse_stemmer *stemmer;
	uint32_t documents;

	struct text_pool words;          /* folded, as texts have them */
	struct builder_spelled *spelled; /* each word */
	struct text_pool term_texts;
	struct builder_term *terms;
	struct index_spill *spill; /* what their lists held before */
	size_t postings_bytes;     /* that they hold now */
	uint32_t *touched; /* terms of the document at hand */
	uint32_t touched_count, touched_room;
	uint32_t lengths[N_FIELDS];      /* its words in each field */
	struct builder_word *text_words; /* of the text at hand */
	uint32_t text_count, text_room;
	uint32_t name_telling, organisation_telling; /* words of its names */

	struct text_pool set_keys; /* kind as one byte, then the text */
	struct packed_list *sets;

	struct text_pool texts; /* dimensions, values, places */
	struct index_text_store *wording;

	struct index_person *persons;
	struct index_hours *hours; /* each document */
	struct index_opening *openings;
	uint32_t openings_count;
	uint8_t *flags;
	int32_t *checked;
	char (*codes)[8];
	struct index_name_words *name_words;
	int64_t *rows;
	uint32_t *name_at; /* each document's name in name_text */
	uint32_t *rule_at, *type_at;
	uint64_t *card_at;
	uint32_t documents_room;

	struct index_position *positions;
	uint32_t positions_count;
	struct index_phone *phones;
	uint32_t phones_count;
	struct buf name_text;
	struct index_name *names;
	uint32_t names_count;
	struct index_store *rules; /* struct index_rule */
	uint32_t rules_count;
	struct index_type_of *type_of; /* type as number of set_keys */
	uint8_t *type_sure; /* each: by name, category or source */
	uint32_t type_of_count;
	struct builder_residence *residences;
	uint32_t residences_count;
	struct index_area_parent *parents;
	uint32_t parents_count;
	struct text_pool area_names; /* folded */
	char (*area_name_gss)[12];   /* of each; "" where two areas share it */

	struct index_store *cards; /* they are most of the bytes */
};

/* The number of a term, new or known; "term" is a stem, a phrase, a mark. */
uint32_t index_builder_term(
    struct index_builder *, const char *term, size_t length);
/* The document at hand has the term. */
void index_builder_posting(struct index_builder *, uint32_t term,
    unsigned char impact, unsigned char fields);
/* A term stands once more in a field of the document at hand. */
void index_builder_count(
    struct index_builder *, uint32_t term, enum index_field field);
void index_builder_set_add(struct index_builder *, enum index_set_kind kind,
    const char *text, uint32_t document);
/* The words and phrases of the document at hand, and of its names. */
void index_builder_texts(struct index_builder *, const struct listing *);
/* Once its words are counted, they become postings. */
void index_builder_post(struct index_builder *);
/* Its state, types, areas and ways of being reached. */
void index_builder_sets(struct index_builder *, const struct listing *);
/* enum index_flag */
uint8_t index_builder_flags(
    const struct vocabulary *, const struct listing *listing);
/* The rules of the document at hand: sets, its struct index_person, words. */
void index_builder_rules(struct index_builder *, const struct listing *);
/* Learns that an area is called so; a name of two areas tells nothing. */
void index_builder_name_area(
    struct index_builder *, const char *name, const char *gss);
/*
 * Once all is added: sets of areas take in what lies below them, and rules
 * of residence get the areas that their words name.
 */
void index_builder_roll_up(struct index_builder *);
/* Once all is added: what listings without a sure type are like. */
void index_likeness_post(struct index_builder *);
/* Forgets words and terms, once all that names them is written. */
void index_builder_words_free(struct index_builder *);
/* "the Castle Ward" to "castle ward": words folded, joined by one space. */
void index_builder_fold(const char *text, struct buf *out);

#endif

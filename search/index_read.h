/*
 * The opened index as the search reads it: every function here checks its
 * bounds, and answers a damaged file with nothing found.  Nobody outside
 * search/ includes this.
 */
#ifndef SIGNPOST_INDEX_READ_H
#define SIGNPOST_INDEX_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "search/index.h"
#include "search/index_areas.h"
#include "search/index_format.h"

struct index_part {
	const void *data;
	size_t count; /* of entries */
};

struct index {
	const unsigned char *map;
	size_t map_bytes;
	uint32_t documents;
	size_t words; /* 64-bit words of a bitmap: whole blocks */
	struct index_part part[N_SECTIONS];
};

/* A NUL-ended text of a text section; "" where "at" is none. */
const char *index_text(
    const struct index *, enum index_section_id, uint32_t at);

/* Entries of a section. */
struct index_span {
	uint32_t first, end;
};

/* Some documents: a bitmap of index->words, or a list, as count tells. */
struct index_set {
	const uint64_t *bitmap; /* or NULL */
	const uint32_t *list;   /* ascending, if the file is sound; or NULL */
	uint32_t count;
};
/* An empty set where there is none. */
struct index_set index_set_find(
    const struct index *, enum index_set_kind kind, const char *text);

/* That of an entry of SECTION_SETS; an empty one where there is none. */
struct index_set index_set_at(const struct index *, size_t entry);
/* The entries of SECTION_SETS of one kind, by text. */
struct index_span index_sets_of(const struct index *, enum index_set_kind);

struct index_postings {
	struct index_set set;
	const uint32_t *ranks;           /* of a bitmap's blocks */
	const uint8_t *greatest;         /* impact in each block */
	const uint8_t *impacts, *fields; /* set.count of each */
};
/* False where no document has the term. */
bool index_postings_find(
    const struct index *, const char *term, struct index_postings *out);
/* Those of the term at a place of SECTION_TERMS. */
bool index_postings_at(
    const struct index *, uint32_t place, struct index_postings *out);
/* A list's entries for one document. */
struct index_span index_document_span(const struct index *,
    enum index_section_id at, enum index_section_id entries, uint32_t document);

/* Columns: the caller has checked document < index->documents. */
static inline const struct index_person *
index_person(const struct index *index, uint32_t document)
{
	const struct index_person *persons = index->part[SECTION_PERSONS].data;

	return &persons[document];
}

static inline uint8_t
index_flags(const struct index *index, uint32_t document)
{
	const uint8_t *flags = index->part[SECTION_FLAGS].data;

	return flags[document];
}

static inline int32_t
index_checked(const struct index *index, uint32_t document)
{
	const int32_t *checked = index->part[SECTION_CHECKED].data;

	return checked[document];
}

/* Entry "i" of SECTION_NAME_ORDER or SECTION_CODE_ORDER. */
static inline uint32_t
index_order(
    const struct index *index, enum index_section_id id, uint32_t document)
{
	const uint32_t *order = index->part[id].data;

	return order[document];
}

#endif

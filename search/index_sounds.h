/*
 * How names sound: for every word of the names of listings and
 * organisations, and every two neighbours as one, what it sounds like and
 * which names have it.  Used by the index's builder alone.
 */
#ifndef SIGNPOST_INDEX_SOUNDS_H
#define SIGNPOST_INDEX_SOUNDS_H

#include "search/index_builder.h"

struct index_sounds;

struct index_sound_table {
	struct index_sound_name *names;
	size_t names_count;
	struct index_sound_unit *units; /* by length, then text */
	size_t units_count;
	struct index_sound_key *keys; /* by text, then unit */
	size_t keys_count;
	uint32_t *of; /* names of units */
	size_t of_count;
	struct text_pool texts;
};

struct index_sounds *index_sounds_new(void);
void index_sounds_free(struct index_sounds *);
/* The names of a listing, if it is served. */
void index_sounds_add(struct index_sounds *, const struct listing *);
/* Once all listings are added. */
void index_sounds_compile(
    struct index_sounds *, struct index_sound_table *out);
void index_sound_table_clear(struct index_sound_table *);

#endif

#include "search/index_sounds.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/heard.h"
#include "search/sound.h"
#include "search/word_list.h"

#define MIN_LETTERS 2  /* of a word by which a name is found */
#define MAX_NAMES   64 /* what more names share tells none of them */

/* A name as it grew; its folded text has the same number. */
struct name {
	uint32_t text; /* number in "shown" */
	uint32_t listings;
};

struct index_sounds {
	struct text_pool folded, shown;
	struct name *names;
};

struct index_sounds *
index_sounds_new(void)
{
	return xcalloc(1, sizeof(struct index_sounds));
}

void
index_sounds_free(struct index_sounds *sounds)
{
	if (sounds == NULL)
		return;
	text_pool_clear(&sounds->folded);
	text_pool_clear(&sounds->shown);
	free(sounds->names);
	free(sounds);
}

static void
add_name(struct index_sounds *sounds, const char *text)
{
	uint32_t known = sounds->folded.count, number;
	struct buf folded = {0};

	if (text == NULL)
		return;
	index_builder_fold(text, &folded);
	if (folded.length == 0)
		return;
	number = text_pool_add(&sounds->folded, folded.data, folded.length);
	buf_clear(&folded);
	if (number == known) {
		sounds->names =
		    grow_array(sounds->names, number, sizeof(*sounds->names));
		sounds->names[number].listings = 0;
		sounds->names[number].text =
		    text_pool_add(&sounds->shown, text, strlen(text));
	}
	sounds->names[number].listings++;
}

void
index_sounds_add(struct index_sounds *sounds, const struct listing *listing)
{
	if (listing->status != LISTING_ACTIVE &&
	    listing->status != LISTING_PAUSED)
		return;
	add_name(sounds, listing->name);
	add_name(sounds, listing->alternate_name);
	add_name(sounds, listing->org_name);
}

/* Units as they are gathered: each with the names that have it. */
struct gathered {
	struct text_pool texts;
	struct packed_list *names;
};

static void
gather(struct gathered *units, const char *text, uint32_t name)
{
	uint32_t known = units->texts.count, number;
	struct packed_list *list;

	if (strlen(text) < MIN_LETTERS || strlen(text) > ANALYSE_MAX_WORD)
		return;
	number = text_pool_add(&units->texts, text, strlen(text));
	if (number == known) {
		units->names =
		    grow_array(units->names, number, sizeof(*units->names));
		memset(&units->names[number], 0, sizeof(*units->names));
	}
	list = &units->names[number];
	if (list->count == 0 || list->last != name)
		packed_list_add(list, name, NULL, 0);
}

static void
gather_name(struct gathered *units, const char *folded, uint32_t number)
{
	struct heard_words words;

	if (!heard_words_read(folded, &words))
		return;
	for (size_t i = 0; i < words.count; i++) {
		char joined[ANALYSE_MAX_WORD + 1];

		if (heard_word_tells(words.text[i]))
			gather(units, words.text[i], number);
		if (i + 1 < words.count &&
		    heard_words_join(&words, i, 2, joined))
			gather(units, joined, number);
	}
}

static int
compare_units(const void *a, const void *b, void *arg)
{
	const struct text_pool *texts = arg;
	const char *x = text_pool_text(texts, *(const uint32_t *)a);
	const char *y = text_pool_text(texts, *(const uint32_t *)b);
	size_t left = strlen(x), right = strlen(y);

	if (left != right)
		return left < right ? -1 : 1;
	return strcmp(x, y);
}

/* Where it begins. */
static uint32_t
put_text(struct text_pool *texts, const char *text)
{
	uint32_t number = text_pool_add(texts, text, strlen(text));

	return texts->at[number];
}

static void
add_keys(struct index_sound_table *out, const char *text, uint32_t unit)
{
	struct sounds sounds;

	sounds_read(text, &sounds);
	for (size_t i = 0; i < sounds.count; i++) {
		char key[SOUND_KEY_MAX + 1];
		struct index_sound_key *entry;

		sounds_key(sounds.text[i], key);
		if (*key == '\0')
			continue;
		out->keys =
		    grow_array(out->keys, out->keys_count, sizeof(*out->keys));
		entry = &out->keys[out->keys_count++];
		entry->key = put_text(&out->texts, key);
		entry->sounds = put_text(&out->texts, sounds.text[i]);
		entry->unit = unit;
	}
}

static void
add_unit(struct index_sound_table *out, const char *text,
    const struct packed_list *names)
{
	struct index_sound_unit *unit;
	uint32_t at = 0, name = 0;

	out->units =
	    grow_array(out->units, out->units_count, sizeof(*out->units));
	unit = &out->units[out->units_count];
	unit->text = put_text(&out->texts, text);
	unit->letters = word_letters(text);
	unit->first = (uint32_t)out->of_count;
	unit->count = names->count;
	while (packed_list_next(names, &at, &name, NULL, 0)) {
		out->of = grow_array(out->of, out->of_count, sizeof(*out->of));
		out->of[out->of_count++] = name;
	}
	add_keys(out, text, (uint32_t)out->units_count++);
}

static int
compare_keys(const void *a, const void *b, void *arg)
{
	const struct text_pool *texts = arg;
	const struct index_sound_key *x = a, *y = b;
	int order = strcmp(texts->bytes + x->key, texts->bytes + y->key);

	return order != 0 ? order : (x->unit > y->unit) - (x->unit < y->unit);
}

static void
compile_units(struct gathered *units, struct index_sound_table *out)
{
	uint32_t count = units->texts.count;
	uint32_t *order = xcalloc(count + 1u, sizeof(*order));

	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	qsort_r(order, count, sizeof(*order), compare_units, &units->texts);
	for (uint32_t i = 0; i < count; i++) {
		struct packed_list *names = &units->names[order[i]];

		if (names->count <= MAX_NAMES)
			add_unit(out, text_pool_text(&units->texts, order[i]),
			    names);
		free(names->bytes);
	}
	free(order);
	if (out->keys_count > 0)
		qsort_r(out->keys, out->keys_count, sizeof(*out->keys),
		    compare_keys, &out->texts);
}

void
index_sounds_compile(struct index_sounds *sounds, struct index_sound_table *out)
{
	struct gathered units = {0};

	/* Names come first among the texts. */
	out->texts = sounds->shown;
	memset(&sounds->shown, 0, sizeof(sounds->shown));
	out->names_count = sounds->folded.count;
	out->names = xcalloc(out->names_count + 1u, sizeof(*out->names));
	for (uint32_t i = 0; i < sounds->folded.count; i++) {
		out->names[i].text = out->texts.at[sounds->names[i].text];
		out->names[i].listings = sounds->names[i].listings;
		gather_name(&units, text_pool_text(&sounds->folded, i), i);
	}
	text_pool_clear(&sounds->folded);
	compile_units(&units, out);
	text_pool_clear(&units.texts);
	free(units.names);
}

void
index_sound_table_clear(struct index_sound_table *table)
{
	free(table->names);
	free(table->units);
	free(table->keys);
	free(table->of);
	text_pool_clear(&table->texts);
}

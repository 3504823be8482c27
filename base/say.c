#include "base/say.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* A file of msgfmt's: this, a version, and two tables of texts. */
#define MO_MAGIC 0x950412de
#define MO_HEAD  20
#define MO_ENTRY 8 /* bytes of a text's length and place */

struct catalogue {
	const char *language;
	const unsigned char *bytes;
	uint32_t count;
	uint32_t english, said; /* where the two tables begin */
};

static struct catalogue catalogues[SAY_MAX_CATALOGUES];
static size_t catalogues_count;

/* What this thread speaks: NULL for English. */
static _Thread_local const struct catalogue *spoken;
static _Thread_local bool spoken_kept;

static uint32_t
number_at(const unsigned char *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

static const char *
text_at(const struct catalogue *catalogue, uint32_t table, uint32_t number,
    uint32_t *length)
{
	const unsigned char *entry =
	    catalogue->bytes + table + (size_t)number * MO_ENTRY;

	*length = number_at(entry);
	return (const char *)catalogue->bytes + number_at(entry + 4);
}

/* All texts of a table lie in the file, each with a NUL behind it. */
static bool
table_good(
    const unsigned char *bytes, size_t length, uint32_t table, uint32_t count)
{
	if (table > length || (length - table) / MO_ENTRY < count)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const unsigned char *entry =
		    bytes + table + (size_t)i * MO_ENTRY;
		uint32_t size = number_at(entry), at = number_at(entry + 4);

		if (at >= length || size >= length - at ||
		    bytes[(size_t)at + size] != '\0')
			return false;
	}
	return true;
}

/* The search below relies on the order. */
static bool
is_sorted(const struct catalogue *catalogue)
{
	uint32_t length;

	for (uint32_t i = 1; i < catalogue->count; i++)
		if (strcmp(
			text_at(catalogue, catalogue->english, i - 1, &length),
			text_at(catalogue, catalogue->english, i, &length)) >=
		    0)
			return false;
	return true;
}

static bool
catalogue_open(const struct say_catalogue *file, struct catalogue *out)
{
	const unsigned char *bytes = file->bytes;

	if (file->length < MO_HEAD || number_at(bytes) != MO_MAGIC ||
	    number_at(bytes + 4) != 0)
		return false;
	*out = (struct catalogue){
	    .language = file->language,
	    .bytes = bytes,
	    .count = number_at(bytes + 8),
	    .english = number_at(bytes + 12),
	    .said = number_at(bytes + 16),
	};
	return table_good(bytes, file->length, out->english, out->count) &&
	       table_good(bytes, file->length, out->said, out->count) &&
	       is_sorted(out);
}

bool
say_load(const struct say_catalogue *table)
{
	catalogues_count = 0;
	say_end();
	for (; table->language != NULL; table++) {
		assert(catalogues_count < SAY_MAX_CATALOGUES);
		if (!catalogue_open(table, &catalogues[catalogues_count])) {
			catalogues_count = 0;
			return false;
		}
		catalogues_count++;
	}
	return true;
}

size_t
say_count(void)
{
	return catalogues_count + 1;
}

const char *
say_language_at(size_t number)
{
	assert(number <= catalogues_count);
	return number == 0 ? SAY_ENGLISH : catalogues[number - 1].language;
}

int
say_find(const char *language)
{
	for (size_t i = 0; i <= catalogues_count; i++)
		if (strcmp(say_language_at(i), language) == 0)
			return (int)i;
	return -1;
}

static const struct catalogue *
catalogue_of(int number)
{
	assert(number >= 0 && (size_t)number <= catalogues_count);
	return number == 0 ? NULL : &catalogues[number - 1];
}

void
say_begin(int number, bool kept)
{
	spoken = catalogue_of(number);
	spoken_kept = kept;
}

void
say_end(void)
{
	spoken = NULL;
	spoken_kept = false;
}

int
say_now(void)
{
	return spoken == NULL ? 0 : (int)(spoken - catalogues) + 1;
}

const char *
say_language(void)
{
	return spoken == NULL ? SAY_ENGLISH : spoken->language;
}

bool
say_kept(void)
{
	return spoken_kept;
}

/* All forms of what is said for "key", with NULs between; NULL: nothing. */
static const char *
look_up(const struct catalogue *catalogue, const char *key, uint32_t *length)
{
	uint32_t low = 0, high = catalogue->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2, unused;
		int order = strcmp(key,
		    text_at(catalogue, catalogue->english, middle, &unused));

		if (order == 0)
			return text_at(
			    catalogue, catalogue->said, middle, length);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const char *
said_by(const struct catalogue *catalogue, const char *english)
{
	const char *found;
	uint32_t length;

	/* Nothing's translation is the catalogue's own header. */
	if (catalogue == NULL || *english == '\0')
		return english;
	found = look_up(catalogue, english, &length);
	return found != NULL && length > 0 ? found : english;
}

const char *
say(const char *english)
{
	return said_by(spoken, english);
}

const char *
say_as(int number, const char *english)
{
	return said_by(catalogue_of(number), english);
}

char *
say_part(int number, const char *english, size_t length)
{
	char *whole = xstrndup(english, length);
	char *said = xstrdup(said_by(catalogue_of(number), whole));

	free(whole);
	return said;
}

static const char *
said_in(
    const struct catalogue *catalogue, const char *context, const char *english)
{
	char key[SAY_MAX_KEY];
	const char *found;
	uint32_t length;
	int size;

	if (catalogue == NULL)
		return english;
	/* msgfmt writes a context so. */
	size = snprintf(key, sizeof(key), "%s\004%s", context, english);
	if (size < 0 || (size_t)size >= sizeof(key))
		return english;
	found = look_up(catalogue, key, &length);
	return found != NULL && length > 0 ? found : english;
}

const char *
say_in(const char *context, const char *english)
{
	return said_in(spoken, context, english);
}

const char *
say_name(int number)
{
	return said_in(catalogue_of(number), "this language",
	    NC_("this language", "English"));
}

size_t
say_form(const char *language, long count)
{
	/* Welsh mutates behind each of these otherwise (CLDR). */
	static const long welsh[] = {0, 1, 2, 3, 6};

	if (strcmp(language, "cy") != 0)
		return count != 1;
	for (size_t i = 0; i < sizeof(welsh) / sizeof(*welsh); i++)
		if (welsh[i] == count)
			return i;
	return sizeof(welsh) / sizeof(*welsh);
}

const char *
say_plural(long count, const char *one, const char *many)
{
	const char *english = count == 1 ? one : many, *found, *end;
	uint32_t length;
	size_t form;

	if (spoken == NULL)
		return english;
	found = look_up(spoken, one, &length);
	if (found == NULL || length == 0)
		return english;
	end = found + length;
	for (form = say_form(spoken->language, count); form > 0; form--) {
		found += strlen(found) + 1;
		if (found > end)
			return english;
	}
	return found;
}

#include "server/site_urgent.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/phone.h"

#define URGENT_MAX 20 /* numbers: more would push the page off a phone */

struct entry {
	struct urgent_number number;
	char *section;
	char *verified; /* as written */
};

struct entries {
	struct entry *entries;
	size_t count;
};

static const struct config_key entry_keys[] = {
    {NULL, "name", CONFIG_TEXT, offsetof(struct entry, number.name), 0, 0, NULL,
	"who answers"},
    {NULL, "number", CONFIG_TEXT, offsetof(struct entry, number.number), 0, 0,
	NULL, "the number as shown; the section's name where it is missing"},
    {NULL, "text", CONFIG_TEXT, offsetof(struct entry, number.text), 0, 0, NULL,
	"the number for text messages"},
    {NULL, "nation", CONFIG_TEXT, offsetof(struct entry, number.nation), 0, 0,
	NULL, "where it works, unless it is everywhere"},
    {NULL, "hours", CONFIG_TEXT, offsetof(struct entry, number.hours), 0, 0,
	NULL, "when somebody answers"},
    {NULL, "words", CONFIG_TEXT, offsetof(struct entry, number.words), 0, 0,
	NULL, "what it is for, in two or three words"},
    {NULL, "source", CONFIG_TEXT, offsetof(struct entry, number.source), 0, 0,
	NULL, "where this was read"},
    {NULL, "verified", CONFIG_TEXT, offsetof(struct entry, verified), 0, 0,
	NULL, "the day on which somebody read it there"},
    {0}};

/* What stands on every page. */
static const struct {
	const char *name, *number, *dial, *words, *hours;
} standing[] = {
    {"999", "999", "999", "Life at risk", NULL},
    {"Samaritans", "116 123", "116123", NULL, "any time"},
};

static void *
open_entry(void *arg, const char *name, char *error, size_t error_size)
{
	struct entries *file = arg;
	struct entry *entry;

	if (file->count == URGENT_MAX) {
		snprintf(error, error_size, "at most %d numbers", URGENT_MAX);
		return NULL;
	}
	file->entries =
	    grow_array(file->entries, file->count, sizeof(*file->entries));
	entry = &file->entries[file->count++];
	memset(entry, 0, sizeof(*entry));
	entry->section = xstrdup(name);
	return entry;
}

static void
number_clear(struct urgent_number *number)
{
	free(number->name);
	free(number->number);
	free(number->dial);
	free(number->text);
	free(number->nation);
	free(number->hours);
	free(number->words);
	free(number->source);
}

static void
entries_clear(struct entries *file)
{
	size_t i;

	for (i = 0; i < file->count; i++) {
		number_clear(&file->entries[i].number);
		free(file->entries[i].section);
		free(file->entries[i].verified);
	}
	free(file->entries);
}

void
urgent_clear(struct urgent_number *numbers, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		number_clear(&numbers[i]);
	free(numbers);
}

static char *
dial_of(const char *number)
{
	struct phone found[PHONE_MAX_FOUND];
	struct arena arena = {0};
	char *dial = NULL;

	if (phones_parse(&arena, number, found) > 0 && found[0].dial != NULL)
		dial = xstrdup(found[0].dial);
	arena_clear(&arena);
	return dial;
}

/* "verified =" is what a form not filled in looks like. */
static void
drop_empty(char **text)
{
	if (*text == NULL || **text != '\0')
		return;
	free(*text);
	*text = NULL;
}

static void
entry_drop_empty(struct entry *entry)
{
	const struct config_key *key;

	for (key = entry_keys; key->name != NULL; key++)
		drop_empty((char **)((char *)entry + key->offset));
}

/* Fills in what the section's name says, and reads number and day. */
static const char *
entry_finish(struct entry *entry)
{
	struct urgent_number *number = &entry->number;

	entry_drop_empty(entry);
	if (number->number == NULL && number->text == NULL)
		number->number = xstrdup(entry->section);
	if (number->name == NULL)
		number->name = xstrdup(entry->section);
	if (number->number != NULL) {
		number->dial = dial_of(number->number);
		if (number->dial == NULL)
			return "this number cannot be dialled in the United "
			       "Kingdom";
	}
	if (number->text != NULL &&
	    number->text[strspn(number->text, "+0123456789")] != '\0')
		return "text takes a number in digits alone";
	if (entry->verified != NULL) {
		number->verified = date_parse(entry->verified);
		if (number->verified == 0)
			return "verified takes a day, as 2026-11-22";
	}
	return NULL;
}

/* Which of the numbers that always stand it is, or -1. */
static int
standing_find(const char *dial)
{
	int i;

	for (i = 0; dial != NULL && i < (int)ARRAY_LEN(standing); i++) {
		if (strcmp(standing[i].dial, dial) == 0)
			return i;
	}
	return -1;
}

static void
add_standing(struct urgent_number *out, int which)
{
	memset(out, 0, sizeof(*out));
	out->name = xstrdup(standing[which].name);
	out->number = xstrdup(standing[which].number);
	out->dial = xstrdup(standing[which].dial);
	if (standing[which].words != NULL)
		out->words = xstrdup(standing[which].words);
	if (standing[which].hours != NULL)
		out->hours = xstrdup(standing[which].hours);
}

/* Moves what is to be shown out of the file's entries, 999 to the front. */
static void
choose(struct entries *file, struct urgent_number *out, size_t *count)
{
	bool has[ARRAY_LEN(standing)] = {false};
	struct urgent_number *number;
	int which;
	size_t i;

	for (i = 0; i < file->count; i++) {
		number = &file->entries[i].number;
		which = standing_find(number->dial);
		if ((which < 0 && number->verified == 0) ||
		    (which >= 0 && has[which]))
			continue;
		if (which >= 0)
			has[which] = true;
		out[*count] = *number;
		memset(number, 0, sizeof(*number));
		(*count)++;
	}
	for (which = 0; which < (int)ARRAY_LEN(standing); which++) {
		if (!has[which])
			add_standing(&out[(*count)++], which);
	}
}

static void
put_first(struct urgent_number *numbers, size_t count, const char *dial)
{
	struct urgent_number first;
	size_t i = 0;

	while (i < count &&
	       (numbers[i].dial == NULL || strcmp(numbers[i].dial, dial) != 0))
		i++;
	if (i == count)
		return;
	first = numbers[i];
	memmove(&numbers[1], &numbers[0], i * sizeof(*numbers));
	numbers[0] = first;
}

bool
urgent_read(const char *path, struct urgent_number **numbers, size_t *count,
    char *error, size_t error_size)
{
	struct entries file = {0};
	const char *why = NULL;
	bool good = true;
	size_t i;

	*numbers = NULL;
	*count = 0;
	if (path != NULL)
		good = config_read_sections(path, NULL, NULL, entry_keys,
		    open_entry, &file, error, error_size);
	for (i = 0; good && i < file.count; i++) {
		why = entry_finish(&file.entries[i]);
		good = why == NULL;
		if (!good)
			snprintf(error, error_size, "%s: [%s]: %s", path,
			    file.entries[i].section, why);
	}
	if (good) {
		*numbers = xcalloc(
		    file.count + ARRAY_LEN(standing), sizeof(**numbers));
		choose(&file, *numbers, count);
		put_first(*numbers, *count, "999");
	}
	entries_clear(&file);
	return good;
}

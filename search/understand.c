#include "search/understand.h"

#include <string.h>
#include <strings.h>

#include "base/compiler.h"
#include "schema/phone.h"
#include "schema/postcode.h"
#include "search/analyse.h"

static void
add_reading(
    struct query *query, const char *words, const char *as, const char *value)
{
	struct query_reading *reading;

	if (query->readings_count == ARRAY_LEN(query->readings))
		return;
	reading = &query->readings[query->readings_count++];
	reading->words = words;
	reading->as = as;
	reading->value = value;
}

/* A whole q that is a number is looked up, and nothing else is. */
static bool
read_phone(struct arena *arena, struct query *query)
{
	char digits[PHONE_MAX_DIGITS + 1];

	if (phone_query_digits(query->q, digits) == 0)
		return false;
	_Static_assert(sizeof(digits) <= sizeof(query->phone), "phone");
	strcpy(query->phone, digits);
	add_reading(query, query->q, "phone", arena_strdup(arena, digits));
	return true;
}

/* The text without a part of it, or NULL where no word is left. */
static const char *
leave_out(struct arena *arena, const char *text, size_t at, size_t length)
{
	const char *after = text + at + length;
	struct analyse_word word;
	size_t position = 0, before = at;
	char *rest;

	while (before > 0 && text[before - 1] == ' ')
		before--;
	while (*after == ' ')
		after++;
	rest = arena_alloc(arena, before + strlen(after) + 2);
	memcpy(rest, text, before);
	if (before > 0 && *after != '\0')
		rest[before++] = ' ';
	strcpy(rest + before, after);
	return analyse_next(rest, &position, &word) ? rest : NULL;
}

/*
 * Finds the place of a postcode; where the unit is unknown (too new, or
 * wrong in one letter) its first half still says about where.
 */
static bool
find_postcode(const struct query_places *places, enum postcode_kind kind,
    char *postcode, struct place *out)
{
	enum place_result result = places->find(places->arg, postcode, out);

	if (result == PLACE_FOUND)
		return true;
	if (result != PLACE_UNKNOWN || kind != POSTCODE_UNIT)
		return false;
	postcode[postcode_outcode_length(postcode)] = '\0';
	return places->find(places->arg, postcode, out) == PLACE_FOUND;
}

/* "near M32 0TH": the word before a place belongs to it. */
static void
take_linking_word(const char *text, unsigned long *at, unsigned long *length)
{
	static const char *const words[] = {
	    "near", "in", "at", "around", "by", "from"};
	unsigned long end = *at, start;

	while (end > 0 && text[end - 1] == ' ')
		end--;
	for (start = end; start > 0 && text[start - 1] != ' ';)
		start--;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strlen(words[i]) == end - start &&
		    strncasecmp(words[i], text + start, end - start) == 0) {
			*length += *at - start;
			*at = start;
			return;
		}
}

static void
read_postcode(
    const struct query_places *places, struct arena *arena, struct query *query)
{
	char postcode[POSTCODE_TEXT];
	unsigned long at, length;
	enum postcode_kind kind;
	struct place place;

	if (query->has_near)
		return;
	kind = postcode_find(query->q, postcode, &at, &length);
	if ((kind != POSTCODE_UNIT && kind != POSTCODE_OUTCODE) ||
	    !find_postcode(places, kind, postcode, &place))
		return;
	query->has_near = query->near_from_q = true;
	query->near = place;
	take_linking_word(query->q, &at, &length);
	query->need = leave_out(arena, query->q, at, length);
	add_reading(query, arena_strndup(arena, query->q + at, length), "near",
	    arena_strdup(arena, place.name));
}

void
understand(
    const struct query_places *places, struct arena *arena, struct query *query)
{
	struct analyse_word word;
	size_t position = 0;

	query->need = NULL;
	if (query->q == NULL || read_phone(arena, query))
		return;
	if (analyse_next(query->q, &position, &word))
		query->need = query->q;
	read_postcode(places, arena, query);
}

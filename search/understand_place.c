/* Places in the words: postcodes, and names of towns, councils and wards. */
#include <string.h>

#include "base/compiler.h"
#include "schema/postcode.h"
#include "search/understand_parts.h"

#define LINKS       "near in at around round from by nr"
#define MAX_WORDS   5 /* of a place's name: "Bournemouth, Christchurch and" */
#define MIN_LETTERS 3 /* of a name without a word like "in" before it */

/*
 * Names of towns and councils that are words of every day, too: alone they
 * are no place, "in Reading" is one.
 */
static const char ordinary[] =
    "ash barking barrow bath battle beer bold boston bury crook deal diss eye "
    "hale ham hope hove hyde lord march mold over reading rugby rye sale "
    "sandwich settle stone street stroud thorne ware wash wells wick wing";

/*
 * Words that are some ward's whole name, but in a sentence mean none:
 * "in town", "at home", "in hospital".
 */
static const char no_place[] =
    "town home hospital school college university church park central centre "
    "east west north south hill bank valley market station work night least "
    "risk care crisis court prison debt pain need bridge the a an my our me "
    "person general all total recovery green heath";

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

/* The words that the bytes at "at" lie in. */
static struct span
words_of(const struct reader *reader, size_t at, size_t length)
{
	struct span span = {reader->count, 0};

	for (size_t i = 0; i < reader->count; i++) {
		const struct analyse_word *word = &reader->words[i];

		if (word->at + word->length <= at || word->at >= at + length)
			continue;
		if (i < span.first)
			span.first = i;
		span.end = i + 1;
	}
	return span;
}

static void
take_near(struct reader *reader, struct span span, const struct place *place)
{
	struct query *query = reader->query;

	reader_take_before(reader, &span, LINKS);
	query->has_near = true;
	query->near = *place;
	reader_take(
	    reader, span, "near", arena_strdup(reader->arena, place->name));
}

static bool
read_postcode(struct reader *reader)
{
	char postcode[POSTCODE_TEXT];
	unsigned long at, length;
	enum postcode_kind kind;
	struct place place;
	struct span span;

	if (reader->query->has_near)
		return false;
	kind = postcode_find(reader->query->q, postcode, &at, &length);
	if ((kind != POSTCODE_UNIT && kind != POSTCODE_OUTCODE) ||
	    !find_postcode(reader->places, kind, postcode, &place))
		return false;
	span = words_of(reader, at, length);
	if (span.first >= span.end)
		return false;
	take_near(reader, span, &place);
	return true;
}

/* The span as typed, which may hold marks: "St. Anne's". */
static char *
typed(const struct reader *reader, struct span span)
{
	size_t at = reader->text_at[span.first];

	return arena_strndup(reader->arena, reader->text + at,
	    reader->text_end[span.end - 1] - at);
}

static bool
find_name(const struct reader *reader, struct span span, struct place *out)
{
	bool letters = false;

	for (size_t i = span.first; i < span.end; i++) {
		if (strpbrk(reader->words[i].folded, "0123456789") != NULL)
			return false;
		letters =
		    letters || strlen(reader->words[i].folded) >= MIN_LETTERS;
	}
	if (!letters || !reader_free(reader, span) ||
	    analyse_is_stop(reader->words[span.end - 1].folded) ||
	    (span.end - span.first == 1 &&
		reader_is(reader, span.first, no_place)))
		return false;
	return reader->places->find(reader->places->arg, typed(reader, span),
		   out) == PLACE_FOUND &&
	       out->kind != PLACE_POINT && out->kind != PLACE_COUNTRY;
}

/*
 * A council is an area: what serves it or stands in it.  Where another
 * area was given, and for all else, the place is one to be near.
 */
static bool
take_place(struct reader *reader, struct span span, const struct place *place)
{
	struct query *query = reader->query;
	const char *name = arena_strdup(reader->arena, place->name);

	if (place->kind == PLACE_COUNCIL && query->has_area &&
	    strcmp(query->area.gss, place->gss) == 0) {
		reader_take_before(reader, &span, LINKS);
		reader_take(reader, span, "overruled", "area");
		return true;
	}
	if (place->kind == PLACE_COUNCIL && !query->has_area &&
	    !query->has_near) {
		reader_take_before(reader, &span, LINKS);
		query->has_area = true;
		query->area = *place;
		reader_take(reader, span, "area", name);
		return true;
	}
	if (query->has_near)
		return false;
	take_near(reader, span, place);
	return true;
}

/* "in Bath": after such a word any place is meant. */
static bool
read_linked(struct reader *reader)
{
	struct place place;

	for (size_t i = 0; i + 1 < reader->count; i++) {
		struct span span = {i + 1, i + 1 + MAX_WORDS};

		if (!reader_is(reader, i, LINKS) ||
		    !reader_free(reader, (struct span){i, i + 1}))
			continue;
		if (span.end > reader->count)
			span.end = reader->count;
		for (; span.end > span.first; span.end--)
			if (find_name(reader, span, &place))
				return take_place(reader, span, &place);
	}
	return false;
}

/*
 * Without such a word a town or council at the beginning or the end is
 * meant; a ward, or a word of every day, may be: it stays a word of the
 * need, which listings there have in their address, and the reading says
 * what else it may mean.
 */
static bool
take_bare(struct reader *reader, struct span span, const struct place *place)
{
	bool sure = place->kind == PLACE_TOWN || place->kind == PLACE_COUNCIL;

	if (span.end - span.first == 1 &&
	    reader_is(reader, span.first, ordinary))
		sure = false;
	if (sure)
		return take_place(reader, span, place);
	if (!reader->query->has_near)
		reader_note(reader, span, "words",
		    arena_strdup(reader->arena, place->name));
	return true;
}

/* The words that are left: the last of them, then the first. */
static bool
read_bare(struct reader *reader)
{
	size_t first = 0, end = reader->count;
	struct place place;
	struct span span;

	while (first < end && reader->taken[first])
		first++;
	while (end > first && reader->taken[end - 1])
		end--;
	span.first = end - first > MAX_WORDS ? end - MAX_WORDS : first;
	for (span.end = end; span.first < end; span.first++)
		if (find_name(reader, span, &place))
			return take_bare(reader, span, &place);
	span.first = first;
	span.end = end - first > MAX_WORDS ? first + MAX_WORDS : end;
	for (; span.end > first; span.end--)
		if (find_name(reader, span, &place))
			return take_bare(reader, span, &place);
	return false;
}

void
read_place(struct reader *reader)
{
	/* Given both, no place is read that would be a third. */
	if (read_postcode(reader) ||
	    (reader->query->has_near && reader->query->has_area))
		return;
	if (!read_linked(reader))
		read_bare(reader);
}

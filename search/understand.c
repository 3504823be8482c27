#include "search/understand.h"

#include <ctype.h>
#include <string.h>

#include "base/compiler.h"
#include "schema/phone.h"
#include "schema/postcode.h"
#include "search/contact.h"
#include "search/index_read.h"
#include "search/names_sound.h"
#include "search/spelling.h"
#include "search/understand_parts.h"

const char *
reader_word(const struct reader *reader, size_t word)
{
	if (word >= reader->count || reader->taken[word])
		return "";
	return reader->words[word].folded;
}

bool
reader_is(const struct reader *reader, size_t word, const char *list)
{
	const char *folded = reader_word(reader, word);
	size_t length = strlen(folded);

	while (length > 0 && *list != '\0') {
		size_t each = strcspn(list, " ");

		if (each == length && memcmp(list, folded, length) == 0)
			return true;
		list += each + (list[each] == ' ');
	}
	return false;
}

bool
reader_free(const struct reader *reader, struct span span)
{
	for (size_t i = span.first; i < span.end; i++)
		if (i >= reader->count || reader->taken[i])
			return false;
	for (size_t i = 0; i < span.end; i++) {
		size_t end = reader->phrase_end[i];

		if (end > span.first && (i < span.first || end > span.end))
			return false;
	}
	return true;
}

void
reader_take_before(
    const struct reader *reader, struct span *span, const char *list)
{
	struct span more = {span->first - 1, span->end};

	if (span->first > 0 && reader_is(reader, more.first, list) &&
	    reader_free(reader, more))
		*span = more;
}

static void
add_reading(struct reader *reader, size_t at, size_t length, const char *as,
    const char *value, bool also_need)
{
	struct query *query = reader->query;
	struct query_reading *reading;

	if (query->readings_count == ARRAY_LEN(query->readings))
		return;
	reading = &query->readings[query->readings_count++];
	reading->words = arena_strndup(reader->arena, query->q + at, length);
	reading->as = as;
	reading->value = value;
	reading->at = at;
	reading->length = length;
	reading->also_need = also_need;
}

void
reader_note(
    struct reader *reader, struct span span, const char *as, const char *value)
{
	const struct analyse_word *last = &reader->words[span.end - 1];
	size_t at = reader->words[span.first].at;
	size_t end = last->at + last->length;

	/* "18+" */
	end += reader->query->q[end] == '+';
	add_reading(reader, at, end - at, as, value, true);
}

void
reader_take(
    struct reader *reader, struct span span, const char *as, const char *value)
{
	size_t count = reader->query->readings_count;

	reader_note(reader, span, as, value);
	if (reader->query->readings_count == count)
		return;
	reader->query->readings[count].also_need = false;
	for (size_t i = span.first; i < span.end; i++)
		reader->taken[i] = true;
}

bool
reader_take_unless(struct reader *reader, struct span span, const char *as,
    const char *value, bool given)
{
	/* Twice the same is one thing said; the first counts. */
	if (query_reads(reader->query, as))
		return false;
	if (given)
		reader_take(reader, span, "overruled", as);
	else
		reader_take(reader, span, as, value);
	return !given;
}

/* A whole q that is a number is looked up, and nothing else is. */
static bool
read_phone(struct reader *reader)
{
	struct query *query = reader->query;
	char digits[PHONE_MAX_DIGITS + 1];

	if (phone_query_digits(query->q, digits) == 0)
		return false;
	_Static_assert(sizeof(digits) <= sizeof(query->phone), "phone");
	strcpy(query->phone, digits);
	add_reading(reader, 0, strlen(query->q), "phone",
	    arena_strdup(reader->arena, digits), false);
	return true;
}

/* So is the code of a listing, which texts and printed lists give. */
static bool
read_code(struct reader *reader)
{
	const struct query_places *places = reader->places;
	struct query *query = reader->query;
	char code[LISTING_CODE_TEXT] = "";

	if (places->find_code == NULL || strlen(query->q) != LISTING_CODE_BYTES)
		return false;
	for (size_t i = 0; i < LISTING_CODE_BYTES; i++)
		code[i] = (char)tolower((unsigned char)query->q[i]);
	query->row = places->find_code(places->arg, code);
	if (query->row != 0)
		add_reading(reader, 0, LISTING_CODE_BYTES, "code",
		    arena_strdup(reader->arena, code), false);
	return query->row != 0;
}

/*
 * An address is looked up, too.  Two words with a dot between them are one
 * where a listing has it.
 */
static bool
read_contact(struct reader *reader)
{
	const struct index *index = reader->places->index;
	struct query *query = reader->query;
	char contact[CONTACT_MAX + 1];
	const char *as = "email";
	bool sure = true;

	if (!contact_mail(query->q, contact)) {
		as = "web";
		if (!contact_web(query->q, contact, &sure))
			return false;
	}
	if (!sure && (index == NULL || !contact_is_known(index, contact)))
		return false;
	query->contact = arena_strdup(reader->arena, contact);
	add_reading(reader, 0, strlen(query->q), as, query->contact, false);
	return true;
}

/*
 * A postcode alone is a place to be near, and who stands there comes first;
 * where it is no place that we know, it is looked up.
 */
static void
read_postcode(struct reader *reader)
{
	const struct index *index = reader->places->index;
	struct query *query = reader->query;
	char postcode[POSTCODE_TEXT];

	_Static_assert(sizeof(postcode) == sizeof(query->postcode), "room");
	if (index == NULL ||
	    postcode_parse(query->q, postcode) != POSTCODE_UNIT ||
	    !contact_is_known(index, postcode))
		return;
	if (query_reads(query, "near")) {
		strcpy(query->postcode, postcode);
		return;
	}
	query->need = NULL;
	query->contact = arena_strdup(reader->arena, postcode);
	add_reading(
	    reader, 0, strlen(query->q), "postcode", query->contact, false);
}

static void
read_words(struct reader *reader)
{
	size_t position = 0;

	while (reader->count < QUERY_MAX_WORDS &&
	       analyse_next(
		   reader->query->q, &position, &reader->words[reader->count]))
		reader->count++;
}

bool
reader_is_name(const struct reader *reader, struct span span)
{
	const struct index *index = reader->places->index;
	const struct index_name *names;
	size_t low = 0, high, count;
	struct buf text = {0};
	bool found = false;

	if (index == NULL)
		return false;
	for (size_t i = span.first; i < span.end; i++) {
		if (i > span.first)
			buf_add_char(&text, ' ');
		buf_add_text(&text, reader->words[i].folded);
	}
	names = index->part[SECTION_NAMES].data;
	count = high = index->part[SECTION_NAMES].count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(index_text(
			       index, SECTION_NAME_TEXT, names[middle].text),
			buf_text(&text)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; !found && low < count &&
	       strcmp(index_text(index, SECTION_NAME_TEXT, names[low].text),
		   buf_text(&text)) == 0;
	     low++)
		found = names[low].text == 0 ||
			*index_text(index, SECTION_NAME_TEXT,
			    names[low].text - 1) == '\0';
	buf_clear(&text);
	return found;
}

/* Until slips are put right. */
static void
take_as_typed(struct reader *reader)
{
	reader->text = reader->query->q;
	for (size_t i = 0; i < reader->count; i++) {
		reader->text_at[i] = reader->words[i].at;
		reader->text_end[i] =
		    reader->words[i].at + reader->words[i].length;
	}
}

/*
 * A slip in a place, or in what says who asks, is put right before these are
 * read: "in nottinham", "tenagers".  What is left of the need is spelled
 * later on, as a whole.
 */
static bool
respell_word(struct reader *reader, struct analyse_word *word,
    const struct spelling *spelled)
{
	for (size_t i = 0; i < spelled->readings_count; i++) {
		const struct query_reading *reading = &spelled->readings[i];
		size_t length = strlen(reading->value);

		if (strlen(reading->words) != word->length ||
		    memcmp(reading->words, reader->query->q + word->at,
			word->length) != 0 ||
		    strchr(reading->value, ' ') != NULL ||
		    length > ANALYSE_MAX_WORD)
			continue;
		word->folded_length = length;
		memcpy(word->folded, reading->value, length + 1);
		return true;
	}
	return false;
}

static void
respell(struct reader *reader)
{
	const struct index *index = reader->places->index;
	const char *q = reader->query->q;
	struct spelling spelled;
	struct buf text = {0};
	size_t copied = 0;

	if (index == NULL || reader->query->strict)
		return;
	spelling_read(index, q, reader->arena, &spelled);
	if (spelled.readings_count == 0)
		return;
	for (size_t i = 0; i < reader->count; i++) {
		struct analyse_word *word = &reader->words[i];
		bool slip = respell_word(reader, word, &spelled);

		buf_add(&text, q + copied, word->at - copied);
		reader->text_at[i] = text.length;
		if (slip)
			buf_add_text(&text, word->folded);
		else
			buf_add(&text, q + word->at, word->length);
		reader->text_end[i] = text.length;
		copied = word->at + word->length;
	}
	buf_add_text(&text, q + copied);
	reader->text = arena_strdup(reader->arena, buf_text(&text));
	buf_clear(&text);
}

/* One past the last word of the longest phrase that begins at a word. */
static size_t
phrase_at(const struct reader *reader, size_t first)
{
	size_t at = reader->text_at[first], end = first;
	size_t length =
	    vocabulary_phrase(reader->vocabulary, reader->text + at);

	while (end < reader->count && reader->text_at[end] < at + length)
		end++;
	return end;
}

static void
find_phrases(struct reader *reader)
{
	for (size_t i = 0; i < reader->count; i++) {
		struct span span = {i, reader->count};

		reader->phrase_end[i] = phrase_at(reader, i);
		for (; span.end > i + 1; span.end--)
			if (span.end > reader->phrase_end[i] &&
			    reader_is_name(reader, span))
				reader->phrase_end[i] = span.end;
	}
}

/* Words that are also a phrase of the vocabulary are a need. */
static bool
read_name(struct reader *reader)
{
	struct span all = {0, reader->count};

	if (reader->count == 0 || phrase_at(reader, 0) == reader->count ||
	    !reader_is_name(reader, all))
		return false;
	add_reading(reader, 0, strlen(reader->query->q), "name",
	    arena_strdup(reader->arena, reader->query->q), true);
	return true;
}

/*
 * Is it a name as it was heard?  A link keeps it as it was typed, and
 * "strict" takes it so.
 */
static void
read_sound(struct reader *reader, const char *text)
{
	const struct index *index = reader->places->index;
	struct query *query = reader->query;
	const char *name;

	if (index == NULL || query->strict || text == NULL)
		return;
	name = names_sound_find(index, reader->vocabulary, text);
	if (name == NULL)
		return;
	query->need = query->heard = arena_strdup(reader->arena, name);
	add_reading(reader, 0, 0, "sound", query->heard, true);
	if (query->readings_count > 0)
		query->readings[query->readings_count - 1].words = text;
}

/* What is left of q; words that tell nothing need not be met alone. */
static void
leave_need(struct reader *reader)
{
	struct query *query = reader->query;
	bool read = false, left = false;
	struct buf need = {0};

	for (size_t i = 0; i < reader->count; i++)
		if (reader->taken[i])
			read = true;
		else
			left =
			    left || !analyse_is_stop(reader->words[i].folded);
	if (!read)
		query->need = reader->count > 0 ? query->q : NULL;
	if (!read || !left)
		return;
	query_words(query, NULL, &need);
	query->need = arena_strdup(reader->arena, buf_text(&need));
	buf_clear(&need);
}

void
understand(const struct query_places *places,
    const struct vocabulary *vocabulary, struct arena *arena,
    struct query *query)
{
	struct reader reader = {
	    .places = places,
	    .vocabulary = vocabulary,
	    .arena = arena,
	    .query = query,
	};

	query->need = NULL;
	if (query->q == NULL)
		return;
	read_crisis(&reader);
	if (read_code(&reader) || read_phone(&reader) || read_contact(&reader))
		return;
	read_words(&reader);
	take_as_typed(&reader);
	if (read_name(&reader)) {
		query->need = query->q;
		return;
	}
	read_sound(&reader, query->q);
	if (query->heard != NULL)
		return;
	respell(&reader);
	find_phrases(&reader);
	read_place(&reader);
	read_ages(&reader);
	read_person(&reader);
	read_hours(&reader);
	read_terms(&reader);
	leave_need(&reader);
	read_postcode(&reader);
	if (query->contact == NULL && query->need != query->q)
		read_sound(&reader, query->need);
}

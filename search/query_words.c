/* q: cut at what is looked at, and its words without those of readings. */
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/utf8.h"
#include "search/analyse.h"
#include "search/query_parts.h"

static void
add_cut(struct query_parse *parse, const char *dropped, const char *why)
{
	struct query *query = parse->query;
	struct query_reading *reading =
	    &query->readings[query->readings_count++];

	reading->words = arena_strdup(parse->arena, dropped);
	reading->as = "cut";
	reading->value = why;
}

/* Keeps as many bytes, and then words, as are looked at. */
static void
cut_q(struct query_parse *parse, char *q)
{
	size_t length = strlen(q), position = 0, words = 0;
	struct analyse_word word;

	if (length > QUERY_MAX_BYTES) {
		length = utf8_clip(q, QUERY_MAX_BYTES);
		add_cut(parse, q + length, "200 bytes");
		q[length] = '\0';
	}
	while (analyse_next(q, &position, &word))
		if (++words > QUERY_MAX_WORDS) {
			add_cut(parse, q + word.at, "12 words");
			q[word.at] = '\0';
			break;
		}
	for (length = strlen(q); length > 0 && q[length - 1] == ' ';)
		q[--length] = '\0';
}

bool
query_read_q(struct query_parse *parse, const char *value)
{
	char *clean, *q;

	clean = utf8_clean(value);
	for (q = clean; *q == ' ' || *q == '\t' || *q == '\n'; q++)
		;
	q = arena_strdup(parse->arena, q);
	free(clean);
	for (char *c = q; *c != '\0'; c++)
		if (*c == '\t' || *c == '\n')
			*c = ' ';
	cut_q(parse, q);
	if (*q != '\0')
		parse->query->q = q;
	return true;
}

bool
query_reads_value(
    const struct query *query, const char *parameter, const char *value)
{
	for (size_t i = 0; i < query->readings_count; i++) {
		const struct query_reading *reading = &query->readings[i];

		if (reading->length > 0 &&
		    strcmp(reading->as, parameter) == 0 &&
		    (value == NULL || strcmp(reading->value, value) == 0))
			return true;
	}
	return false;
}

bool
query_reads(const struct query *query, const char *parameter)
{
	return query_reads_value(query, parameter, NULL);
}

bool
query_groups_read(const struct query *query)
{
	for (size_t i = 0; i < query->groups.count; i++)
		if (!query_reads_value(query, "for", query->groups.values[i]))
			return false;
	return true;
}

static bool
sets_parameter(const char *as)
{
	static const char *const none[] = {"phone", "email", "web", "postcode",
	    "code", "name", "sound", "words", "cut"};

	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		if (strcmp(none[i], as) == 0)
			return false;
	return true;
}

const char *
query_undo(const struct query_reading *reading)
{
	if (sets_parameter(reading->as))
		return reading->as;
	return reading->length > 0 && strcmp(reading->as, "words") != 0 ? "q"
									: NULL;
}

/* Is it one that "as", with "value" if one is given, leaves out? */
static bool
leaves_out(
    const struct query_reading *reading, const char *as, const char *value)
{
	if (as == NULL)
		return sets_parameter(reading->as) && !reading->also_need;
	return strcmp(reading->as, as) == 0 &&
	       (value == NULL || strcmp(reading->value, value) == 0);
}

/* Does the byte of q at "at" belong to words that are left out? */
static bool
left_out(
    const struct query *query, const char *as, const char *value, size_t at)
{
	for (size_t i = 0; i < query->readings_count; i++) {
		const struct query_reading *reading = &query->readings[i];

		if (at - reading->at < reading->length &&
		    leaves_out(reading, as, value))
			return true;
	}
	return false;
}

void
query_words_without(const struct query *query, const char *as,
    const char *value, struct buf *out)
{
	const char *q = query->q != NULL ? query->q : "";
	size_t begin = out->length;
	bool cut = false;

	for (size_t at = 0; q[at] != '\0'; at++) {
		if (left_out(query, as, value, at)) {
			cut = true;
			continue;
		}
		/* One space where words were taken from between two. */
		if (cut && q[at] == ' ' &&
		    (out->length == begin || out->data[out->length - 1] == ' '))
			continue;
		cut = false;
		buf_add_char(out, q[at]);
	}
	while (out->length > begin && out->data[out->length - 1] == ' ')
		out->length--;
	if (out->length > begin)
		out->data[out->length] = '\0';
}

void
query_words(const struct query *query, const char *as, struct buf *out)
{
	query_words_without(query, as, NULL, out);
}

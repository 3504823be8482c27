/*
 * What a visitor can ask: one "name=value" a line, then searched.  Whatever
 * it is, the same search written as a link and read again is the same.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "fuzz/sample_index.h"
#include "search/search.h"

#define MAX_PARAMETERS 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* Opened once; names and addresses are looked up in it, too. */
static struct index *index_of_sample;

/* Splits the text in place. */
static size_t
split(char *text, char between, struct query_parameter *out)
{
	const char ends[2] = {between, '\0'};
	size_t count = 0;
	char *pair;

	while (count < MAX_PARAMETERS && (pair = strsep(&text, ends)) != NULL) {
		char *value = strchr(pair, '=');

		if (value == NULL)
			continue;
		*value = '\0';
		out[count].name = pair;
		out[count++].value = value + 1;
	}
	return count;
}

static void
parse(const struct query_parameter *parameters, size_t count,
    struct arena *arena, struct query *out)
{
	struct query_places places = sample_places;
	struct query_error errors[4];

	places.index = index_of_sample;
	query_parse(parameters, count, &places, sample_vocabulary(), arena, out,
	    errors, 4);
}

/* Reads a link's parameters back. */
static void
parse_link(const struct buf *link, struct arena *arena, struct query *out)
{
	struct query_parameter parameters[MAX_PARAMETERS];
	size_t count =
	    split(arena_strdup(arena, buf_text(link)), '&', parameters);

	for (size_t i = 0; i < count; i++) {
		struct buf decoded = {0};
		const char *value = parameters[i].value;

		assert(url_decode(&decoded, value, strlen(value)));
		parameters[i].value = arena_strdup(arena, buf_text(&decoded));
		buf_clear(&decoded);
	}
	parse(parameters, count, arena, out);
}

static void
check_answer(const struct query *query, const struct answer *answer)
{
	long total = 0;

	for (int v = 0; v < VERDICT_MAY_NOT_SUIT; v++)
		total += answer->groups[v];
	assert(total == answer->total);
	assert(answer->hits_count <= (size_t)query->limit);
	assert((long)answer->hits_count <= answer->total);
	assert(!query->strict || answer->relaxed_count == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct query_parameter parameters[MAX_PARAMETERS];
	struct arena arena = {0};
	struct buf link = {0}, again = {0};
	struct query query, read_back;
	struct answer answer;
	struct suggestion suggestions[8];
	size_t bytes, count;

	if (index_of_sample == NULL) {
		const unsigned char *file = sample_index_bytes(&bytes);
		char error[300];

		index_of_sample =
		    index_open(sample_file(file, bytes), error, sizeof(error));
		assert(index_of_sample != NULL);
	}
	count = split(arena_strndup(&arena, (const char *)data, length), '\n',
	    parameters);
	parse(parameters, count, &arena, &query);
	query_url(&query, &link, NULL, 0);
	parse_link(&link, &arena, &read_back);
	query_url(&read_back, &again, NULL, 0);
	assert(strcmp(buf_text(&link), buf_text(&again)) == 0);
	search_run(index_of_sample, sample_vocabulary(), &query, 1800000000,
	    &arena, &answer);
	check_answer(&query, &answer);
	if (query.q != NULL)
		search_suggest(index_of_sample, sample_vocabulary(), query.q,
		    &arena, suggestions, 8);
	buf_clear(&link);
	buf_clear(&again);
	arena_clear(&arena);
	return 0;
}

/*
 * A damaged index: the input says which bytes of a sound one change, four
 * bytes where and one byte what.  It may give wrong answers, never a crash.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "fuzz/sample_index.h"
#include "search/search.h"

#define CHANGE_BYTES 5

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static void
search_for(const struct index *index, const struct query_parameter *parameters,
    size_t count)
{
	struct arena arena = {0};
	struct query_places places = sample_places;
	struct query_error errors[4];
	struct suggestion suggestions[8];
	struct query query;
	struct answer answer;

	places.index = index;
	query_parse(parameters, count, &places, sample_vocabulary(), &arena,
	    &query, errors, 4);
	search_run(
	    index, sample_vocabulary(), &query, 1800000000, &arena, &answer);
	search_suggest(
	    index, sample_vocabulary(), "t", 30000, &arena, suggestions, 8);
	search_suggest(index, sample_vocabulary(), "tlakin", 30000, &arena,
	    suggestions, 8);
	search_suggest(
	    index, sample_vocabulary(), "0113", 30000, &arena, suggestions, 8);
	arena_clear(&arena);
}

static void
search_all(const struct index *index)
{
	static const struct query_parameter words[] = {{"q", "talk choir"},
	    {"near", "QX4 2AB"}, {"age", "17"}, {"gender", "men"},
	    {"cost", "free"}};
	static const struct query_parameter lists[] = {{"area", "westby"},
	    {"type", "talking"}, {"sort", "name"}, {"feed", "x"}};
	static const struct query_parameter far[] = {
	    {"near", "QX4"}, {"within", "any"}, {"sort", "nearest"}};
	static const struct query_parameter number[] = {{"q", "0113 496 0182"}};
	static const struct query_parameter heard[] = {{"q", "wesby kwire"}};
	static const struct query_parameter mail[] = {
	    {"q", "choir@westby.example"}};
	static const struct query_parameter postcode[] = {{"q", "QX4 2AB"}};
	struct card card;

	search_for(index, words, ARRAY_LEN(words));
	search_for(index, lists, ARRAY_LEN(lists));
	search_for(index, far, ARRAY_LEN(far));
	search_for(index, number, ARRAY_LEN(number));
	search_for(index, heard, ARRAY_LEN(heard));
	search_for(index, mail, ARRAY_LEN(mail));
	search_for(index, postcode, ARRAY_LEN(postcode));
	search_for(index, NULL, 0);
	for (uint32_t i = 0; i < index_count(index) && i < 1000; i++) {
		(void)index_card(index, i, &card);
		(void)index_row(index, i);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	size_t bytes;
	const unsigned char *sound = sample_index_bytes(&bytes);
	unsigned char *damaged = malloc(bytes);
	struct index *index;
	char error[300];

	assert(damaged != NULL);
	memcpy(damaged, sound, bytes);
	for (; length >= CHANGE_BYTES;
	     data += CHANGE_BYTES, length -= CHANGE_BYTES) {
		uint32_t at;

		memcpy(&at, data, sizeof(at));
		damaged[at % bytes] = data[4];
	}
	index = index_open(sample_file(damaged, bytes), error, sizeof(error));
	if (index != NULL)
		search_all(index);
	index_close(index);
	free(damaged);
	return 0;
}

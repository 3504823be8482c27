/* Any query, searched for and suggested to (the corpus is fuzz_query's). */
#include <assert.h>
#include <stdlib.h>

#include "fuzz/sample_index.h"
#include "fuzz/sample_query.h"
#include "search/search.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

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
	struct arena arena = {0};
	struct query query;
	struct answer answer;
	struct suggestion suggestions[8];

	sample_query_read(arena_strndup(&arena, (const char *)data, length),
	    '\n', &arena, &query);
	search_run(sample_query_index(), sample_vocabulary(), &query,
	    1800000000, &arena, &answer);
	check_answer(&query, &answer);
	if (query.q != NULL)
		search_suggest(sample_query_index(), sample_vocabulary(),
		    query.q, 30000, &arena, suggestions, 8);
	arena_clear(&arena);
	return 0;
}

#include "search/question.h"

#include "search/bitmap.h"

/* Fewer are read faster than a question is answered. */
#define QUESTION_LEAST 3

static bool
is_given(const struct query *query, const char *parameter)
{
	struct query without = *query;

	return query_drop(&without, parameter);
}

struct question
question_for(
    const struct index *index, const struct query *query, const uint64_t *fits)
{
	/* In the order in which they are asked where as much rests on them:
	 * what a caller says without a second thought comes first. */
	static const char *const asked[] = {
	    "age", "near", "gender", "cost", "referral"};
	struct question best = {0};

	for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
		struct index_set set =
		    index_set_find(index, SET_DECIDES, asked[i]);
		long total = bitmap_count_set(index, fits, &set);

		if (total < QUESTION_LEAST || total <= best.total ||
		    is_given(query, asked[i]))
			continue;
		best.parameter = asked[i];
		best.total = total;
	}
	return best;
}

#include "server/unmet_search.h"

#include <string.h>

#include "search/need_type.h"
#include "server/unmet.h"

bool
unmet_found_nothing(const struct answer *answer)
{
	if (answer->partial)
		return false;
	return answer->total == 0 || (answer->relaxed_count > 0 &&
					 strcmp(answer->relaxed[0], "q") != 0);
}

/* An outcode may lie in several, a country in none. */
static const char *
council_of(const struct place *place)
{
	if (place->kind == PLACE_COUNCIL)
		return place->gss;
	return place->districts_count == 1 ? place->districts[0] : NULL;
}

const char *
unmet_council(const struct query *query)
{
	if (query->has_area)
		return council_of(&query->area);
	return query->has_near ? council_of(&query->near) : NULL;
}

/* As it was searched for: with its words spelled. */
static const char *
type_of_words(const struct context *context, const struct query *query,
    const struct answer *answer, struct arena *arena)
{
	struct query spelled = *query;

	if (answer->spelling.readings_count > 0)
		spelled.need = answer->spelling.need;
	return need_type(context->index, context->vocabulary, &spelled, arena);
}

void
unmet_search(const struct context *context, const struct request *request,
    const struct query *query, const struct answer *answer, struct arena *arena)
{
	const char *council, *type;

	if (context->unmet == NULL || request->robot ||
	    request->address == NULL || query->page > 1 ||
	    !unmet_found_nothing(answer))
		return;
	council = unmet_council(query);
	if (council == NULL)
		return;
	for (size_t i = 0; i < query->types_count; i++)
		unmet_count(context->unmet, query->types[i], council,
		    request->address, context->now);
	if (query->types_count > 0)
		return;
	type = type_of_words(context, query, answer, arena);
	if (type != NULL)
		unmet_count(context->unmet, type, council, request->address,
		    context->now);
}

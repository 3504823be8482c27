/* What a generation shows of runs that wait for a person. */
#include <string.h>

#include "base/alloc.h"
#include "schema/record_internal.h"
#include "schema/record_published.h"

enum record_result
record_published_held(struct record *record, published_held_cb *cb, void *arg)
{
	struct query q = query_begin(record, HELD_RUNS_PUBLISHED);
	struct arena arena = {0};

	while (query_row(&q)) {
		struct served_held held = {0};
		char *feed = query_column_text(&q, &arena);

		held.started = query_column_long(&q);
		held.why = query_column_text(&q, &arena);
		held.kept = query_column_long(&q) != 0;
		for (size_t i = 0; i < HELD_KINDS; i++)
			held.totals[i] = query_column_long(&q);
		cb(arg, feed, &held);
		arena_clear(&arena);
	}
	return query_end(&q);
}

enum record_result
record_published_held_listings(
    struct record *record, published_held_listing_cb *cb, void *arg)
{
	struct query q = query_begin(record, HELD_CHANGES_PUBLISHED);
	struct arena arena = {0};

	while (query_row(&q)) {
		struct served_held_listing listing = {0};
		char *feed = query_column_text(&q, &arena);

		listing.kind = (enum served_held_kind)query_column_long(&q);
		listing.code = query_column_text(&q, &arena);
		listing.name = query_column_text(&q, &arena);
		listing.fields = query_column_text(&q, &arena);
		cb(arg, feed, &listing);
		arena_clear(&arena);
	}
	return query_end(&q);
}

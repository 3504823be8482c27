#include "schema/record_rederive.h"

#include <stdlib.h>

#include "schema/record_internal.h"

bool
record_vocabulary_is(struct record *record, long vocabulary)
{
	return record_number(record, META_VOCABULARY, -1) == vocabulary;
}

static long
service_after(struct record *record, long service)
{
	struct query q = query_begin(record, SERVICE_AFTER);
	long next = 0;

	query_long(&q, ":service", service);
	if (query_row(&q))
		next = query_column_long(&q);
	return query_end(&q) == RECORD_OK ? next : 0;
}

bool
record_is_empty(struct record *record)
{
	return service_after(record, 0) == 0;
}

/* What words tell, told anew; all that is told otherwise stays. */
static enum record_result
rederive(struct record *record, long service, bool *withheld)
{
	struct query q = query_begin(record, SERVICE_BY_ROW);
	struct arena arena = {0};
	struct listing listing;
	struct service_row row = {.listing = &listing};
	enum listing_status status;
	bool hidden, found;

	listing_init(&listing, &arena);
	query_long(&q, ":service", service);
	found = query_row(&q);
	if (found)
		service_row_columns(&q, &arena, &row);
	if (query_end(&q) != RECORD_OK || !found ||
	    service_lists_read(record, &listing) != RECORD_OK) {
		arena_clear(&arena);
		return RECORD_FAILED;
	}
	hidden = listing.hide_address;
	status = listing.status;
	record->rederive(record->rederive_arg, &listing);
	/* Closed or not: a run says that, with all that follows from it. */
	listing.status = status;
	*withheld |= listing.hide_address && !hidden;
	q = query_begin(record, SERVICE_UPDATE);
	query_long(&q, ":gone", row.gone);
	query_long(&q, ":withdrawn", row.withdrawn);
	service_bind_stated(&q, &listing);
	query_long(&q, ":service", service);
	if (query_run(&q) != RECORD_OK ||
	    service_lists_delete(record, service) != RECORD_OK ||
	    service_lists_write(record, &listing) != RECORD_OK) {
		arena_clear(&arena);
		return RECORD_FAILED;
	}
	arena_clear(&arena);
	return RECORD_OK;
}

enum record_result
record_rederive(struct record *record, long vocabulary, bool *withheld)
{
	enum record_result result = RECORD_OK;
	struct query q;
	long service = 0, first;

	*withheld = false;
	first = service_after(record, 0);
	for (service = first; service != 0 && result == RECORD_OK;
	     service = service_after(record, service))
		result = rederive(record, service, withheld);
	if (result == RECORD_OK && first != 0)
		record_changed(record);
	if (result != RECORD_OK)
		return result;
	q = query_begin(record, META_VOCABULARY_SET);
	query_long(&q, ":value", vocabulary);
	return query_run(&q);
}

enum record_result
record_categories(
    struct record *record, long feed, record_category_cb *cb, void *arg)
{
	struct query q = query_begin(record, FEED_CATEGORIES);
	struct arena arena = {0};

	query_long(&q, ":feed", feed);
	while (query_row(&q)) {
		struct record_category met = {0};

		met.category.scheme = query_column_text(&q, &arena);
		met.category.code = query_column_text(&q, &arena);
		met.category.label = query_column_text(&q, &arena);
		met.listings = query_column_long(&q);
		query_column_long(&q); /* the first of them by its row */
		met.example_code = query_column_text(&q, &arena);
		met.example_name = query_column_text(&q, &arena);
		cb(arg, &met);
		arena_clear(&arena);
	}
	return query_end(&q);
}

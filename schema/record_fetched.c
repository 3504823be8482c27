#include "schema/record_fetched.h"

#include <string.h>

#include "schema/record_internal.h"

enum record_result
record_fetched_find(struct record *record, long feed, long position,
    struct arena *arena, struct record_fetched *out)
{
	struct query q = query_begin(record, FETCHED_FIND);
	bool found;

	memset(out, 0, sizeof(*out));
	query_long(&q, ":feed", feed);
	query_long(&q, ":position", position);
	found = query_row(&q);
	if (found) {
		out->address = query_column_text(&q, arena);
		out->etag = query_column_text(&q, arena);
		out->last_modified = query_column_text(&q, arena);
		out->document = query_column_text(&q, arena);
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? RECORD_OK : RECORD_NOT_FOUND;
}

enum record_result
record_fetched_put(struct record *record, long feed, long position,
    const struct record_fetched *fetched)
{
	struct query q = query_begin(record, FETCHED_PUT);

	query_long(&q, ":feed", feed);
	query_long(&q, ":position", position);
	query_text(&q, ":address", fetched->address);
	query_text(&q, ":etag", fetched->etag);
	query_text(&q, ":last_modified", fetched->last_modified);
	query_text(&q, ":document", fetched->document);
	return query_run(&q);
}

enum record_result
record_fetched_forget(struct record *record, long feed)
{
	struct query q = query_begin(record, FETCHED_FORGET);

	query_long(&q, ":feed", feed);
	return query_run(&q);
}

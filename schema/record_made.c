#include "schema/record_made.h"

#include <string.h>

#include "schema/record_internal.h"

enum record_result
record_made_find(
    struct record *record, const char *name, struct record_made *out)
{
	struct query q = query_begin(record, MADE_FIND);
	bool found;

	memset(out, 0, sizeof(*out));
	query_text(&q, ":name", name);
	found = query_row(&q);
	if (found) {
		query_column_copy(&q, out->from, sizeof(out->from));
		query_column_copy(&q, out->sha256, sizeof(out->sha256));
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? RECORD_OK : RECORD_NOT_FOUND;
}

enum record_result
record_made_put(
    struct record *record, const char *name, const struct record_made *made)
{
	struct query q = query_begin(record, MADE_PUT);

	query_text(&q, ":name", name);
	query_text(&q, ":made_from", made->from);
	query_text(&q, ":sha256", made->sha256);
	return query_run(&q);
}

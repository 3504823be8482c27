#include "schema/record_mailed.h"

#include <string.h>

#include "schema/record_internal.h"

enum record_result
record_mailed_find(
    struct record *record, const char *id, struct record_mailed *out)
{
	struct query q = query_begin(record, MAILED_FIND);
	const void *said;
	size_t length;
	bool found;

	memset(out, 0, sizeof(*out));
	query_text(&q, ":id", id);
	found = query_row(&q);
	if (found) {
		long outcome = query_column_long(&q);

		if (outcome > RUN_DONE && outcome <= RUN_FAILED)
			out->outcome = (enum record_run_outcome)outcome;
		out->next = query_column_long(&q);
		said = query_column_blob(&q, &length);
		if (said && length == sizeof(out->said))
			memcpy(out->said, said, sizeof(out->said));
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? RECORD_OK : RECORD_NOT_FOUND;
}

enum record_result
record_mailed_put(
    struct record *record, const char *id, const struct record_mailed *mailed)
{
	struct query q = query_begin(record, MAILED_PUT);

	query_text(&q, ":id", id);
	query_long(&q, ":outcome", mailed->outcome);
	query_long(&q, ":next", mailed->next);
	query_blob(&q, ":said", mailed->said, sizeof(mailed->said));
	return query_run(&q);
}

#include "schema/record_timetable.h"

#include <string.h>

#include "schema/record_internal.h"

enum record_result
record_timetable_find(
    struct record *record, const char *id, struct record_timetable *out)
{
	struct query q = query_begin(record, TIMETABLE_FIND);
	bool found;

	memset(out, 0, sizeof(*out));
	query_text(&q, ":id", id);
	found = query_row(&q);
	if (found) {
		out->due = query_column_long(&q);
		out->failures = query_column_long(&q);
		out->on_hold = query_column_long(&q) != 0;
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? RECORD_OK : RECORD_NOT_FOUND;
}

enum record_result
record_timetable_put(struct record *record, const char *id,
    const struct record_timetable *timetable)
{
	struct query q = query_begin(record, TIMETABLE_PUT);

	query_text(&q, ":id", id);
	query_long(&q, ":due", timetable->due);
	query_long(&q, ":failures", timetable->failures);
	query_long(&q, ":on_hold", timetable->on_hold);
	return query_run(&q);
}

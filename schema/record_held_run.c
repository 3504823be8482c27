#include "schema/record_held_run.h"

#include <string.h>

#include "schema/record_internal.h"

static enum record_result
forget(struct record *record, enum record_statement id, long feed)
{
	struct query q = query_begin(record, id);

	query_long(&q, ":feed", feed);
	return query_run(&q);
}

enum record_result
record_held_run_forget(struct record *record, long feed)
{
	if (forget(record, HELD_CHANGES_FORGET, feed) != RECORD_OK)
		return RECORD_FAILED;
	return forget(record, HELD_RUN_FORGET, feed);
}

enum record_result
record_held_run_put(struct record *record, const struct record_held_run *held)
{
	struct query q;

	if (record_held_run_forget(record, held->feed) != RECORD_OK)
		return RECORD_FAILED;
	q = query_begin(record, HELD_RUN_ADD);
	query_long(&q, ":feed", held->feed);
	query_long(&q, ":run", held->run);
	query_long(&q, ":kept_run", held->kept_run);
	query_long(&q, ":documents", held->documents);
	query_text(&q, ":mapping", held->mapping);
	query_text(&q, ":title", held->title);
	query_text(&q, ":publisher", held->publisher);
	query_text(&q, ":licence", held->licence);
	query_text(&q, ":area", held->area);
	query_text(&q, ":owner", held->owner);
	query_long(&q, ":every_s", held->every_s);
	query_long(&q, ":collected", held->collected);
	query_long(&q, ":max_bytes", held->max_bytes);
	query_long(&q, ":max_records", held->max_records);
	query_long(&q, ":repairs", held->repairs);
	query_long(&q, ":added", held->totals[HISTORY_ADDED]);
	query_long(&q, ":back", held->totals[HISTORY_BACK]);
	query_long(&q, ":changed", held->totals[HISTORY_CHANGED]);
	query_long(&q, ":withdrawn", held->totals[HISTORY_WITHDRAWN]);
	return query_run(&q);
}

enum record_result
record_held_run_find(struct record *record, long feed, struct arena *arena,
    struct record_held_run *out)
{
	struct query q = query_begin(record, HELD_RUN_FIND);

	memset(out, 0, sizeof(*out));
	query_long(&q, ":feed", feed);
	if (query_row(&q)) {
		out->feed = feed;
		out->run = query_column_long(&q);
		out->started = query_column_long(&q);
		out->message = query_column_text(&q, arena);
		out->source = query_column_text(&q, arena);
		out->kept_run = query_column_long(&q);
		out->documents = query_column_long(&q);
		out->mapping = query_column_text(&q, arena);
		out->title = query_column_text(&q, arena);
		out->publisher = query_column_text(&q, arena);
		out->licence = query_column_text(&q, arena);
		out->area = query_column_text(&q, arena);
		out->owner = query_column_text(&q, arena);
		out->every_s = query_column_long(&q);
		out->collected = query_column_long(&q);
		out->max_bytes = query_column_long(&q);
		out->max_records = query_column_long(&q);
		out->repairs = query_column_long(&q);
		out->totals[HISTORY_ADDED] = query_column_long(&q);
		out->totals[HISTORY_BACK] = query_column_long(&q);
		out->totals[HISTORY_CHANGED] = query_column_long(&q);
		out->totals[HISTORY_WITHDRAWN] = query_column_long(&q);
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return out->run ? RECORD_OK : RECORD_NOT_FOUND;
}

enum record_result
record_held_change_add(struct record *record, long feed, long position,
    const struct record_held_change *change)
{
	struct query q = query_begin(record, HELD_CHANGE_ADD);

	query_long(&q, ":feed", feed);
	query_long(&q, ":position", position);
	query_long(&q, ":kind", change->kind);
	query_text(&q, ":uuid", change->uuid);
	query_text(&q, ":name", change->name);
	query_text(&q, ":fields", change->fields);
	return query_run(&q);
}

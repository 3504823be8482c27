#include "schema/record_held.h"

#include "base/log.h"
#include "schema/listing_wire.h"
#include "schema/record_internal.h"

enum record_result
record_held_clear(struct record *record)
{
	struct query q = query_begin(record, HELD_CLEAR);

	return query_run(&q);
}

enum record_result
record_held_add(
    struct record *record, const struct listing *listing, const char *key)
{
	struct query q = query_begin(record, HELD_ADD);
	struct buf data = {0};
	enum record_result result;

	listing_pack(&data, listing);
	query_long(&q, ":role", listing->role);
	query_text(&q, ":key", key);
	query_blob(&q, ":data", data.data, data.length);
	result = query_run(&q);
	buf_clear(&data);
	return result;
}

/* Our own bytes come back as they were, or the disk is failing. */
static bool
read_back(struct query *q, struct arena *arena, struct listing *out)
{
	struct wire in;
	size_t length;
	const void *data = query_column_blob(q, &length);

	wire_begin(&in, data, length, arena);
	listing_init(out, arena);
	if (listing_unpack(&in, out) == WIRE_OK)
		return true;
	log_line("record: a listing that was held cannot be read back");
	return false;
}

enum record_result
record_held_next(struct record *record, enum record_held_walk walk,
    enum listing_role role, const char *key, long *after, struct arena *arena,
    struct listing *out)
{
	static const enum record_statement statements[] = {
	    [HELD_EACH] = HELD_NEXT,
	    [HELD_ALIKE] = HELD_SAME,
	    [HELD_LEFT] = HELD_UNNAMED,
	};
	struct query q = query_begin(record, statements[walk]);
	enum record_result result = RECORD_NOT_FOUND;

	query_long(&q, ":after", *after);
	query_long(&q, ":role", role);
	if (walk == HELD_ALIKE)
		query_text(&q, ":key", key);
	if (query_row(&q)) {
		*after = query_column_long(&q);
		result = read_back(&q, arena, out) ? RECORD_OK : RECORD_FAILED;
	}
	return query_end(&q) == RECORD_OK ? result : RECORD_FAILED;
}

enum record_result
record_held_name(struct record *record, enum listing_role role, const char *key)
{
	struct query q = query_begin(record, HELD_NAMED);

	query_long(&q, ":role", role);
	query_text(&q, ":key", key);
	return query_run(&q);
}

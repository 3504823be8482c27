#include "importers/reader_wire.h"

void
reader_summary_pack(struct buf *out, const struct reader_summary *summary)
{
	wire_put_text(out, summary->mapping);
	wire_put_text(out, summary->feed_id);
	wire_put_text(out, summary->title);
	wire_put_text(out, summary->publisher);
	wire_put_text(out, summary->licence);
	wire_put_text(out, summary->area);
	wire_put_u8(out, summary->full);
	wire_put_u8(out, summary->whole);
	wire_put_i64(out, summary->declared);
	wire_put_text(out, summary->next);
	wire_put_i64(out, summary->pages);
	wire_put_i64(out, summary->bytes);
	wire_put_i64(out, summary->records);
	wire_put_i64(out, summary->refused);
	wire_put_i64(out, summary->skipped);
	wire_put_i64(out, summary->deleted);
	wire_put_u32(out, (uint32_t)summary->unused_count);
	for (size_t i = 0; i < summary->unused_count; i++) {
		wire_put_text(out, summary->unused[i].path);
		wire_put_i64(out, summary->unused[i].count);
		wire_put_i64(out, summary->unused[i].first_line);
		wire_put_text(out, summary->unused[i].example);
	}
	wire_put_u32(out, (uint32_t)summary->idle_count);
	for (size_t i = 0; i < summary->idle_count; i++) {
		wire_put_text(out, summary->idle[i].text);
		wire_put_i64(out, summary->idle[i].line);
	}
	wire_put_u32(out, (uint32_t)summary->skips_count);
	for (size_t i = 0; i < summary->skips_count; i++) {
		wire_put_text(out, summary->skips[i].text);
		wire_put_i64(out, summary->skips[i].line);
		wire_put_i64(out, summary->skips[i].count);
		wire_put_i64(out, summary->skips[i].first_line);
	}
}

static long
get_count(struct wire *in, int64_t min)
{
	int64_t value = wire_get_i64(in);

	if (value >= min && value <= INT64_MAX / 2)
		return (long)value;
	if (in->error == WIRE_OK)
		in->error = WIRE_RANGE;
	return 0;
}

static void
get_skips(struct wire *in, struct reader_summary *summary)
{
	uint32_t count = wire_get_u32(in, READER_MAX_IDLE);

	while (in->error == WIRE_OK && count-- > 0) {
		struct reader_skips *skips;

		summary->skips = arena_grow(in->arena, summary->skips,
		    summary->skips_count, sizeof(*summary->skips));
		skips = &summary->skips[summary->skips_count++];
		skips->text = wire_get_text(in, LISTING_MAX_NAME);
		skips->line = get_count(in, 0);
		skips->count = get_count(in, 0);
		skips->first_line = get_count(in, 0);
		if (skips->text == NULL && in->error == WIRE_OK)
			in->error = WIRE_RANGE;
	}
}

enum wire_error
reader_summary_unpack(struct wire *in, struct reader_summary *summary)
{
	uint32_t count;

	*summary = (struct reader_summary){0};
	summary->mapping = wire_get_text(in, LISTING_MAX_NAME);
	summary->feed_id = wire_get_text(in, LISTING_MAX_SHORT);
	summary->title = wire_get_text(in, LISTING_MAX_SHORT);
	summary->publisher = wire_get_text(in, LISTING_MAX_SHORT);
	summary->licence = wire_get_text(in, LISTING_MAX_SHORT);
	summary->area = wire_get_text(in, LISTING_MAX_SHORT);
	summary->full = wire_get_u8(in, 1);
	summary->whole = wire_get_u8(in, 1);
	summary->declared = get_count(in, -1);
	summary->next = wire_get_text(in, LISTING_MAX_SHORT);
	summary->pages = get_count(in, -1);
	summary->bytes = get_count(in, 0);
	summary->records = get_count(in, 0);
	summary->refused = get_count(in, 0);
	summary->skipped = get_count(in, 0);
	summary->deleted = get_count(in, 0);
	count = wire_get_u32(in, READER_MAX_UNUSED);
	while (in->error == WIRE_OK && count-- > 0) {
		struct reader_unused *unused;

		summary->unused = arena_grow(in->arena, summary->unused,
		    summary->unused_count, sizeof(*summary->unused));
		unused = &summary->unused[summary->unused_count++];
		unused->path = wire_get_text(in, LISTING_MAX_ID);
		unused->count = get_count(in, 0);
		unused->first_line = get_count(in, 0);
		unused->example = wire_get_text(in, LISTING_MAX_NAME);
		if (unused->path == NULL && in->error == WIRE_OK)
			in->error = WIRE_RANGE;
	}
	count = wire_get_u32(in, READER_MAX_IDLE);
	while (in->error == WIRE_OK && count-- > 0) {
		struct reader_idle *idle;

		summary->idle = arena_grow(in->arena, summary->idle,
		    summary->idle_count, sizeof(*summary->idle));
		idle = &summary->idle[summary->idle_count++];
		idle->text = wire_get_text(in, LISTING_MAX_NAME);
		idle->line = get_count(in, 0);
		if (idle->text == NULL && in->error == WIRE_OK)
			in->error = WIRE_RANGE;
	}
	get_skips(in, summary);
	if (summary->mapping == NULL && in->error == WIRE_OK)
		in->error = WIRE_RANGE;
	return wire_end(in);
}

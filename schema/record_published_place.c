/* Places and national help as publish reads them. */
#include <string.h>

#include "base/buf.h"
#include "schema/record_helpline.h"
#include "schema/record_internal.h"
#include "schema/record_published.h"

static char *
area_aliases(struct record *record, struct arena *arena, const char *gss)
{
	struct query q = query_begin(record, GAZETTEER_ALIASES);
	struct buf out = {0};
	char *aliases = NULL;

	query_text(&q, ":gss", gss);
	while (query_row(&q)) {
		if (out.length)
			buf_add_text(&out, "; ");
		buf_add_text(&out, query_column_text(&q, arena));
	}
	query_end(&q);
	if (out.length)
		aliases = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return aliases;
}

enum record_result
record_published_areas(struct record *record, published_area_cb *cb, void *arg)
{
	struct query q = query_begin(record, GAZETTEER_AREAS);
	struct arena arena = {0};

	while (query_row(&q)) {
		struct published_area area = {0};

		query_column_copy(&q, area.gss, sizeof(area.gss));
		area.kind = (enum place_kind)query_column_long(&q);
		query_column_long(&q); /* county */
		area.name = query_column_text(&q, &arena);
		area.slug = query_column_text(&q, &arena);
		query_column_copy(&q, area.parent, sizeof(area.parent));
		area.has_position = query_column_long(&q) != 0;
		area.lat = (double)query_column_long(&q) / 1e6;
		area.lon = (double)query_column_long(&q) / 1e6;
		area.aliases = area_aliases(record, &arena, area.gss);
		cb(arg, &area);
		arena_clear(&arena);
	}
	return query_end(&q);
}

static void
outcode_districts(struct record *record, struct published_outcode *out)
{
	struct query q = query_begin(record, GAZETTEER_OUTCODE_DISTRICTS);

	query_text(&q, ":outcode", out->outcode);
	while (out->districts_count < PLACE_MAX_DISTRICTS && query_row(&q))
		query_column_copy(
		    &q, out->districts[out->districts_count++], PLACE_GSS_TEXT);
	query_end(&q);
}

enum record_result
record_published_outcodes(
    struct record *record, published_outcode_cb *cb, void *arg)
{
	struct query q = query_begin(record, GAZETTEER_OUTCODES);

	while (query_row(&q)) {
		struct published_outcode out = {0};

		query_column_copy(&q, out.outcode, sizeof(out.outcode));
		out.lat = (double)query_column_long(&q) / 1e6;
		out.lon = (double)query_column_long(&q) / 1e6;
		outcode_districts(record, &out);
		cb(arg, &out);
	}
	return query_end(&q);
}

enum record_result
record_published_postcodes(
    struct record *record, published_postcode_cb *cb, void *arg)
{
	struct query q = query_begin(record, GAZETTEER_POSTCODES);

	while (query_row(&q)) {
		struct published_postcode out = {0};

		query_column_copy(&q, out.postcode, sizeof(out.postcode));
		out.lat = (double)query_column_long(&q) / 1e6;
		out.lon = (double)query_column_long(&q) / 1e6;
		query_column_copy(&q, out.district, sizeof(out.district));
		query_column_copy(&q, out.ward, sizeof(out.ward));
		cb(arg, &out);
	}
	return query_end(&q);
}

long
record_places_version(struct record *record)
{
	return record_number(record, META_PLACES, 0);
}

enum record_result
record_helplines_clear(struct record *record)
{
	struct query q = query_begin(record, HELPLINES_CLEAR);

	if (query_run(&q) != RECORD_OK)
		return RECORD_FAILED;
	q = query_begin(record, HELPLINE_SCHEDULES_CLEAR);
	return query_run(&q);
}

static enum record_result
helpline_openings_add(
    struct record *record, long number, const struct served_helpline *line)
{
	for (size_t i = 0; i < line->openings_count; i++) {
		const struct listing_opening *opening = &line->openings[i];
		struct query q = query_begin(record, HELPLINE_OPENING_ADD);

		query_long(&q, ":helpline", number);
		query_long(&q, ":position", (long)i);
		query_long(&q, ":weekday", opening->weekday);
		query_long(&q, ":opens_at", opening->opens);
		query_long(&q, ":closes_at", opening->closes);
		query_text(&q, ":description", opening->note);
		if (query_run(&q) != RECORD_OK)
			return RECORD_FAILED;
	}
	return RECORD_OK;
}

enum record_result
record_helpline_add(
    struct record *record, long number, const struct served_helpline *line)
{
	struct query q = query_begin(record, HELPLINE_ADD);

	query_long(&q, ":helpline", number);
	query_text(&q, ":name", line->name);
	query_text(&q, ":number", line->number);
	query_text(&q, ":text_number", line->text_number);
	query_text(&q, ":nation", line->nation);
	query_text(&q, ":hours", line->hours);
	query_text(&q, ":summary", line->summary);
	query_text(&q, ":who", line->who);
	query_text(&q, ":cost", line->cost);
	query_text(&q, ":source", line->source);
	query_long(&q, ":verified", line->verified);
	if (query_run(&q) != RECORD_OK)
		return RECORD_FAILED;
	return helpline_openings_add(record, number, line);
}

static void
helpline_openings(struct record *record, long number, struct arena *arena,
    struct served_helpline *line)
{
	struct query q = query_begin(record, HELPLINE_OPENINGS);

	query_long(&q, ":helpline", number);
	while (query_row(&q)) {
		struct listing_opening *opening;

		line->openings = arena_grow(arena, line->openings,
		    line->openings_count, sizeof(*line->openings));
		opening = &line->openings[line->openings_count++];
		opening->weekday = (int)query_column_long(&q);
		opening->opens = (int)query_column_long(&q);
		opening->closes = (int)query_column_long(&q);
		opening->note = query_column_text(&q, arena);
	}
	query_end(&q);
}

enum record_result
record_published_helplines(
    struct record *record, published_helpline_cb *cb, void *arg)
{
	struct query q = query_begin(record, HELPLINES);
	struct arena arena = {0};

	while (query_row(&q)) {
		struct served_helpline line = {0};
		long number = query_column_long(&q);

		line.name = query_column_text(&q, &arena);
		line.number = query_column_text(&q, &arena);
		line.text_number = query_column_text(&q, &arena);
		line.nation = query_column_text(&q, &arena);
		line.hours = query_column_text(&q, &arena);
		line.summary = query_column_text(&q, &arena);
		line.who = query_column_text(&q, &arena);
		line.cost = query_column_text(&q, &arena);
		line.source = query_column_text(&q, &arena);
		line.verified = (day_t)query_column_long(&q);
		helpline_openings(record, number, &arena, &line);
		cb(arg, &line);
		arena_clear(&arena);
	}
	return query_end(&q);
}

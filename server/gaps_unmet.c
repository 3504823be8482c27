#include "server/gaps_unmet.h"

#include <string.h>

#include "server/words.h"

#define ROWS_SHOWN 40 /* the file has all */

static bool
is_chosen(const struct gaps *gaps, const struct unmet_row *row)
{
	const struct place *area = &gaps->area;
	const struct vocabulary_type *type;

	if (gaps->has_area && strcmp(row->council, area->gss) != 0 &&
	    (area->districts_count == 0 ||
		strcmp(row->council, area->districts[0]) != 0))
		return false;
	if (gaps->type < 0)
		return true;
	type = vocabulary_type(gaps->context->vocabulary, (size_t)gaps->type);
	return vocabulary_type_within(row->type, type->id);
}

static void
name(const struct gaps *gaps, const struct unmet_row *row,
    struct gaps_unmet *out)
{
	const struct vocabulary *vocabulary = gaps->context->vocabulary;
	int type = vocabulary_type_find(vocabulary, row->type);

	out->row = row;
	out->type = type < 0 ? row->type
			     : vocabulary_type(vocabulary, (size_t)type)->label;
	if (served_area_find(gaps->context->served, row->council,
		&out->council) == PLACE_FOUND)
		return;
	memset(&out->council, 0, sizeof(out->council));
	memcpy(out->council.gss, row->council, sizeof(row->council));
	memcpy(out->council.name, row->council, sizeof(row->council));
}

size_t
gaps_unmet_read(const struct gaps *gaps, struct gaps_unmet **out)
{
	const struct context *context = gaps->context;
	const struct unmet_row *rows;
	size_t count = 0, all;

	*out = NULL;
	if (context->unmet == NULL)
		return 0;
	all = unmet_rows(context->unmet, context->now, gaps->arena, &rows);
	*out = arena_alloc(gaps->arena, (all + 1) * sizeof(**out));
	for (size_t i = 0; i < all; i++)
		if (is_chosen(gaps, &rows[i]))
			name(gaps, &rows[i], &(*out)[count++]);
	return count;
}

void
gaps_unmet_show(const struct gaps *gaps, struct view *view)
{
	struct gaps_unmet *rows;
	size_t count = gaps_unmet_read(gaps, &rows);
	struct view *group;

	if (gaps->context->unmet == NULL)
		return;
	group = view_group(view, "unmet");
	view_long(group, "least", UNMET_LEAST);
	view_long(group, "step", UNMET_STEP);
	view_flag(group, "some", count > 0);
	for (size_t i = 0; i < count && i < ROWS_SHOWN; i++) {
		struct view *item = view_item(group, "unmet_rows");

		view_text(item, "type", words_label(rows[i].type));
		view_text(item, "council", rows[i].council.name);
		view_text(
		    item, "week", date_long(gaps->arena, rows[i].row->week));
		view_long(item, "visitors", rows[i].row->count);
	}
	if (count > ROWS_SHOWN)
		view_long(group, "shown", ROWS_SHOWN);
	view_text(group, "unmet_csv",
	    gaps_url(gaps, "/gaps-unmet.csv",
		gaps->has_area ? gaps->area.slug : NULL, gaps->type, 1));
}

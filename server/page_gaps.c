/*
 * /gaps: what is listed where, for those who decide what there should be.
 * Without a choice the councils, with a count of each type; of one council
 * its types, or of one type the councils, by age, cost and way in.
 */
#include "base/number.h"
#include "base/say.h"
#include "server/gaps_unmet.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/words.h"

#define COUNCILS_A_PAGE 10 /* each with all types of the top level */
#define ROWS_A_PAGE     20

struct gaps_page {
	struct gaps gaps;
	struct view *view;
	struct tally *tallies; /* of the council taken up, by type */
	size_t first, end;     /* of the councils, those on this page */
};

/* What one table has columns of, with all before it. */
static const struct {
	const char *id, *heading;
	enum tally_column first, last;
} tables[] = {
    {"age", N_("By age"), TALLY_UNDER_12, TALLY_AGE_NOT_STATED},
    {"cost", N_("By cost"), TALLY_FREE, TALLY_COST_NOT_STATED},
    {"referral", N_("By how people can come to it"), TALLY_SELF,
	TALLY_REFERRAL_NOT_STATED},
};

static void
show_count(struct view *item, long count)
{
	if (count > 0)
		view_long(item, "count", count);
	else
		view_text(item, "none", _(GAPS_NONE));
}

static void
show_cells(struct view *row, size_t table, const struct tally *tally)
{
	struct view *cell = view_item(row, "cells");

	view_text(cell, "label", _(gaps_columns[TALLY_ALL].label));
	show_count(cell, tally->counts[TALLY_ALL]);
	for (int i = (int)tables[table].first; i <= (int)tables[table].last;
	     i++) {
		cell = view_item(row, "cells");
		view_text(cell, "label", _(gaps_columns[i].label));
		show_count(cell, tally->counts[i]);
	}
}

/* The tables, without rows yet. */
static void
add_tables(
    struct gaps_page *page, const char *rows, struct view **out, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		out[i] = view_item(page->view, "tables");
		view_text(out[i], "id", tables[i].id);
		view_text(out[i], "table_heading", _(tables[i].heading));
		view_text(out[i], "rows_are", rows);
		view_item_text(
		    out[i], "columns", _(gaps_columns[TALLY_ALL].label));
		for (int c = (int)tables[i].first; c <= (int)tables[i].last;
		     c++)
			view_item_text(
			    out[i], "columns", _(gaps_columns[c].label));
	}
}

static const struct vocabulary_type *
type_of(const struct gaps_page *page, int number)
{
	return vocabulary_type(page->gaps.context->vocabulary, (size_t)number);
}

static bool
has_below(const struct gaps_page *page, int number)
{
	const struct vocabulary *vocabulary = page->gaps.context->vocabulary;

	for (size_t i = 0; i < vocabulary_types_count(vocabulary); i++)
		if (vocabulary_type(vocabulary, i)->parent == number)
			return true;
	return false;
}

/* Counts of the council taken up. */
static long
take_up(struct gaps_page *page, const struct place *council)
{
	long all = tally_area(page->gaps.counter, council->gss, TALLY_LOCAL);

	tally_types(page->gaps.counter, page->tallies);
	return all;
}

/* Names the lists that cover the council taken up. */
static void
show_lists(const struct gaps_page *page, const char *gss, struct view *item)
{
	const struct keepers *keepers = &page->gaps.keepers;
	long count = 0;

	for (size_t i = 0; i < keepers->feeds_count; i++) {
		const struct served_feed *feed = &keepers->feeds[i];
		struct view *list;

		if (!keepers_feed_here(keepers, i, page->gaps.counter, gss))
			continue;
		list = view_item(item, "lists");
		view_format(list, "url", "/sources/%s", feed->id);
		view_text(list, "title",
		    feed->title != NULL ? feed->title : feed->id);
		view_flag(list, "comma", count > 0);
		count++;
	}
	if (count > 0)
		view_text(item, "lists_words",
		    words_count(page->gaps.arena, count, "list", "lists"));
	count = 0;
	for (size_t i = 0; i < keepers->known_count; i++) {
		struct view *list;

		if (!keepers_known_here(keepers, i, page->gaps.counter, gss))
			continue;
		list = view_item(item, "known_lists");
		view_text(list, "title", keepers->known[i].list->title);
		view_flag(list, "comma", count++ > 0);
	}
}

/* Of one area: its types. */
static void
show_area(struct gaps_page *page)
{
	const struct gaps *gaps = &page->gaps;
	struct view *in[ARRAY_LEN(tables)];
	const struct place *area = &gaps->area;
	long all = take_up(page, area), everybody;
	const int *types;
	size_t count = gaps_types(gaps, false, &types);

	add_tables(page, _("Type of help"), in, ARRAY_LEN(tables));
	for (size_t t = 0; t < ARRAY_LEN(tables); t++)
		for (size_t i = 0; i < count; i++) {
			struct view *row = view_item(in[t], "rows");

			view_text(row, "name",
			    words_label(type_of(page, types[i])->label));
			if (types[i] != gaps->type && has_below(page, types[i]))
				view_text(row, "row_url",
				    gaps_url(gaps, "/gaps", area->slug,
					types[i], 1));
			show_cells(row, t, &page->tallies[types[i]]);
		}
	everybody = tally_area(gaps->counter, area->gss, TALLY_EVERYBODY);
	keepers_show(&gaps->keepers, gaps->counter, area, page->view);
	view_text(page->view, "all",
	    words_count(gaps->arena, all, "listing is", "listings are"));
	if (everybody > all)
		view_text(page->view, "besides",
		    words_count(gaps->arena, everybody - all, "listing is",
			"listings are"));
	view_text(page->view, "search_url",
	    gaps_url(gaps, "/search", area->slug, gaps->type, 1));
}

/* Of one type: the councils. */
static void
show_type(struct gaps_page *page)
{
	const struct gaps *gaps = &page->gaps;
	struct view *in[ARRAY_LEN(tables)];

	add_tables(page, _("Council"), in, ARRAY_LEN(tables));
	for (size_t i = page->first; i < page->end; i++) {
		const struct place *council = &gaps->councils[i];

		take_up(page, council);
		for (size_t t = 0; t < ARRAY_LEN(tables); t++) {
			struct view *row = view_item(in[t], "rows");

			view_text(row, "name", council->name);
			view_text(row, "row_url",
			    gaps_url(
				gaps, "/gaps", council->slug, gaps->type, 1));
			/* Said once, before all numbers of the council. */
			if (t == 0)
				show_lists(page, council->gss,
				    view_group(row, "covers"));
			show_cells(row, t, &page->tallies[gaps->type]);
		}
	}
}

/* Of all: each council with its types. */
static void
show_councils(struct gaps_page *page)
{
	const struct gaps *gaps = &page->gaps;
	const int *types;
	size_t count = gaps_types(gaps, false, &types);

	for (size_t i = page->first; i < page->end; i++) {
		const struct place *council = &gaps->councils[i];
		struct view *item = view_item(page->view, "councils");
		long all = take_up(page, council);

		view_text(item, "name", council->name);
		view_text(item, "council_url",
		    gaps_url(gaps, "/gaps", council->slug, -1, 1));
		view_text(item, "all",
		    words_count(gaps->arena, all, "listing", "listings"));
		show_lists(page, council->gss, item);
		for (size_t n = 0; n < count; n++) {
			struct view *type = view_item(item, "types");

			view_text(type, "label",
			    words_label(type_of(page, types[n])->label));
			show_count(
			    type, page->tallies[types[n]].counts[TALLY_ALL]);
		}
	}
}

/* Cuts the councils into pages; one past the last is the last. */
static void
show_pager(struct gaps_page *page, const struct request *request)
{
	const struct gaps *gaps = &page->gaps;
	const char *asked = request_parameter(request, "page");
	size_t size = gaps->type < 0 ? COUNCILS_A_PAGE : ROWS_A_PAGE;
	long last = (long)((gaps->councils_count + size - 1) / size), number;
	struct view *pager;

	if (asked == NULL || !number_long(asked, 1, 100000, &number))
		number = 1;
	if (number > last)
		number = last > 0 ? last : 1;
	page->first = (size_t)(number - 1) * size;
	page->end = page->first + size < gaps->councils_count
			? page->first + size
			: gaps->councils_count;
	if (last <= 1)
		return;
	pager = view_group(page->view, "pager");
	view_long(pager, "from", (long)page->first + 1);
	view_long(pager, "to", (long)page->end);
	view_long(pager, "of", (long)gaps->councils_count);
	if (number > 1)
		view_text(pager, "previous",
		    gaps_url(gaps, "/gaps", NULL, gaps->type, number - 1));
	if (number < last)
		view_text(pager, "next",
		    gaps_url(gaps, "/gaps", NULL, gaps->type, number + 1));
}

/* Types of the top level, and those around the one that is chosen. */
static void
show_form(struct gaps_page *page)
{
	const struct gaps *gaps = &page->gaps;
	const struct vocabulary *vocabulary = gaps->context->vocabulary;
	int top = gaps->type;

	while (top >= 0 && type_of(page, top)->parent >= 0)
		top = type_of(page, top)->parent;
	view_text(page->view, "area",
	    gaps->has_area ? gaps->area.name : gaps->area_given);
	if (gaps->area_wrong)
		view_format(page->view, "area_error",
		    _("“%s” is no council or ward that we know"),
		    gaps->area_given);
	if (gaps->type_wrong)
		view_format(page->view, "type_error",
		    _("“%s” is no type of help that we know"),
		    gaps->type_given);
	for (size_t i = 0; i < vocabulary_types_count(vocabulary); i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(vocabulary, i);
		struct view *item;

		if (type->parent >= 0 &&
		    (top < 0 || !vocabulary_type_within(
				    type->id, type_of(page, top)->id)))
			continue;
		item = view_item(page->view, "choices");
		view_text(item, "value", type->id);
		view_text(item, "label", words_label(type->label));
		view_flag(item, "below", type->parent >= 0);
		view_flag(item, "on", (int)i == gaps->type);
	}
}

static void
show_heading(struct gaps_page *page, struct layout *layout)
{
	const struct gaps *gaps = &page->gaps;
	const char *type =
	    gaps->type >= 0 ? words_type(gaps->context->vocabulary, gaps->type)
			    : NULL;

	layout->title = _("What is listed where");
	if (gaps->has_area && type != NULL)
		layout->title = arena_printf(gaps->arena,
		    _("What is listed in %s: %s"), gaps->area.name, type);
	else if (gaps->has_area)
		layout->title = arena_printf(
		    gaps->arena, _("What is listed in %s"), gaps->area.name);
	else if (type != NULL)
		layout->title = arena_printf(
		    gaps->arena, _("What is listed where: %s"), type);
	layout->canonical = gaps_url(gaps, "/gaps",
	    gaps->has_area ? gaps->area.slug : NULL, gaps->type, 1);
	view_text(page->view, "heading", layout->title);
	view_text(page->view, "csv",
	    gaps_url(gaps, "/gaps.csv", gaps->has_area ? gaps->area.slug : NULL,
		gaps->type, 1));
}

static void
show_gaps(struct gaps_page *page, const struct request *request)
{
	show_form(page);
	gaps_unmet_show(&page->gaps, page->view);
	if (page->gaps.has_area) {
		view_text(page->view, "place", page->gaps.area.name);
		show_area(page);
		return;
	}
	show_pager(page, request);
	view_flag(page->view, "nothing", page->gaps.councils_count == 0);
	if (page->gaps.type >= 0)
		show_type(page);
	else
		show_councils(page);
}

enum status
page_gaps(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct gaps_page gaps = {.view = view_new(&arena)};
	struct layout layout = {0};
	bool wrong;

	if (!gaps_read(context, request, &arena, &gaps.gaps)) {
		arena_clear(&arena);
		return STATUS_UNAVAILABLE;
	}
	gaps.tallies = arena_alloc(
	    &arena, (vocabulary_types_count(context->vocabulary) + 1) *
			sizeof(*gaps.tallies));
	wrong = gaps.gaps.area_wrong || gaps.gaps.type_wrong;
	show_gaps(&gaps, request);
	show_heading(&gaps, &layout);
	/* What was typed may be anything. */
	page->caching = wrong ? CACHE_NONE : CACHE_BROWSE;
	layout_write(context, page, &layout, "gaps.html", gaps.view);
	arena_clear(&arena);
	return wrong ? STATUS_BAD_REQUEST : STATUS_OK;
}

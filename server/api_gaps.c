/*
 * /gaps.csv: what is listed where, a line for each council and type of help.
 * Of one council all types; of all councils those of the top level, unless
 * one is chosen.  /gaps-unmet.csv: what was searched for there and not found,
 * a line for each week, council and type.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "server/gaps_unmet.h"
#include "server/layout.h"
#include "server/route.h"

/* Entries of lists that one file may walk: about a tenth of a second. */
#define GAPS_MAX_COST 1000000

static void
add_field(struct buf *out, const char *text)
{
	csv_field(out, text);
	buf_add_char(out, ',');
}

static void
add_title(struct buf *out, const char *title)
{
	if (out->length > 0)
		buf_add_text(out, "; ");
	buf_add_text(out, title);
}

/* The lists that cover the council taken up, and those not read yet. */
static void
name_lists(const struct gaps *gaps, const char *gss, struct buf *feeds,
    struct buf *known)
{
	const struct keepers *keepers = &gaps->keepers;

	for (size_t i = 0; i < keepers->feeds_count; i++)
		if (keepers_feed_here(keepers, i, gaps->counter, gss))
			add_title(feeds, keepers->feeds[i].title != NULL
					     ? keepers->feeds[i].title
					     : keepers->feeds[i].id);
	for (size_t i = 0; i < keepers->known_count; i++)
		if (keepers_known_here(keepers, i, gaps->counter, gss))
			add_title(known, keepers->known[i].list->title);
}

static void
write_line(const struct place *council, const struct vocabulary_type *type,
    const struct tally *tally, const struct buf *feeds, const struct buf *known,
    struct buf *out)
{
	add_field(out, council->name);
	add_field(out, council->gss);
	add_field(out, type->label);
	add_field(out, type->id);
	for (size_t i = 0; i < TALLY_COLUMNS; i++) {
		if (tally->counts[i] == 0)
			add_field(out, GAPS_NONE);
		else
			buf_printf(out, "%ld,", tally->counts[i]);
	}
	/* A missing feed is no missing service. */
	add_field(out, feeds->length > 0 ? buf_text(feeds) : "no list is read");
	csv_field(out, buf_text(known));
	buf_add_text(out, "\r\n");
}

static void
write_council(const struct gaps *gaps, const struct place *council,
    const int *types, size_t count, struct tally *tallies, struct buf *out)
{
	struct buf feeds = {0}, known = {0};

	tally_area(gaps->counter, council->gss, TALLY_LOCAL);
	tally_types(gaps->counter, tallies);
	name_lists(gaps, council->gss, &feeds, &known);
	for (size_t i = 0; i < count; i++)
		write_line(council,
		    vocabulary_type(
			gaps->context->vocabulary, (size_t)types[i]),
		    &tallies[types[i]], &feeds, &known, out);
	buf_clear(&feeds);
	buf_clear(&known);
}

static void
write_all(const struct gaps *gaps, struct buf *out)
{
	struct tally *tallies = arena_alloc(gaps->arena,
	    (vocabulary_types_count(gaps->context->vocabulary) + 1) *
		sizeof(*tallies));
	const int *types;
	size_t count = gaps_types(gaps, gaps->has_area, &types);

	buf_add_text(out, "council,gss,type,type_id,");
	for (size_t i = 0; i < TALLY_COLUMNS; i++)
		add_field(out, gaps_columns[i].name);
	buf_add_text(out, "lists,lists_not_read\r\n");
	for (size_t i = 0; i < gaps->councils_count; i++)
		write_council(
		    gaps, &gaps->councils[i], types, count, tallies, out);
}

/* One of the parameters is not understood. */
static enum status
refuse(const struct gaps *gaps, struct page *page)
{
	struct query_error errors[2];
	size_t count = 0;

	if (gaps->area_wrong)
		errors[count++] = (struct query_error){"area", gaps->area_given,
		    "a council or a ward: GSS code or name"};
	if (gaps->type_wrong)
		errors[count++] = (struct query_error){
		    "type", gaps->type_given, "the id of a type of help"};
	return problem_parameter(gaps->context, page, errors, count);
}

static void
write_unmet(const struct gaps *gaps, struct buf *out)
{
	struct gaps_unmet *rows;
	size_t count = gaps_unmet_read(gaps, &rows);
	char week[DATE_TEXT];

	buf_add_text(
	    out, "week_from,council,gss,type,type_id,visitors_at_least\r\n");
	for (size_t i = 0; i < count; i++) {
		date_text(rows[i].row->week, week);
		add_field(out, week);
		add_field(out, rows[i].council.name);
		add_field(out, rows[i].row->council);
		add_field(out, rows[i].type);
		add_field(out, rows[i].row->type);
		buf_printf(out, "%ld\r\n", rows[i].row->count);
	}
}

enum status
api_gaps_unmet(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct gaps gaps;
	enum status status = STATUS_OK;

	if (context->unmet == NULL)
		return STATUS_NOT_FOUND;
	if (!gaps_read(context, request, &arena, &gaps)) {
		status = STATUS_UNAVAILABLE;
	} else if (gaps.area_wrong || gaps.type_wrong) {
		status = refuse(&gaps, page);
	} else {
		page->type = "text/csv; charset=utf-8";
		page->caching = CACHE_BROWSE;
		page->open_to_scripts = true;
		write_unmet(&gaps, &page->body);
	}
	arena_clear(&arena);
	return status;
}

enum status
api_gaps(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct gaps gaps;
	enum status status = STATUS_OK;

	if (!gaps_read(context, request, &arena, &gaps)) {
		status = STATUS_UNAVAILABLE;
	} else if (gaps.area_wrong || gaps.type_wrong) {
		status = refuse(&gaps, page);
	} else if (!gaps.has_area && tally_cost(gaps.counter) > GAPS_MAX_COST) {
		status = problem_error(context, page, STATUS_BAD_REQUEST,
		    "This directory is too large to count all councils at "
		    "once: choose one with area=");
	} else {
		page->type = "text/csv; charset=utf-8";
		page->caching = CACHE_BROWSE;
		page->open_to_scripts = true;
		write_all(&gaps, &page->body);
	}
	arena_clear(&arena);
	return status;
}

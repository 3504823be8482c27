/* A compiled mapping at work on one record's tree. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "importers/filter_list.h"
#include "importers/mapping_parts.h"

/* What evaluation needs to know, and where a filter's problems go. */
struct running {
	struct mapping *mapping;
	struct fill *fill; /* NULL: facts of the feed, reported by nobody */
	const char *field;
	struct arena *arena;
};

static void
report_cb(
    void *arg, const struct value *value, const char *what, const char *done)
{
	struct running *run = arg;

	if (run->fill != NULL)
		fill_report(run->fill, run->field, value, what, done);
}

/* NFC, no controls; most texts are plain ASCII and stay as they are. */
static char *
clean(struct arena *arena, char *text)
{
	char *cleaned, *kept;

	for (const char *at = text;; at++) {
		if (*at == '\0')
			return text;
		if ((*at & 0x80) != 0 || *at == 0x7f ||
		    (*at < 0x20 && *at != '\n' && *at != '\t'))
			break;
	}
	for (char *at = text; (at = strchr(at, '\r')) != NULL;)
		*at = at[1] == '\n' ? ' ' : '\n';
	cleaned = utf8_clean(text);
	kept = arena_strdup(arena, cleaned);
	free(cleaned);
	return kept;
}

/* Cleaned where asked; what is blank goes. */
static void
drop_empty(struct values *values, bool to_clean)
{
	size_t kept = 0;

	for (size_t i = 0; i < values->count; i++) {
		struct value value = values->items[i];
		bool same = value.given == value.text;

		if (to_clean)
			value.text = clean(values->arena, value.text);
		if (same)
			value.given = value.text;
		if (value.text[strspn(value.text, " \t\r\n")] != '\0')
			values->items[kept++] = value;
	}
	values->count = kept;
}

/* The texts of the first expression that leaves any. */
static void
run_pipe(struct running *run, const struct mapping_pipe *pipe,
    struct _xmlNode *node, struct values *values)
{
	struct filter_run filters = {report_cb, run};

	for (size_t i = 0; i < pipe->exprs_count; i++) {
		const struct mapping_expr *expr = &pipe->exprs[i];

		*values = (struct values){.arena = run->arena};
		if (expr->constant != NULL)
			values_add(values, expr->constant,
			    strlen(expr->constant), NULL);
		else
			xpath_values(
			    run->mapping->set, expr->xpath, node, values);
		drop_empty(values, true);
		for (size_t j = 0; j < pipe->filters_count && values->count > 0;
		     j++)
			filter_apply(pipe->filters[j], &filters, values);
		if (pipe->filters_count > 0)
			drop_empty(values, pipe->decodes);
		if (values->count > 0)
			return;
	}
}

/* With filters, what they leave says yes or no; without, XPath's boolean. */
static bool
run_condition(struct running *run, const struct mapping_pipe *pipe,
    struct _xmlNode *node, bool unclear)
{
	struct values values = {.arena = run->arena};
	const char *read;

	if (pipe->filters_count == 0) {
		for (size_t i = 0; i < pipe->exprs_count; i++)
			if (pipe->exprs[i].constant != NULL ||
			    xpath_truth(run->mapping->set, pipe->exprs[i].xpath,
				node, unclear))
				return true;
		return false;
	}
	run_pipe(run, pipe, node, &values);
	/* Of several marks one is enough: none may hide behind another. */
	for (size_t i = 0; i < values.count; i++) {
		read = filter_boolean(values.items[i].text);
		if (read == NULL || *read == 'y')
			return true;
	}
	return false;
}

/* The condition that leaves the item out; NULL: none does. */
static struct mapping_condition *
skips(struct running *run, const struct mapping_group *group,
    struct _xmlNode *node)
{
	for (size_t i = 0; i < group->conditions_count; i++) {
		struct mapping_condition *at = &group->conditions[i];

		/* A condition that cannot be decided leaves the item out. */
		if (at->kind == SKIP_IF &&
		    run_condition(run, &at->pipe, node, true))
			return at;
		if (at->kind == SKIP_UNLESS &&
		    !run_condition(run, &at->pipe, node, false))
			return at;
	}
	return NULL;
}

static void
run_conditions(struct running *run, const struct mapping_group *group,
    struct _xmlNode *node)
{
	struct listing *listing = run->fill->listing;

	for (size_t i = 0; i < group->conditions_count; i++) {
		const struct mapping_condition *at = &group->conditions[i];
		bool closed = at->kind == HIDE_ADDRESS_IF;
		bool holds = at->always ||
			     (at->kind > SKIP_UNLESS &&
				 run_condition(run, &at->pipe, node, closed));

		if (!holds)
			continue;
		if (at->kind == DELETE_IF)
			listing->status = LISTING_DELETED;
		else if (at->kind == HIDE_ADDRESS_IF)
			listing->hide_address = true;
		else if (at->kind == PUBLIC_ADDRESS_IF)
			listing->public_address = true;
		else if (at->kind == ORGANISATION_IF)
			listing->kind = LISTING_ORGANISATION;
	}
}

static void run_field(struct running *run, struct mapping_field *field,
    struct _xmlNode *node, long item);

static void
run_item(struct running *run, const struct mapping_field *field,
    struct _xmlNode *node)
{
	long item;

	if (skips(run, field->inner, node))
		return;
	item = fill_item_add(run->fill, field->block);
	for (size_t i = 0; item >= 0 && i < field->inner->fields_count; i++)
		run_field(run, &field->inner->fields[i], node, item);
}

static void
run_block(
    struct running *run, struct mapping_field *field, struct _xmlNode *node)
{
	struct _xmlNode **nodes;
	size_t count;

	if (field->pipe.exprs_count == 0) {
		field->found++;
		run_item(run, field, node);
		return;
	}
	count = xpath_nodes(run->mapping->set, field->pipe.exprs[0].xpath, node,
	    run->arena, &nodes);
	field->found += count > 0;
	if (count > LISTING_MAX_ITEMS)
		count = LISTING_MAX_ITEMS + 1; /* the last one is reported */
	for (size_t i = 0; i < count; i++)
		run_item(run, field, nodes[i]);
}

/* The fields within, where the condition holds; not where it is unclear. */
static void
run_gate(struct running *run, struct mapping_field *field,
    struct _xmlNode *node, long item)
{
	bool unless = field->gate == GATE_UNLESS;

	if (run_condition(run, &field->pipe, node, unless) == unless)
		return;
	for (size_t i = 0; i < field->inner->fields_count; i++)
		run_field(run, &field->inner->fields[i], node, item);
}

static void
run_field(struct running *run, struct mapping_field *field,
    struct _xmlNode *node, long item)
{
	struct values values = {.arena = run->arena};

	if (field->gate != GATE_NONE) {
		run_gate(run, field, node, item);
		return;
	}
	field->tried++;
	if (field->field == NULL) {
		run_block(run, field, node);
		return;
	}
	run->field = fill_field_name(field->field);
	run_pipe(run, &field->pipe, node, &values);
	field->found += values.count > 0;
	if (values.count > 0)
		fill_field(
		    run->fill, field->field, item, field->argument, &values);
}

/* The id first: every problem names the record by it. */
static void
run_group(struct running *run, const struct mapping_group *group,
    struct _xmlNode *node, bool ids)
{
	for (size_t i = 0; i < group->fields_count; i++) {
		struct mapping_field *field = &group->fields[i];
		bool id = field->field != NULL &&
			  strcmp(fill_field_name(field->field), "id") == 0;

		if (id == ids)
			run_field(run, field, node, -1);
	}
}

static void
count_listing(const struct fill *fill, bool good, struct mapping_counts *counts)
{
	if (!good) {
		counts->refused++;
		return;
	}
	counts->deleted += fill->listing->status == LISTING_DELETED;
	fill->handler->listing(fill->handler->arg, fill->listing);
}

static bool
too_much(struct fill *fill)
{
	struct problem problem = {.kind = PROBLEM_RECORD,
	    .line = fill->listing->line > 0 ? fill->listing->line : 1,
	    .record = fill->listing->source_id,
	    .what = "the mapping's expressions could not be worked out on it, "
		    "or took more than 2,000,000 steps",
	    .done = "record left out"};

	fill->handler->problem(fill->handler->arg, &problem);
	return false;
}

static enum listing_role
role_of(const struct mapping *mapping, const struct mapping_record *record)
{
	if (record->group.part != LISTING_WHOLE)
		return record->group.part;
	return mapping->has_parts || mapping->common.merges ||
		       record->group.merges
		   ? LISTING_HELD
		   : LISTING_WHOLE;
}

/*
 * What is deleted, or a part of others, need not have it; what others are to
 * complete is asked when they have.
 */
static bool
has_required(struct fill *fill, unsigned required)
{
	struct listing *listing = fill->listing;

	if (listing->status == LISTING_DELETED)
		return true;
	if (listing->role == LISTING_HELD)
		listing->required = required;
	return listing->role != LISTING_WHOLE || fill_require(fill, required);
}

static void
read_listing(struct running *run, const struct mapping_record *record,
    struct _xmlNode *node, const struct mapping_handler *handler,
    struct mapping_counts *counts)
{
	struct mapping *mapping = run->mapping;
	struct mapping_condition *skipped_by;
	struct listing listing;
	struct fill fill;
	bool good;

	fill_begin(&fill, run->arena, &listing, handler, xpath_line(node));
	listing.role = role_of(mapping, record);
	run->fill = &fill;
	counts->records++;
	counts->parts += record->group.part != LISTING_WHOLE;
	skipped_by = skips(run, &record->group, node);
	if (skipped_by == NULL)
		skipped_by = skips(run, &mapping->common, node);
	if (skipped_by != NULL) {
		if (skipped_by->skipped++ == 0)
			skipped_by->first_line = listing.line;
		counts->skipped++;
		run->fill = NULL;
		return;
	}
	run_group(run, &record->group, node, true);
	run_group(run, &mapping->common, node, true);
	run_conditions(run, &record->group, node);
	run_conditions(run, &mapping->common, node);
	run_group(run, &record->group, node, false);
	run_group(run, &mapping->common, node, false);
	good = fill_end(&fill);
	good = good && has_required(&fill,
			   record->group.required | mapping->common.required);
	if (good && xpath_record_failed(mapping->set))
		good = too_much(&fill);
	count_listing(&fill, good, counts);
	run->fill = NULL;
}

bool
mapping_record_read(struct mapping *mapping, size_t index,
    struct _xmlNode *node, bool learn, struct arena *arena,
    const struct mapping_handler *handler, struct mapping_counts *counts)
{
	const struct mapping_record *record = &mapping->records[index];
	struct running run = {.mapping = mapping, .arena = arena};
	struct _xmlNode **nodes;
	size_t count;

	xpath_record_begin(mapping->set, learn);
	if (record->where != NULL &&
	    !xpath_truth(mapping->set, record->where, node, false))
		return false;
	if (record->each == NULL) {
		read_listing(&run, record, node, handler, counts);
		return true;
	}
	count = xpath_nodes(mapping->set, record->each, node, arena, &nodes);
	for (size_t i = 0; i < count; i++) {
		xpath_record_begin(mapping->set, learn);
		read_listing(&run, record, nodes[i], handler, counts);
	}
	return true;
}

static void
group_idle(const struct mapping_group *group, mapping_idle_cb *each, void *arg)
{
	for (size_t i = 0; i < group->fields_count; i++) {
		const struct mapping_field *field = &group->fields[i];

		if (field->tried > 0 && field->found == 0)
			each(arg, field->line, field->text);
		else if (field->inner != NULL)
			group_idle(field->inner, each, arg);
	}
}

void
mapping_idle(const struct mapping *mapping, mapping_idle_cb *each, void *arg)
{
	group_idle(&mapping->common, each, arg);
	for (size_t i = 0; i < mapping->records_count; i++)
		group_idle(&mapping->records[i].group, each, arg);
}

static void
group_skips(
    const struct mapping_group *group, mapping_skips_cb *each, void *arg)
{
	for (size_t i = 0; i < group->conditions_count; i++) {
		const struct mapping_condition *at = &group->conditions[i];

		if (at->skipped > 0)
			each(arg, at->line, at->text, at->skipped,
			    at->first_line);
	}
}

void
mapping_skips(const struct mapping *mapping, mapping_skips_cb *each, void *arg)
{
	group_skips(&mapping->common, each, arg);
	for (size_t i = 0; i < mapping->records_count; i++)
		group_skips(&mapping->records[i].group, each, arg);
}

int
mapping_fits(struct mapping *mapping, struct _xmlNode *root)
{
	int best = 0;

	xpath_record_begin(mapping->set, false);
	for (size_t i = 0; i < mapping->matches_count; i++) {
		const struct mapping_match *match = &mapping->matches[i];
		bool any = strcmp(match->root.name, "*") == 0;
		int fits = any ? 1 : match->where != NULL ? 3 : 2;

		if (fits > best &&
		    mapping_step_is(
			&match->root, xpath_name(root), xpath_uri(root)) &&
		    (match->where == NULL ||
			xpath_truth(mapping->set, match->where, root, false)))
			best = fits;
	}
	return best;
}

static char *
read_fact(struct running *run, enum mapping_fact fact, struct _xmlNode *root)
{
	struct values values = {.arena = run->arena};
	char *text;

	run_pipe(run, &run->mapping->facts[fact], root, &values);
	if (values.count == 0)
		return NULL;
	filter_collapse_values(NULL, NULL, &values);
	text = values.items[0].text;
	text[utf8_clip(text, LISTING_MAX_SHORT)] = '\0';
	return *text != '\0' ? text : NULL;
}

/* Numbers in real feeds carry rubbish (page="1&quot;"): -1 where unclear. */
static long
read_number(struct running *run, enum mapping_fact fact, struct _xmlNode *root)
{
	const char *text = read_fact(run, fact, root);
	long number;

	if (text == NULL || !number_long(text, 0, 1000000000, &number))
		return -1;
	return number;
}

void
mapping_facts_read(struct mapping *mapping, struct _xmlNode *root,
    struct arena *arena, struct mapping_facts *facts)
{
	struct running run = {.mapping = mapping, .arena = arena};

	xpath_record_begin(mapping->set, true);
	*facts = (struct mapping_facts){
	    .feed_id = read_fact(&run, FACT_ID, root),
	    .title = read_fact(&run, FACT_TITLE, root),
	    .publisher = read_fact(&run, FACT_PUBLISHER, root),
	    .licence = read_fact(&run, FACT_LICENCE, root),
	    .area = read_fact(&run, FACT_AREA, root),
	    .full = true,
	    .next = read_fact(&run, FACT_NEXT, root),
	    .declared = read_number(&run, FACT_COUNT, root),
	    .page = read_number(&run, FACT_PAGE, root),
	    .pages = read_number(&run, FACT_PAGES, root),
	};
	for (size_t i = 0; i < mapping->modes_count; i++)
		if (mapping->modes[i].where == NULL ||
		    xpath_truth(
			mapping->set, mapping->modes[i].where, root, false))
			facts->full = mapping->modes[i].full;
}

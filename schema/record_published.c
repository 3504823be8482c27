#include "schema/record_published.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "schema/listing_join.h"
#include "schema/record_feed.h"
#include "schema/record_helpline.h"
#include "schema/record_internal.h"
#include "schema/record_listing.h"
#include "schema/record_timetable.h"

static void
source_give(struct listing *listing, const struct service_row *row)
{
	struct listing_source *source = listing_source_add(listing);

	source->feed = row->feed_id;
	source->source_id = listing->source_id;
	source->title = row->feed_title;
	source->publisher = row->publisher;
	source->checked = listing->checked;
	source->modified = listing->modified;
	source->collected = listing->collected;
	if (row->read_since) {
		struct london read;

		date_london(row->read_since, &read);
		source->read = read.day;
	}
}

/* A hidden one keeps its code, that old links can be answered. */
static void
listing_hide(struct published_listing *out, struct arena *arena)
{
	struct listing *listing = &out->listing;
	struct listing bare;

	listing_init(&bare, arena);
	bare.row = listing->row;
	memcpy(bare.code, listing->code, sizeof(bare.code));
	memcpy(bare.uuid, listing->uuid, sizeof(bare.uuid));
	*listing = bare;
	out->state = PUBLISHED_HIDDEN;
}

/* What operators decided of it, and what state it is in then. */
static bool
listing_decide(struct record *record, struct published_listing *out,
    const struct service_row *row, struct arena *arena)
{
	bool hidden;

	if (record_decisions_apply(record, &out->listing, &hidden) != RECORD_OK)
		return false;
	out->feed = row->feed_id;
	out->withdrawn = (day_t)row->withdrawn;
	if (hidden || row->gone == GONE_UNDONE) {
		listing_hide(out, arena);
		return true;
	}
	if (out->listing.status == LISTING_CLOSED || row->gone) {
		out->state = PUBLISHED_WITHDRAWN;
		/* Said to be open again by a correction, or closed by one. */
		if (row->gone == GONE_CLOSED &&
		    out->listing.status != LISTING_CLOSED)
			out->state = PUBLISHED_LIVE;
	}
	return true;
}

static bool
listing_publish(struct record *record, struct service_lists *lists,
    struct published_listing *out, const struct service_row *row,
    struct arena *arena)
{
	if (lists)
		service_lists_next(lists, &out->listing);
	else if (service_lists_read(record, &out->listing) != RECORD_OK)
		return false;
	if (record->failed || !listing_decide(record, out, row, arena))
		return false;
	if (out->state != PUBLISHED_HIDDEN)
		source_give(&out->listing, row);
	return true;
}

/* All that are one with the leading listing; those that are gone lend their
 * codes alone. */
struct joined_parts {
	struct listing *parts[LISTING_JOIN_MAX];
	struct service_row rows[LISTING_JOIN_MAX];
	size_t count;
	char uuids[LISTING_JOIN_MAX][UUID_TEXT]; /* of all, gone ones too */
	size_t uuids_count;
};

static enum record_result
parts_read(struct record *record, long lead, struct arena *arena,
    struct joined_parts *out)
{
	struct query q = query_begin(record, JOINED_OF);

	query_long(&q, ":lead", lead);
	while (out->uuids_count < LISTING_JOIN_MAX && query_row(&q)) {
		struct listing *part = arena_alloc(arena, sizeof(*part));
		struct service_row *row = &out->rows[out->count];

		listing_init(part, arena);
		*row = (struct service_row){.listing = part};
		service_row_columns(&q, arena, row);
		memcpy(out->uuids[out->uuids_count++], part->uuid, UUID_TEXT);
		if (!row->gone)
			out->parts[out->count++] = part;
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	for (size_t i = 0; i < out->count; i++) {
		if (service_lists_read(record, out->parts[i]) != RECORD_OK)
			return RECORD_FAILED;
		source_give(out->parts[i], &out->rows[i]);
	}
	return RECORD_OK;
}

/*
 * What was decided of any of them holds for the whole, and what was decided
 * of the one whose code it shows goes before the rest.
 */
static bool
joined_decide(struct record *record, struct published_listing *out,
    const struct joined_parts *parts, struct arena *arena)
{
	char uuid[UUID_TEXT];

	memcpy(uuid, out->listing.uuid, UUID_TEXT);
	for (size_t i = parts->uuids_count; i-- > 0;) {
		bool hidden;

		memcpy(out->listing.uuid, parts->uuids[i], UUID_TEXT);
		if (record_decisions_apply(record, &out->listing, &hidden) !=
		    RECORD_OK)
			return false;
		memcpy(out->listing.uuid, uuid, UUID_TEXT);
		if (hidden) {
			listing_hide(out, arena);
			return true;
		}
	}
	if (out->listing.status == LISTING_CLOSED)
		out->state = PUBLISHED_WITHDRAWN;
	return true;
}

/* "lead" is the oldest of them: its code and UUID are the whole's. */
static bool
joined_publish(struct record *record, const struct listing *lead,
    struct arena *arena, published_listing_cb *cb, void *arg)
{
	struct joined_parts parts = {0};
	struct published_listing out = {0};

	if (parts_read(record, lead->row, arena, &parts) != RECORD_OK)
		return false;
	assert(parts.count > 0);
	listing_join_sort(parts.parts, parts.count);
	listing_join(&out.listing, parts.parts, parts.count, arena);
	out.listing.row = lead->row;
	memcpy(out.listing.code, lead->code, sizeof(lead->code));
	memcpy(out.listing.uuid, lead->uuid, sizeof(lead->uuid));
	out.feed = out.listing.sources[0].feed;
	out.parts = parts.parts;
	out.parts_count = parts.count;
	if (!joined_decide(record, &out, &parts, arena))
		return false;
	cb(arg, &out);
	return true;
}

/* The listing that this one is shown as; 0: it is alone. */
static long
joined_lead(struct record *record, long service)
{
	struct query q = query_begin(record, JOINED_LEAD);
	long lead = 0;

	query_long(&q, ":service", service);
	if (query_row(&q))
		lead = query_column_long(&q);
	return query_end(&q) == RECORD_OK ? lead : 0;
}

static bool
one_publish(struct record *record, struct query *q, struct service_lists *lists,
    struct arena *arena, published_listing_cb *cb, void *arg)
{
	struct published_listing out = {0};
	struct service_row row = {.listing = &out.listing};
	struct listing *self = &out.listing;
	long lead;

	listing_init(&out.listing, arena);
	service_row_columns(q, arena, &row);
	lead = joined_lead(record, out.listing.row);
	if (lead == out.listing.row)
		return joined_publish(record, &out.listing, arena, cb, arg);
	if (lead)
		return true;
	if (!listing_publish(record, lists, &out, &row, arena))
		return false;
	out.parts = &self;
	out.parts_count = 1;
	cb(arg, &out);
	return true;
}

/* lists  NULL: few of all are read, each by its key */
static enum record_result
all_publish(struct record *record, struct query *q, struct service_lists *lists,
    published_listing_cb *cb, void *arg)
{
	struct arena arena = {0};

	while (query_row(q) && one_publish(record, q, lists, &arena, cb, arg))
		arena_clear(&arena);
	arena_clear(&arena);
	return query_end(q);
}

enum record_result
record_published_listings(
    struct record *record, published_listing_cb *cb, void *arg)
{
	struct query q = query_begin(record, SERVICES_PUBLISHED);
	struct service_lists lists;
	enum record_result result;

	service_lists_begin(record, &lists);
	result = all_publish(record, &q, &lists, cb, arg);
	if (service_lists_end(&lists) != RECORD_OK || record->failed)
		return RECORD_FAILED;
	return result;
}

enum record_result
record_published_listings_of(
    struct record *record, long feed, published_listing_cb *cb, void *arg)
{
	struct query q = query_begin(record, SERVICES_PUBLISHED_OF);
	enum record_result result;

	query_long(&q, ":feed", feed);
	result = all_publish(record, &q, NULL, cb, arg);
	return record->failed ? RECORD_FAILED : result;
}

struct feeds_told {
	struct record *record;
	published_feed_cb *cb;
	void *arg;
	struct arena arena;
};

static void
run_give(void *arg, const struct record_run *run)
{
	struct feeds_told *told = arg;
	struct served_feed *feed = told->arg;

	if (feed->runs_count == SERVED_RUNS)
		return;
	feed->runs[feed->runs_count++] = (struct served_run){
	    .number = run->number,
	    .started = run->started,
	    .finished = run->finished,
	    .outcome = (char *)record_run_outcome_name(run->outcome),
	    .message = arena_strdup(&told->arena, run->message),
	    .mapping = arena_strdup(&told->arena, run->mapping),
	    .records = run->records,
	    .kept = run->kept,
	    .refused = run->refused,
	    .added = run->added + run->revived,
	    .changed = run->changed,
	    .withdrawn = run->withdrawn,
	    .unchanged = run->unchanged,
	    .problems = run->problems,
	};
}

static void
feed_give(void *arg, const struct record_feed *feed)
{
	struct feeds_told *told = arg;
	struct feeds_told run = {.record = told->record};
	struct record_feed_counts counts;
	struct record_timetable timetable;
	struct served_feed out = {
	    .id = feed->id,
	    .title = feed->title,
	    .publisher = feed->publisher,
	    .licence = feed->licence,
	    .area = feed->area,
	    .source = feed->source,
	    .owner = feed->owner,
	    .read_whole = feed->read_whole,
	    .read_since = feed->read_since,
	    .every_s = feed->every_s,
	    .data_day = (day_t)feed->data_day,
	};

	run.arg = &out;
	record_feed_count(told->record, feed->row, &counts);
	out.listings = counts.live;
	record_runs(told->record, feed->row, SERVED_RUNS, run_give, &run);
	if (out.runs_count)
		out.last_run = out.runs[0];
	record_timetable_find(told->record, feed->id, &timetable);
	out.due = timetable.due;
	out.failures = timetable.failures;
	out.on_hold = timetable.on_hold;
	/* One that never got anywhere is the operator's business alone. */
	if (out.read_whole || counts.live)
		told->cb(told->arg, &out);
	arena_clear(&run.arena);
}

enum record_result
record_published_feeds(struct record *record, published_feed_cb *cb, void *arg)
{
	struct feeds_told told = {.record = record, .cb = cb, .arg = arg};

	return record_feeds(record, feed_give, &told);
}

enum record_result
record_published_problems(
    struct record *record, published_problem_cb *cb, void *arg)
{
	struct query q = query_begin(record, PROBLEMS_PUBLISHED);
	struct arena arena = {0};

	while (query_row(&q)) {
		struct problem problem = {0};
		char *feed = query_column_text(&q, &arena);

		record_problem_columns(&q, &arena, &problem);
		cb(arg, feed, &problem);
		arena_clear(&arena);
	}
	return query_end(&q);
}

enum record_result
record_published_moved(struct record *record, published_moved_cb *cb, void *arg)
{
	struct query q = query_begin(record, MOVED);

	while (query_row(&q)) {
		char old_code[LISTING_CODE_TEXT], new_code[LISTING_CODE_TEXT];

		query_column_copy(&q, old_code, sizeof(old_code));
		query_column_copy(&q, new_code, sizeof(new_code));
		cb(arg, old_code, new_code);
	}
	return query_end(&q);
}

enum record_result
record_generation_next(struct record *record, long seen_in_folder, long *out)
{
	struct query q;
	long next = record_number(record, META_GENERATION, -1);

	if (next < 0 || record->paused)
		return RECORD_FAILED;
	*out = (next > seen_in_folder ? next : seen_in_folder) + 1;
	q = query_begin(record, META_GENERATION_SET);
	query_long(&q, ":value", *out);
	return query_run(&q);
}

bool
record_publish_needed(struct record *record, long live_generation)
{
	return record_number(record, META_PUBLISHED, -1) !=
		   record_number(record, META_CHANGES, 0) ||
	       record_number(record, META_LIVE, 0) != live_generation;
}

enum record_result
record_generation_done(struct record *record, long generation)
{
	struct query q = query_begin(record, META_PUBLISHED_SET);

	query_long(&q, ":live", generation);
	return query_run(&q);
}

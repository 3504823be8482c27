#include "schema/served_build.h"

#include <stdlib.h>
#include <string.h>

#include "schema/served_quality.h"
#include "schema/served_towns.h"
#include "schema/served_write.h"

struct served_builder {
	struct served_writer writer;
	struct arena arena;        /* of the feeds */
	struct served_feed *feeds; /* counted while listings come */
	size_t feeds_count;
	struct served_towns *towns;
	long listings, withdrawn;
	day_t data_from, data_to;
	char *problem_feed; /* whose problems are being written */
	long problem_n, helpline_n, held_n;
};

struct served_builder *
served_builder_new(const char *folder)
{
	struct served_builder *builder = xcalloc(1, sizeof(*builder));

	builder->towns = served_towns_new();
	served_write_open(&builder->writer, folder, SERVED_LISTINGS);
	return builder;
}

void
served_builder_free(struct served_builder *builder)
{
	if (builder == NULL)
		return;
	served_write_drop(&builder->writer);
	served_towns_free(builder->towns);
	arena_clear(&builder->arena);
	free(builder);
}

static struct served_feed *
feed_find(struct served_builder *builder, const char *id)
{
	for (size_t i = 0; id != NULL && i < builder->feeds_count; i++)
		if (strcmp(builder->feeds[i].id, id) == 0)
			return &builder->feeds[i];
	return NULL;
}

/* Its texts into the arena. */
static void
run_copy(struct served_run *run, struct arena *arena)
{
	run->outcome = arena_strdup(arena, run->outcome);
	run->message = arena_strdup(arena, run->message);
	run->mapping = arena_strdup(arena, run->mapping);
}

void
served_builder_feed(
    struct served_builder *builder, const struct served_feed *feed)
{
	struct arena *arena = &builder->arena;
	struct served_feed *copy;

	builder->feeds = arena_grow(arena, builder->feeds, builder->feeds_count,
	    sizeof(*builder->feeds));
	copy = &builder->feeds[builder->feeds_count++];
	*copy = *feed;
	copy->id = arena_strdup(arena, feed->id);
	copy->title = arena_strdup(arena, feed->title);
	copy->publisher = arena_strdup(arena, feed->publisher);
	copy->licence = arena_strdup(arena, feed->licence);
	copy->area = arena_strdup(arena, feed->area);
	copy->source = arena_strdup(arena, feed->source);
	copy->owner = arena_strdup(arena, feed->owner);
	run_copy(&copy->last_run, arena);
	for (size_t i = 0; i < copy->runs_count; i++)
		run_copy(&copy->runs[i], arena);
	copy->listings = 0;
}

static bool
source_before(const struct listing *listing, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(listing->sources[i].feed,
			listing->sources[index].feed) == 0)
			return true;
	return false;
}

static void
count_day(struct served_builder *builder, day_t day)
{
	if (day == 0)
		return;
	if (builder->data_from == 0 || day < builder->data_from)
		builder->data_from = day;
	if (day > builder->data_to)
		builder->data_to = day;
}

/* Of a listing that is served: its feeds, days and towns. */
static void
count_listing(
    struct served_builder *builder, const struct listing *listing, long row)
{
	for (size_t i = 0; i < listing->sources_count; i++) {
		const struct listing_source *source = &listing->sources[i];
		struct served_feed *feed = feed_find(builder, source->feed);

		count_day(builder, source->checked);
		count_day(builder, source->modified);
		count_day(builder, source->collected);
		if (feed != NULL && !source_before(listing, i))
			feed->listings++;
	}
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];

		if (at->town != NULL && at->position_from != POSITION_NONE)
			served_towns_add(builder->towns, at->town, at->lat,
			    at->lon, at->district, row);
	}
}

static void
write_gone(struct served_builder *builder, const struct published_listing *gone)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_GONE);
	const struct served_feed *feed = feed_find(builder, gone->feed);
	bool known = gone->state == PUBLISHED_WITHDRAWN;

	bind_text(&binder, ":code", gone->listing.code);
	bind_text(&binder, ":name", known ? gone->listing.name : NULL);
	bind_long_if(&binder, ":withdrawn", known ? gone->withdrawn : 0);
	bind_text(
	    &binder, ":feed_title", known && feed != NULL ? feed->title : NULL);
	served_write_end(&builder->writer, &binder);
}

long
served_builder_listing(
    struct served_builder *builder, const struct published_listing *published)
{
	long row = 0;

	if (published->state != PUBLISHED_LIVE)
		write_gone(builder, published);
	if (published->state == PUBLISHED_HIDDEN)
		return 0;
	row = served_write_listing(&builder->writer, published);
	if (published->state == PUBLISHED_LIVE) {
		builder->listings++;
		count_listing(builder, &published->listing, row);
	} else {
		builder->withdrawn++;
	}
	return row;
}

void
served_builder_moved(
    struct served_builder *builder, const char *old_code, const char *new_code)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_MOVED);

	bind_text(&binder, ":code", old_code);
	bind_text(&binder, ":to_code", new_code);
	served_write_end(&builder->writer, &binder);
}

void
served_builder_quality(struct served_builder *builder, const char *feed,
    const struct quality *quality)
{
	served_write_quality(&builder->writer, feed, quality);
}

void
served_builder_problem(struct served_builder *builder, const char *feed,
    const struct problem *problem)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_PROBLEM);

	if (builder->problem_feed == NULL ||
	    strcmp(builder->problem_feed, feed) != 0) {
		builder->problem_feed = arena_strdup(&builder->arena, feed);
		builder->problem_n = 0;
	}
	bind_text(&binder, ":feed", feed);
	bind_long(&binder, ":n", builder->problem_n++);
	bind_long(&binder, ":kind", (long)problem->kind);
	bind_long(&binder, ":line", problem->line);
	bind_long(&binder, ":at_column", problem->column);
	bind_text(&binder, ":source", problem->source);
	bind_text(&binder, ":record", problem->record);
	bind_text(&binder, ":field", problem->field);
	bind_text(&binder, ":what", problem->what);
	bind_text(&binder, ":done", problem->done);
	served_write_end(&builder->writer, &binder);
}

void
served_builder_held(struct served_builder *builder, const char *feed,
    const struct served_held *held)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_HELD);

	bind_text(&binder, ":feed", feed);
	bind_long(&binder, ":started", (long)held->started);
	bind_text(&binder, ":why", held->why != NULL ? held->why : "");
	bind_long(&binder, ":kept", held->kept);
	bind_long(&binder, ":added", held->totals[HELD_ADDED]);
	bind_long(&binder, ":back", held->totals[HELD_BACK]);
	bind_long(&binder, ":changed", held->totals[HELD_CHANGED]);
	bind_long(&binder, ":withdrawn", held->totals[HELD_WITHDRAWN]);
	served_write_end(&builder->writer, &binder);
}

void
served_builder_held_listing(struct served_builder *builder, const char *feed,
    const struct served_held_listing *listing)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_HELD_CHANGE);

	bind_text(&binder, ":feed", feed);
	bind_long(&binder, ":n", builder->held_n++);
	bind_long(&binder, ":kind", (long)listing->kind);
	bind_text(&binder, ":code", listing->code);
	bind_text(&binder, ":name", listing->name);
	bind_text(&binder, ":fields", listing->fields);
	served_write_end(&builder->writer, &binder);
}

static void
write_helpline_openings(
    struct served_builder *builder, const struct served_helpline *helpline)
{
	for (size_t i = 0; i < helpline->openings_count; i++) {
		const struct listing_opening *opening = &helpline->openings[i];
		struct binder binder = served_write_begin(
		    &builder->writer, INSERT_HELPLINE_OPENING);

		bind_long(&binder, ":helpline", builder->helpline_n);
		bind_long(&binder, ":n", (long)i);
		bind_long(&binder, ":weekday", opening->weekday);
		bind_long(&binder, ":opens", opening->opens);
		bind_long(&binder, ":closes", opening->closes);
		bind_text(&binder, ":note", opening->note);
		served_write_end(&builder->writer, &binder);
	}
}

void
served_builder_helpline(
    struct served_builder *builder, const struct served_helpline *helpline)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_HELPLINE);

	bind_long(&binder, ":n", ++builder->helpline_n);
	bind_text(&binder, ":name", helpline->name);
	bind_text(&binder, ":number", helpline->number);
	bind_text(&binder, ":text_number", helpline->text_number);
	bind_text(&binder, ":nation", helpline->nation);
	bind_text(&binder, ":hours", helpline->hours);
	bind_text(&binder, ":summary", helpline->summary);
	bind_text(&binder, ":who", helpline->who);
	bind_text(&binder, ":cost", helpline->cost);
	bind_text(&binder, ":source", helpline->source);
	bind_long_if(&binder, ":verified", helpline->verified);
	served_write_end(&builder->writer, &binder);
	write_helpline_openings(builder, helpline);
}

static void
write_run(struct binder *binder, const struct served_run *run)
{
	bind_long_if(binder, ":run_number", run->number);
	bind_long_if(binder, ":run_started", (long)run->started);
	bind_long_if(binder, ":run_finished", (long)run->finished);
	bind_text(binder, ":run_outcome", run->outcome);
	bind_text(binder, ":run_message", run->message);
	bind_text(binder, ":run_mapping", run->mapping);
	bind_long(binder, ":run_records", run->records);
	bind_long(binder, ":run_kept", run->kept);
	bind_long(binder, ":run_refused", run->refused);
	bind_long(binder, ":run_added", run->added);
	bind_long(binder, ":run_changed", run->changed);
	bind_long(binder, ":run_withdrawn", run->withdrawn);
	bind_long(binder, ":run_unchanged", run->unchanged);
	bind_long(binder, ":run_problems", run->problems);
}

static void
write_feed_state(struct served_builder *builder, const struct served_feed *feed)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_FEED_STATE);

	bind_text(&binder, ":feed", feed->id);
	bind_long_if(&binder, ":read_since", (long)feed->read_since);
	bind_long(&binder, ":every_s", feed->every_s);
	bind_long_if(&binder, ":due", (long)feed->due);
	bind_long(&binder, ":failures", feed->failures);
	bind_long(&binder, ":on_hold", feed->on_hold);
	served_write_end(&builder->writer, &binder);
}

static void
write_runs(struct served_builder *builder, const struct served_feed *feed)
{
	for (size_t i = 0; i < feed->runs_count; i++) {
		struct binder binder =
		    served_write_begin(&builder->writer, INSERT_FEED_RUN);

		bind_text(&binder, ":feed", feed->id);
		bind_long(&binder, ":n", (long)i);
		write_run(&binder, &feed->runs[i]);
		served_write_end(&builder->writer, &binder);
	}
}

static void
write_feed(struct served_builder *builder, const struct served_feed *feed)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_FEED);

	bind_text(&binder, ":id", feed->id);
	bind_text(&binder, ":title", feed->title);
	bind_text(&binder, ":publisher", feed->publisher);
	bind_text(&binder, ":licence", feed->licence);
	bind_text(&binder, ":area", feed->area);
	bind_text(&binder, ":source", feed->source);
	bind_text(&binder, ":owner", feed->owner);
	bind_long_if(&binder, ":read_whole", (long)feed->read_whole);
	bind_long_if(&binder, ":data_day", feed->data_day);
	bind_long(&binder, ":listings", feed->listings);
	write_run(&binder, &feed->last_run);
	served_write_end(&builder->writer, &binder);
	write_feed_state(builder, feed);
	write_runs(builder, feed);
}

static void
write_town_cb(void *arg, const struct served_town *town)
{
	struct served_builder *builder = arg;
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_TOWN);

	bind_text(&binder, ":slug", town->slug);
	bind_text(&binder, ":name", town->name);
	bind_double(&binder, ":lat", town->lat);
	bind_double(&binder, ":lon", town->lon);
	bind_long(&binder, ":listings", town->listings);
	bind_text(&binder, ":districts", town->districts);
	served_write_end(&builder->writer, &binder);
}

static void
write_totals(struct served_builder *builder)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_TOTALS);

	bind_long(&binder, ":listings", builder->listings);
	bind_long(&binder, ":withdrawn", builder->withdrawn);
	bind_long_if(&binder, ":data_from", builder->data_from);
	bind_long_if(&binder, ":data_to", builder->data_to);
	served_write_end(&builder->writer, &binder);
}

bool
served_builder_finish(
    struct served_builder *builder, char *error, size_t error_size)
{
	struct binder districts;

	for (size_t i = 0; i < builder->feeds_count; i++)
		write_feed(builder, &builder->feeds[i]);
	served_towns_each(builder->towns, write_town_cb, builder);
	districts = served_write_begin(&builder->writer, INSERT_DISTRICTS);
	served_write_end(&builder->writer, &districts);
	write_totals(builder);
	return served_write_close(&builder->writer, error, error_size);
}

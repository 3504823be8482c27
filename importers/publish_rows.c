/* From the record's rows to a generation's files. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/program.h"
#include "base/wire.h"
#include "importers/feed_quality.h"
#include "importers/publish_spool.h"
#include "importers/publish_steps.h"
#include "schema/card.h"
#include "schema/record_made.h"
#include "schema/served_build.h"
#include "search/index_build.h"

/* While rows are written: what the record's callbacks are given. */
struct rows {
	struct publish_spool *spool;
	struct served_builder *listings;
	struct index_builder *index;
	struct feed_quality quality;
	struct buf areas; /* as the index is told of them */
	/* The index before, where it was made from the same; else NULL. */
	const struct manifest_file *same;
};

static void
spool_cb(void *arg, const struct published_listing *published)
{
	struct rows *rows = arg;
	uint64_t curve = 0;

	if (published->state == PUBLISHED_LIVE)
		curve = index_curve_listing(&published->listing);
	publish_spool_add(rows->spool, published, curve);
	feed_quality_add(&rows->quality, published);
}

static void
feed_cb(void *arg, const struct served_feed *feed)
{
	served_builder_feed(((struct rows *)arg)->listings, feed);
}

static void
moved_cb(void *arg, const char *old_code, const char *new_code)
{
	served_builder_moved(
	    ((struct rows *)arg)->listings, old_code, new_code);
}

static void
problem_cb(void *arg, const char *feed, const struct problem *problem)
{
	served_builder_problem(((struct rows *)arg)->listings, feed, problem);
}

static void
held_cb(void *arg, const char *feed, const struct served_held *held)
{
	served_builder_held(((struct rows *)arg)->listings, feed, held);
}

static void
held_listing_cb(
    void *arg, const char *feed, const struct served_held_listing *listing)
{
	served_builder_held_listing(
	    ((struct rows *)arg)->listings, feed, listing);
}

static void
helpline_cb(void *arg, const struct served_helpline *helpline)
{
	served_builder_helpline(((struct rows *)arg)->listings, helpline);
}

static void
area_cb(void *arg, const struct published_area *area)
{
	struct rows *rows = arg;
	struct index_builder *index = rows->index;

	wire_put_text(&rows->areas, area->gss);
	wire_put_text(&rows->areas, area->parent);
	wire_put_text(&rows->areas, area->name);
	wire_put_u32(&rows->areas, (uint32_t)area->kind);
	if (area->parent[0] != '\0')
		index_builder_area_parent(index, area->gss, area->parent);
	/* "Trafford residents only" means the council, not a ward. */
	if (area->kind == PLACE_COUNCIL)
		index_builder_area_name(index, area->gss, area->name);
}

/*
 * The index is built by a thread of its own, beside listings.db: both read
 * the same sorted spool.  On two cores that takes a third off a publication.
 * They share what neither changes: the spool and the vocabulary.
 */
struct index_work {
	struct publish *publish;
	struct rows *rows;
	char error[512];
	bool built;
};

/* What is done with a listing, and the row it has in listings.db. */
typedef void listing_work(struct publish *publish, struct rows *rows,
    const struct published_listing *published, long row);

/*
 * All listings of the spool in their order, which is that of their rows:
 * each that is not hidden gets the next.
 */
static bool
each_listing(struct publish *publish, struct rows *rows, listing_work *work)
{
	struct arena arena = {0};
	struct buf bytes = {0};
	bool read = true;
	long row = 0;

	for (size_t i = 0; i < publish_spool_count(rows->spool) && read; i++) {
		struct published_listing published;

		read = publish_spool_read(
		    rows->spool, i, &bytes, &arena, &published);
		if (read && published.state != PUBLISHED_HIDDEN)
			row++;
		if (read)
			work(publish, rows, &published, row);
		arena_clear(&arena);
	}
	buf_clear(&bytes);
	return read;
}

static void
write_rows_of(struct publish *publish, struct rows *rows,
    const struct published_listing *published, long row)
{
	long given = served_builder_listing(rows->listings, published);

	/* 0: hidden, or the disk is full, which the builder tells. */
	assert(given == 0 || given == row);
	if (published->state == PUBLISHED_WITHDRAWN)
		publish->report->withdrawn++;
	else if (published->state == PUBLISHED_LIVE)
		publish->report->listings++;
}

static void
index_listing(struct publish *publish UNUSED, struct rows *rows,
    const struct published_listing *published, long row)
{
	struct buf card = {0};

	if (published->state != PUBLISHED_LIVE)
		return;
	card_build(&card, &published->listing);
	index_builder_add(
	    rows->index, &published->listing, row, card.data, card.length);
	buf_clear(&card);
}

/*
 * The index is a function of its listings in their order, of the areas, the
 * vocabulary, and the program with its libraries: nothing else goes in, no
 * clock either (a day on which a source was read is the listing's).  Where
 * all of them are what the index before was made from, that is the new one.
 */
static void
find_same_index(struct publish *publish, struct rows *rows)
{
	const struct manifest_file *old =
	    manifest_file(&publish->old, INDEX_NAME);
	struct buf from = {0};
	struct record_made made;
	char listings[SHA256_TEXT];

	if (program_identity(&from)) {
		publish_spool_sum(rows->spool, listings);
		wire_put_text(&from, listings);
		wire_put_bytes(&from, rows->areas.data, rows->areas.length);
		wire_put_text(&from, vocabulary_hash(publish->vocabulary));
		sha256_text(from.data, from.length, publish->index_from);
		if (old != NULL &&
		    record_made_find(publish->record, INDEX_NAME, &made) ==
			RECORD_OK &&
		    strcmp(made.from, publish->index_from) == 0 &&
		    strcmp(made.sha256, old->sha256) == 0)
			rows->same = old;
	}
	buf_clear(&from);
}

static bool
keep_index(struct index_work *work)
{
	struct publish_report *report = work->publish->report;

	report->index_kept = work->rows->same != NULL &&
			     publish_keep(work->publish, work->rows->same);
	return report->index_kept;
}

static bool
build_index(struct index_work *work)
{
	char *path = xasprintf("%s/" INDEX_NAME, work->publish->building);
	/* A spool that cannot be read again, the other thread tells. */
	bool built = each_listing(work->publish, work->rows, index_listing) &&
		     index_builder_write(work->rows->index, path, work->error,
			 sizeof(work->error));

	free(path);
	return built;
}

static void *
index_thread(void *arg)
{
	struct index_work *work = arg;

	work->built = keep_index(work) || build_index(work);
	return NULL;
}

static bool
write_listings(struct publish *publish, struct rows *rows)
{
	if (!each_listing(publish, rows, write_rows_of))
		return publish_fail(publish,
		    "%s: a listing written a moment ago cannot be read again",
		    publish->building);
	return served_builder_finish(
	    rows->listings, publish->error, publish->error_size);
}

/* Both files; without a second thread one after the other. */
static bool
write_files(struct publish *publish, struct rows *rows)
{
	struct index_work work = {.publish = publish, .rows = rows};
	pthread_t thread;
	bool beside, written;

	if (!publish_spool_sort(rows->spool))
		return publish_fail(
		    publish, "%s: %s", publish->building, strerror(errno));
	beside = pthread_create(&thread, NULL, index_thread, &work) == 0;
	written = write_listings(publish, rows);
	if (beside)
		pthread_join(thread, NULL);
	else if (written)
		index_thread(&work);
	if (written && !work.built)
		return publish_fail(publish, "%s",
		    work.error[0] != '\0' ? work.error : "no index was made");
	return written;
}

static void
write_quality(struct rows *rows)
{
	for (size_t i = 0; i < rows->quality.count; i++)
		served_builder_quality(rows->listings,
		    rows->quality.feeds[i].id, &rows->quality.feeds[i].quality);
}

static bool
read_record(struct publish *publish, struct rows *rows)
{
	struct record *record = publish->record;

	if (feed_quality_begin(&rows->quality, record) &&
	    feed_quality_unknown(&rows->quality, record, publish->vocabulary) &&
	    record_published_feeds(record, feed_cb, rows) == RECORD_OK &&
	    record_published_areas(record, area_cb, rows) == RECORD_OK &&
	    record_published_listings(record, spool_cb, rows) == RECORD_OK &&
	    record_published_moved(record, moved_cb, rows) == RECORD_OK &&
	    record_published_problems(record, problem_cb, rows) == RECORD_OK &&
	    record_published_held(record, held_cb, rows) == RECORD_OK &&
	    record_published_held_listings(record, held_listing_cb, rows) ==
		RECORD_OK &&
	    record_published_helplines(record, helpline_cb, rows) == RECORD_OK)
		return true;
	return publish_fail(publish, "the record cannot be read");
}

bool
publish_rows(struct publish *publish)
{
	struct rows rows = {0};
	bool built;

	rows.spool = publish_spool_new(publish->building);
	if (rows.spool == NULL)
		return publish_fail(
		    publish, "%s: %s", publish->building, strerror(errno));
	rows.listings = served_builder_new(publish->building);
	rows.index = index_builder_new(publish->vocabulary);
	built = read_record(publish, &rows);
	record_shed(publish->record);
	if (built) {
		write_quality(&rows);
		find_same_index(publish, &rows);
	}
	built = built && write_files(publish, &rows);
	feed_quality_clear(&rows.quality);
	publish_spool_free(rows.spool);
	served_builder_free(rows.listings);
	index_builder_free(rows.index);
	buf_clear(&rows.areas);
	return built;
}

static void
place_area_cb(void *arg, const struct published_area *area)
{
	places_builder_area(arg, area);
}

static void
place_outcode_cb(void *arg, const struct published_outcode *outcode)
{
	places_builder_outcode(arg, outcode);
}

static void
place_postcode_cb(void *arg, const struct published_postcode *postcode)
{
	places_builder_postcode(arg, postcode);
}

static bool
build_places(struct publish *publish, long version)
{
	struct places_builder *builder =
	    places_builder_new(publish->building, version);
	struct record *record = publish->record;
	bool built = false;

	if (record_published_areas(record, place_area_cb, builder) ==
		RECORD_OK &&
	    record_published_outcodes(record, place_outcode_cb, builder) ==
		RECORD_OK &&
	    record_published_postcodes(record, place_postcode_cb, builder) ==
		RECORD_OK)
		built = places_builder_finish(
		    builder, publish->error, publish->error_size);
	else
		publish_fail(publish, "the record cannot be read");
	places_builder_free(builder);
	return built;
}

static bool
link_places(struct publish *publish, long version)
{
	const struct manifest_file *old =
	    manifest_file(&publish->old, "places.db");

	return old != NULL &&
	       served_places_version(publish->before) == version &&
	       publish_keep(publish, old);
}

bool
publish_places(struct publish *publish)
{
	long version = record_places_version(publish->record);

	publish->report->places_unchanged = link_places(publish, version);
	return publish->report->places_unchanged ||
	       build_places(publish, version);
}

#include "importers/feed_quality.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "importers/unknown.h"
#include "schema/record_feed.h"

struct beginning {
	struct feed_quality *of;
	struct record *record;
	bool failed;
};

static void
feed_cb(void *arg, const struct record_feed *feed)
{
	struct beginning *beginning = arg;
	struct feed_quality *of = beginning->of;
	struct record_feed_counts counts;
	struct quality_of_feed *entry;

	of->feeds =
	    arena_grow(&of->arena, of->feeds, of->count, sizeof(*of->feeds));
	entry = &of->feeds[of->count++];
	memset(entry, 0, sizeof(*entry));
	entry->id = arena_strdup(&of->arena, feed->id);
	entry->row = feed->row;
	if (record_feed_count(beginning->record, feed->row, &counts) !=
	    RECORD_OK)
		beginning->failed = true;
	entry->quality.faulty = counts.faulty;
	entry->quality.refused = counts.refused;
}

bool
feed_quality_begin(struct feed_quality *of, struct record *record)
{
	struct beginning beginning = {.of = of, .record = record};

	memset(of, 0, sizeof(*of));
	return record_feeds(record, feed_cb, &beginning) == RECORD_OK &&
	       !beginning.failed;
}

/* "openEligibility 1102 'Talking'" */
static void
unknown_cb(void *arg, const struct record_category *met)
{
	const struct listing_category *category = &met->category;
	struct buf words = {0};

	if (category->scheme)
		buf_printf(&words, "%s ", category->scheme);
	if (category->code)
		buf_printf(&words, "%s ", category->code);
	if (category->label)
		buf_printf(&words, "'%s' ", category->label);
	if (words.length)
		words.data[--words.length] = '\0';
	quality_add_unknown(arg, buf_text(&words), met->listings);
	buf_clear(&words);
}

bool
feed_quality_unknown(struct feed_quality *of, struct record *record,
    const struct vocabulary *vocabulary)
{
	for (size_t i = 0; i < of->count; i++) {
		struct quality *quality = &of->feeds[i].quality;
		struct unknown_categories counts;

		if (unknown_categories(record, vocabulary, of->feeds[i].row,
			unknown_cb, quality, &counts) != RECORD_OK)
			return false;
		quality->unknown_all = counts.count;
	}
	return true;
}

static int
compare_id(const void *id, const void *entry)
{
	return strcmp(id, ((const struct quality_of_feed *)entry)->id);
}

static struct quality *
find(const struct feed_quality *of, const char *id)
{
	struct quality_of_feed *entry = NULL;

	if (of->count > 0)
		entry = bsearch(
		    id, of->feeds, of->count, sizeof(*of->feeds), compare_id);
	return entry ? &entry->quality : NULL;
}

/* Each other feed once; its own where it says the same thing twice. */
static void
add_twins(struct quality *quality, const struct published_listing *published,
    size_t at)
{
	for (size_t i = 0; i < published->parts_count; i++) {
		const char *other = published->parts[i]->sources[0].feed;
		bool told = i == at;

		for (size_t j = 0; j < i && !told; j++)
			told = j != at &&
			       strcmp(published->parts[j]->sources[0].feed,
				   other) == 0;
		if (!told)
			quality_add_twin(quality, other, 1);
	}
}

void
feed_quality_add(
    struct feed_quality *of, const struct published_listing *published)
{
	if (published->state != PUBLISHED_LIVE)
		return;
	for (size_t i = 0; i < published->parts_count; i++) {
		const struct listing *part = published->parts[i];
		struct quality *quality = find(of, part->sources[0].feed);

		if (!quality)
			continue;
		quality_add(quality, part);
		if (published->parts_count > 1)
			add_twins(quality, published, i);
	}
}

static void
listing_cb(void *arg, const struct published_listing *published)
{
	feed_quality_add(arg, published);
}

bool
feed_quality_read(
    struct feed_quality *of, struct record *record, const char *only)
{
	struct record_feed feed;
	struct arena arena = {0};
	enum record_result found;

	if (!feed_quality_begin(of, record))
		return false;
	if (!only)
		return record_published_listings(record, listing_cb, of) ==
		       RECORD_OK;
	found = record_feed_find(record, only, &arena, &feed);
	arena_clear(&arena);
	if (found == RECORD_NOT_FOUND)
		return true;
	return found == RECORD_OK && record_published_listings_of(record,
					 feed.row, listing_cb, of) == RECORD_OK;
}

const struct quality *
feed_quality_of(const struct feed_quality *of, const char *id)
{
	return find(of, id);
}

void
feed_quality_clear(struct feed_quality *of)
{
	for (size_t i = 0; i < of->count; i++)
		quality_clear(&of->feeds[i].quality);
	arena_clear(&of->arena);
	memset(of, 0, sizeof(*of));
}

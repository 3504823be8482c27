#include "importers/owner_report.h"

#include <string.h>

#include "importers/duplicates.h"
#include "schema/record_duplicate.h"

#define OLD_DAYS 365 /* checked longer ago: to be looked at */

/* Oldest first; without a date comes last of all that are old. */
static bool
is_older(day_t a, day_t b)
{
	return a != 0 && (b == 0 || a < b);
}

static void
old_keep(struct owner_report *report, const struct listing *listing)
{
	size_t at = report->old_count;

	report->old_total++;
	while (
	    at > 0 && is_older(listing->checked, report->old[at - 1].checked))
		at--;
	if (at == OWNER_OLD_SHOWN)
		return;
	if (report->old_count < OWNER_OLD_SHOWN)
		report->old_count++;
	memmove(report->old + at + 1, report->old + at,
	    (report->old_count - 1 - at) * sizeof(*report->old));
	report->old[at] = (struct owner_old){
	    arena_strdup(&report->arena, listing->name),
	    arena_strdup(&report->arena, listing->source_id), listing->checked};
}

static void
listing_cb(void *arg, const struct published_listing *published)
{
	struct owner_report *report = arg;

	feed_quality_add(&report->quality, published);
	if (published->state != PUBLISHED_LIVE)
		return;
	for (size_t i = 0; i < published->parts_count; i++) {
		const struct listing *part = published->parts[i];

		if (strcmp(part->sources[0].feed, report->facts.feed.id) == 0 &&
		    (part->checked == 0 ||
			report->today - part->checked > OLD_DAYS))
			old_keep(report, part);
	}
}

struct pairing {
	struct owner_report *report;
	struct record *record;
};

static char *
feed_title(struct pairing *pairing, const char *id)
{
	struct arena *arena = &pairing->report->arena;
	struct record_feed feed;

	if (record_feed_find(pairing->record, id, arena, &feed) != RECORD_OK ||
	    !feed.title)
		return arena_strdup(arena, id);
	return feed.title;
}

static char *
signs_of(struct arena *arena, const struct evidence *evidence)
{
	struct buf words = {0};
	char *text;

	for (size_t i = 0; i < N_SIGNS; i++) {
		if (evidence->points[i] <= 0)
			continue;
		if (words.length)
			buf_add_text(&words, ", ");
		buf_add_text(&words, sign_words((enum sign)i));
	}
	text = arena_strdup(arena, buf_text(&words));
	buf_clear(&words);
	return text;
}

static void
pair_keep(struct pairing *pairing, const struct duplicate_pair *pair,
    const struct listing *const listings[2], char *const feeds[2])
{
	struct owner_report *report = pairing->report;
	const char *id = report->facts.feed.id;
	struct arena *arena = &report->arena;
	struct owner_pair *kept;
	size_t first = strcmp(feeds[0], id) == 0 ? 0 : 1;

	if (strcmp(feeds[first], id) != 0)
		return;
	report->pairs_total++;
	if (report->pairs_count == OWNER_PAIRS_SHOWN)
		return;
	kept = &report->pairs[report->pairs_count++];
	for (size_t i = 0; i < 2; i++) {
		const struct listing *one =
		    listings[i == 0 ? first : 1 - first];

		kept->names[i] = arena_strdup(arena, one->name);
		kept->records[i] = arena_strdup(arena, one->source_id);
	}
	kept->other_feed = strcmp(feeds[1 - first], id) == 0
			       ? NULL
			       : feed_title(pairing, feeds[1 - first]);
	kept->signs = signs_of(arena, &pair->evidence);
	kept->joined = pair->joined;
}

static void
pair_cb(void *arg, const struct duplicate_pair *pair)
{
	struct pairing *pairing = arg;
	struct arena arena = {0};
	struct listing one, other;
	char *feeds[2];

	/* What a person kept apart is no longer likely. */
	if (!(pair->decided && !pair->joined) &&
	    record_compared_read(pairing->record, pair->one, &arena, &one,
		&feeds[0]) == RECORD_OK &&
	    record_compared_read(pairing->record, pair->other, &arena, &other,
		&feeds[1]) == RECORD_OK)
		pair_keep(pairing, pair,
		    (const struct listing *const[2]){&one, &other}, feeds);
	arena_clear(&arena);
}

static bool
pairs_read(struct owner_report *report, struct record *record)
{
	struct pairing pairing = {report, record};
	bool told;

	if (!record_begin(record))
		return false;
	told = duplicates_tell(record, pair_cb, &pairing);
	record_rollback(record);
	return told;
}

bool
owner_report_read(struct owner_report *report, struct record *record,
    const struct vocabulary *vocabulary, const char *id, time_t now)
{
	struct london today;

	memset(report, 0, sizeof(*report));
	date_london(now, &today);
	report->today = today.day;
	return feed_facts_read(record, id, &report->arena, &report->facts) &&
	       feed_quality_begin(&report->quality, record) &&
	       feed_quality_unknown(&report->quality, record, vocabulary) &&
	       record_published_listings_of(record, report->facts.feed.row,
		   listing_cb, report) == RECORD_OK &&
	       pairs_read(report, record);
}

void
owner_report_clear(struct owner_report *report)
{
	feed_quality_clear(&report->quality);
	arena_clear(&report->arena);
	memset(report, 0, sizeof(*report));
}

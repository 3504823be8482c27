/* A feed's report as its owner reads it. */
#include <stdio.h>
#include <string.h>

#include "importers/owner_report.h"
#include "importers/plain_text.h"
#include "schema/ageing.h"
#include "schema/hours.h"

#define RAISES_SHOWN 4
#define GROUPS_SHOWN 30

/* What ends a sentence that ends in these words. */
static const char *
stop(const char *words)
{
	size_t length = strlen(words);

	return length > 0 && strchr(".?!", words[length - 1]) ? "" : ".";
}

static const char *
many(long count)
{
	return count == 1 ? "" : "s";
}

/* "23 November 2026 at 3:10am" */
static char *
moment(struct arena *arena, time_t when)
{
	struct london at;

	date_london(when, &at);
	return arena_printf(arena, "%s at %s", date_long(arena, at.day),
	    hours_minute_text(arena, at.minute));
}

/* "6 hours" */
static char *
every_text(struct arena *arena, long seconds)
{
	static const struct {
		long seconds;
		const char *unit;
	} units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}};

	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		long count = seconds / units[i].seconds;

		if (seconds % units[i].seconds == 0 && count == 1)
			return arena_strdup(arena, units[i].unit);
		if (seconds % units[i].seconds == 0)
			return arena_printf(
			    arena, "%ld %ss", count, units[i].unit);
	}
	return arena_printf(arena, "%ld seconds", seconds);
}

static void
write_stored(
    struct buf *out, const struct feed_facts *facts, struct arena *arena)
{
	const struct record_run *run = &facts->stored;

	if (!facts->has_stored) {
		plain_paragraph(out, "", 0,
		    "We have not been able to read it yet: nothing of it is "
		    "in the directory.");
		return;
	}
	plain_printf(out, "", 0,
	    "We last took it up on %s: %ld record%s, of which %ld %s in the "
	    "directory and %ld %s refused. Compared with the time before: %ld "
	    "new, %ld changed, %ld gone.",
	    moment(arena, run->finished), run->records, many(run->records),
	    run->kept, run->kept == 1 ? "is" : "are", run->refused,
	    run->refused == 1 ? "was" : "were", run->added + run->revived,
	    run->changed, run->withdrawn);
}

/* The last attempt, where it came to nothing. */
static void
write_trouble(
    struct buf *out, const struct feed_facts *facts, struct arena *arena)
{
	const struct record_run *run = &facts->runs[0];
	const char *shows = facts->has_stored ? " The directory still shows "
						"what it showed before."
					      : "";

	const char *why = run->message ? run->message : "no reason is known";

	if (!facts->runs_count || run->outcome == RUN_DONE)
		return;
	buf_add_char(out, '\n');
	if (run->outcome == RUN_HELD) {
		plain_printf(out, "", 0,
		    "On %s we read it and held it back: %s%s%s If the change "
		    "is meant, tell whoever runs the directory, and it will "
		    "be taken up. If not, put the list right.",
		    moment(arena, run->finished), why, stop(why), shows);
		return;
	}
	plain_printf(out, "", 0,
	    "On %s we tried to read it, and could not: %s%s%s",
	    moment(arena, run->finished), why, stop(why), shows);
	if (facts->timetable.failures > 1)
		plain_printf(out, "", 0,
		    "It could not be read %ld times in a row.",
		    facts->timetable.failures);
}

static void
write_ageing(struct buf *out, const struct owner_report *report)
{
	struct london read;

	if (!report->facts.feed.read_since)
		return;
	date_london(report->facts.feed.read_since, &read);
	if (!ageing_reached(read.day, report->today, AGEING_SAY_DAYS))
		return;
	buf_add_char(out, '\n');
	plain_printf(out, "", 0,
	    "It was not read whole for %d days. After %d days each of its "
	    "listings says so; after %d they come last in every search; after "
	    "%d no search finds them.",
	    (int)(report->today - read.day), AGEING_SAY_DAYS, AGEING_LAST_DAYS,
	    AGEING_OUT_DAYS);
}

static void
write_reading(
    struct buf *out, const struct owner_report *report, struct arena *arena)
{
	const struct feed_facts *facts = &report->facts;

	plain_heading(out, "What we read");
	write_stored(out, facts, arena);
	write_trouble(out, facts, arena);
	write_ageing(out, report);
	buf_add_char(out, '\n');
	if (facts->timetable.on_hold)
		plain_paragraph(out, "", 0,
		    "It is on hold: it is not read again until whoever runs "
		    "the directory resumes it.");
	else if (facts->feed.every_s && facts->timetable.due)
		plain_printf(out, "", 0,
		    "We read it every %s, and next after %s.",
		    every_text(arena, facts->feed.every_s),
		    moment(arena, facts->timetable.due));
	else
		plain_paragraph(
		    out, "", 0, "It is read when somebody asks for it.");
}

static void
write_score(struct buf *out, const struct quality_part *parts, int score)
{
	char heading[40];

	snprintf(heading, sizeof(heading), "Score: %d of 100", score);
	plain_heading(out, heading);
	for (size_t i = 0; i < QUALITY_PARTS; i++) {
		char lead[40];

		snprintf(lead, sizeof(lead), "%5.0f of %2d  ", parts[i].points,
		    parts[i].weight);
		plain_printf(out, lead, strlen(lead), "%ld of %ld listings %s.",
		    parts[i].listings, parts[i].of, parts[i].counts);
	}
}

static void
write_raises(struct buf *out, const struct quality_part *parts)
{
	bool told[QUALITY_PARTS] = {false};

	for (int n = 1; n <= RAISES_SHOWN; n++) {
		const struct quality_part *part =
		    quality_next_raise(parts, told);
		char lead[16];

		if (!part)
			return;
		if (n == 1)
			plain_heading(out, "What would raise it most");
		snprintf(lead, sizeof(lead), "%d. ", n);
		plain_printf(out, lead, 3,
		    "Up to %.0f points: %s. %ld listing%s not yet.",
		    part->weight - part->points, part->raise,
		    part->of - part->listings,
		    part->of - part->listings == 1 ? " does" : "s do");
	}
}

static void
write_example(struct buf *out, const struct problem *problem)
{
	const char *source = problem_source_shown(problem);

	plain_printf(out, "   - ", 5, "%s%sline %ld%s%s: %s",
	    source ? source : "", source ? ", " : "", problem->line,
	    problem->record ? ", record " : "",
	    problem->record ? problem->record : "", problem->what);
}

static void
write_group(struct buf *out, size_t number, const struct problem_group *group)
{
	const char *field = problem_group_field(group);
	char lead[24];

	snprintf(lead, sizeof(lead), "%zu. ", number);
	plain_printf(out, lead, 3, "%ld time%s: %s%s%s%s %s.", group->count,
	    many(group->count), field ? field : "", field ? ": " : "",
	    group->what, stop(group->what), problem_kind_words(group->kind));
	if (group->mend)
		plain_printf(out, "   ", 3, "To mend it: %s", group->mend);
	for (size_t i = 0; i < group->examples_count; i++)
		write_example(out, group->examples[i]);
	if (group->count > (long)group->examples_count)
		plain_printf(out, "   ", 3, "and %ld more.",
		    group->count - (long)group->examples_count);
}

static void
write_problems(struct buf *out, const struct feed_facts *facts)
{
	plain_heading(out, "What is wrong, the most harmful first");
	if (!facts->groups_count)
		plain_paragraph(out, "", 0, "Nothing that we can see.");
	for (size_t i = 0; i < facts->groups_count && i < GROUPS_SHOWN; i++)
		write_group(out, i + 1, &facts->groups[i]);
	if (facts->groups_count > GROUPS_SHOWN)
		plain_printf(out, "", 0, "and %zu more kinds.",
		    facts->groups_count - GROUPS_SHOWN);
}

static void
write_unknown(struct buf *out, const struct quality *quality)
{
	if (!quality->unknown_all)
		return;
	plain_heading(out, "What we could not understand");
	plain_paragraph(out, "", 0,
	    "We do not know these categories of yours, so they help nobody "
	    "to find these listings. Tell whoever runs the directory what "
	    "they mean, or use words that people search for.");
	for (size_t i = 0; i < quality->unknown_count; i++) {
		const struct quality_unknown *unknown = &quality->unknown[i];

		plain_printf(out, "- ", 2, "%s: %ld listing%s", unknown->words,
		    unknown->listings, many(unknown->listings));
	}
	if (quality->unknown_all > (long)quality->unknown_count)
		plain_printf(out, "", 0, "and %ld more.",
		    quality->unknown_all - (long)quality->unknown_count);
}

static void
add_listing(struct buf *text, const char *name, const char *record)
{
	buf_printf(text, "\"%s\"", name ? name : "");
	if (record)
		buf_printf(text, " (record %s)", record);
}

static void
write_pairs(struct buf *out, const struct owner_report *report)
{
	if (!report->pairs_total)
		return;
	plain_heading(out, "What is likely there twice");
	for (size_t i = 0; i < report->pairs_count; i++) {
		const struct owner_pair *pair = &report->pairs[i];
		struct buf text = {0};

		add_listing(&text, pair->names[0], pair->records[0]);
		buf_add_text(&text, " and ");
		add_listing(&text, pair->names[1], pair->records[1]);
		if (pair->other_feed)
			buf_printf(&text, " of %s", pair->other_feed);
		buf_printf(&text, ": %s. %s", pair->signs,
		    pair->joined ? "We show them as one."
				 : "We show both: are they one?");
		plain_paragraph(out, "- ", 2, buf_text(&text));
		buf_clear(&text);
	}
	if (report->pairs_total > (long)report->pairs_count)
		plain_printf(out, "", 0, "and %ld more.",
		    report->pairs_total - (long)report->pairs_count);
}

static void
write_old(
    struct buf *out, const struct owner_report *report, struct arena *arena)
{
	if (!report->old_total)
		return;
	plain_heading(out, "Which listings are old");
	plain_printf(out, "", 0,
	    "%ld listing%s last checked over a year ago, or %s not say when. "
	    "People who search are told so, and told to phone first.",
	    report->old_total, report->old_total == 1 ? " was" : "s were",
	    report->old_total == 1 ? "does" : "do");
	for (size_t i = 0; i < report->old_count; i++) {
		const struct owner_old *old = &report->old[i];
		struct buf text = {0};

		add_listing(&text, old->name, old->record);
		buf_printf(&text, ": %s",
		    old->checked ? date_long(arena, old->checked)
				 : "date not given");
		plain_paragraph(out, "- ", 2, buf_text(&text));
		buf_clear(&text);
	}
	if (report->old_total > (long)report->old_count)
		plain_printf(out, "", 0, "and %ld more.",
		    report->old_total - (long)report->old_count);
}

/* What stays the same from day to day while nothing changes. */
static void
write_findings(struct buf *out, const struct owner_report *report,
    const struct quality *quality, struct arena *arena)
{
	struct quality_part parts[QUALITY_PARTS];
	int score = quality_score(quality, report->today, parts);

	write_problems(out, &report->facts);
	write_unknown(out, quality);
	if (quality->listings) {
		write_score(out, parts, score);
		write_raises(out, parts);
	}
	write_pairs(out, report);
	write_old(out, report, arena);
}

void
owner_report_text(struct buf *out, const struct owner_report *report)
{
	const struct record_feed *feed = &report->facts.feed;
	const struct quality *quality =
	    feed_quality_of(&report->quality, feed->id);
	struct arena arena = {0};

	plain_paragraph(out, "", 0, feed->title ? feed->title : feed->id);
	plain_printf(out, "", 0, "Report for its owner, %s",
	    date_long(&arena, report->today));
	buf_add_char(out, '\n');
	plain_paragraph(out, "", 0,
	    "This comes from the directory that reads your list, to help you "
	    "mend it. Line and record numbers are those of your document.");
	write_reading(out, report, &arena);
	if (quality)
		write_findings(out, report, quality, &arena);
	arena_clear(&arena);
}

void
owner_report_hash(
    const struct owner_report *report, unsigned char out[SHA256_BYTES])
{
	const struct quality *quality =
	    feed_quality_of(&report->quality, report->facts.feed.id);
	struct arena arena = {0};
	struct buf text = {0};

	if (quality)
		write_findings(&text, report, quality, &arena);
	sha256(buf_text(&text), text.length, out);
	buf_clear(&text);
	arena_clear(&arena);
}

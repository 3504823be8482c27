/* "status": feeds, their last runs, what operators decided. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "importers/changes.h"
#include "importers/commands.h"
#include "importers/feed_quality.h"
#include "importers/report.h"
#include "importers/status_json.h"
#include "importers/unknown.h"
#include "schema/inbox.h"
#include "schema/record_decision.h"
#include "schema/record_duplicate.h"
#include "schema/record_published.h"

#define PROBLEMS_SHOWN 50 /* --json has all that are kept */
#define UNKNOWN_SHOWN  20 /* categories; --json has all */
#define HELP_DAYS      90 /* then a helpline should be verified again */

struct showing {
	struct workshop *shop;
	struct json *json; /* NULL: for people */
	const char *only;  /* one feed's id, or NULL */
	bool found;
	time_t now;
	day_t today;
	struct feed_quality quality;
};

/* "3 days ago", by the day. */
static void
age_text(struct buf *out, const struct showing *showing, time_t when)
{
	struct arena arena = {0};
	struct london at;

	date_london(when, &at);
	buf_add_text(out, date_ago(&arena, at.day, showing->today));
	arena_clear(&arena);
}

static bool
overdue(const struct showing *showing, const struct record_feed *feed)
{
	return feed->every_s && feed->read_whole &&
	       showing->now - feed->read_whole > 2 * feed->every_s;
}

/* Of a feed that the timetable has met, or that was put on hold. */
static void
timetable_line(const struct feed_facts *facts, struct buf *line)
{
	const struct record_timetable *timetable = &facts->timetable;
	char when[DATE_INSTANT];

	if (!facts->timed)
		return;
	date_instant(timetable->due, when);
	if (timetable->on_hold)
		buf_add_text(line, "  timetable   on hold: signpost-import"
				   " resume");
	else
		buf_printf(line, "  timetable   not before %s", when);
	if (timetable->failures)
		buf_printf(line, ", after %ld failure%s in a row",
		    timetable->failures, timetable->failures == 1 ? "" : "s");
	buf_add_char(line, '\n');
}

/* All that is counted of the listings of one feed that was asked for. */
static void
quality_lines(const struct showing *showing, const struct feed_facts *facts,
    struct buf *line)
{
	const struct quality *quality =
	    feed_quality_of(&showing->quality, facts->feed.id);
	struct quality_part parts[QUALITY_PARTS];

	buf_printf(line, "  listings    %ld live", facts->counts.live);
	if (quality)
		buf_printf(line,
		    ": %ld with a phone, %ld with a postcode, %ld with hours,"
		    " %ld with an age, %ld with a date checked",
		    quality->with[QUALITY_PHONE], quality->with[QUALITY_WHERE],
		    quality->with[QUALITY_HOURS], quality->with[QUALITY_AGE],
		    quality->with[QUALITY_CHECKED]);
	buf_add_char(line, '\n');
	if (quality && quality->listings)
		buf_printf(line,
		    "  score       %d of 100: signpost-import report %s\n",
		    quality_score(quality, showing->today, parts),
		    facts->feed.id);
}

static void
feed_lines(struct showing *showing, const struct feed_facts *facts)
{
	const struct record_feed *feed = &facts->feed;
	struct buf line = {0};

	buf_printf(&line, "%s: %s\n", feed->id, feed->title);
	if (feed->publisher)
		buf_printf(&line, "  publisher   %s\n", feed->publisher);
	if (feed->licence)
		buf_printf(&line, "  licence     %s\n", feed->licence);
	quality_lines(showing, facts, &line);
	buf_add_text(&line, "  read whole  ");
	if (feed->read_whole)
		age_text(&line, showing, feed->read_whole);
	else
		buf_add_text(&line, "never");
	if (overdue(showing, feed))
		buf_add_text(&line, ": OVERDUE, its owner promised more");
	buf_add_char(&line, '\n');
	timetable_line(facts, &line);
	if (facts->is_held)
		changes_held_text(&line, &facts->held, facts->feed.id);
	fputs(buf_text(&line), stdout);
	buf_clear(&line);
}

static void
run_text(const struct record_run *run)
{
	char when[DATE_INSTANT];

	date_instant(run->started, when);
	printf("  run %-7ld %s %s", run->number, when,
	    record_run_outcome_name(run->outcome));
	if (run->outcome == RUN_DONE)
		printf(": %ld records, %ld kept, %ld refused; %ld new, %ld"
		       " came back, %ld changed, %ld withdrawn, %ld as"
		       " before; %ld problems",
		    run->records, run->kept, run->refused, run->added,
		    run->revived, run->changed, run->withdrawn, run->unchanged,
		    run->problems);
	if (run->message)
		printf(
		    run->outcome == RUN_DONE ? " (%s)" : ": %s", run->message);
	putchar('\n');
}

static void
unknown_say(const struct showing *showing, const struct feed_facts *facts)
{
	struct buf lines = {0};

	unknown_text(&lines, showing->shop->record, showing->shop->vocabulary,
	    facts->feed.row, UNKNOWN_SHOWN);
	fputs(buf_text(&lines), stdout);
	buf_clear(&lines);
}

static void
feed_text(struct showing *showing, const struct feed_facts *facts)
{
	size_t runs = showing->only ? facts->runs_count : 1;
	size_t problems = showing->only ? facts->last_problems_count : 0;

	feed_lines(showing, facts);
	for (size_t i = 0; i < runs && i < facts->runs_count; i++)
		run_text(&facts->runs[i]);
	for (size_t i = 0; i < problems && i < PROBLEMS_SHOWN; i++) {
		struct buf line = {0};

		problem_text(&line, facts->feed.id, &facts->problems[i]);
		printf("    %s\n", buf_text(&line));
		buf_clear(&line);
	}
	if (showing->only)
		unknown_say(showing, facts);
}

static void
feed_json(struct showing *showing, const struct feed_facts *facts)
{
	const struct record_feed *feed = &facts->feed;

	status_json_feed(showing->json, facts,
	    feed_quality_of(&showing->quality, feed->id), showing->today,
	    overdue(showing, feed));
	unknown_json(showing->json, showing->shop->record,
	    showing->shop->vocabulary, feed->row);
	json_close(showing->json, '}');
}

static void
feed_cb(void *arg, const struct record_feed *feed)
{
	struct showing *showing = arg;
	struct record *record = showing->shop->record;
	struct arena arena = {0};
	struct feed_facts facts;

	if (showing->only && strcmp(showing->only, feed->id) != 0)
		return;
	showing->found = true;
	if (feed_facts_read(record, feed->id, &arena, &facts)) {
		if (showing->json)
			feed_json(showing, &facts);
		else
			feed_text(showing, &facts);
	}
	arena_clear(&arena);
}

/* What the configuration names and nobody has ever read. */
static void
show_unread(struct showing *showing)
{
	const struct feeds_conf *conf = &showing->shop->conf;

	for (size_t i = 0; i < conf->count; i++) {
		const char *id = conf->feeds[i].id;
		struct arena arena = {0};
		struct record_feed feed;
		bool unread = record_feed_find(showing->shop->record, id,
				  &arena, &feed) == RECORD_NOT_FOUND &&
			      conf->feeds[i].role == FEED_ROLE_LISTINGS;

		arena_clear(&arena);
		if (!unread || (showing->only && strcmp(showing->only, id)))
			continue;
		showing->found = true;
		if (!showing->json) {
			printf("%s: in the configuration, not read yet\n", id);
			continue;
		}
		json_open(showing->json, NULL, '{');
		json_string(showing->json, "id", id);
		json_bool(showing->json, "unread", true);
		json_close(showing->json, '}');
	}
}

static void
decision_cb(void *arg, const struct record_decision *made)
{
	struct showing *showing = arg;
	char until[DATE_TEXT], when[DATE_INSTANT];

	if (showing->only && strcmp(showing->only, made->feed) != 0)
		return;
	date_text(made->until, until);
	date_instant(made->made, when);
	if (showing->json) {
		json_open(showing->json, NULL, '{');
		json_string(showing->json, "code", made->code);
		json_string(showing->json, "feed", made->feed);
		json_string(showing->json, "name", made->name);
		json_bool(showing->json, "hidden", made->hidden);
		json_string_if(showing->json, "field", made->field);
		json_string_if(showing->json, "value", made->value);
		json_string_if(showing->json, "reason", made->reason);
		day_json(showing->json, "until", made->until);
		json_string(showing->json, "made", when);
		json_close(showing->json, '}');
		return;
	}
	if (made->hidden)
		printf("hidden     %s  %s (%s): %s\n", made->code, made->name,
		    made->feed, made->reason ? made->reason : "");
	else
		printf("corrected  %s  %s (%s): %s is '%s'%s%s\n", made->code,
		    made->name, made->feed, made->field, made->value,
		    made->until ? " until " : "", made->until ? until : "");
}

static void
pair_cb(void *arg, const struct record_pair_decision *made)
{
	struct showing *showing = arg;
	char when[DATE_INSTANT];

	date_instant(made->made, when);
	if (!showing->json) {
		printf("%-10s %s  %s and %s  %s\n",
		    made->same ? "same" : "different", made->codes[0],
		    made->names[0], made->codes[1], made->names[1]);
		return;
	}
	json_open(showing->json, NULL, '{');
	json_open(showing->json, "codes", '[');
	json_string(showing->json, NULL, made->codes[0]);
	json_string(showing->json, NULL, made->codes[1]);
	json_close(showing->json, ']');
	json_bool(showing->json, "same", made->same);
	json_string(showing->json, "made", when);
	json_close(showing->json, '}');
}

/* Of the whole directory: which listings are one, and who said so. */
static void
show_duplicates(struct showing *showing)
{
	struct record *record = showing->shop->record;
	long joined = record_joined_count(record);

	if (showing->only)
		return;
	if (showing->json) {
		json_integer(showing->json, "joined", joined);
		json_open(showing->json, "pairs", '[');
	} else if (joined) {
		printf("joined     %ld listing%s more than one source:"
		       " signpost-import duplicates\n",
		    joined, joined == 1 ? " has" : "s have");
	}
	record_pair_decisions(record, pair_cb, showing);
	if (showing->json)
		json_close(showing->json, ']');
}

/* A number that nobody looked at for long is a danger: it is said here. */
static void
helpline_cb(void *arg, const struct served_helpline *line)
{
	struct showing *showing = arg;
	long days = showing->today - line->verified;

	if (line->verified && days <= HELP_DAYS)
		return;
	if (line->verified)
		printf("helpline   %s: verified %ld days ago, look again\n",
		    line->name, days);
	else
		printf("helpline   %s: nobody verified it, not shown\n",
		    line->name);
}

/* What visitors told and nobody is done with. */
static void
show_inbox(struct showing *showing)
{
	struct inbox inbox;

	if (showing->only ||
	    !inbox_read(showing->shop->options->data_folder, &inbox))
		return;
	if (showing->json)
		json_integer(showing->json, "reports", (long)inbox.count);
	else if (inbox.count)
		printf("inbox      %zu visitor%s: signpost-import reports\n",
		    inbox.count, inbox.count == 1 ? "'s report" : "s' reports");
	inbox_clear(&inbox);
}

static void
show_all(struct showing *showing)
{
	struct record *record = showing->shop->record;

	if (showing->json) {
		json_open(showing->json, NULL, '{');
		json_open(showing->json, "feeds", '[');
	}
	record_feeds(record, feed_cb, showing);
	show_unread(showing);
	if (showing->json) {
		json_close(showing->json, ']');
		json_open(showing->json, "decisions", '[');
	}
	record_decisions(record, decision_cb, showing);
	if (showing->json) {
		json_close(showing->json, ']');
		show_duplicates(showing);
		show_inbox(showing);
		json_bool(showing->json, "publish_needed",
		    workshop_publish_needed(showing->shop));
		json_close(showing->json, '}');
		return;
	}
	show_duplicates(showing);
	show_inbox(showing);
	if (!showing->only)
		record_published_helplines(record, helpline_cb, showing);
	if (!showing->found && !showing->only)
		puts("No feed was imported yet.");
	if (workshop_publish_needed(showing->shop))
		puts("The record holds changes that are not published:"
		     " signpost-import publish");
}

int
command_status(const struct options *options)
{
	struct workshop shop;
	struct buf out = {0};
	struct json json = {.out = &out};
	struct showing showing = {.shop = &shop,
	    .json = options->json ? &json : NULL,
	    .now = time(NULL)};
	struct london today;

	if (options->changes)
		return command_changes(options);
	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	date_london(showing.now, &today);
	showing.today = today.day;
	if (options->arguments_count)
		showing.only = options->arguments[0];
	/* Of a large directory that takes its time: where it is asked for. */
	if ((!showing.json && !showing.only) ||
	    feed_quality_read(&showing.quality, shop.record, showing.only))
		show_all(&showing);
	if (options->json)
		puts(buf_text(&out));
	fflush(stdout);
	buf_clear(&out);
	if (showing.only && !showing.found)
		log_line("%s: there is no such feed", showing.only);
	feed_quality_clear(&showing.quality);
	workshop_close(&shop);
	return showing.only && !showing.found ? EXIT_FAILED : EXIT_DONE;
}

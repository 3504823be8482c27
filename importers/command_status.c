/* "status": feeds, their last runs, what operators decided. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "importers/commands.h"
#include "importers/report.h"
#include "schema/record_decision.h"
#include "schema/record_duplicate.h"
#include "schema/record_published.h"
#include "schema/record_timetable.h"

#define RUNS_SHOWN     5  /* of one feed */
#define PROBLEMS_SHOWN 50 /* --json has all that are kept */
#define HELP_DAYS      90 /* then a helpline should be verified again */

struct showing {
	struct workshop *shop;
	struct json *json; /* NULL: for people */
	const char *only;  /* one feed's id, or NULL */
	bool found;
	time_t now;
	day_t today;
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
timetable_line(
    struct showing *showing, const struct record_feed *feed, struct buf *line)
{
	struct record_timetable timetable;
	char when[DATE_INSTANT];

	if (record_timetable_find(
		showing->shop->record, feed->id, &timetable) != RECORD_OK)
		return;
	date_instant(timetable.due, when);
	if (timetable.on_hold)
		buf_add_text(line, "  timetable   on hold: signpost-import"
				   " resume");
	else
		buf_printf(line, "  timetable   not before %s", when);
	if (timetable.failures)
		buf_printf(line, ", after %ld failure%s in a row",
		    timetable.failures, timetable.failures == 1 ? "" : "s");
	buf_add_char(line, '\n');
}

static void
feed_line(struct showing *showing, const struct record_feed *feed,
    const struct record_feed_counts *counts)
{
	struct buf line = {0};

	buf_printf(&line, "%s: %s\n", feed->id, feed->title);
	if (feed->publisher)
		buf_printf(&line, "  publisher   %s\n", feed->publisher);
	if (feed->licence)
		buf_printf(&line, "  licence     %s\n", feed->licence);
	buf_printf(&line,
	    "  listings    %ld live: %ld with a phone, %ld with a postcode,"
	    " %ld with hours, %ld with an age, %ld with a date checked\n",
	    counts->live, counts->with_phone, counts->with_postcode,
	    counts->with_hours, counts->with_age, counts->with_checked);
	buf_add_text(&line, "  read whole  ");
	if (feed->read_whole)
		age_text(&line, showing, feed->read_whole);
	else
		buf_add_text(&line, "never");
	if (overdue(showing, feed))
		buf_add_text(&line, ": OVERDUE, its owner promised more");
	buf_add_char(&line, '\n');
	timetable_line(showing, feed, &line);
	fputs(buf_text(&line), stdout);
	buf_clear(&line);
}

static void
run_text_cb(void *arg UNUSED, const struct record_run *run)
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
		printf(run->outcome == RUN_DONE ? " (%s)" : ": %s",
		    run->message);
	putchar('\n');
}

static void
problem_text_cb(void *arg, const struct problem *problem)
{
	const struct record_feed *feed = arg;
	struct buf line = {0};

	problem_text(&line, feed->id, problem);
	printf("    %s\n", buf_text(&line));
	buf_clear(&line);
}

static void
last_run_cb(void *arg, const struct record_run *run)
{
	*(long *)arg = run->number;
}

static void
run_json_cb(void *arg, const struct record_run *run)
{
	struct json *json = arg;

	json_open(json, NULL, '{');
	json_integer(json, "run", run->number);
	instant_json(json, "started", run->started);
	instant_json(json, "finished", run->finished);
	json_string(json, "outcome", record_run_outcome_name(run->outcome));
	json_string_if(json, "message", run->message);
	json_string_if(json, "mapping", run->mapping);
	json_integer(json, "records", run->records);
	json_integer(json, "kept", run->kept);
	json_integer(json, "refused", run->refused);
	json_integer(json, "added", run->added);
	json_integer(json, "revived", run->revived);
	json_integer(json, "changed", run->changed);
	json_integer(json, "withdrawn", run->withdrawn);
	json_integer(json, "unchanged", run->unchanged);
	json_integer(json, "problems", run->problems);
	json_close(json, '}');
}

static void
problem_json_cb(void *arg, const struct problem *problem)
{
	problem_json(arg, problem);
}

static void
feed_json(struct showing *showing, const struct record_feed *feed,
    const struct record_feed_counts *counts, long last_run)
{
	struct json *json = showing->json;
	struct record *record = showing->shop->record;
	struct record_timetable timetable;

	json_open(json, NULL, '{');
	json_string(json, "id", feed->id);
	json_string_if(json, "title", feed->title);
	json_string_if(json, "publisher", feed->publisher);
	json_string_if(json, "licence", feed->licence);
	json_string_if(json, "area", feed->area);
	json_string_if(json, "source", feed->source);
	json_string_if(json, "owner", feed->owner);
	json_integer(json, "listings", counts->live);
	json_integer(json, "with_phone", counts->with_phone);
	json_integer(json, "with_postcode", counts->with_postcode);
	json_integer(json, "with_hours", counts->with_hours);
	json_integer(json, "with_age", counts->with_age);
	json_integer(json, "with_checked", counts->with_checked);
	instant_json(json, "read_whole", feed->read_whole);
	day_json(json, "data_day", (day_t)feed->data_day);
	json_bool(json, "overdue", overdue(showing, feed));
	if (record_timetable_find(record, feed->id, &timetable) == RECORD_OK) {
		json_bool(json, "on_hold", timetable.on_hold);
		json_integer(json, "failures", timetable.failures);
		instant_json(json, "due", timetable.due);
	}
	json_open(json, "runs", '[');
	record_runs(record, feed->row, RUNS_SHOWN, run_json_cb, json);
	json_close(json, ']');
	json_open(json, "problem_list", '[');
	record_problems(
	    record, last_run, PROBLEM_MAX_KEPT, problem_json_cb, json);
	json_close(json, ']');
	json_close(json, '}');
}

static void
feed_cb(void *arg, const struct record_feed *feed)
{
	struct showing *showing = arg;
	struct record *record = showing->shop->record;
	struct record_feed_counts counts;
	long last_run = 0;

	if (showing->only && strcmp(showing->only, feed->id) != 0)
		return;
	showing->found = true;
	record_feed_count(record, feed->row, &counts);
	record_runs(record, feed->row, 1, last_run_cb, &last_run);
	if (showing->json) {
		feed_json(showing, feed, &counts, last_run);
		return;
	}
	feed_line(showing, feed, &counts);
	record_runs(record, feed->row, showing->only ? RUNS_SHOWN : 1,
	    run_text_cb, NULL);
	if (showing->only && last_run)
		record_problems(record, last_run, PROBLEMS_SHOWN,
		    problem_text_cb, (void *)feed);
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

static void
show_all(struct showing *showing)
{
	struct record *record = showing->shop->record;

	if (showing->json) {
		json_open(showing->json, NULL, '{');
		json_open(showing->json, "feeds", '[');
	}
	record_feeds(record, feed_cb, showing);
	if (showing->json) {
		json_close(showing->json, ']');
		json_open(showing->json, "decisions", '[');
	}
	record_decisions(record, decision_cb, showing);
	if (showing->json) {
		json_close(showing->json, ']');
		show_duplicates(showing);
		json_bool(showing->json, "publish_needed",
		    workshop_publish_needed(showing->shop));
		json_close(showing->json, '}');
		return;
	}
	show_duplicates(showing);
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

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	date_london(showing.now, &today);
	showing.today = today.day;
	if (options->arguments_count)
		showing.only = options->arguments[0];
	show_all(&showing);
	if (options->json)
		puts(buf_text(&out));
	fflush(stdout);
	buf_clear(&out);
	if (showing.only && !showing.found)
		log_line("%s: there is no such feed", showing.only);
	workshop_close(&shop);
	return showing.only && !showing.found ? EXIT_FAILED : EXIT_DONE;
}

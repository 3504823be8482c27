#include "importers/status_json.h"

#include "importers/changes.h"
#include "importers/report.h"

static void
run_json(struct json *json, const struct record_run *run)
{
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
counts_json(struct json *json, const struct quality *quality)
{
	json_open(json, "with", '{');
	for (int i = 0; i < N_QUALITY_DETAILS; i++)
		json_integer(json, quality_detail_name((enum quality_detail)i),
		    quality->with[i]);
	json_close(json, '}');
	json_integer(json, "faulty", quality->faulty);
	json_open(json, "duplicates", '[');
	for (size_t i = 0; i < quality->twins_count; i++) {
		json_open(json, NULL, '{');
		json_string(json, "feed", quality->twins[i].feed);
		json_integer(json, "listings", quality->twins[i].listings);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void
ages_json(struct json *json, const struct quality *quality, day_t today)
{
	long ages[N_QUALITY_AGES];

	quality_ages(quality, today, ages);
	json_open(json, "checked", '{');
	for (int i = 0; i < N_QUALITY_AGES; i++)
		json_integer(
		    json, quality_age_name((enum quality_age)i), ages[i]);
	json_close(json, '}');
}

static void
score_json(struct json *json, const struct quality *quality, day_t today)
{
	struct quality_part parts[QUALITY_PARTS];

	json_integer(json, "score", quality_score(quality, today, parts));
	json_open(json, "parts", '[');
	for (size_t i = 0; i < QUALITY_PARTS; i++) {
		json_open(json, NULL, '{');
		json_string(json, "name", parts[i].name);
		json_string(json, "counts", parts[i].counts);
		json_integer(json, "listings", parts[i].listings);
		json_integer(json, "of", parts[i].of);
		json_decimal(json, "points", parts[i].points, 1);
		json_integer(json, "weight", parts[i].weight);
		json_string(json, "raise", parts[i].raise);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void
groups_json(struct json *json, const struct feed_facts *facts)
{
	json_open(json, "problem_groups", '[');
	for (size_t i = 0; i < facts->groups_count; i++) {
		const struct problem_group *group = &facts->groups[i];

		json_open(json, NULL, '{');
		json_string(json, "kind", problem_kind_name(group->kind));
		json_string_if(json, "field", group->field);
		json_string(json, "what", group->what);
		json_string_if(json, "mend", group->mend);
		json_integer(json, "count", group->count);
		json_open(json, "examples", '[');
		for (size_t j = 0; j < group->examples_count; j++)
			problem_json(json, group->examples[j]);
		json_close(json, ']');
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void
timetable_json(struct json *json, const struct feed_facts *facts, bool overdue)
{
	const struct record_feed *feed = &facts->feed;

	instant_json(json, "read_whole", feed->read_whole);
	day_json(json, "data_day", (day_t)feed->data_day);
	if (feed->every_s)
		json_integer(json, "every_s", feed->every_s);
	json_bool(json, "overdue", overdue);
	if (!facts->timed)
		return;
	json_bool(json, "on_hold", facts->timetable.on_hold);
	json_integer(json, "failures", facts->timetable.failures);
	instant_json(json, "due", facts->timetable.due);
}

void
status_json_feed(struct json *json, const struct feed_facts *facts,
    const struct quality *quality, day_t today, bool overdue)
{
	const struct record_feed *feed = &facts->feed;

	json_open(json, NULL, '{');
	json_string(json, "id", feed->id);
	json_string_if(json, "title", feed->title);
	json_string_if(json, "publisher", feed->publisher);
	json_string_if(json, "licence", feed->licence);
	json_string_if(json, "area", feed->area);
	json_string_if(json, "source", feed->source);
	json_string_if(json, "owner", feed->owner);
	json_integer(json, "listings", facts->counts.live);
	timetable_json(json, facts, overdue);
	json_open(json, "quality", '{');
	score_json(json, quality, today);
	counts_json(json, quality);
	ages_json(json, quality, today);
	json_close(json, '}');
	if (facts->is_held)
		changes_held_json(json, &facts->held);
	json_open(json, "runs", '[');
	for (size_t i = 0; i < facts->runs_count; i++)
		run_json(json, &facts->runs[i]);
	json_close(json, ']');
	groups_json(json, facts);
	json_open(json, "problem_list", '[');
	for (size_t i = 0; i < facts->last_problems_count; i++)
		problem_json(json, &facts->problems[i]);
	json_close(json, ']');
}

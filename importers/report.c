#include "importers/report.h"

#include "base/date.h"
#include "schema/problem_group.h"

static const char *const result_name[] = {
    [IMPORT_OK] = "done",
    [IMPORT_REFUSALS] = "done",
    [IMPORT_HELD] = "held",
    [IMPORT_FAILED] = "failed",
    [IMPORT_BUSY] = "busy",
};

static void
counts_text(struct buf *out, const struct import_report *report)
{
	const struct record_run *run = &report->run;

	buf_printf(out, "%ld records, %ld kept (%ld new, ", run->records,
	    run->kept, run->added);
	if (run->revived)
		buf_printf(out, "%ld came back, ", run->revived);
	buf_printf(
	    out, "%ld changed, %ld as before)", run->changed, run->unchanged);
	if (run->refused)
		buf_printf(out, ", %ld refused", run->refused);
	if (report->summary.deleted)
		buf_printf(
		    out, ", %ld its source deletes", report->summary.deleted);
	if (report->summary.skipped)
		buf_printf(out, ", %ld left out as the mapping says",
		    report->summary.skipped);
	if (run->withdrawn)
		buf_printf(out, ", %ld withdrawn", run->withdrawn);
}

void
report_text(struct buf *out, const struct import_report *report,
    enum import_result result, bool dry_run)
{
	const struct record_run *run = &report->run;

	buf_printf(out, "%s: ", report->feed);
	if (result != IMPORT_OK && result != IMPORT_REFUSALS) {
		buf_printf(out, "%s: %s", result_name[result],
		    run->message ? run->message : "");
		if (result == IMPORT_HELD)
			buf_printf(out,
			    dry_run ? "; --accept-shrink takes it"
				    : "; if that is right, \"signpost-import"
				      " accept %s\" takes it",
			    report->feed);
		return;
	}
	if (dry_run)
		buf_add_text(out, "would be ");
	counts_text(out, report);
	if (run->problems)
		buf_printf(out, "; %ld problem%s", run->problems,
		    run->problems == 1 ? "" : "s");
	if (run->mapping)
		buf_printf(out, "; mapping %s", run->mapping);
	if (!run->full)
		buf_add_text(out, "; it says only what changed");
	else if (!run->whole)
		buf_add_text(
		    out, "; not all pages were there, nothing is withdrawn");
	if (!dry_run)
		return;
	for (size_t i = 0; i < report->changes_count; i++)
		buf_printf(out, "%s%s of %ld",
		    i ? ", " : "; by field: ", report->changes[i].field,
		    report->changes[i].listings);
}

void
instant_json(struct json *json, const char *key, time_t when)
{
	char text[DATE_INSTANT];

	if (!when)
		return;
	date_instant(when, text);
	json_string(json, key, text);
}

void
day_json(struct json *json, const char *key, day_t day)
{
	char text[DATE_TEXT];

	if (!day)
		return;
	date_text(day, text);
	json_string(json, key, text);
}

void
problem_json(struct json *json, const struct problem *problem)
{
	json_open(json, NULL, '{');
	json_string(json, "kind", problem_kind_name(problem->kind));
	json_string_if(json, "source", problem->source);
	json_integer(json, "line", problem->line);
	if (problem->column)
		json_integer(json, "column", problem->column);
	json_string_if(json, "record", problem->record);
	json_string_if(json, "field", problem->field);
	json_string_if(json, "what", problem->what);
	json_string_if(json, "done", problem->done);
	json_close(json, '}');
}

static void
unused_json(struct json *json, const struct reader_summary *summary)
{
	json_open(json, "unused", '[');
	for (size_t i = 0; i < summary->unused_count; i++) {
		json_open(json, NULL, '{');
		json_string(json, "path", summary->unused[i].path);
		json_integer(json, "count", summary->unused[i].count);
		json_integer(json, "line", summary->unused[i].first_line);
		json_string_if(json, "example", summary->unused[i].example);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_open(json, "idle", '[');
	for (size_t i = 0; i < summary->idle_count; i++) {
		json_open(json, NULL, '{');
		json_integer(json, "line", summary->idle[i].line);
		json_string(json, "statement", summary->idle[i].text);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_open(json, "skips", '[');
	for (size_t i = 0; i < summary->skips_count; i++) {
		json_open(json, NULL, '{');
		json_integer(json, "line", summary->skips[i].line);
		json_string(json, "statement", summary->skips[i].text);
		json_integer(json, "count", summary->skips[i].count);
		json_integer(json, "first", summary->skips[i].first_line);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void
changes_json(struct json *json, const struct import_report *report)
{
	json_open(json, "changes", '{');
	for (size_t i = 0; i < report->changes_count; i++)
		json_integer(json, report->changes[i].field,
		    report->changes[i].listings);
	json_close(json, '}');
}

void
report_json(struct json *json, const struct import_report *report,
    enum import_result result, bool dry_run)
{
	const struct record_run *run = &report->run;

	json_string(json, "feed", report->feed);
	json_string(json, "outcome", result_name[result]);
	json_string_if(json, "message", run->message);
	json_bool(json, "dry_run", dry_run);
	json_string_if(json, "mapping", run->mapping);
	instant_json(json, "started", run->started);
	json_bool(json, "full", run->full);
	json_bool(json, "whole", run->whole);
	json_integer(json, "bytes", run->bytes);
	json_integer(json, "records", run->records);
	json_integer(json, "kept", run->kept);
	json_integer(json, "refused", run->refused);
	json_integer(json, "deleted", report->summary.deleted);
	json_integer(json, "skipped", report->summary.skipped);
	json_integer(json, "added", run->added);
	json_integer(json, "revived", run->revived);
	json_integer(json, "changed", run->changed);
	json_integer(json, "unchanged", run->unchanged);
	json_integer(json, "withdrawn", run->withdrawn);
	json_integer(json, "problems", run->problems);
	changes_json(json, report);
	unused_json(json, &report->summary);
}

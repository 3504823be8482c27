#include "importers/helplines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "importers/documents.h"
#include "importers/mapping_files.h"
#include "importers/normalise.h"
#include "schema/record_helpline.h"
#include "schema/record_published.h"

/* The countries a line may be for; any other word means none of them. */
static const char *const nations[] = {
    "England", "Scotland", "Wales", "Northern Ireland"};

struct helplines {
	const struct importer *importer;
	const struct import_job *job;
	const struct import_listener *listener;
	struct import_report *report;
	struct arena *arena;
	struct normaliser normaliser;
	struct served_helpline *lines;
	size_t count;
	bool refused; /* the whole document */
};

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct helplines *helplines = arg;

	helplines->report->run.problems++;
	if (problem->kind == PROBLEM_DOCUMENT) {
		helplines->refused = true;
		if (!helplines->report->run.message)
			helplines->report->run.message =
			    arena_strdup(helplines->arena, problem->what);
	}
	helplines->listener->problem(
	    helplines->listener->arg, helplines->report->feed, problem);
}

static void
line_problem(struct helplines *helplines, const struct listing *listing,
    enum problem_kind kind, const char *what, const char *done)
{
	struct problem problem = {.kind = kind,
	    .line = listing->line > 0 ? listing->line : 1,
	    .record = listing->name,
	    .what = what,
	    .done = done};

	if (kind == PROBLEM_RECORD)
		helplines->report->run.refused++;
	problem_cb(helplines, &problem);
}

static char *
nation_of(struct arena *arena, const struct listing *listing)
{
	for (size_t i = 0; i < listing->areas_count; i++) {
		const char *name = listing->areas[i].name;

		for (size_t j = 0; name && j < ARRAY_LEN(nations); j++) {
			if (strcasecmp(name, nations[j]) == 0)
				return arena_strdup(arena, nations[j]);
		}
	}
	return NULL;
}

static void
line_keep(struct helplines *helplines, const struct listing *listing)
{
	struct arena *arena = helplines->arena;
	struct served_helpline *line;

	helplines->lines = arena_grow(arena, helplines->lines, helplines->count,
	    sizeof(*helplines->lines));
	line = &helplines->lines[helplines->count++];
	memset(line, 0, sizeof(*line));
	line->name = arena_strdup(arena, listing->name);
	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *phone = &listing->phones[i];

		if (phone->text && !line->text_number)
			line->text_number = arena_strdup(arena, phone->show);
		else if (!phone->text && !line->number)
			line->number = arena_strdup(arena, phone->show);
	}
	line->nation = nation_of(arena, listing);
	line->hours = arena_strdup(arena, listing->hours);
	line->summary = arena_strdup(
	    arena, listing->summary ? listing->summary : listing->description);
	line->who = arena_strdup(arena, listing->eligibility);
	line->cost = arena_strdup(arena, listing->fees);
	line->source = arena_strdup(arena, listing->url);
	line->verified = listing->checked;
	line->openings_count = listing->openings_count;
	line->openings = arena_alloc(
	    arena, (listing->openings_count + 1) * sizeof(*line->openings));
	for (size_t i = 0; i < listing->openings_count; i++) {
		line->openings[i] = listing->openings[i];
		line->openings[i].note =
		    arena_strdup(arena, listing->openings[i].note);
	}
}

static void
listing_cb(void *arg, struct listing *listing)
{
	struct helplines *helplines = arg;
	bool dialled = false;

	normalise_listing(&helplines->normaliser, listing);
	for (size_t i = 0; i < listing->phones_count; i++)
		dialled |= listing->phones[i].dial != NULL;
	if (!listing->name || !dialled) {
		line_problem(helplines, listing, PROBLEM_RECORD,
		    listing->name ? "it has no number that can be dialled"
				  : "it has no name",
		    "not taken");
		return;
	}
	if (!listing->checked)
		line_problem(helplines, listing, PROBLEM_NOTE,
		    "nobody verified it", "it is not shown");
	line_keep(helplines, listing);
	helplines->report->run.kept++;
}

static bool
helplines_read(struct helplines *helplines, struct documents *documents)
{
	const struct reader_handler handler = {
	    .arg = helplines, .listing = listing_cb, .problem = problem_cb};
	struct reader_mapping *mappings =
	    arena_alloc(helplines->arena, sizeof(*mappings));
	struct record_run *run = &helplines->report->run;
	struct reader_job job = {
	    .mappings = mappings,
	    .mappings_count = 1,
	    .mapping_chosen = true,
	    .sources = documents->sources,
	    .sources_count = documents->count,
	};
	char error[1000];
	bool known;

	if (helplines->job->mapping)
		known = mapping_file_read(helplines->job->mapping,
		    helplines->arena, mappings, error, sizeof(error));
	else
		known = mapping_files_shipped(helplines->arena, &mappings,
		    &job.mappings_count, error, sizeof(error));
	job.mappings = mappings;
	job.mapping_chosen = helplines->job->mapping != NULL;
	if (!known) {
		problem_cb(helplines, &(struct problem){.line = 1,
					  .what = error,
					  .done = "nothing was changed"});
		return false;
	}
	if (reader_run(&job, &handler, helplines->arena,
		&helplines->report->summary) != READER_OK)
		helplines->refused = true;
	run->mapping = helplines->report->summary.mapping;
	run->records = helplines->report->summary.records;
	run->bytes = helplines->report->summary.bytes;
	run->full = run->whole = true;
	return !helplines->refused && helplines->count > 0;
}

/* The lines as text, to see whether anything changed. */
static void
line_text(struct buf *out, const struct served_helpline *line)
{
	const char *texts[] = {line->name, line->number, line->text_number,
	    line->nation, line->hours, line->summary, line->who, line->cost,
	    line->source};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		buf_add_text(out, texts[i]);
		buf_add_char(out, '\n');
	}
	buf_printf(out, "%d\n", (int)line->verified);
	for (size_t i = 0; i < line->openings_count; i++)
		buf_printf(out, "%d %d %d %s\n", line->openings[i].weekday,
		    line->openings[i].opens, line->openings[i].closes,
		    line->openings[i].note ? line->openings[i].note : "");
}

/* The lines that the record holds, each with all that it says. */
struct kept {
	struct kept_line {
		char *name, *text;
	} * lines;
	size_t count;
};

static char *
line_said(const struct served_helpline *line)
{
	struct buf said = {0};

	line_text(&said, line);
	return buf_take(&said);
}

static void
kept_cb(void *arg, const struct served_helpline *line)
{
	struct kept *kept = arg;

	kept->lines =
	    grow_array(kept->lines, kept->count, sizeof(*kept->lines));
	kept->lines[kept->count++] = (struct kept_line){
	    xstrdup(line->name != NULL ? line->name : ""), line_said(line)};
}

static void
kept_clear(struct kept *kept)
{
	for (size_t i = 0; i < kept->count; i++) {
		free(kept->lines[i].name);
		free(kept->lines[i].text);
	}
	free(kept->lines);
}

/* Counts a line of the file against what the record holds. */
static void
count_line(const struct kept *kept, const struct served_helpline *line,
    struct record_run *run)
{
	char *said = line_said(line);
	long *counter = &run->added;

	for (size_t i = 0; i < kept->count; i++) {
		if (strcmp(kept->lines[i].text, said) == 0) {
			counter = &run->unchanged;
			break;
		}
		if (line->name != NULL &&
		    strcmp(kept->lines[i].name, line->name) == 0)
			counter = &run->changed;
	}
	(*counter)++;
	free(said);
}

/* True where the file says what the record holds, line for line. */
static bool
helplines_same(struct helplines *helplines)
{
	struct record_run *run = &helplines->report->run;
	struct kept kept = {0};
	bool same;

	if (record_published_helplines(
		helplines->importer->record, kept_cb, &kept) != RECORD_OK) {
		kept_clear(&kept);
		return false;
	}
	same = kept.count == helplines->count;
	for (size_t i = 0; i < helplines->count; i++) {
		char *said = line_said(&helplines->lines[i]);

		same = same && strcmp(kept.lines[i].text, said) == 0;
		free(said);
		count_line(&kept, &helplines->lines[i], run);
	}
	if (kept.count > (size_t)(run->unchanged + run->changed))
		run->withdrawn =
		    (long)kept.count - run->unchanged - run->changed;
	kept_clear(&kept);
	return same;
}

static bool
helplines_write(struct helplines *helplines)
{
	struct record *record = helplines->importer->record;

	if (helplines_same(helplines))
		return true;
	if (!record_begin(record))
		return false;
	if (record_helplines_clear(record) != RECORD_OK) {
		record_rollback(record);
		return false;
	}
	for (size_t i = 0; i < helplines->count; i++) {
		if (record_helpline_add(record, (long)i + 1,
			&helplines->lines[i]) != RECORD_OK) {
			record_rollback(record);
			return false;
		}
	}
	record_changed(record);
	return record_commit(record);
}

static void
normaliser_make(struct helplines *helplines)
{
	struct london now;

	date_london(time(NULL), &now);
	helplines->normaliser = (struct normaliser){
	    .record = helplines->importer->record,
	    .vocabulary = helplines->importer->vocabulary,
	    .today = now.day,
	    .arg = helplines,
	    .problem = problem_cb,
	};
}

enum import_result
helplines_run(const struct importer *importer, const struct import_job *job,
    const struct import_listener *listener, struct arena *arena,
    struct import_report *report)
{
	struct helplines helplines = {.importer = importer,
	    .job = job,
	    .listener = listener,
	    .report = report,
	    .arena = arena};
	struct documents documents;
	char error[1000];
	bool done = false;

	memset(report, 0, sizeof(*report));
	report->feed = arena_strdup(arena, job->id);
	report->run.started = time(NULL);
	normaliser_make(&helplines);
	if (!documents_open(&documents, NULL, NULL, job->sources, NULL,
		job->sources_count, FEED_MAX_BYTES, error, sizeof(error))) {
		problem_cb(
		    &helplines, &(struct problem){.line = 1,
				    .source = documents.wrong,
				    .what = error,
				    .done = "the lines stay as they were"});
		return IMPORT_FAILED;
	}
	done = helplines_read(&helplines, &documents) &&
	       (job->dry_run || helplines_write(&helplines));
	documents_close(&documents);
	if (!done && !report->run.message)
		report->run.message =
		    arena_strdup(arena, "it holds no line that can be used");
	if (!done)
		return IMPORT_FAILED;
	return report->run.refused ? IMPORT_REFUSALS : IMPORT_OK;
}

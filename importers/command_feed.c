/* "feed": one feed now.  "all": every feed of the configuration. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "importers/changes.h"
#include "importers/commands.h"
#include "importers/fetch_address.h"
#include "importers/helplines.h"
#include "importers/mailer.h"
#include "importers/mapping_files.h"
#include "importers/progress.h"
#include "importers/report.h"
#include "importers/timetable.h"
#include "importers/visitor_mail.h"

struct reporting {
	struct json *json;  /* NULL: for people */
	struct buf changes; /* that a dry run would make: text, or JSON */
	struct json changes_json;
	long problems;
};

static void
problem_cb(void *arg, const char *feed, const struct problem *problem)
{
	struct reporting *reporting = arg;

	say_problem(feed, problem);
	/* As many as are kept: a hostile feed could fill memory with them. */
	if (reporting->json && reporting->problems++ < PROBLEM_MAX_KEPT)
		problem_json(reporting->json, problem);
}

static void
changed_cb(void *arg, const struct record_history *history)
{
	struct reporting *reporting = arg;

	if (reporting->json) {
		changes_json(&reporting->changes_json, history, true);
		return;
	}
	progress_clear();
	changes_text(&reporting->changes, history, true);
	fputs(buf_text(&reporting->changes), stdout);
	buf_reset(&reporting->changes);
}

/* What a dry run would change, behind the problems it met. */
static void
changes_close(struct reporting *reporting)
{
	struct buf *changes = &reporting->changes;

	json_close(&reporting->changes_json, ']');
	json_raw(
	    reporting->json, "listings", buf_text(changes), changes->length);
}

static void
progress_cb(void *arg UNUSED, long bytes, long total_bytes, long records)
{
	progress_show(bytes, total_bytes, records);
}

/* One run, reported; json is open for one object of an array, or NULL. */
static enum import_result
run_reported(struct workshop *shop, const struct import_job *job,
    enum feed_role role, struct json *json, bool *forget)
{
	const struct importer importer = {.record = shop->record,
	    .vocabulary = shop->vocabulary,
	    .data_folder = shop->options->data_folder};
	struct reporting reporting = {.json = json};
	const struct import_listener listener = {.arg = &reporting,
	    .problem = problem_cb,
	    .progress = progress_cb,
	    .changed = changed_cb};
	struct import_report report;
	struct arena arena = {0};
	struct buf line = {0};
	enum import_result result;

	progress_begin(
	    job->id ? job->id : fetch_shown(&arena, job->sources[0]));
	if (json) {
		json_open(json, NULL, '{');
		json_open(json, "problem_list", '[');
		reporting.changes_json.out = &reporting.changes;
		json_open(&reporting.changes_json, NULL, '[');
	}
	result = role == FEED_ROLE_HELPLINES
		     ? helplines_run(&importer, job, &listener, &arena, &report)
		     : import_run(&importer, job, &listener, &arena, &report);
	progress_clear();
	*forget |= report.withheld;
	if (json) {
		json_close(json, ']');
		if (job->dry_run)
			changes_close(&reporting);
		report_json(json, &report, result, job->dry_run);
		json_close(json, '}');
	} else if (result != IMPORT_FAILED && result != IMPORT_BUSY) {
		report_text(&line, &report, result, job->dry_run);
		puts(buf_text(&line));
		fflush(stdout);
	}
	buf_clear(&line);
	buf_clear(&reporting.changes);
	arena_clear(&arena);
	return result;
}

static int
status_of(enum import_result result)
{
	switch (result) {
	case IMPORT_OK:
		return EXIT_DONE;
	case IMPORT_REFUSALS:
		return EXIT_REFUSALS;
	case IMPORT_HELD:
	case IMPORT_FAILED:
	case IMPORT_BUSY:
		break;
	}
	return EXIT_FAILED;
}

/*
 * The source by its whole path, so that the feed knows it again from
 * another folder.  The caller's.
 */
static char *
source_path(const char *name)
{
	char path[PATH_MAX];

	if (strcmp(name, "-") == 0 || fetch_is_address(name) ||
	    !realpath(name, path))
		return xstrdup(name);
	return xstrdup(path);
}

/* False: wrong usage, and it has been said. */
static bool
sources_usable(const struct options *options)
{
	bool input = false;

	for (size_t i = 0; i < options->arguments_count; i++) {
		const char *name = options->arguments[i];

		if (strcmp(name, "-") == 0 && input) {
			log_line("-: standard input can be read once");
			return false;
		}
		input |= strcmp(name, "-") == 0;
	}
	if (options->id && !feed_id_valid(options->id)) {
		log_line("--id: '%.60s' is no name for a feed: letters, digits,"
			 " '-' and '_', at most %d",
		    options->id, FEED_MAX_ID);
		return false;
	}
	if (input && !options->id && strcmp(options->command, "feed") == 0) {
		log_line("-: say with --id which feed it is");
		return false;
	}
	return true;
}

/* The configuration's section for the id, where there is one. */
static void
job_from_conf(struct import_job *job, const struct feed_conf *feed)
{
	if (!feed)
		return;
	job->configured = true;
	job->title = feed->title;
	job->publisher = feed->publisher;
	job->licence = feed->licence;
	job->owner = feed->owner;
	job->area = feed->area;
	job->mapping = feed->mapping;
	job->every_s = feed->every_s;
	job->collected = feed->collected;
	job->max_bytes = feed->max_bytes;
	job->repairs = feed->repairs;
	job->max_records = feed->max_records;
	job->limits = feed->limits;
	job->max_ratio = feed->max_ratio;
	job->timeout_s = feed->timeout_s;
	job->allow_private = feed->allow_private;
}

static void
job_from_options(struct import_job *job, const struct options *options)
{
	if (options->title)
		job->title = options->title;
	if (options->publisher)
		job->publisher = options->publisher;
	if (options->licence)
		job->licence = options->licence;
	if (options->area)
		job->area = options->area;
	if (options->mapping)
		job->mapping = options->mapping;
	job->repairs |= options->repairs;
	if (options->max_bytes)
		job->max_bytes = options->max_bytes;
	if (options->max_records)
		job->max_records = options->max_records;
	job->accept_shrink = options->accept_shrink;
	job->dry_run = options->dry_run;
}

/* A mapping of the configuration lies beside it.  The caller's. */
static char *
conf_mapping(const struct feeds_conf *conf, const struct feed_conf *feed)
{
	if (!feed || !feed->mapping)
		return NULL;
	if (!mapping_name_is_file(feed->mapping))
		return xstrdup(feed->mapping);
	return feeds_conf_path(conf, feed->mapping);
}

/* So do the certificates.  The caller's. */
static char *
conf_ca_file(const struct feeds_conf *conf, const struct feed_conf *feed)
{
	if (!feed || !feed->ca_file)
		return NULL;
	return feeds_conf_path(conf, feed->ca_file);
}

static void
json_print(struct buf *out)
{
	puts(buf_text(out));
	buf_clear(out);
}

int
job_run(struct workshop *shop, const struct import_job *job)
{
	struct buf out = {0};
	struct json json = {.out = &out};
	const struct feed_conf *feed =
	    job->id ? feeds_conf_find(&shop->conf, job->id) : NULL;
	bool forget = false;
	enum import_result result = run_reported(shop, job, FEED_ROLE_LISTINGS,
	    shop->options->json ? &json : NULL, &forget);
	int status = status_of(result);

	if (shop->options->json)
		json_print(&out);
	if (!job->dry_run)
		status = workshop_publish(shop, status, forget);
	if (feed)
		mailer_after_run(shop, feed, result);
	return status;
}

/*
 * The section of the configuration that a source belongs to: that of --id,
 * or the one that names the same file or address; or NULL.
 */
static const struct feed_conf *
section_of(struct workshop *shop, const struct options *options)
{
	const struct feed_conf *found = NULL;

	if (options->id)
		return feeds_conf_find(&shop->conf, options->id);
	for (size_t i = 0; i < shop->conf.count && !found; i++) {
		const struct feed_conf *feed = &shop->conf.feeds[i];
		char *path, *named, *given;

		if (feed->sources.count != 1 || options->arguments_count != 1)
			continue;
		path = feeds_conf_path(&shop->conf, feed->sources.values[0]);
		named = source_path(path);
		given = source_path(options->arguments[0]);
		if (strcmp(named, given) == 0)
			found = feed;
		free(path);
		free(named);
		free(given);
	}
	return found;
}

static int
run_section(struct workshop *shop, const struct feed_conf *feed,
    struct json *json, bool *forget, enum import_result *result)
{
	struct import_job job = {.id = feed->id};
	char **sources = xcalloc(feed->sources.count, sizeof(*sources));
	char *mapping = conf_mapping(&shop->conf, feed);
	char *ca_file = conf_ca_file(&shop->conf, feed);

	for (size_t i = 0; i < feed->sources.count; i++) {
		char *path =
		    feeds_conf_path(&shop->conf, feed->sources.values[i]);

		sources[i] = source_path(path);
		free(path);
	}
	job_from_conf(&job, feed);
	job.mapping = mapping;
	job.ca_file = ca_file;
	job_from_options(&job, shop->options);
	job.sources = (const char *const *)sources;
	job.sources_count = feed->sources.count;
	*result = run_reported(shop, &job, feed->role, json, forget);
	for (size_t i = 0; i < feed->sources.count; i++)
		free(sources[i]);
	free(sources);
	free(mapping);
	free(ca_file);
	return status_of(*result);
}

/* Whether the timetable has come to it. */
static bool
section_due(struct workshop *shop, const struct feed_conf *feed)
{
	struct record_timetable timetable;
	struct record_feed known;
	struct arena arena = {0};
	bool due;

	record_feed_find(shop->record, feed->id, &arena, &known);
	record_timetable_find(shop->record, feed->id, &timetable);
	due = timetable_due(
	    &timetable, feed->every_s, known.read_whole, time(NULL));
	arena_clear(&arena);
	return due;
}

/* Every run moves the timetable, also one that was asked for by hand. */
static bool
section_advance(struct workshop *shop, const struct feed_conf *feed,
    enum import_result result)
{
	struct record_timetable timetable;

	if (feed->every_s == 0 || shop->options->dry_run)
		return true;
	if (!record_begin(shop->record))
		return false;
	if (record_timetable_find(shop->record, feed->id, &timetable) !=
	    RECORD_FAILED) {
		timetable_advance(&timetable, feed->every_s,
		    result == IMPORT_FAILED, timetable_chance(), time(NULL));
		record_timetable_put(shop->record, feed->id, &timetable);
	}
	return record_commit(shop->record);
}

/*
 * The section whose feed is asked for by its name alone, where no file is
 * called so; or NULL.
 */
static const struct feed_conf *
section_named(struct workshop *shop, const struct options *options)
{
	const char *name = options->arguments[0];
	const struct feed_conf *feed;
	struct stat about;

	if (options->id || options->arguments_count != 1 ||
	    !feed_id_valid(name) ||
	    (stat(name, &about) == 0 && !S_ISDIR(about.st_mode)))
		return NULL;
	feed = feeds_conf_find(&shop->conf, name);
	if (!feed && options->config)
		log_line("%s: there is no such file, and no feed of this name"
			 " in %s",
		    name, options->config);
	else if (!feed)
		log_line("%s: there is no such file, and no feeds.conf that"
			 " could have such a feed; name one with -c",
		    name);
	return feed;
}

/* One feed of the configuration, as "all" runs each. */
static int
feed_run(struct workshop *shop, const struct feed_conf *feed)
{
	struct buf out = {0};
	struct json json = {.out = &out};
	enum import_result result;
	bool forget = false;
	int status = run_section(
	    shop, feed, shop->options->json ? &json : NULL, &forget, &result);

	if (result != IMPORT_BUSY && !section_advance(shop, feed, result))
		status = EXIT_FAILED;
	if (shop->options->json)
		json_print(&out);
	if (!shop->options->dry_run)
		status = workshop_publish(shop, status, forget);
	mailer_after_run(shop, feed, result);
	return status;
}

int
command_feed(const struct options *options)
{
	struct workshop shop;
	struct import_job job = {.id = options->id};
	const struct feed_conf *feed = NULL;
	char **sources, *mapping, *ca_file;
	int status;

	if (!sources_usable(options))
		return EXIT_USAGE;
	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (!workshop_area_usable(&shop)) {
		workshop_close(&shop);
		return EXIT_USAGE;
	}
	feed = section_named(&shop, options);
	if (feed) {
		status = feed_run(&shop, feed);
		workshop_close(&shop);
		return status;
	}
	sources = xcalloc(options->arguments_count, sizeof(*sources));
	for (size_t i = 0; i < options->arguments_count; i++)
		sources[i] = source_path(options->arguments[i]);
	feed = section_of(&shop, options);
	if (feed)
		job.id = feed->id;
	mapping = conf_mapping(&shop.conf, feed);
	ca_file = conf_ca_file(&shop.conf, feed);
	job_from_conf(&job, feed);
	job.mapping = mapping;
	job.ca_file = ca_file;
	job_from_options(&job, options);
	job.sources = (const char *const *)sources;
	job.sources_count = options->arguments_count;
	status = job_run(&shop, &job);
	for (size_t i = 0; i < options->arguments_count; i++)
		free(sources[i]);
	free(sources);
	free(mapping);
	free(ca_file);
	workshop_close(&shop);
	return status;
}

/* One feed's failure does not stop the others, and is not forgotten. */
static int
worse(int a, int b)
{
	if (a == EXIT_FAILED || b == EXIT_FAILED)
		return EXIT_FAILED;
	return a > b ? a : b;
}

/* Visitors' reports: what is old goes, what is new is sent on. */
static void
look_into_inbox(struct workshop *shop)
{
	if (!inbox_tidy(shop->options->data_folder, time(NULL)))
		log_line("inbox: what is old stays: %s", strerror(errno));
	visitor_mail_all(shop);
}

int
command_all(const struct options *options)
{
	struct workshop shop;
	struct buf out = {0};
	struct json json = {.out = &out};
	enum import_result *results;
	int status = EXIT_DONE;
	bool forget = false;

	if (!options->config) {
		log_line("all: there is no feeds.conf; name one with -c");
		return EXIT_USAGE;
	}
	/* One run at a time: whoever is at work now, the next minute comes. */
	if (options->due && record_in_use(options->data_folder))
		return EXIT_DONE;
	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (options->json)
		json_open(&json, NULL, '[');
	results = xcalloc(shop.conf.count + 1, sizeof(*results));
	for (size_t i = 0; i < shop.conf.count; i++) {
		const struct feed_conf *feed = &shop.conf.feeds[i];
		int section;

		results[i] = IMPORT_BUSY; /* not read by us */
		if (options->due && !section_due(&shop, feed))
			continue;
		section = run_section(&shop, feed, options->json ? &json : NULL,
		    &forget, &results[i]);
		/* Whoever is reading it moves its timetable. */
		if (options->due && results[i] == IMPORT_BUSY)
			continue;
		status = worse(status, section);
		if (results[i] != IMPORT_BUSY &&
		    !section_advance(&shop, feed, results[i]))
			status = EXIT_FAILED;
	}
	if (options->json) {
		json_close(&json, ']');
		json_print(&out);
	}
	if (!options->dry_run)
		status = workshop_publish(&shop, status, forget);
	for (size_t i = 0; i < shop.conf.count; i++)
		mailer_after_run(&shop, &shop.conf.feeds[i], results[i]);
	if (!options->dry_run)
		look_into_inbox(&shop);
	free(results);
	workshop_close(&shop);
	return status;
}

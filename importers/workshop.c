/* What the commands have in common. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/paths.h"
#include "importers/commands.h"
#include "importers/duplicates.h"
#include "importers/normalise.h"
#include "importers/places_record.h"
#include "importers/progress.h"
#include "importers/publish.h"
#include "importers/publish_folder.h"
#include "schema/record_decision.h"
#include "schema/record_duplicate.h"
#include "schema/record_published.h"
#include "schema/record_rederive.h"

void
say_problem(const char *feed, const struct problem *problem)
{
	struct buf line = {0};

	problem_text(&line, feed, problem);
	progress_clear();
	log_line("%s", buf_text(&line));
	buf_clear(&line);
}

static void
ignore_problem(void *arg UNUSED, const struct problem *problem UNUSED)
{
}

/* Types and rules again, where a correction changed the words. */
static void
rederive_cb(void *arg, struct listing *listing)
{
	struct workshop *shop = arg;
	struct normaliser normaliser = {
	    .record = shop->record,
	    .vocabulary = shop->vocabulary,
	    .problem = ignore_problem,
	};
	size_t kept = 0;

	for (size_t i = 0; i < listing->types_count; i++) {
		if (listing->types[i].by == TYPE_BY_FEED)
			listing->types[kept++] = listing->types[i];
	}
	listing->types_count = kept;
	kept = 0;
	for (size_t i = 0; i < listing->rules_count; i++) {
		if (listing->rules[i].from_field)
			listing->rules[kept++] = listing->rules[i];
	}
	listing->rules_count = kept;
	normalise_derive(&normaliser, listing);
}

static bool
vocabulary_open(struct workshop *shop)
{
	char *folder = path_data("vocabulary");
	char error[500];

	shop->vocabulary = vocabulary_load(folder, error, sizeof(error));
	free(folder);
	if (!shop->vocabulary)
		log_line("%s", error);
	return shop->vocabulary != NULL;
}

static bool
conf_open(struct workshop *shop)
{
	char error[500];

	if (!shop->options->config)
		return true;
	if (feeds_conf_read(
		&shop->conf, shop->options->config, error, sizeof(error)))
		return true;
	log_line("%s", error);
	return false;
}

static void
places_problem_cb(void *arg UNUSED, const struct problem *problem)
{
	say_problem("places", problem);
}

/* A postcode means nothing without places: the first use brings them in. */
static bool
places_first(struct workshop *shop)
{
	const struct places_listener listener = {.problem = places_problem_cb};
	enum places_result result;
	char *folder;

	if (record_places_version(shop->record) > 0)
		return true;
	folder = path_data("places");
	result = places_record_shipped(shop->record, folder, &listener);
	free(folder);
	return result == PLACES_OK;
}

static bool
folder_make(const char *path)
{
	if (mkdir(path, 0755) == 0 || errno == EEXIST)
		return true;
	log_line("%s: %s", path, strerror(errno));
	return false;
}

/*
 * After a change of how duplicates are told, or of a record that knew of
 * none: told once, for whatever is published next.
 */
static bool
duplicates_first(struct workshop *shop)
{
	struct record *record = shop->record;

	if (!duplicates_outdated(record))
		return true;
	if (!record_begin(record))
		return false;
	if (!duplicates_join(record)) {
		record_rollback(record);
		return false;
	}
	if (record_joined_count(record))
		record_changed(record);
	return record_commit(record);
}

/* The vocabulary's hash as a number that the record can keep. */
static long
vocabulary_number(const struct vocabulary *vocabulary)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%.15s", vocabulary_hash(vocabulary));
	return strtol(digits, NULL, 16);
}

bool
workshop_derive(struct workshop *shop, bool *withheld)
{
	struct record *record = shop->record;
	long number = vocabulary_number(shop->vocabulary);

	*withheld = false;
	if (record_vocabulary_is(record, number))
		return true;
	if (!record_begin(record))
		return false;
	if (record_rederive(record, number, withheld) != RECORD_OK) {
		record_rollback(record);
		return false;
	}
	return record_commit(record);
}

/* What is yet to come will be told by the vocabulary of today. */
static bool
vocabulary_first(struct workshop *shop)
{
	struct record *record = shop->record;
	bool withheld;

	if (!record_is_empty(record))
		return true;
	return workshop_derive(shop, &withheld);
}

static bool
record_start(struct workshop *shop, const char *folder)
{
	struct london today;
	char error[500];
	/* Of the timetable another comes in a minute; a person is served. */
	int wait_s = shop->options->due ? 0 : RECORD_OPEN_WAIT_S;

	date_london(time(NULL), &today);
	shop->record =
	    record_open_waiting(folder, wait_s, error, sizeof(error));
	if (!shop->record) {
		log_line("%s", error);
		return false;
	}
	record_rederive_set(shop->record, rederive_cb, shop);
	return record_decisions_lapse(shop->record, today.day) == RECORD_OK &&
	       vocabulary_first(shop) && places_first(shop) &&
	       duplicates_first(shop);
}

bool
workshop_area_usable(const struct workshop *shop)
{
	const char *area = shop->options->area;

	if (!area || import_area_usable(shop->record, area))
		return true;
	log_line("--area: '%.60s' is no area we know", area);
	return false;
}

bool
workshop_open(struct workshop *shop, const struct options *options)
{
	memset(shop, 0, sizeof(*shop));
	shop->options = options;
	if (conf_open(shop) && vocabulary_open(shop) &&
	    folder_make(options->data_folder) &&
	    record_start(shop, options->data_folder))
		return true;
	workshop_close(shop);
	return false;
}

bool
workshop_open_aside(struct workshop *shop, const struct options *options)
{
	memset(shop, 0, sizeof(*shop));
	shop->options = options;
	if (vocabulary_open(shop) && record_start(shop, RECORD_ASIDE))
		return true;
	workshop_close(shop);
	return false;
}

void
workshop_close(struct workshop *shop)
{
	record_close(shop->record);
	vocabulary_free(shop->vocabulary);
	feeds_conf_clear(&shop->conf);
	memset(shop, 0, sizeof(*shop));
}

/* The number of the generation that is live; 0: none, or its folder is gone. */
static long
live_generation(const char *data_folder)
{
	char *link = xasprintf("%s/live/", data_folder);
	bool there = access(link, F_OK) == 0;

	free(link);
	return there ? generation_live(data_folder) : 0;
}

bool
workshop_publish_needed(struct workshop *shop)
{
	return !record_vocabulary_is(
		   shop->record, vocabulary_number(shop->vocabulary)) ||
	       record_publish_needed(
		   shop->record, live_generation(shop->options->data_folder));
}

int
workshop_publish(struct workshop *shop, int status, bool forget)
{
	const char *folder = shop->options->data_folder;
	struct publish_report report;
	char error[500];
	bool withheld;

	if (!workshop_publish_needed(shop))
		return status;
	if (!workshop_derive(shop, &withheld)) {
		log_line("publish: the record cannot be written");
		return status == EXIT_FAILED ? status : EXIT_UNPUBLISHED;
	}
	if (!publish_run(shop->record, shop->vocabulary, folder, &report, error,
		sizeof(error))) {
		log_line("publish: %s", error);
		return status == EXIT_FAILED ? status : EXIT_UNPUBLISHED;
	}
	if (forget || withheld)
		publish_forget_older(folder);
	return status;
}

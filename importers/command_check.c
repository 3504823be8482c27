/*
 * "check": reads and maps a document and writes nothing: every problem by
 * line, elements that were never used, how full each field is, and three
 * records as they would be listed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "importers/commands.h"
#include "importers/fetch_address.h"
#include "importers/mapping_files.h"
#include "importers/progress.h"
#include "importers/report.h"
#include "importers/unknown.h"
#include "schema/hours.h"
#include "schema/listing_fields.h"

#define SAMPLES       3
#define UNUSED_SHOWN  40 /* of elements; --json has all */
#define UNKNOWN_SHOWN 20 /* of categories; likewise */

/* What is counted beside the texts of listing_fields[]. */
enum list_counted {
	WITH_PHONE = 0,
	WITH_ADDRESS,
	WITH_POSTCODE,
	WITH_POSITION,
	WITH_AREA,
	WITH_CATEGORY,
	WITH_TYPE,
	WITH_RULE,
	WITH_OPENING,
	WITH_LANGUAGE,
	WITH_MODE,
	WITH_CHECKED,
	WITH_MODIFIED,
	N_LIST_COUNTED
};

static const char *const list_name[N_LIST_COUNTED] = {
    [WITH_PHONE] = "phone (dialable)",
    [WITH_ADDRESS] = "address",
    [WITH_POSTCODE] = "postcode",
    [WITH_POSITION] = "position",
    [WITH_AREA] = "area served",
    [WITH_CATEGORY] = "category",
    [WITH_TYPE] = "service type",
    [WITH_RULE] = "stated rule",
    [WITH_OPENING] = "opening times",
    [WITH_LANGUAGE] = "language",
    [WITH_MODE] = "how it reaches people",
    [WITH_CHECKED] = "checked",
    [WITH_MODIFIED] = "modified",
};

struct checking {
	struct workshop *shop;
	struct json *json; /* NULL: for people */
	bool own_mapping;  /* not one that we ship */
	long listings;
	long texts[LISTING_FIELDS];
	long lists[N_LIST_COUNTED];
	struct buf samples; /* ready to print */
	struct json samples_json;
	int sampled;
	long problems;
};

/* A field as a mapping calls it. */
static const char *
shown_name(const struct listing_field *field)
{
	static const struct {
		const char *column, *field;
	} names[] = {{"source_id", "id"}, {"own_uuid", "uuid"},
	    {"alternate_name", "other_name"}, {"fees", "cost"},
	    {"org_id", "org.id"}, {"org_name", "org.name"},
	    {"org_description", "org.description"}, {"org_url", "org.url"},
	    {"org_email", "org.email"}, {"org_charity", "org.charity"},
	    {"org_company", "org.company"}};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(names[i].column, field->name) == 0)
			return names[i].field;
	return field->name;
}

static void
locations_count(struct checking *checking, const struct listing *listing)
{
	bool address = false, postcode = false, position = false;

	for (size_t i = 0; i < listing->locations_count; i++) {
		address |= listing->locations[i].address != NULL;
		postcode |= listing->locations[i].postcode != NULL;
		position |=
		    listing->locations[i].position_from != POSITION_NONE;
	}
	checking->lists[WITH_ADDRESS] += address;
	checking->lists[WITH_POSTCODE] += postcode;
	checking->lists[WITH_POSITION] += position;
}

static void
count(struct checking *checking, struct listing *listing)
{
	bool dialled = false;

	checking->listings++;
	for (size_t i = 0; i < LISTING_FIELDS; i++)
		checking->texts[i] +=
		    *listing_field_text(listing, &listing_fields[i]) != NULL;
	for (size_t i = 0; i < listing->phones_count; i++)
		dialled |= listing->phones[i].dial != NULL;
	checking->lists[WITH_PHONE] += dialled;
	locations_count(checking, listing);
	checking->lists[WITH_AREA] += listing->areas_count > 0;
	checking->lists[WITH_CATEGORY] += listing->categories_count > 0;
	checking->lists[WITH_TYPE] += listing->types_count > 0;
	checking->lists[WITH_RULE] += listing->rules_count > 0;
	checking->lists[WITH_OPENING] += listing->openings_count > 0;
	checking->lists[WITH_LANGUAGE] += listing->languages_count > 0;
	checking->lists[WITH_MODE] += listing->modes != 0;
	checking->lists[WITH_CHECKED] += listing->checked != 0;
	checking->lists[WITH_MODIFIED] += listing->modified != 0;
}

static void
sample_line(struct buf *out, const char *name, const char *text)
{
	if (!text)
		return;
	buf_printf(out, "    %-12s ", name);
	/* Further lines stand under the first. */
	for (; *text; text++) {
		if (*text == '\n')
			buf_add_text(out, "\n                 ");
		else
			buf_add_char(out, *text);
	}
	buf_add_char(out, '\n');
}

static void
place_text(struct buf *out, const struct listing_location *at)
{
	const char *parts[] = {at->name, at->address, at->town, at->county,
	    at->postcode ? at->postcode : at->postcode_given};

	buf_reset(out);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (parts[i])
			buf_printf(
			    out, "%s%s", out->length ? ", " : "", parts[i]);
	}
	if (out->length == 0 && at->position_from == POSITION_SOURCE)
		buf_printf(out, "%.5f, %.5f", at->lat, at->lon);
	else if (out->length == 0 && at->access_text)
		buf_printf(out, "access: %s", at->access_text);
}

static void
sample_openings(struct buf *out, const struct listing *listing)
{
	char times[80];

	for (size_t i = 0; i < listing->openings_count; i++) {
		const struct listing_opening *at = &listing->openings[i];

		if (at->weekday < 0 || at->weekday > 7)
			continue;
		snprintf(times, sizeof(times), "%s %02d:%02d-%02d:%02d",
		    hours_weekday_name[at->weekday], at->opens / 60,
		    at->opens % 60, at->closes / 60, at->closes % 60);
		sample_line(out, "open", times);
	}
}

static void
sample_lists(struct buf *out, const struct listing *listing)
{
	static const char *const modes[] = {
	    "in person", "at home", "by phone", "online", "by text"};
	struct buf line = {0};

	for (size_t i = 0; i < listing->phones_count; i++)
		sample_line(out, "phone",
		    listing->phones[i].show ? listing->phones[i].show
					    : listing->phones[i].given);
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];

		place_text(&line, at);
		if (at->district[0])
			buf_printf(&line, "%s[%s]", line.length ? " " : "",
			    at->district);
		if (line.length)
			sample_line(out, "place", buf_text(&line));
	}
	sample_openings(out, listing);
	for (size_t i = 0; i < listing->areas_count; i++)
		sample_line(out, "serves",
		    listing->areas[i].national ? "the whole country"
		    : listing->areas[i].name   ? listing->areas[i].name
					       : listing->areas[i].code);
	for (size_t i = 0; i < ARRAY_LEN(modes); i++)
		if (listing->modes & 1u << i)
			sample_line(out, "attending", modes[i]);
	for (size_t i = 0; i < listing->languages_count; i++)
		sample_line(out, "language", listing->languages[i]);
	for (size_t i = 0; i < listing->categories_count; i++)
		sample_line(out, "category",
		    listing->categories[i].label ? listing->categories[i].label
						 : listing->categories[i].code);
	for (size_t i = 0; i < listing->types_count; i++)
		sample_line(out, "type", listing->types[i].id);
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		buf_reset(&line);
		buf_printf(&line, "%s=%s%s%s%s", rule->dimension, rule->value,
		    rule->sentence ? "  (\"" : "",
		    rule->sentence ? rule->sentence : "",
		    rule->sentence ? "\")" : "");
		sample_line(out, "rule", buf_text(&line));
	}
	buf_clear(&line);
}

static void
sample_text(struct buf *out, struct listing *listing)
{
	char day[DATE_TEXT];

	buf_printf(out, "  %s\n", listing->name);
	sample_line(out, "id", listing->source_id);
	sample_line(out, "by", listing->org_name);
	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		const struct listing_field *field = &listing_fields[i];

		if (field->stated && strcmp(field->name, "name") != 0 &&
		    strcmp(field->name, "org_name") != 0)
			sample_line(out, shown_name(field),
			    *listing_field_text(listing, field));
	}
	sample_lists(out, listing);
	if (listing->checked) {
		date_text(listing->checked, day);
		sample_line(out, "checked", day);
	}
}

static void
sample_lists_json(struct json *json, const struct listing *listing)
{
	struct buf line = {0};

	json_open(json, "places", '[');
	for (size_t i = 0; i < listing->locations_count; i++) {
		place_text(&line, &listing->locations[i]);
		if (line.length)
			json_string(json, NULL, buf_text(&line));
	}
	json_close(json, ']');
	json_open(json, "openings", '[');
	for (size_t i = 0; i < listing->openings_count; i++) {
		const struct listing_opening *at = &listing->openings[i];

		json_open(json, NULL, '{');
		json_integer(json, "weekday", at->weekday);
		json_integer(json, "opens", at->opens);
		json_integer(json, "closes", at->closes);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_open(json, "categories", '[');
	for (size_t i = 0; i < listing->categories_count; i++)
		json_string(json, NULL,
		    listing->categories[i].label ? listing->categories[i].label
						 : listing->categories[i].code);
	json_close(json, ']');
	buf_clear(&line);
}

static void
sample_json(struct json *json, struct listing *listing)
{
	json_open(json, NULL, '{');
	for (size_t i = 0; i < LISTING_FIELDS; i++)
		json_string_if(json, listing_fields[i].name,
		    *listing_field_text(listing, &listing_fields[i]));
	json_open(json, "phones", '[');
	for (size_t i = 0; i < listing->phones_count; i++)
		json_string(json, NULL,
		    listing->phones[i].dial ? listing->phones[i].dial
					    : listing->phones[i].given);
	json_close(json, ']');
	sample_lists_json(json, listing);
	json_open(json, "postcodes", '[');
	for (size_t i = 0; i < listing->locations_count; i++) {
		if (listing->locations[i].postcode)
			json_string(json, NULL, listing->locations[i].postcode);
	}
	json_close(json, ']');
	json_open(json, "types", '[');
	for (size_t i = 0; i < listing->types_count; i++)
		json_string(json, NULL, listing->types[i].id);
	json_close(json, ']');
	json_open(json, "rules", '[');
	for (size_t i = 0; i < listing->rules_count; i++) {
		char *text = xasprintf("%s=%s", listing->rules[i].dimension,
		    listing->rules[i].value);

		json_string(json, NULL, text);
		free(text);
	}
	json_close(json, ']');
	day_json(json, "checked", listing->checked);
	json_close(json, '}');
}

static void
kept_cb(void *arg, const struct listing *listing)
{
	struct checking *checking = arg;
	struct listing copy = *listing; /* its texts are only looked at */

	count(checking, &copy);
	if (checking->sampled++ >= SAMPLES)
		return;
	if (checking->json)
		sample_json(&checking->samples_json, &copy);
	else
		sample_text(&checking->samples, &copy);
}

static void
problem_cb(void *arg, const char *feed, const struct problem *problem)
{
	struct checking *checking = arg;

	say_problem(feed, problem);
	if (checking->json && checking->problems++ < PROBLEM_MAX_KEPT)
		problem_json(checking->json, problem);
}

static void
progress_cb(void *arg UNUSED, long bytes, long total_bytes, long records)
{
	progress_show(bytes, total_bytes, records);
}

static void
completeness_line(const struct checking *checking, const char *name, long with)
{
	if (with > 0)
		printf("  %-24s %7ld  %3ld %%   %ld empty\n", name, with,
		    with * 100 / checking->listings, checking->listings - with);
}

/* What no listing has, in one line. */
static void
never_filled(const struct checking *checking)
{
	const char *before = "  Never filled: ";
	size_t width = strlen(before);

	for (size_t i = 0; i < LISTING_FIELDS + N_LIST_COUNTED; i++) {
		bool text = i < LISTING_FIELDS;
		size_t list = i - LISTING_FIELDS;
		const char *name =
		    text ? shown_name(&listing_fields[i]) : list_name[list];

		if ((text ? checking->texts[i] : checking->lists[list]) > 0)
			continue;
		if (width > 60)
			before = ",\n    ";
		width = width > 60 ? strlen(name) : width + strlen(name) + 2;
		printf("%s%s", before, name);
		before = ", ";
	}
	if (*before == ',')
		puts("");
}

static void
completeness_text(const struct checking *checking)
{
	printf(
	    "\nHow full each field is, of %ld listings:\n", checking->listings);
	for (size_t i = 0; i < LISTING_FIELDS; i++)
		completeness_line(checking, shown_name(&listing_fields[i]),
		    checking->texts[i]);
	for (size_t i = 0; i < N_LIST_COUNTED; i++)
		completeness_line(checking, list_name[i], checking->lists[i]);
	never_filled(checking);
}

/* Of a mapping of one's own: ours serve feeds that differ. */
static void
idle_text(const struct reader_summary *summary)
{
	if (summary->idle_count == 0)
		return;
	puts("\nLines of the mapping that never found anything:");
	for (size_t i = 0; i < summary->idle_count; i++)
		printf("  line %-8ld %s\n", summary->idle[i].line,
		    summary->idle[i].text);
}

static void
skips_text(const struct reader_summary *summary)
{
	if (summary->skips_count == 0)
		return;
	puts("\nLines of the mapping that left records out (how often, and on "
	     "which line of\nthe feed first):");
	for (size_t i = 0; i < summary->skips_count; i++) {
		const struct reader_skips *skips = &summary->skips[i];

		printf("  line %-8ld %7ld  %s  (line %ld)\n", skips->line,
		    skips->count, skips->text, skips->first_line);
	}
}

static void
unused_text(const struct reader_summary *summary)
{
	size_t shown = summary->unused_count;

	if (shown > UNUSED_SHOWN)
		shown = UNUSED_SHOWN;
	if (shown == 0) {
		puts("\nEvery element and attribute was used.");
		return;
	}
	puts("\nElements and attributes that the mapping never used (first "
	     "line, how often,\nsuch as):");
	for (size_t i = 0; i < shown; i++) {
		const struct reader_unused *unused = &summary->unused[i];

		printf("  line %-8ld %7ld  %s%s%s\n", unused->first_line,
		    unused->count, unused->path, unused->example ? "  " : "",
		    unused->example ? unused->example : "");
	}
	if (shown < summary->unused_count)
		printf("  and %zu more: see --json\n",
		    summary->unused_count - shown);
}

/* The record of its own has the feed as an import would leave it. */
static long
feed_row(const struct checking *checking, const struct import_report *report)
{
	struct arena arena = {0};
	struct record_feed feed = {0};

	if (report->feed == NULL ||
	    record_feed_find(checking->shop->record, report->feed, &arena,
		&feed) != RECORD_OK)
		feed.row = 0;
	arena_clear(&arena);
	return feed.row;
}

static void
unknown_say(const struct checking *checking, const struct import_report *report)
{
	struct buf out = {0};

	unknown_text(&out, checking->shop->record, checking->shop->vocabulary,
	    feed_row(checking, report), UNKNOWN_SHOWN);
	if (out.length > 0)
		printf("\n%s", buf_text(&out));
	buf_clear(&out);
}

static void
say_text(struct checking *checking, const struct import_report *report,
    enum import_result result)
{
	struct buf line = {0};

	report_text(&line, report, result, false);
	puts(buf_text(&line));
	buf_clear(&line);
	if (result == IMPORT_FAILED)
		return;
	completeness_text(checking);
	skips_text(&report->summary);
	if (checking->own_mapping)
		idle_text(&report->summary);
	unused_text(&report->summary);
	unknown_say(checking, report);
	if (checking->sampled)
		printf("\nAs they would be listed:\n%s",
		    buf_text(&checking->samples));
}

static void
say_json(struct checking *checking, const struct import_report *report,
    enum import_result result, struct buf *out)
{
	struct json *json = checking->json;

	json_close(json, ']');
	report_json(json, report, result, true);
	unknown_json(json, checking->shop->record, checking->shop->vocabulary,
	    feed_row(checking, report));
	json_open(json, "completeness", '{');
	for (size_t i = 0; i < LISTING_FIELDS; i++)
		json_integer(json, listing_fields[i].name, checking->texts[i]);
	for (size_t i = 0; i < N_LIST_COUNTED; i++)
		json_integer(json, list_name[i], checking->lists[i]);
	json_close(json, '}');
	json_close(&checking->samples_json, ']');
	json_raw(
	    json, "samples", checking->samples.data, checking->samples.length);
	json_close(json, '}');
	puts(buf_text(out));
}

int
command_check(const struct options *options)
{
	struct workshop shop;
	struct arena arena = {0};
	struct buf out = {0};
	struct json json = {.out = &out};
	struct checking checking = {.shop = &shop,
	    .json = options->json ? &json : NULL,
	    .own_mapping =
		options->mapping && mapping_name_is_file(options->mapping)};
	const struct import_listener listener = {.arg = &checking,
	    .problem = problem_cb,
	    .progress = progress_cb,
	    .kept = kept_cb};
	const struct import_job job = {
	    .mapping = options->mapping,
	    .area = options->area,
	    .max_bytes = options->max_bytes,
	    .repairs = options->repairs,
	    .max_records = options->max_records,
	    .sources = options->arguments,
	    .sources_count = options->arguments_count,
	};
	struct import_report report;
	struct importer importer;
	enum import_result result;

	if (options->draft)
		return command_draft(options);
	if (!workshop_open_aside(&shop, options))
		return EXIT_FAILED;
	if (!workshop_area_usable(&shop)) {
		workshop_close(&shop);
		return EXIT_USAGE;
	}
	importer = (struct importer){shop.record, shop.vocabulary, NULL};
	if (options->json) {
		checking.samples_json.out = &checking.samples;
		json_open(&checking.samples_json, NULL, '[');
		json_open(&json, NULL, '{');
		json_open(&json, "problem_list", '[');
	}
	progress_begin(fetch_shown(&arena, options->arguments[0]));
	result = import_run(&importer, &job, &listener, &arena, &report);
	progress_clear();
	if (options->json)
		say_json(&checking, &report, result, &out);
	else
		say_text(&checking, &report, result);
	fflush(stdout);
	buf_clear(&out);
	buf_clear(&checking.samples);
	arena_clear(&arena);
	workshop_close(&shop);
	return result == IMPORT_OK         ? EXIT_DONE
	       : result == IMPORT_REFUSALS ? EXIT_REFUSALS
					   : EXIT_FAILED;
}

#include "tests/testing_feed.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "tests/testing.h"

struct mapping *
test_mapping(const char *name, const char *text)
{
	struct mapping_error error;
	struct mapping *mapping = mapping_parse(name, text, &error);

	if (mapping == NULL)
		fail_msg(
		    "mapping %s, line %u: %s", name, error.line, error.text);
	return mapping;
}

void
test_mappings_load(struct test_mappings *mappings)
{
	char *pattern = test_source("importers/mappings/*.mapping");
	glob_t found;

	mappings->count = 0;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *base = strrchr(found.gl_pathv[i], '/') + 1;
		char *name = xstrndup(base, strcspn(base, "."));
		char *text = test_file_read(found.gl_pathv[i], NULL);

		assert_true(mappings->count < ARRAY_LEN(mappings->all));
		mappings->all[mappings->count++] = test_mapping(name, text);
		free(name);
		free(text);
	}
	globfree(&found);
	free(pattern);
}

void
test_mappings_clear(struct test_mappings *mappings)
{
	for (size_t i = 0; i < mappings->count; i++)
		mapping_free(mappings->all[i]);
	mappings->count = 0;
}

/* Line ends within a value are shown as '|'. */
static void
field(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(out, "  %s: ", name);
	for (; *value != '\0'; value++)
		buf_add_char(out, *value == '\n' ? '|' : *value);
	buf_add_char(out, '\n');
}

static void
day(struct buf *out, const char *name, day_t value)
{
	char text[DATE_TEXT];

	if (value == 0)
		return;
	date_text(value, text);
	field(out, name, text);
}

static void
dump_texts(struct buf *out, const struct listing *listing)
{
	static const char *const states[] = {
	    NULL, "paused", "closed", "deleted"};

	field(out, "id", listing->source_id);
	field(out, "uuid", listing->own_uuid);
	field(out, "status", states[listing->status]);
	field(out, "status note", listing->status_note);
	field(out, "other name", listing->alternate_name);
	field(out, "summary", listing->summary);
	field(out, "description", listing->description);
	field(out, "url", listing->url);
	field(out, "email", listing->email);
	field(out, "cost", listing->fees);
	field(out, "referral", listing->referral);
	field(out, "eligibility", listing->eligibility);
	field(out, "hours", listing->hours);
	field(out, "wait", listing->wait);
	field(out, "access", listing->access);
	field(out, "org id", listing->org_id);
	field(out, "org name", listing->org_name);
	field(out, "org description", listing->org_description);
	field(out, "org url", listing->org_url);
	field(out, "org email", listing->org_email);
	field(out, "charity", listing->org_charity);
	field(out, "company", listing->org_company);
	day(out, "checked", listing->checked);
	day(out, "modified", listing->modified);
	day(out, "collected", listing->collected);
	if (listing->public_address)
		buf_add_text(out, "  address is public\n");
	if (listing->hide_address)
		buf_add_text(out, "  address is hidden\n");
}

static void
dump_location(struct buf *out, const struct listing_location *at)
{
	buf_add_text(out, "  at:\n");
	field(out, "  id", at->id);
	field(out, "  name", at->name);
	field(out, "  address", at->address);
	field(out, "  town", at->town);
	field(out, "  county", at->county);
	field(out, "  postcode", at->postcode);
	field(out, "  postcode given", at->postcode_given);
	field(out, "  access", at->access_text);
	if (at->position_from == POSITION_SOURCE)
		buf_printf(out, "    position: %.5f, %.5f\n", at->lat, at->lon);
}

static void
dump_lists(struct buf *out, const struct listing *listing)
{
	static const char *const modes[] = {
	    "in-person", "home", "phone", "online", "text"};

	for (unsigned i = 0; i < ARRAY_LEN(modes); i++)
		if ((listing->modes & 1u << i) != 0)
			field(out, "attending", modes[i]);
	for (unsigned i = 0; i < listing->languages_count; i++)
		field(out, "language", listing->languages[i]);
	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *phone = &listing->phones[i];
		buf_printf(out, "  phone: %s -> %s%s%s%s%s%s\n", phone->given,
		    phone->dial != NULL ? phone->dial : "no number",
		    phone->extension != NULL ? " ext " : "",
		    phone->extension != NULL ? phone->extension : "",
		    phone->note != NULL ? " note " : "",
		    phone->note != NULL ? phone->note : "",
		    phone->text ? " for texts" : "");
	}
	for (size_t i = 0; i < listing->areas_count; i++)
		buf_printf(out, "  area: %s %s%s\n",
		    listing->areas[i].code != NULL ? listing->areas[i].code
						   : "-",
		    listing->areas[i].name != NULL ? listing->areas[i].name
						   : "-",
		    listing->areas[i].national ? " (national)" : "");
	for (size_t i = 0; i < listing->categories_count; i++) {
		const struct listing_category *at = &listing->categories[i];
		buf_printf(out, "  category: %s %s %s\n",
		    at->scheme != NULL ? at->scheme : "-",
		    at->code != NULL ? at->code : "-",
		    at->label != NULL ? at->label : "-");
	}
	for (size_t i = 0; i < listing->types_count; i++)
		field(out, "type", listing->types[i].id);
	for (size_t i = 0; i < listing->rules_count; i++)
		buf_printf(out, "  rule: %s=%s (%s)\n",
		    listing->rules[i].dimension, listing->rules[i].value,
		    listing->rules[i].sentence);
	for (size_t i = 0; i < listing->openings_count; i++) {
		const struct listing_opening *at = &listing->openings[i];
		buf_printf(out, "  open: day %d, %d to %d%s%s\n", at->weekday,
		    at->opens, at->closes, at->note != NULL ? ", " : "",
		    at->note != NULL ? at->note : "");
	}
}

void
test_listing_dump(struct buf *out, const struct listing *listing)
{
	static const char *const roles[] = {
	    "", "", "location for ", "organisation for "};

	buf_printf(out, "%s%s on line %ld: %s\n", roles[listing->role],
	    listing->kind == LISTING_SERVICE ? "service" : "organisation",
	    listing->line, listing->name != NULL ? listing->name : "-");
	dump_texts(out, listing);
	for (size_t i = 0; i < listing->locations_count; i++)
		dump_location(out, &listing->locations[i]);
	dump_lists(out, listing);
}

static void
begun_cb(void *arg, const struct reader_summary *summary)
{
	buf_printf(arg, "mapping: %s\n", summary->mapping);
}

static void
listing_cb(void *arg, struct listing *listing)
{
	test_listing_dump(arg, listing);
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	static const char *const kinds[] = {
	    "document", "record", "field", "note"};

	buf_printf(arg, "%s: ", kinds[problem->kind]);
	problem_text(arg, "feed", problem);
	buf_add_char(arg, '\n');
}

static void
progress_cb(void *arg UNUSED, long bytes UNUSED, long records UNUSED)
{
}

static void
dump_summary(struct buf *out, const struct reader_summary *summary)
{
	field(out, "feed", summary->feed_id);
	field(out, "title", summary->title);
	field(out, "publisher", summary->publisher);
	field(out, "licence", summary->licence);
	field(out, "area", summary->area);
	buf_printf(out, "%s, %s: %ld records",
	    summary->full ? "full" : "changes",
	    summary->whole ? "whole" : "a part", summary->records);
	if (summary->declared >= 0)
		buf_printf(out, " of %ld", summary->declared);
	buf_printf(out, ", %ld refused, %ld skipped, %ld deleted\n",
	    summary->refused, summary->skipped, summary->deleted);
	for (size_t i = 0; i < summary->unused_count; i++)
		buf_printf(out, "unused: %s, %ld times, first on line %ld\n",
		    summary->unused[i].path, summary->unused[i].count,
		    summary->unused[i].first_line);
}

static bool
read_one(struct feed_reader *reader, const struct test_document *document,
    size_t piece)
{
	size_t step = piece > 0 ? piece : document->length;

	feed_reader_begin(reader, document->name);
	for (size_t at = 0; at < document->length; at += step) {
		if (step > document->length - at)
			step = document->length - at;
		if (feed_reader_push(reader, document->data + at, step) !=
		    FEED_OK)
			return false;
	}
	return feed_reader_end(reader) == FEED_OK;
}

bool
test_feed_read(struct mapping *const *mappings, size_t mappings_count,
    const struct test_document *documents, size_t documents_count, size_t piece,
    struct buf *out)
{
	const struct feed_job job = {.mappings = mappings,
	    .mappings_count = mappings_count,
	    .mapping_chosen = mappings_count == 1,
	    .max_bytes = FEED_MAX_BYTES,
	    .max_records = FEED_MAX_RECORDS,
	    .sources_count = documents_count};
	const struct feed_handler handler = {
	    out, begun_cb, listing_cb, problem_cb, progress_cb};
	struct feed_reader *reader = feed_reader_new(&job, &handler);
	struct reader_summary summary;
	bool good = true;

	for (size_t i = 0; good && i < documents_count; i++)
		good = read_one(reader, &documents[i], piece);
	if (good) {
		feed_reader_summary(reader, &summary);
		dump_summary(out, &summary);
	} else {
		buf_add_text(out, "refused\n");
	}
	feed_reader_free(reader);
	return good;
}

bool
test_feed_text(const char *mapping, const char *text, struct buf *out)
{
	struct mapping *only = test_mapping("test", mapping);
	const struct test_document document = {"test.xml", text, strlen(text)};
	bool good = test_feed_read(&only, 1, &document, 1, 0, out);

	mapping_free(only);
	return good;
}

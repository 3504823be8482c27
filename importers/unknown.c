#include "importers/unknown.h"

struct looking {
	const struct vocabulary *vocabulary;
	record_category_cb *cb;
	void *arg;
	struct unknown_categories *counts;
};

static void
look_cb(void *arg, const struct record_category *met)
{
	struct looking *looking = arg;

	if (vocabulary_category_known(looking->vocabulary, &met->category))
		return;
	looking->counts->count++;
	looking->counts->listings += met->listings;
	looking->cb(looking->arg, met);
}

enum record_result
unknown_categories(struct record *record, const struct vocabulary *vocabulary,
    long feed, record_category_cb *cb, void *arg,
    struct unknown_categories *counts)
{
	struct looking looking = {vocabulary, cb, arg, counts};

	*counts = (struct unknown_categories){0};
	return record_categories(record, feed, look_cb, &looking);
}

struct telling {
	struct buf *out;
	struct json *json;
	long left;
};

static void
line_cb(void *arg, const struct record_category *met)
{
	struct telling *telling = arg;
	const struct listing_category *category = &met->category;

	if (telling->left-- <= 0)
		return;
	buf_printf(telling->out, "  %7ld  ", met->listings);
	if (category->scheme)
		buf_printf(telling->out, "%s ", category->scheme);
	if (category->code)
		buf_printf(telling->out, "%s ", category->code);
	if (category->label)
		buf_printf(telling->out, "'%s' ", category->label);
	buf_printf(telling->out, "(%s", met->example_name);
	if (met->example_code)
		buf_printf(telling->out, ", %s", met->example_code);
	buf_add_text(telling->out, ")\n");
}

void
unknown_text(struct buf *out, struct record *record,
    const struct vocabulary *vocabulary, long feed, long shown)
{
	struct buf lines = {0};
	struct telling telling = {.out = &lines, .left = shown};
	struct unknown_categories counts;

	unknown_categories(
	    record, vocabulary, feed, line_cb, &telling, &counts);
	if (counts.count > 0) {
		buf_printf(out,
		    "  Categories that the vocabulary does not know, and of "
		    "how many listings (an example):\n%s",
		    buf_text(&lines));
		if (counts.count > shown)
			buf_printf(out, "  and %ld more: see --json\n",
			    counts.count - shown);
		buf_add_text(out,
		    "  A line in categories.tsv of the vocabulary says what "
		    "one means.\n");
	}
	buf_clear(&lines);
}

static void
object_cb(void *arg, const struct record_category *met)
{
	struct telling *telling = arg;
	struct json *json = telling->json;

	json_open(json, NULL, '{');
	json_string_if(json, "scheme", met->category.scheme);
	json_string_if(json, "code", met->category.code);
	json_string_if(json, "label", met->category.label);
	json_integer(json, "listings", met->listings);
	json_open(json, "example", '{');
	json_string_if(json, "code", met->example_code);
	json_string(json, "name", met->example_name);
	json_close(json, '}');
	json_close(json, '}');
}

void
unknown_json(struct json *json, struct record *record,
    const struct vocabulary *vocabulary, long feed)
{
	struct telling telling = {.json = json};
	struct unknown_categories counts;

	json_open(json, "unknown_categories", '[');
	unknown_categories(
	    record, vocabulary, feed, object_cb, &telling, &counts);
	json_close(json, ']');
}

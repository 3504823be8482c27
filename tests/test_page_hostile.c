/*
 * A listing, a feed and a visitor that mean harm: what they say comes out as
 * text, whole, and never as anything else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_json.h"
#include "tests/testing_page.h"

/* Markup, quotes of every kind, control characters, U+2028, templates. */
#define HOSTILE \
	"</p></style><script>alert(1)</script><img src=x onerror=alert(2)>" \
	"\" onclick=\"alert(3)\" ' onfocus='alert(4) &lt;b&gt; &#60; {{name}} " \
	"{{#urgent}} \\\" \\u0022 \x01\x08\x1b\x7f \xe2\x80\xa8\xe2\x80\xa9 " \
	"--> ]]> %s %n \xf0\x9f\x98\x80"

static char *
hostile(struct test_content *content, const char *field)
{
	return arena_printf(&content->arena, "%s %s", field, HOSTILE);
}

/* As long as a description may be. */
static char *
hostile_long(struct test_content *content)
{
	struct buf text = {0};
	char *kept;

	while (text.length + sizeof(HOSTILE) < LISTING_MAX_TEXT)
		buf_add_text(&text, HOSTILE "\n");
	kept = arena_strdup(&content->arena, text.data);
	buf_clear(&text);
	return kept;
}

static void
fill_texts(struct listing *one, struct test_content *content)
{
	one->name = hostile(content, "name");
	one->alternate_name = hostile(content, "alternate");
	one->summary = hostile(content, "summary");
	one->description = hostile_long(content);
	one->url = arena_strdup(&content->arena, "javascript:alert(5)//x.org");
	one->email = arena_strdup(
	    &content->arena, "x@example.org?bcc=all@example.org\" onclick=\"");
	one->fees = hostile(content, "fees");
	one->referral = hostile(content, "referral");
	one->eligibility = hostile(content, "eligibility");
	one->hours = hostile(content, "hours");
	one->wait = hostile(content, "wait");
	one->access = hostile(content, "access");
	one->status = LISTING_PAUSED;
	one->status_note = hostile(content, "status");
	one->source_id = hostile(content, "source");
	one->org_name = hostile(content, "organisation");
	one->org_description = hostile(content, "org_description");
	one->org_url =
	    arena_strdup(&content->arena, " JaVaScRiPt:alert(6)//x.org");
	one->org_email = arena_strdup(&content->arena, "<x@example.org>");
	one->org_charity = hostile(content, "charity");
	one->org_company = hostile(content, "company");
	strcpy(one->org_code, "hs7rgn");
	listing_language_add(one, hostile(content, "language"));
}

static void
fill_lists(struct listing *one, struct test_content *content)
{
	struct listing_phone *phone = listing_phone_add(one);
	struct listing_location *at = listing_location_add(one);
	struct listing_area *area = listing_area_add(one);
	struct listing_type *type = listing_type_add(one);
	struct listing_rule *rule = listing_rule_add(one);
	struct listing_opening *opening = listing_opening_add(one);

	phone->given = hostile(content, "given");
	phone->dial = hostile(content, "dial");
	phone->show = hostile(content, "show");
	phone->extension = hostile(content, "extension");
	phone->note = hostile(content, "note");
	at->name = hostile(content, "venue");
	at->address = hostile(content, "address");
	at->town = hostile(content, "town");
	at->county = hostile(content, "county");
	at->postcode_given = hostile(content, "postcode");
	at->access_text = hostile(content, "access_text");
	at->position_from = POSITION_SOURCE;
	at->lat = 53.45;
	at->lon = -2.30;
	area->name = hostile(content, "area");
	type->id = arena_strdup(&content->arena, "talking.nhs");
	type->by = TYPE_BY_TEXT;
	type->words = hostile(content, "type");
	rule->dimension = arena_strdup(&content->arena, "age.max");
	rule->value = arena_strdup(&content->arena, "25");
	rule->sentence = hostile(content, "sentence");
	opening->closes = 1440;
	opening->note = hostile(content, "opening");
}

static void
fill_sources(struct listing *one, struct test_content *content)
{
	struct listing_source *source = listing_source_add(one);

	source->feed = arena_strdup(&content->arena, "westby");
	source->source_id = one->source_id;
	source->title = hostile(content, "title");
	source->publisher = hostile(content, "publisher");
	source->url = arena_strdup(&content->arena, "javascript:alert(7)");
	source->checked = 20771;
}

static void
fill_feed(struct test_content *content)
{
	struct served_feed *feed = &content->feeds[3];
	struct served_helpline *line = &content->helplines[0];

	feed->title = hostile(content, "feed");
	feed->publisher = hostile(content, "feed_publisher");
	feed->licence = hostile(content, "licence");
	feed->owner = hostile(content, "owner");
	feed->last_run.outcome = hostile(content, "outcome");
	feed->last_run.message = hostile(content, "message");
	feed->last_run.mapping = hostile(content, "mapping");
	content->problems[content->problems_count].feed = "westby";
	content->problems[content->problems_count++].problem =
	    (struct problem){.line = 3,
		.record = hostile(content, "record"),
		.what = hostile(content, "what"),
		.done = hostile(content, "done")};
	line->name = hostile(content, "helpline");
	line->number = hostile(content, "number");
	line->nation = hostile(content, "nation");
	line->hours = hostile(content, "helpline_hours");
	line->summary = hostile(content, "helpline_summary");
}

static void
add_hostile(struct test_content *content)
{
	struct listing *one =
	    test_content_listing(content, "hs2tdd", "to be replaced");

	fill_texts(one, content);
	fill_lists(one, content);
	fill_sources(one, content);
	fill_feed(content);
}

static const char *const pages[] = {"/services/hs2tdd", "/organisations/hs7rgn",
    "/search?type=talking.nhs", "/search?type=talking.nhs&near=QX4+2AB&age=40",
    "/search?q=summary+alert&near=QX4+2AB", "/sources", "/sources/westby",
    "/embed?type=talking.nhs", "/services/hs2tdd?q=summary&near=QX4+2AB"};

/* The page without its data, which no "<" may stand in. */
static char *
without_data(const char *page)
{
	static const char mark[] = "<script type=\"application/ld+json\">";
	char *copy = arena_strdup(&arena, page);
	char *begin = strstr(copy, mark), *end;

	if (begin == NULL)
		return copy;
	begin += sizeof(mark) - 1;
	end = strstr(begin, "</script>\n");
	assert_non_null(end);
	assert_ptr_equal(memchr(begin, '<', strlen(begin)), end);
	memmove(begin, end, strlen(end) + 1);
	return copy;
}

/* test_site_get() has looked at the markup already. */
static void
lets_nothing_that_a_listing_says_become_markup(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
		const char *page = without_data(test_site_get(&site, pages[i]));

		assert_int_equal(site.status, STATUS_OK);
		test_has(page, "&lt;script&gt;alert(1)&lt;/script&gt;");
		test_lacks(page, "<script>");
		test_lacks(page, "<img");
		test_lacks(page, "\" onclick");
		test_lacks(page, "' onfocus");
		test_lacks(page, "&lt;b&gt; &#60;");
	}
}

static void
shows_what_a_listing_says_whole(void **state)
{
	static const char *const fields[] = {"name", "alternate", "fees",
	    "referral", "eligibility", "hours", "wait", "access", "status",
	    "organisation", "language", "show", "extension", "note", "venue",
	    "address", "town", "county", "postcode", "access_text", "area",
	    "sentence", "opening", "title", "publisher", "source"};
	char *text =
	    test_html_text(&arena, test_site_get(&site, "/services/hs2tdd"));

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		test_has(
		    text, arena_printf(&arena, "%s %s", fields[i], HOSTILE));
	assert_true(strlen(text) > LISTING_MAX_TEXT);
}

static void
links_to_nothing_but_the_web_and_plain_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
		const char *page = test_site_get(&site, pages[i]);

		test_lacks(page, "href=\"javascript");
		test_lacks(page, "href=\" ");
		test_lacks(page, "href=\"JaVa");
		/* But for our own, which names nobody to send to. */
		for (const char *at = page; (at = strstr(at, "mailto:"));
		     at += strlen("mailto:"))
			assert_int_equal(strncmp(at, "mailto:?subject=",
					     strlen("mailto:?subject=")),
			    0);
		test_lacks(page, "%0");
	}
}

static void
gives_data_the_very_same_text(void **state)
{
	const char *json = test_site_get(
	    &site, "/search.json?q=name+alert&type=talking.nhs&age=20");
	static const char *const fields[][2] = {{"name", "name"},
	    {"organisation", "organisation"}, {"place", "town"},
	    {"phone_display", "show"}, {"source_id", "source"},
	    {"sources.0.title", "title"}, {"verdicts.0.words", "sentence"}};

	(void)state;
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.id"), "hs2tdd");
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		char *path = arena_printf(&arena, "results.0.%s", fields[i][0]);
		char *text = test_json_text(&arena, json, path);

		if (text == NULL)
			fail_msg("no %s", path);
		assert_string_equal(
		    text, arena_printf(&arena, "%s %s", fields[i][1], HOSTILE));
	}
	test_lacks(json, "\xe2\x80\xa8");
	test_lacks(json, "\xe2\x80\xa9");
	test_lacks(json, "<");
}

static void
escapes_what_a_visitor_sends(void **state)
{
	static const char *const names[] = {"q", "near", "age", "within",
	    "gender", "cost", "type", "area", "feed", "sort", "page", "limit",
	    "strict", "explain", "locale", "colour"};
	static const char sent[] =
	    "%3C%2Fp%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%22+onclick%3D%22"
	    "alert(3)+%27%26lt%3B+%E2%80%A8";

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		test_lacks(
		    test_site_getf(&site, "/search?%s=%s", names[i], sent),
		    "<script>");
		test_lacks(
		    test_site_getf(&site, "/embed?%s=%s", names[i], sent),
		    "<script>");
		test_lacks(
		    test_site_getf(&site, "/search.json?%s=%s", names[i], sent),
		    "<");
		test_lacks(test_site_getf(
			       &site, "/services/tk2w3s?%s=%s", names[i], sent),
		    "<script>");
		test_lacks(test_site_getf(
			       &site, "/suggest.json?%s=%s", names[i], sent),
		    "<");
	}
	test_lacks(test_site_getf(&site, "/services/%s", sent), "<script>");
	test_lacks(test_site_getf(&site, "/areas/%s", sent), "<script>");
	test_lacks(test_site_getf(&site, "/%s", sent), "<script>");
}

static void
keeps_what_was_typed_as_it_was_typed(void **state)
{
	const char *page = test_site_get(&site,
	    "/search?age=%22%3E%3Cb%3E&near=%27%22%26&q=%3Cb%3E+%26amp%3B");

	(void)state;
	assert_string_equal(
	    test_html_attribute(&arena, page, "name=\"age\"", "value", 0),
	    "\"><b>");
	assert_string_equal(
	    test_html_attribute(&arena, page, "name=\"near\"", "value", 0),
	    "'\"&");
	assert_string_equal(
	    test_html_attribute(&arena, page, "name=\"q\"", "value", 0),
	    "<b> &amp;");
}

static void
shows_a_helpline_whose_number_cannot_be_dialled(void **state)
{
	char *text =
	    test_html_text(&arena, test_site_get(&site, "/search?q=zzzz"));

	(void)state;
	test_has(text, arena_printf(&arena, "number %s", HOSTILE));
}

static int
set_up(void **state)
{
	(void)state;
	test_site_init(&site, add_hostile);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lets_nothing_that_a_listing_says_become_markup),
	    cmocka_unit_test(shows_what_a_listing_says_whole),
	    cmocka_unit_test(links_to_nothing_but_the_web_and_plain_addresses),
	    cmocka_unit_test(gives_data_the_very_same_text),
	    cmocka_unit_test(escapes_what_a_visitor_sends),
	    cmocka_unit_test(keeps_what_was_typed_as_it_was_typed),
	    cmocka_unit_test(shows_a_helpline_whose_number_cannot_be_dialled),
	};

	return cmocka_run_group_tests(tests, set_up, test_page_tear_down);
}

/* /search and its filters: chips, the form, and mistakes in its fields. */
#include <stdio.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_page.h"

#define MAX_CHIPS 16

struct chips {
	char *labels[MAX_CHIPS], *urls[MAX_CHIPS];
	size_t count;
};

static void
read_chips(struct chips *chips, const char *page)
{
	static const char mark[] = "<span class=\"vh\">Remove: </span>";
	const char *list = strstr(page, "<ul class=\"chips\"");

	chips->count = 0;
	while (list != NULL && (list = strstr(list, "<li><a href=")) != NULL &&
	       strncmp(strchr(list + 4, '>') + 1, mark, strlen(mark)) == 0) {
		const char *label = strstr(list, mark) + strlen(mark);

		assert_true(chips->count < MAX_CHIPS);
		chips->urls[chips->count] =
		    test_html_attribute(&arena, list, "", "href", 0);
		chips->labels[chips->count++] =
		    arena_strndup(&arena, label, strcspn(label, "<"));
		list = label;
	}
}

/* Taking chip "n" off leaves all others, but those of "falls". */
static void
check_chip(const struct chips *before, size_t n, const char *falls)
{
	struct chips after;
	size_t at = 0;

	read_chips(&after, test_site_get(&site, before->urls[n]));
	assert_int_equal(site.status, STATUS_OK);
	for (size_t i = 0; i < before->count; i++) {
		if (i == n ||
		    (falls != NULL && strcmp(before->labels[i], falls) == 0))
			continue;
		if (at == after.count ||
		    strcmp(after.labels[at], before->labels[i]) != 0)
			fail_msg("taking off %s loses %s: %s",
			    before->labels[n], before->labels[i],
			    before->urls[n]);
		at++;
	}
	if (at < after.count)
		fail_msg("taking off %s brings %s: %s", before->labels[n],
		    after.labels[at], before->urls[n]);
}

static void
takes_exactly_one_thing_off_with_each_chip(void **state)
{
	static const char *const queries[] = {
	    "q=counselling&type=talking&type=crisis&near=QX4+2AB&within=5"
	    "&area=westby&age=16-25&gender=women&cost=free&feed=westby"
	    "&sort=nearest",
	    "near=QX4+2AB&within=any&age=40",
	    "area=castle-westby&cost=low&sort=name&limit=5",
	    "near=53.45,-2.30&gender=men&within=1", "type=talking.nhs",
	    "q=free+panic+near+QX4+for+women+under+18",
	    "q=panic+my+dad+hes+82&cost=low",
	    "q=low+cost+panic+group+in+westby"};

	(void)state;
	test_site_at(&site, "2026-11-24 10:00");
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		struct chips chips;

		read_chips(
		    &chips, test_site_getf(&site, "/search?%s", queries[i]));
		assert_true(chips.count > 0);
		for (size_t n = 0; n < chips.count; n++) {
			bool near = strncmp(chips.labels[n], "Near ", 5) == 0;

			/* Without a place there is no distance. */
			check_chip(&chips, n,
			    !near    ? NULL
			    : i == 0 ? "Within 5 miles"
			    : i == 1 ? "Any distance"
				     : "Within 1 mile");
		}
	}
}

static void
takes_a_place_off_that_was_read_in_the_words(void **state)
{
	struct chips chips;
	const char *page;

	(void)state;
	page = test_site_get(&site, "/search?q=panic+QX4+2AB&age=40");
	test_has(page, "“QX4 2AB” is read as a place: near QX4 2AB");
	read_chips(&chips, page);
	assert_int_equal(chips.count, 3);
	assert_string_equal(chips.labels[1], "Near QX4 2AB");
	page = test_site_get(&site, chips.urls[1]);
	test_lacks(page, "near QX4");
	test_has(page, "name=\"near\" type=\"text\" value=\"\"");
	test_has(page, "value=\"panic\"");
}

static void
says_how_words_were_read_and_keeps_that_in_the_fields(void **state)
{
	const char *page;

	(void)state;
	page = test_site_get(&site, "/search?q=free+panic+help+aged+40");
	test_has(page, "“aged 40” is read as the age: 40");
	test_has(page, "“free” is read as the cost: free");
	test_has(page, "value=\"panic help\"");
	test_has(page, "inputmode=\"numeric\" value=\"40\"");
	page = test_site_get(&site, "/search?q=panic+aged+40&age=30");
	test_has(page, "“aged 40” does not count: the age is chosen already");
	test_has(page, "inputmode=\"numeric\" value=\"30\"");
	test_has(page, "Words that do not count");
	page = test_site_get(&site, "/search?q=support+for+carers");
	test_has(page, "Your words say: Unpaid carers");
	test_lacks(test_site_get(&site, "/search?for=carers"), "Your words");
}

static void
offers_each_filter_with_what_it_would_find(void **state)
{
	const char *page =
	    test_site_get(&site, "/search?mode=phone&referral=self&lang=pl");

	(void)state;
	test_has(page, "Search and filters (3 on)");
	test_has(page, "name=\"mode\" value=\"phone\" checked>By phone");
	test_has(page, "name=\"mode\" value=\"text\">By text message");
	test_has(
	    page, "name=\"referral\" value=\"self\" checked>Refer yourself");
	test_has(page, "list=\"langs\" value=\"Polish\"");
	page = test_site_get(&site, "/search");
	test_has(
	    page, "name=\"mode\" value=\"in-person\">Face to face <small>");
	test_has(page, "<option value=\"\" selected>Anywhere</option>");
}

static void
takes_off_one_of_several_values_by_its_chip(void **state)
{
	struct chips chips;

	(void)state;
	read_chips(&chips,
	    test_site_get(&site, "/search?for=carers&for=veterans&mode=phone"));
	assert_int_equal(chips.count, 3);
	assert_string_equal(chips.labels[0], "Unpaid carers");
	assert_string_equal(chips.urls[0], "/search?for=veterans&mode=phone");
	assert_string_equal(chips.labels[2], "By phone");
	assert_string_equal(chips.urls[2], "/search?for=carers&for=veterans");
}

static void
says_what_was_read_in_the_words_of_a_visitor(void **state)
{
	const char *page =
	    test_site_get(&site, "/search?q=polish+speaking+carers+group");

	(void)state;
	test_has(page, "“polish speaking” is read as the language: Polish");
	test_has(
	    page, "“carers” is read as the group of people: Unpaid carers");
}

static void
puts_each_mistake_beside_its_field_and_keeps_what_was_typed(void **state)
{
	static const struct {
		const char *query, *message, *kept;
	} wrong[] = {
	    {"near=Nowhere+at+all", "“Nowhere at all” cannot be read",
		"name=\"near\" type=\"text\" value=\"Nowhere at all\""},
	    {"near=BT1+1AA", "in Northern Ireland", "value=\"BT1 1AA\""},
	    {"age=old", "“old” cannot be read. Give years",
		"maxlength=\"7\" inputmode=\"numeric\" value=\"old\""},
	    {"age=200", "“200” cannot be read", "value=\"200\""},
	    {"near=QX4&within=0.5", "“0.5” cannot be read", NULL},
	    {"gender=other", "“other” cannot be read. Give women or men", NULL},
	    {"cost=cheap", "“cheap” cannot be read. Give free or low", NULL},
	    {"for=vets", "“vets” cannot be read. Give carers, young-carers",
		NULL},
	    {"referral=me", "“me” cannot be read. Give self, gp", NULL},
	    {"mode=pigeon", "“pigeon” cannot be read. Give in-person", NULL},
	    {"lang=Klingon", "“Klingon” cannot be read. Give a language",
		"list=\"langs\" value=\"Klingon\""},
	    {"access=lift", "“lift” cannot be read. Give wheelchair", NULL},
	    {"sort=random", "“random” cannot be read", NULL},
	    {"sort=nearest", "nearest only together with near", NULL},
	    {"type=magic", "“magic” cannot be read", NULL},
	    {"area=atlantis", "“atlantis” cannot be read", NULL},
	    {"page=0", "“0” cannot be read. Give a whole number", NULL},
	    {"limit=1000", "“1000” cannot be read", NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		const char *page =
		    test_site_getf(&site, "/search?q=panic&%s", wrong[i].query);

		assert_int_equal(site.status, STATUS_BAD_REQUEST);
		test_has(page, "role=\"alert\"");
		test_has(page, wrong[i].message);
		test_has(page, "<details class=\"panel\" data-wide-open open>");
		test_has(page, "value=\"panic\"");
		if (wrong[i].kept != NULL)
			test_has(page, wrong[i].kept);
	}
}

static void
ties_a_mistake_to_its_field_for_those_who_hear_the_page(void **state)
{
	static const struct {
		const char *query, *field;
	} wrong[] = {{"near=nowhere", "near"}, {"age=old", "age"},
	    {"near=QX4&within=x", "within"}, {"gender=x", "gender"},
	    {"cost=x", "cost"}, {"for=x", "for"}, {"referral=x", "referral"},
	    {"mode=x", "mode"}, {"lang=x", "lang"}, {"access=x", "access"},
	    {"sort=x", "sort"}, {"area=x", "area"},
	    {"near=QX4&area=x", "area"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		const char *page =
		    test_site_getf(&site, "/search?%s", wrong[i].query);
		char *mark = arena_printf(&arena, "id=\"%s\"", wrong[i].field);
		char *by = test_html_attribute(
		    &arena, page, mark, "aria-describedby", 0);
		const char *id;

		if (by == NULL)
			fail_msg("%s is described by nothing", wrong[i].field);
		id = strrchr(by, ' ') != NULL ? strrchr(by, ' ') + 1 : by;
		test_has(page,
		    arena_printf(&arena, "<p class=\"error\" id=\"%s\">", id));
		test_has(page,
		    arena_printf(&arena, "<a href=\"#%s\">", wrong[i].field));
	}
}

/* What a browser sends of the form as it stands. */
static char *
form_query(const char *page)
{
	struct buf query = {0};
	const char *at = strstr(page, "<form action=\"/search\"");
	const char *end = strstr(at, "</form>");
	char *kept, *select = NULL;

	for (; (at = strchr(at, '<')) != NULL && at < end; at++) {
		char *tag = arena_strndup(&arena, at, strcspn(at, ">") + 1);
		bool choice = strstr(tag, "type=\"radio\"") != NULL ||
			      strstr(tag, "type=\"checkbox\"") != NULL;
		char *name, *value;

		if (strncmp(tag, "<select", 7) == 0)
			select =
			    test_html_attribute(&arena, tag, "<", "name", 0);
		name =
		    strncmp(tag, "<option", 7) == 0
			? select
			: test_html_attribute(&arena, tag, "<input", "name", 0);
		value = test_html_attribute(&arena, tag, "<", "value", 0);
		if (name == NULL || value == NULL ||
		    (name == select && strstr(tag, " selected") == NULL) ||
		    (choice && strstr(tag, " checked") == NULL))
			continue;
		buf_printf(&query, "%s%s=", query.length > 0 ? "&" : "", name);
		for (; *value != '\0'; value++)
			buf_printf(
			    &query, "%%%02x", (unsigned)(unsigned char)*value);
	}
	kept = arena_strdup(&arena, buf_text(&query));
	buf_clear(&query);
	return kept;
}

static void
asks_the_same_again_when_the_form_is_sent_as_it_stands(void **state)
{
	static const char *const queries[] = {"", "q=counselling",
	    "q=counselling+QX4+2AB", "q=QX4+2AB", "type=talking.nhs",
	    "type=talking&type=advice.debt&age=40&gender=women&cost=low",
	    "near=QX4+2AB&within=2", "near=westby&within=any&sort=nearest",
	    "near=53.45,-2.30", "area=westby&feed=northmoor&sort=name",
	    "q=0113+496+0101", "q=%22quoted%22+%26+%3Cb%3E"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		const char *page =
		    test_site_getf(&site, "/search?%s", queries[i]);
		char *codes = test_html_codes(&arena, page);
		char *again = form_query(page);

		page = test_site_getf(&site, "/search?%s", again);
		assert_int_equal(site.status, STATUS_OK);
		assert_string_equal(test_html_codes(&arena, page), codes);
	}
}

static void
shows_how_many_each_choice_would_bring(void **state)
{
	const char *page = test_site_get(&site, "/search?area=westby");

	(void)state;
	test_has(page, "value=\"talking\">Talking therapies and counselling "
		       "<small>4</small>");
	page = test_site_get(&site, "/search?area=westby&type=talking");
	test_has(page, "<b>4 services</b>");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PAGE_TEST(takes_exactly_one_thing_off_with_each_chip),
	    PAGE_TEST(takes_a_place_off_that_was_read_in_the_words),
	    PAGE_TEST(says_how_words_were_read_and_keeps_that_in_the_fields),
	    PAGE_TEST(offers_each_filter_with_what_it_would_find),
	    PAGE_TEST(takes_off_one_of_several_values_by_its_chip),
	    PAGE_TEST(says_what_was_read_in_the_words_of_a_visitor),
	    PAGE_TEST(
		puts_each_mistake_beside_its_field_and_keeps_what_was_typed),
	    PAGE_TEST(ties_a_mistake_to_its_field_for_those_who_hear_the_page),
	    PAGE_TEST(asks_the_same_again_when_the_form_is_sent_as_it_stands),
	    PAGE_TEST(shows_how_many_each_choice_would_bring),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}

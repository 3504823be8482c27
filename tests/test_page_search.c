/* /search: what a navigator sees, by the clock, the person and the place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/gzip.h"
#include "server/route.h"
#include "tests/testing.h"
#include "tests/testing_html.h"
#include "tests/testing_site.h"

static struct test_site site;
static struct arena arena;

/* --- the clock ---------------------------------------------------------- */

/* "/search" for one listing alone, at a time. */
static const char *
search_at(const char *when, const char *query)
{
	test_site_at(&site, when);
	return test_site_getf(&site, "/search?%s", query);
}

static void
changes_with_the_clock_when_a_service_closes(void **state)
{
	const char *page;

	(void)state;
	page = search_at("2026-11-24 16:59", "type=talking.nhs");
	test_has(page, "now on\">Open now, until 5pm<");
	assert_int_equal(site.page.clock_until,
	    date_from_london(date_from_civil(2026, 11, 24), 17 * 60));
	page = search_at("2026-11-24 17:00", "type=talking.nhs");
	test_has(page, "now\">Closed, opens 9am Wednesday<");
	test_lacks(page, "Open now");
}

static void
takes_the_first_change_of_all_that_is_shown(void **state)
{
	(void)state;
	search_at("2026-11-24 10:00", "type=talking&type=crisis");
	/* Fifth Avenue opens at noon, before anybody closes. */
	assert_int_equal(site.page.clock_until,
	    date_from_london(date_from_civil(2026, 11, 24), 12 * 60));
}

static void
keeps_london_time_whatever_the_zone_of_the_machine(void **state)
{
	static const char *const zones[] = {
	    "Pacific/Auckland", "America/Los_Angeles", "UTC", "XYZ+11"};
	char *here =
	    xstrdup(search_at("2026-07-07 08:59", "type=talking&near=QX4"));

	(void)state;
	test_has(here, "Closed, opens 9am today");
	for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
		setenv("TZ", zones[i], 1);
		tzset();
		assert_string_equal(
		    test_site_get(&site, "/search?type=talking&near=QX4"),
		    here);
	}
	unsetenv("TZ");
	tzset();
	free(here);
}

/* What is said of the café, which is open from 6pm to 2am, at a UTC time. */
static const char *
cafe_at(int year, int month, int day, int minute)
{
	site.context.now =
	    (time_t)date_from_civil(year, month, day) * 86400 + minute * 60;
	return test_site_get(&site, "/search?q=Castle+Wellbeing+Caf%C3%A9");
}

static void
follows_the_clocks_when_they_go_forward_and_back(void **state)
{
	(void)state;
	/* 02:00 summer time is 01:00 UTC on the night they go forward. */
	test_has(cafe_at(2027, 3, 28, 59), "Open now, until 2am");
	test_has(cafe_at(2027, 3, 28, 60), "Closed, opens 6pm today");
	/* On the night they go back the hour from 01:00 comes twice. */
	test_has(cafe_at(2026, 10, 25, 30), "Open now, until 2am");
	test_has(cafe_at(2026, 10, 25, 119), "Open now, until 2am");
	test_has(cafe_at(2026, 10, 25, 120), "Closed, opens 6pm today");
	/* In summer 6pm is 17:00 UTC, in winter 18:00. */
	test_has(cafe_at(2026, 7, 7, 17 * 60), "Open now");
	test_has(cafe_at(2026, 12, 7, 17 * 60), "Closed, opens 6pm today");
}

static void
never_guesses_the_hours_of_a_bank_holiday(void **state)
{
	const char *page;

	(void)state;
	page = search_at("2026-12-25 10:00", "type=talking.nhs");
	test_has(page, "Hours may differ: bank holiday today");
	test_lacks(page, "Open now");
	test_lacks(page, "Closed");
	page = search_at("2026-12-25 13:00", "q=Holiday+Haven");
	test_has(page, "Open now, until 4pm");
	page = search_at("2026-12-25 10:00", "type=crisis.listening");
	test_has(page, "Open 24 hours");
}

static void
says_nothing_of_opening_where_a_service_is_paused(void **state)
{
	const char *page = search_at("2026-11-25 10:30", "q=Painting+for+Calm");

	(void)state;
	test_has(page, "Starts again in March");
	test_lacks(page, "Open now");
}

/* --- who it suits -------------------------------------------------------- */

static void
orders_the_groups_and_sets_the_last_apart(void **state)
{
	static const char *const order[] = {"id=\"group-suits\">Suits <small>1<",
	    "/services/tk2w3s?", "id=\"group-open\">Open to all <small>1<",
	    "/services/cp6hbr?", "id=\"group-not_stated\">Not stated <small>11<",
	    "/services/wm3n7s?",
	    "<details class=\"set-apart\"><summary>May not suit: 1 service<",
	    "/services/fv4d2v?"};
	const char *at = search_at("2026-11-24 10:00", "age=40");

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(order); i++) {
		test_has(at, order[i]);
		at = strstr(at, order[i]);
	}
}

static void
says_check_where_a_rule_cannot_be_decided(void **state)
{
	const char *page = search_at("2026-11-24 10:00", "age=20-30");

	(void)state;
	test_has(page, "id=\"group-check\">Check <small>1<");
	test_has(page, "Ask about age</b>");
	test_lacks(page, "set-apart");
}

static void
shows_the_sentence_that_sets_a_listing_apart(void **state)
{
	const char *page = search_at("2026-11-24 10:00", "age=40");
	const char *apart = strstr(page, "class=\"set-apart\"");

	(void)state;
	test_lacks(apart, "Say it in a sentence");
	test_has(apart, "<li class=\"no\"><b>May not suit their age</b>: “For "
			"young people aged 13 to 25.”</li>");
}

/* Thirty groups for young people, each with all that a result can have. */
static void
add_many(struct test_content *content)
{
	struct arena *texts = &content->arena;

	for (int i = 0; i < 30; i++) {
		struct listing *one = test_content_listing(content,
		    arena_printf(texts, "mn%dq%c%c", i % 8 + 2, 'b' + i / 10,
			"cdfghjkmnp"[i % 10]),
		    arena_printf(texts, "Young people's group number %d", i));
		struct listing_rule *rule = listing_rule_add(one);
		struct listing_phone *phone = listing_phone_add(one);

		one->description = arena_printf(texts,
		    "A group for young people aged 13 to 25 in hall %d, with "
		    "somebody to talk to, tea, music and long walks. Come as "
		    "you are, bring a friend, or ring us before you come.",
		    i);
		one->url = arena_printf(texts, "https://%d.example.org/", i);
		one->fees = arena_strdup(texts, "Free");
		one->referral = arena_strdup(texts, "Just turn up");
		one->hours = arena_printf(texts, "Wednesdays from %dpm", i % 9);
		rule->dimension = arena_strdup(texts, "age.max");
		rule->value = arena_strdup(texts, "25");
		rule->sentence =
		    arena_strdup(texts, "For young people aged 13 to 25.");
		phone->dial = arena_printf(texts, "+4411349602%02d", i);
		phone->show = arena_printf(texts, "0113 496 02%02d", i);
	}
}

static struct test_site many;

static void
says_that_not_all_who_may_not_suit_are_shown(void **state)
{
	const char *page;

	(void)state;
	test_site_init(&many, add_many);
	page = test_site_get(&many, "/search?q=group+number&age=40");
	test_has(page, "May not suit: 30 services");
	test_has(page, "The first 20 are shown.");
	page = test_site_get(&many, "/search?q=group+number&age=20");
	test_lacks(page, "are shown.");
	test_site_clear(&many);
}

/* The budget of a page on a phone: with its style sheet, one round trip. */
static void
packs_a_full_page_of_results_into_14_kilobytes(void **state)
{
	struct request request;
	struct page page;
	struct gzip *gzip = gzip_new();
	static const char target[] = "/search?q=group+number&age=20&near=QX4";

	(void)state;
	test_site_init(&many, add_many);
	page_init(&page);
	assert_int_equal(request_parse(&request, METHOD_GET, target,
			     sizeof(target) - 1, NULL, 0),
	    REQUEST_OK);
	assert_int_equal(route_run(&many.context, &request, &page), STATUS_OK);
	gzip_pack(gzip, &page.body);
	if (page.body.length > 14 * 1024)
		fail_msg("%zu bytes", page.body.length);
	gzip_free(gzip);
	request_clear(&request);
	page_clear(&page);
	test_site_clear(&many);
}

static void
counts_what_a_field_leaves_out_and_shows_it_nowhere(void **state)
{
	const char *page = search_at("2026-11-24 10:00", "gender=men");

	(void)state;
	test_has(page, "2 more services are left out");
	test_lacks(page, "wm3n7s");
	test_lacks(page, "rf9gvn");
	page = search_at("2026-11-24 10:00", "type=talking&age=15");
	test_has(page, "1 more service is left out");
	test_lacks(page, "tk2w3s");
}

static void
has_no_groups_where_nothing_is_said_of_the_person(void **state)
{
	const char *page = search_at("2026-11-24 10:00", "type=talking");

	(void)state;
	test_has(page, "<h2 class=\"vh\">Results</h2>");
	test_lacks(page, "class=\"group\"");
	test_lacks(page, "class=\"verdicts\"");
}

static void
asks_about_a_surgery_where_a_place_is_given(void **state)
{
	const char *page =
	    search_at("2026-11-24 10:00", "q=Surgery+Counselling&near=QX4+2AB");

	(void)state;
	test_has(page, "Ask about their address or GP</b></li>");
	/* Its sentence is not said twice. */
	test_has(page, "You must have a GP in Westby.");
	test_lacks(strstr(page, "You must have a GP") + 1, "You must have a");
}

/* The bar above a listing's name. */
static char *
bar_of(const char *page, const char *code)
{
	const char *end =
	    strstr(page, arena_printf(&arena, "/services/%s?", code));
	const char *begin = end;

	assert_non_null(end);
	while (strncmp(begin, "<li class=\"hit\">", 16) != 0)
		begin--;
	return arena_strndup(&arena, begin, (size_t)(end - begin));
}

static void
tells_getting_there_from_being_served_at_home(void **state)
{
	const char *page =
	    search_at("2026-11-24 10:00", "near=QX4+2AB&within=10");

	(void)state;
	test_has(bar_of(page, "tk2w3s"),
	    "class=\"sign\">under 0.1 miles</span><span "
	    "class=\"serves\">Serves this area<");
	test_has(bar_of(page, "rg4nsn"), "class=\"sign\">8.2 miles<");
	test_lacks(bar_of(page, "rg4nsn"), "Serves this area");
	test_has(bar_of(page, "nt8rnk"), "class=\"sign\">By phone or online<");
	test_has(bar_of(page, "rf9gvn"), "Serves this area");
	test_lacks(bar_of(page, "rf9gvn"), "class=\"sign\"");
	page = search_at("2026-11-24 10:00", "near=QX4&within=10");
	test_has(bar_of(page, "rg4nsn"), "class=\"sign\">about 8.");
}

static void
says_why_a_listing_was_found(void **state)
{
	const char *page =
	    search_at("2026-11-24 10:00", "q=panic&type=talking&near=QX4+2AB");

	(void)state;
	test_has(page, "Matched “panic” in its description");
	test_has(page, "Listed under NHS Talking Therapies");
	page = search_at("2026-11-24 10:00", "q=listening&near=QX4+2AB");
	test_has(page, "Matched “listening” in its name");
	test_lacks(page, "national");
	page = search_at("2026-11-24 10:00", "q=0113+496+0114");
	test_has(page, "Has the number you typed");
}

/* --- chips --------------------------------------------------------------- */

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
	test_lacks(page, "QX4");
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

/* --- mistakes ------------------------------------------------------------ */

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
	    {"sort=x", "sort"},
	    {"area=x", "area"}, {"near=QX4&area=x", "area"}};

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

/* --- nothing is a dead end, and nothing a lie ---------------------------- */

static void
says_first_what_it_gave_up(void **state)
{
	static const char said[] =
	    "Nobody listed here offers Bereavement group or cafe within 15 "
	    "miles of QX4 2AB. These are further away.";
	const char *page =
	    test_site_get(&site, "/search?type=bereavement.group&near=QX4+2AB");

	(void)state;
	test_has(page, said);
	test_has(page, "/services/br5vmt?");
	assert_true(strstr(page, said) < strstr(page, "1 service<"));
	assert_true(strstr(page, said) < strstr(page, "/services/br5vmt?"));
}

static void
says_that_only_some_of_the_words_were_found(void **state)
{
	const char *page = test_site_get(&site, "/search?q=panic+debts");

	(void)state;
	test_has(page, "Nobody listed here offers all of “panic debts”. These "
		       "match some of the words.");
	test_has(page, "Matched “panic” in its description");
	test_has(page, "Matched “debts” in its name");
}

static void
gives_nothing_up_where_it_is_told_so(void **state)
{
	const char *page = test_site_get(
	    &site, "/search?type=bereavement.group&near=QX4+2AB&strict=1");

	(void)state;
	test_has(page, "No services match everything you asked for");
	test_has(page, "Any distance, not only 15 miles");
	test_lacks(page, "Nobody listed here");
	test_lacks(page, "br5vmt");
}

static void
offers_less_where_leaving_out_one_thing_finds_nothing(void **state)
{
	const char *page = test_site_get(&site,
	    "/search?q=elephants&type=bereavement.group&near=QX4+2AB&age=40");

	(void)state;
	test_has(page, "No services match everything you asked for");
	test_has(page, "Start from less");
	test_has(page, "<a href=\"/search?near=QX4+2AB\">All services near "
		       "QX4 2AB</a>");
	test_has(page, "<a href=\"/#types\">Choose a type of help</a>");
}

static void
counts_rightly_what_each_relaxation_would_bring(void **state)
{
	const char *page = test_site_get(
	    &site, "/search?type=bereavement&near=QX4+2AB&age=40&strict=1");
	size_t n = 0;

	(void)state;
	page = arena_strdup(&arena, strstr(page, "class=\"two\""));
	for (const char *at = strstr(page, "<li><a href=\"/search?");
	     at != NULL; at = strstr(at + 1, "<li><a href=\"/search?"), n++) {
		const char *count = strstr(at, "class=\"nb\">(");
		char *url;

		if (count == NULL)
			break;
		count = strchr(count, '(') + 1;
		url = test_html_attribute(&arena, at, "", "href", 0);
		test_has(test_site_get(&site, url),
		    arena_printf(&arena, "<b>%.*s</b>",
			(int)strcspn(count, ")"), count));
	}
	assert_true(n > 2);
}

static void
offers_types_of_help_close_to_what_was_asked(void **state)
{
	const char *page = test_site_get(
	    &site, "/search?type=bereavement.group&near=QX4+2AB&strict=1");

	(void)state;
	test_has(page, "<h2>Other help here</h2>");
	test_has(page, "<a href=\"/search?type=bereavement&amp;near=QX4+2AB\">"
		       "Bereavement and loss</a>");
	page = test_site_get(&site, "/search?q=elephants");
	test_has(page, "Nothing is listed here for “elephants”<");
	test_has(page, "<a href=\"/search?type=talking\">");
}

static void
asks_what_was_meant_where_it_keeps_to_the_letter(void **state)
{
	(void)state;
	test_has(test_site_get(&site, "/search?q=councelling&strict=1"),
	    "Did you mean <a href=\"/search?q=councelling\">counselling?</a>");
	test_lacks(test_site_get(&site, "/search?q=counselling&strict=1"),
	    "Did you mean");
}

static void
says_that_an_unknown_number_is_not_listed_and_no_more(void **state)
{
	const char *page = test_site_get(&site, "/search?q=0113+496+0999");

	(void)state;
	test_has(page, "This number is not listed here. That says nothing "
		       "about whether it is genuine.");
	test_lacks(page, "<h3>");
	page = test_site_get(&site, "/search?q=someone%40nowhere.example");
	test_has(page, "someone@nowhere.example</h1>");
	test_has(page, "This address is not listed here. That says nothing "
		       "about whether it is genuine.");
	test_lacks(page, "<h3>");
}

static void
finds_who_a_number_belongs_to_however_it_is_typed(void **state)
{
	static const char *const forms[] = {"0113+496+0114", "01134960114",
	    "%2B44+113+496+0114", "(0113)+496-0114", "4960114", "07700900123"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		assert_string_equal(
		    test_html_codes(&arena,
			test_site_getf(&site, "/search?q=%s", forms[i])),
		    "tk2w3s");
}

static void
shows_national_lines_that_somebody_verified_and_no_others(void **state)
{
	const char *page = test_site_get(&site, "/search?q=zzzz");

	(void)state;
	test_has(page, "<b>Calm Ear</b> (England): "
		       "<a href=\"tel:+448081570199\">0808 157 0199</a>, 5pm "
		       "to midnight. For anybody</li>");
	test_has(page, "<b>Text Ear</b>: text <a href=\"sms:85258\">85258</a>");
	test_lacks(page, "Nobody Checked");
}

/* --- pages --------------------------------------------------------------- */

static void
shows_each_listing_once_from_page_to_page(void **state)
{
	char *all =
	    test_html_codes(&arena, test_site_get(&site, "/search?sort=name"));
	char *url = arena_strdup(&arena, "/search?sort=name&limit=4");
	struct buf seen = {0};
	int pages = 0;

	(void)state;
	while (url != NULL) {
		const char *page = test_site_get(&site, url);

		if (pages > 0) {
			buf_add_char(&seen, ' ');
			test_has(page, "rel=\"prev\"");
		}
		buf_add_text(&seen, test_html_codes(&arena, page));
		pages++;
		url = test_html_attribute(
		    &arena, page, "rel=\"next\"", "href", 0);
	}
	assert_int_equal(pages, 4);
	assert_string_equal(buf_text(&seen), all);
	buf_clear(&seen);
}

static void
leads_back_from_a_page_past_the_last(void **state)
{
	const char *page = test_site_get(&site, "/search?limit=4&page=9");
	char *back =
	    test_html_attribute(&arena, page, "rel=\"prev\"", "href", 0);

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_string_equal(back, "/search?page=4&limit=4");
	assert_true(
	    strlen(test_html_codes(&arena, test_site_get(&site, back))) > 0);
}

static void
returns_from_a_listing_to_the_page_it_was_on(void **state)
{
	const char *page =
	    test_site_get(&site, "/search?type=talking&limit=2&page=2");
	char *url, *back, *codes = test_html_codes(&arena, page);

	(void)state;
	url = test_html_attribute(&arena, strstr(page, "<h3>"), "", "href", 0);
	back = test_html_attribute(&arena,
	    strstr(test_site_get(&site, url), "class=\"crumb\"") - 3, "href",
	    "href", 0);
	assert_string_equal(
	    test_html_codes(&arena, test_site_get(&site, back)), codes);
}

/* --- the form ------------------------------------------------------------ */

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

/* --- who may keep it ----------------------------------------------------- */

static void
lets_nobody_keep_an_answer_about_a_person(void **state)
{
	static const char *const personal[] = {"q=panic", "near=QX4+2AB",
	    "near=nowhere+at+all", "age=40", "age=old", "gender=women",
	    "gender=other", "type=talking&area=westby&age=4"};
	static const char *const open[] = {"", "area=westby", "type=talking",
	    "cost=free", "feed=westby&sort=name", "q=&near=&age=&gender="};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(personal); i++) {
		test_site_getf(&site, "/search?%s", personal[i]);
		assert_int_equal(site.page.caching, CACHE_NONE);
		test_site_getf(&site, "/search.json?%s", personal[i]);
		assert_int_equal(site.page.caching, CACHE_NONE);
		test_site_getf(&site, "/embed?%s", personal[i]);
		assert_int_equal(site.page.caching, CACHE_NONE);
		test_site_getf(&site, "/services/tk2w3s?%s", personal[i]);
		assert_int_equal(site.page.caching, CACHE_NONE);
	}
	for (size_t i = 0; i < ARRAY_LEN(open); i++) {
		test_site_getf(&site, "/search?%s", open[i]);
		assert_int_equal(site.page.caching, CACHE_BROWSE);
		test_site_getf(&site, "/search.json?%s", open[i]);
		assert_int_equal(site.page.caching, CACHE_BROWSE);
		test_site_getf(&site, "/embed?%s", open[i]);
		assert_int_equal(site.page.caching, CACHE_BROWSE);
	}
}

static int
set_up(void **state)
{
	(void)state;
	test_site_init(&site, NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	test_site_clear(&site);
	arena_clear(&arena);
	return 0;
}

static int
start_anew(void **state)
{
	(void)state;
	test_site_at(&site, "2026-11-24 10:00");
	return 0;
}

#define TEST(name) cmocka_unit_test_setup(name, start_anew)

static void
says_how_it_spelled_and_offers_the_words_as_typed(void **state)
{
	const char *page = test_site_get(&site, "/search?q=councelling&age=17");

	(void)state;
	test_has(page,
	    "Showing results for <b>counselling</b>. <a href=\"/search?"
	    "q=councelling&amp;age=17&amp;strict=1\">Search instead for "
	    "councelling</a>");
	test_has(page, "Fifth Avenue");
	page = test_site_get(&site, "/search?q=councelling&strict=1");
	test_lacks(page, "Showing results for");
	test_lacks(page, "Fifth Avenue");
	/* What was typed stays text. */
	page = test_site_get(&site, "/search?q=councelling+%3Cb%3E");
	test_has(page, "Search instead for councelling &lt;b&gt;</a>");
	test_lacks(test_site_get(&site, "/search?q=counselling"),
	    "Showing results for");
}

static void
says_what_name_the_words_sound_like(void **state)
{
	const char *page = test_site_get(&site, "/search?q=fith+avinew");

	(void)state;
	test_has(page,
	    "Sounds like <b>Fifth Avenue</b>. <a href=\"/search?"
	    "q=fith+avinew&amp;strict=1\">Search instead for fith avinew"
	    "</a>");
	page = test_site_get(&site, "/search?q=fith+avinew&strict=1");
	test_lacks(page, "Sounds like");
	test_has(test_site_get(&site, "/embed?q=fith+avinew"),
	    "Sounds like Fifth Avenue");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(changes_with_the_clock_when_a_service_closes),
	    TEST(takes_the_first_change_of_all_that_is_shown),
	    TEST(keeps_london_time_whatever_the_zone_of_the_machine),
	    TEST(follows_the_clocks_when_they_go_forward_and_back),
	    TEST(never_guesses_the_hours_of_a_bank_holiday),
	    TEST(says_nothing_of_opening_where_a_service_is_paused),
	    TEST(orders_the_groups_and_sets_the_last_apart),
	    TEST(says_check_where_a_rule_cannot_be_decided),
	    TEST(shows_the_sentence_that_sets_a_listing_apart),
	    TEST(says_that_not_all_who_may_not_suit_are_shown),
	    TEST(packs_a_full_page_of_results_into_14_kilobytes),
	    TEST(counts_what_a_field_leaves_out_and_shows_it_nowhere),
	    TEST(has_no_groups_where_nothing_is_said_of_the_person),
	    TEST(asks_about_a_surgery_where_a_place_is_given),
	    TEST(tells_getting_there_from_being_served_at_home),
	    TEST(says_why_a_listing_was_found),
	    TEST(takes_exactly_one_thing_off_with_each_chip),
	    TEST(takes_a_place_off_that_was_read_in_the_words),
	    TEST(says_how_words_were_read_and_keeps_that_in_the_fields),
	    TEST(offers_each_filter_with_what_it_would_find),
	    TEST(takes_off_one_of_several_values_by_its_chip),
	    TEST(says_what_was_read_in_the_words_of_a_visitor),
	    TEST(puts_each_mistake_beside_its_field_and_keeps_what_was_typed),
	    TEST(ties_a_mistake_to_its_field_for_those_who_hear_the_page),
	    TEST(says_first_what_it_gave_up),
	    TEST(says_that_only_some_of_the_words_were_found),
	    TEST(gives_nothing_up_where_it_is_told_so),
	    TEST(says_how_it_spelled_and_offers_the_words_as_typed),
	    TEST(says_what_name_the_words_sound_like),
	    TEST(offers_less_where_leaving_out_one_thing_finds_nothing),
	    TEST(counts_rightly_what_each_relaxation_would_bring),
	    TEST(offers_types_of_help_close_to_what_was_asked),
	    TEST(asks_what_was_meant_where_it_keeps_to_the_letter),
	    TEST(says_that_an_unknown_number_is_not_listed_and_no_more),
	    TEST(finds_who_a_number_belongs_to_however_it_is_typed),
	    TEST(shows_national_lines_that_somebody_verified_and_no_others),
	    TEST(shows_each_listing_once_from_page_to_page),
	    TEST(leads_back_from_a_page_past_the_last),
	    TEST(returns_from_a_listing_to_the_page_it_was_on),
	    TEST(asks_the_same_again_when_the_form_is_sent_as_it_stands),
	    TEST(shows_how_many_each_choice_would_bring),
	    TEST(lets_nobody_keep_an_answer_about_a_person),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

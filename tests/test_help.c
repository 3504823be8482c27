#include <stdio.h>
#include <string.h>

#include "search/query.h"
#include "server/words_relaxed.h"
#include "tests/testing_json.h"
#include "tests/testing_page.h"

static struct urgent_number numbers[] = {
    {.name = (char *)"999",
	.number = (char *)"999",
	.dial = (char *)"999",
	.words = (char *)"Life at risk"},
    {.name = (char *)"Samaritans",
	.number = (char *)"116 123",
	.dial = (char *)"116123",
	.hours = (char *)"any time"},
    {.name = (char *)"NHS 111, option for minds",
	.number = (char *)"111",
	.dial = (char *)"111",
	.nation = (char *)"England"},
    {.name = (char *)"NHS 111, press 2",
	.number = (char *)"111",
	.dial = (char *)"111",
	.nation = (char *)"Wales"},
    {.name = (char *)"Young Ear",
	.number = (char *)"0808 157 0111",
	.dial = (char *)"+448081570111"},
    {.name = (char *)"Word", .text = (char *)"85258"},
};

static void
add_hours(struct test_content *content)
{
	struct served_helpline *line =
	    &content->helplines[content->helplines_count++];

	*line = (struct served_helpline){
	    .name = arena_strdup(&content->arena, "Night Ear"),
	    .number = arena_strdup(&content->arena, "0808 157 0197"),
	    .nation = arena_strdup(&content->arena, "Wales"),
	    .verified = date_from_civil(2026, 11, 1),
	    .openings_count = 7,
	};
	line->openings =
	    arena_alloc(&content->arena, 7 * sizeof(*line->openings));
	for (int day = 0; day < 7; day++) {
		line->openings[day].weekday = day;
		line->openings[day].opens = 20 * 60;
		line->openings[day].closes = 24 * 60;
	}
}

static int
set_up(void **state UNUSED)
{
	test_site_init(&site, add_hours);
	site.site.urgent = numbers;
	site.site.urgent_count = ARRAY_LEN(numbers);
	return 0;
}

/* Without what stands at the top of every page. */
static char *
main_part(const char *page)
{
	return (char *)strstr(page, "<main");
}

static void
puts_urgent_help_before_all_results(void **state UNUSED)
{
	const char *page =
	    main_part(test_site_get(&site, "/search?q=suicidal+panic"));

	test_has(page, "class=\"box crisis\"");
	test_has(page, "href=\"tel:999\"");
	test_has(page, "href=\"sms:85258\"");
	test_has(page, "class=\"hit\"");
	assert_true(strstr(page, "class=\"box crisis\"") <
		    strstr(page, "class=\"sum\""));
	test_lacks(main_part(test_site_get(&site, "/search?q=panic")),
	    "class=\"box crisis\"");
}

static void
shows_it_for_urgent_numbers_typed(void **state UNUSED)
{
	static const char *const typed[] = {"999", "9+9+9", "111", "call+111",
	    "116+123", "116123", "0808+157+0111"};

	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		const char *page =
		    test_site_getf(&site, "/search?q=%s", typed[i]);

		test_has(
		    main_part(page), "<h2 id=\"crisis-h\">Urgent help</h2>");
		test_lacks(page, "genuine");
	}
	test_lacks(test_site_get(&site, "/search?q=0808+157+0112"),
	    "class=\"box crisis\"");
}

static void
names_only_the_nation_of_the_place(void **state UNUSED)
{
	const char *page =
	    main_part(test_site_get(&site, "/search?q=suicidal&near=QX4+2AB"));

	test_has(page, "NHS 111, option for minds");
	*strstr(page, "class=\"only-print\"") = '\0';
	test_lacks(page, "press 2");
	test_lacks(page, "Night Ear");
	page = main_part(test_site_get(&site, "/search?q=suicidal"));
	test_has(page, "NHS 111, option for minds");
	test_has(page, "NHS 111, press 2");
	test_has(page, "<span class=\"mute\">Wales</span>");
	test_has(page, "Night Ear");
}

static void
says_now_only_while_a_line_is_open(void **state UNUSED)
{
	const char *page;

	test_site_at(&site, "2026-11-24 10:00");
	page = test_site_get(&site, "/search?q=elephants");
	test_has(page, "Closed, opens 8pm");
	/* Those that may be open come first. */
	assert_true(strstr(page, "Text Ear") < strstr(page, "Night Ear"));
	test_site_at(&site, "2026-11-24 21:00");
	page = test_site_get(&site, "/search?q=elephants");
	test_has(page, "Open now, until midnight");
	test_site_at(&site, "2026-11-24 10:00");
}

static void
says_in_data_what_stands_on_the_page(void **state UNUSED)
{
	const char *data =
	    test_site_get(&site, "/search.json?q=suicidal&near=QX4+2AB");

	test_has(data, "\"urgent\":true,\"urgent_for\":\"suicide\"");
	test_has(data, "\"urgent_help\":[{\"name\":\"999\"");
	test_lacks(data, "press 2");
	test_has(data, "\"national\":[{\"name\":\"Calm Ear\"");
	data = test_site_get(&site, "/search.json?q=panic");
	test_has(data, "\"urgent\":false");
	test_lacks(data, "urgent_help");
	test_lacks(data, "national\":[");
	data = test_site_get(&site, "/search.json?q=elephants");
	test_has(data, "\"national\":[{");
	test_has(data, "\"nearest_types\":[{\"value\":");
	data = test_site_get(&site, "/search.json?q=councelling&strict=1");
	test_has(data, "\"did_you_mean\":\"counselling\"");
}

static void
tells_who_is_watched_how_to_leave(void **state UNUSED)
{
	test_has(test_site_get(&site, "/search?q=he+is+hitting+me"),
	    "“Exit this page”, above");
	test_lacks(test_site_get(&site, "/search?q=suicidal"),
	    "“Exit this page”, above");
}

static void
keeps_words_of_crisis_out_of_headings_and_titles(void **state UNUSED)
{
	const char *page =
	    test_site_get(&site, "/search?q=he+is+hitting+me&area=westby");

	test_has(page, "<title>Help in Westby: ");
	test_has(page, "<h1 class=\"asked\">Help in Westby</h1>");
	test_has(test_site_get(&site, "/search?q=999"),
	    "<h1 class=\"asked\">999</h1>");
}

/* What a query gave up, in words. */
static void
gives_up(const char *query, const char *said)
{
	test_has(test_site_getf(&site, "/search?%s", query), said);
}

static void
says_what_was_given_up_in_plain_words(void **state UNUSED)
{
	gives_up("type=bereavement.group&near=QX4+2AB",
	    "Nobody listed here offers Bereavement group or cafe within 15 "
	    "miles of QX4 2AB. These are further away.");
	gives_up("type=bereavement.group&area=westby",
	    "Nobody listed here offers Bereavement group or cafe in Westby. "
	    "These are outside it, the nearest first.");
	gives_up("q=panic+debts", "Nobody listed here offers all of “panic "
				  "debts”. These match some of the words.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(puts_urgent_help_before_all_results),
	    cmocka_unit_test(shows_it_for_urgent_numbers_typed),
	    cmocka_unit_test(names_only_the_nation_of_the_place),
	    cmocka_unit_test(says_now_only_while_a_line_is_open),
	    cmocka_unit_test(says_in_data_what_stands_on_the_page),
	    cmocka_unit_test(tells_who_is_watched_how_to_leave),
	    cmocka_unit_test(keeps_words_of_crisis_out_of_headings_and_titles),
	    cmocka_unit_test(says_what_was_given_up_in_plain_words),
	};

	return cmocka_run_group_tests(tests, set_up, test_page_tear_down);
}

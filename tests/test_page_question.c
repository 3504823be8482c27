/* /search on a call: what to ask next, and what to say of each service. */
#include <stdlib.h>
#include <string.h>

#include "server/view_say.h"
#include "tests/testing_html.h"
#include "tests/testing_page.h"

static void
add_rule(struct listing *listing, const char *dimension, const char *value)
{
	struct listing_rule *rule = listing_rule_add(listing);

	rule->dimension = (char *)dimension;
	rule->value = (char *)value;
	/* As an import has a field that is a bare number. */
	rule->sentence =
	    (char *)(strcmp(dimension, "age.min") == 0 ? "min_age: 18" : "");
}

static void
more(struct test_content *content)
{
	static const char *const codes[] = {"ck2ckc", "ck2ckd", "ck2ckf"};

	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		struct listing *listing =
		    test_content_listing(content, codes[i], "Chess Corner");

		add_rule(listing, "age.min", "18");
		add_rule(listing, "gender", "men");
	}
}

static void
asks_with_what_is_known_kept(void **state UNUSED)
{
	const char *page =
	    test_site_get(&site, "/search?q=chess+corner&cost=free");

	test_has(page, "<h2 id=\"ask\">How old are they?");
	test_has(page, "name=\"q\" value=\"chess corner\">");
	test_has(page, "name=\"cost\" value=\"free\">");
	test_has(page, "<input name=\"age\"");
}

static void
offers_the_next_answer_as_a_link(void **state UNUSED)
{
	const char *page = test_site_get(&site, "/search?q=chess&age=30");

	test_has(page, "<h2 id=\"ask\">Are they a woman or a man?");
	assert_string_equal(
	    test_html_attribute(&arena, page, "gender=men", "href", 0),
	    "/search?q=chess&age=30&gender=men");
	test_lacks(page, "<input name=\"age\"");
}

static void
asks_nothing_where_nothing_rests_on_it(void **state UNUSED)
{
	test_lacks(test_site_get(&site, "/search?q=chess&age=30&gender=men"),
	    "id=\"ask\"");
}

static void
reads_the_name_of_a_field_as_words(void **state UNUSED)
{
	test_has(test_site_get(&site, "/search?q=chess&age=30"),
	    "<b>Suits their age</b>: “min age: 18”");
	test_has(
	    test_site_get(&site, "/search.json?q=chess&age=30"), "min_age: 18");
}

static void
tells_data_what_to_ask(void **state UNUSED)
{
	test_has(test_site_get(&site, "/search.json?q=chess"),
	    "\"question\":{\"parameter\":\"age\",\"total\":3}");
	test_lacks(
	    test_site_get(&site, "/search.json?q=chess&age=30&gender=men"),
	    "\"question\"");
}

static void
says_a_listing_in_a_sentence(void **state UNUSED)
{
	struct card card = {.status = LISTING_ACTIVE};

	for (size_t i = 0; i < N_CARD_FIELDS; i++)
		card.text[i] = "";
	card.text[CARD_NAME] = "Quexby Listening Line";
	assert_string_equal(
	    view_say(&arena, &card, NULL), "Quexby Listening Line.");
	card.text[CARD_PLACE] = "Quexby";
	card.length[CARD_PLACE] = 6;
	card.text[CARD_WHO] = "Ages 18 and over. We also keep a library.";
	card.text[CARD_COST] = "Free";
	card.text[CARD_SHOW] = "0113 496 0182";
	card.length[CARD_DIAL] = 13;
	assert_string_equal(view_say(&arena, &card, "Open now, until 5pm"),
	    "Quexby Listening Line, in Quexby: for ages 18 and over; free; "
	    "open now, until 5pm; the number is 0113 496 0182.");
	card.status = LISTING_PAUSED;
	card.text[CARD_WHO] =
	    "A sentence that goes on for so long that nobody who hears it on "
	    "the phone can still remember how it began when it ends";
	assert_string_equal(view_say(&arena, &card, NULL),
	    "Quexby Listening Line, in Quexby: not taking new people now; "
	    "free; the number is 0113 496 0182.");
}

/* The words of listings, made to follow on each other. */
static void
says_rules_as_people_do(void **state UNUSED)
{
	static const struct {
		const char *who, *cost, *referral, *said;
	} all[] = {
	    {"18+", "£5 a week", "Refer yourself",
		"for people aged 18 and over; it costs £5 a week; you can "
		"refer yourself"},
	    {"Aged 50 and over", "£0", "GP referral",
		"for people aged 50 and over; free; GP referral"},
	    {"Over 18s; Must be registered with a Quexby GP", "", "",
		"for over 18s, people must be registered with a Quexby GP"},
	    {"From age 16; Living or working in Quexby", "", "",
		"for people from age 16, for people living or working in "
		"Quexby"},
	    {"Adults (18+); not for people in crisis", "Small charge", "",
		"for adults (18+), not for people in crisis; cost: small "
		"charge"},
	    {"Quexby residents only", "", "Ask the wardens",
		"for Quexby residents only; referral: Ask the wardens"},
	    {"18+; Self-identifying women", "", "",
		"for people aged 18 and over, for self-identifying women"},
	    {"LGBT+ only", "", "", "who for: LGBT+ only"},
	};
	struct card card = {.status = LISTING_ACTIVE};

	for (size_t i = 0; i < N_CARD_FIELDS; i++)
		card.text[i] = "";
	card.text[CARD_NAME] = "Exe Steps Choir";
	card.text[CARD_ORGANISATION] = "Exe Steps";
	card.length[CARD_ORGANISATION] = 9;
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		card.text[CARD_WHO] = all[i].who;
		card.text[CARD_COST] = all[i].cost;
		card.text[CARD_REFERRAL] = all[i].referral;
		assert_string_equal(view_say(&arena, &card, NULL),
		    arena_printf(&arena, "Exe Steps Choir: %s.", all[i].said));
	}
}

static void
puts_the_sentence_beside_each_result(void **state UNUSED)
{
	test_has(test_site_get(&site, "/search?q=chess"),
	    "<details class=\"say no-print\"><summary>Say it in a "
	    "sentence</summary><p>Chess Corner");
}

static int
set_up(void **state UNUSED)
{
	test_site_init(&site, more);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(asks_with_what_is_known_kept),
	    cmocka_unit_test(offers_the_next_answer_as_a_link),
	    cmocka_unit_test(asks_nothing_where_nothing_rests_on_it),
	    cmocka_unit_test(reads_the_name_of_a_field_as_words),
	    cmocka_unit_test(tells_data_what_to_ask),
	    cmocka_unit_test(says_a_listing_in_a_sentence),
	    cmocka_unit_test(says_rules_as_people_do),
	    cmocka_unit_test(puts_the_sentence_beside_each_result),
	};

	return cmocka_run_group_tests(tests, set_up, test_page_tear_down);
}

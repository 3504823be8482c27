/* How to be referred, step by step: what a listing states and no more. */
#include <stdlib.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_page.h"

static char *
text(struct test_content *content, const char *words)
{
	return arena_strdup(&content->arena, words);
}

static void
add_rule(struct test_content *content, struct listing *listing,
    const char *dimension, const char *value, const char *sentence)
{
	struct listing_rule *rule = listing_rule_add(listing);

	rule->dimension = text(content, dimension);
	rule->value = text(content, value);
	rule->sentence = text(content, sentence);
}

static void
add_phone(struct test_content *content, struct listing *listing)
{
	struct listing_phone *phone = listing_phone_add(listing);

	phone->given = phone->show = text(content, "0113 496 0120");
	phone->dial = text(content, "+441134960120");
}

static void
more(struct test_content *content)
{
	struct listing *listing =
	    test_content_listing(content, "st2pfm", "Form Counselling");

	listing->referral = text(content,
	    "Please use the form at www.form.example.org/refer, or write to "
	    "refer@form.example.org.");
	listing->email = text(content, "hello@form.example.org");
	listing->url = text(content, "https://form.example.org/");
	listing->wait = text(content, "Six weeks.");
	listing->fees = text(content, "£5 a session");
	listing->description =
	    text(content, "Talking. Please bring proof of your address! "
			  "We bring people together.");
	add_rule(content, listing, "referral", "professional", "x");
	add_rule(content, listing, "referral", "gp", "x");

	listing = test_content_listing(content, "st3bfr", "Nothing Known");
	listing = test_content_listing(content, "st4psd", "Paused Group");
	listing->status = LISTING_PAUSED;
	add_phone(content, listing);
	listing->referral = text(content, "Self-referral");
	add_rule(content, listing, "referral", "self", "Self-referral");

	listing = test_content_listing(content, "st5csd", "Closed Group");
	listing->status = LISTING_CLOSED;
	add_phone(content, listing);
}

/* The list of steps of a page, as text, one a line; "" where there is none. */
static char *
steps_of(const char *code)
{
	const char *page = test_site_getf(&site, "/services/%s", code);
	const char *at = strstr(page, "<ol class=\"steps\">");

	if (at == NULL)
		return arena_strdup(&arena, "");
	return test_html_text(&arena,
	    arena_strndup(&arena, at, (size_t)(strstr(at, "</ol>") - at)));
}

static void
says_what_is_stated_in_the_order_of_doing_it(void **state)
{
	char *steps = steps_of("tk2w3s");

	(void)state;
	assert_string_equal(steps,
	    "\nCheck that it suits: Aged 16 and over. Serves Westby. Cost: "
	    "Free."
	    "\nPeople can refer themselves. Phone 0113 496 0101, or email "
	    "hello@talking.example.org, or go to talking.example.org. Hours: "
	    "Monday to Friday 9am to 5pm."
	    "\nHow long it takes: About two weeks."
	    "\n");
	test_has(site.page.body.data,
	    "Phone <a href=\"tel:+441134960101\">0113 496 0101</a>, or email "
	    "<a href=\"mailto:hello@talking.example.org\">");
}

static void
takes_the_addresses_that_are_for_referral(void **state)
{
	char *steps = steps_of("st2pfm");

	(void)state;
	test_has(steps, "Ask a GP or another professional to refer.");
	test_has(steps,
	    "They say: “Please use the form at "
	    "www.form.example.org/refer, or write to "
	    "refer@form.example.org”. Email refer@form.example.org, or go to "
	    "form.example.org/refer.");
	test_has(
	    site.page.body.data, "href=\"https://www.form.example.org/refer\"");
	test_has(steps, "Bring what they ask for: “Please bring proof of your "
			"address”.");
	test_has(steps, "How long it takes: Six weeks.\n");
	test_has(steps, "Cost: £5 a session.");
	test_has(steps, "Not stated, so ask: whom it is for, the area it "
			"serves.");
}

static void
invents_nothing(void **state)
{
	(void)state;
	assert_string_equal(steps_of("st3bfr"),
	    "\nNo number, address or website is given."
	    "\nNot stated, so ask: whom it is for, the area it serves, the "
	    "cost, how to be referred, how long it takes."
	    "\n");
	/* A helpline is there when it is called. */
	test_lacks(steps_of("nt8rnk"), "how long it takes");
}

static void
says_first_that_it_takes_nobody_now(void **state)
{
	char *steps = steps_of("st4psd");

	(void)state;
	test_has(steps, "\nNot taking new people now, its source says. Ask "
			"before anything else.");
	test_has(steps, "People can refer themselves. Phone 0113 496 0120.");
	assert_string_equal(steps_of("st5csd"), "");
}

static void
asks_an_organisation_what_it_offers(void **state)
{
	(void)state;
	test_has(steps_of("rg4nsn"), "\nCheck that it suits: Serves Eastby. "
				     "Ask what this organisation offers.");
}

/* On a Welsh page their words are in English, and ours are not. */
static void
marks_the_words_of_the_listing_in_another_language(void **state)
{
	const char *page = test_site_get(&site, "/services/st2pfm?locale=cy");

	(void)state;
	test_has(page, "<li>Gwiriwch ei fod yn addas: Cost: "
		       "<span lang=\"en\">£5 a session</span>.</li>");
	test_has(page, "“<span lang=\"en\">Please bring proof of your "
		       "address</span>”.</li>");
	test_lacks(test_site_get(&site, "/services/st2pfm"), "lang=\"en\">");
}

static void
gives_no_address_of_a_refuge(void **state)
{
	(void)state;
	test_has(steps_of("rf9gvn"), "Phone 0113 496 0107.");
}

static int
set_up(void **state)
{
	(void)state;
	test_site_init(&site, more);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_what_is_stated_in_the_order_of_doing_it),
	    cmocka_unit_test(takes_the_addresses_that_are_for_referral),
	    cmocka_unit_test(invents_nothing),
	    cmocka_unit_test(says_first_that_it_takes_nobody_now),
	    cmocka_unit_test(asks_an_organisation_what_it_offers),
	    cmocka_unit_test(
		marks_the_words_of_the_listing_in_another_language),
	    cmocka_unit_test(gives_no_address_of_a_refuge),
	};

	return cmocka_run_group_tests(tests, set_up, test_page_tear_down);
}

#include <stdio.h>
#include <string.h>

#include "search/contact.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static struct listing *
add(const char *code, const char *email, const char *url, const char *postcode)
{
	struct listing *one = test_search_add(&directory, code, code);

	if (email != NULL)
		one->email = test_search_text(&directory, email);
	if (url != NULL)
		one->url = test_search_text(&directory, url);
	if (postcode != NULL)
		listing_location_add(one)->postcode =
		    test_search_text(&directory, postcode);
	return one;
}

static int
set_up(void **state UNUSED)
{
	struct listing *one;

	test_search_init(&directory);
	add("m2lwn1", "Office@North.example", "https://www.north.example/",
	    "QX4 2AB");
	one = add("m2lwn2", NULL, "north.example/Groups/", NULL);
	one->org_url = test_search_text(&directory, "http://north.example");
	one = add("g2ml22", "north.group@gmail.com", NULL, "QX9 9ZZ");
	one->org_url =
	    test_search_text(&directory, "www.facebook.com/northgroup");
	one = add("r2fg22", "safe@haven.example", NULL, "QX8 8ZZ");
	one->hide_address = true;
	one->org_email = test_search_text(
	    &directory, "Write to hello@havens.example, or call");
	add("c2lsd2", "gone@gone.example", NULL, "QX7 7ZZ")->status =
	    LISTING_CLOSED;
	test_search_place(
	    add("n2r222", NULL, NULL, NULL), 53.45, -2.30, "E08000901", "");
	test_search_open(&directory);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

static void
finds(const char *q, const char *as, const char *codes)
{
	char text[200];
	const char *found;

	snprintf(text, sizeof(text), "q=%s", q);
	found = test_search_codes(&directory, text);
	if (strcmp(found, codes) != 0)
		fail_msg("%s: %s, not %s", q, found, codes);
	assert_int_equal(directory.query.readings_count, 1);
	assert_string_equal(directory.query.readings[0].as, as);
	assert_int_equal(directory.answer.relaxed_count, 0);
	assert_int_equal(directory.answer.relaxations_count, 0);
}

static void
reads_mail_addresses(void **state UNUSED)
{
	static const char *const others[] = {"office", "a@b", "@north.example",
	    "a b@north.example", "a@north..example", "a@north.example@x.org",
	    "a@north.1x", "a@-", ""};
	char out[CONTACT_MAX + 1], longest[CONTACT_MAX + 20];

	assert_true(contact_mail("mailto:Office@North.example", out));
	assert_string_equal(out, "office@north.example");
	assert_true(contact_mail(" a.b+c@x.org.uk ", out));
	assert_string_equal(out, "a.b+c@x.org.uk");
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		assert_false(contact_mail(others[i], out));
	memset(longest, 'a', sizeof(longest));
	strcpy(longest + CONTACT_MAX, "@x.org");
	assert_false(contact_mail(longest, out));
}

static void
reads_web_addresses(void **state UNUSED)
{
	static const char *const others[] = {"north", "9.30am", "24.7", "e.g.",
	    "self.", "a b.org", ".org", "north..example", "http://", ""};
	char out[CONTACT_MAX + 1];
	bool sure;

	assert_true(contact_web(
	    "https://www.North.example/Help/?from=1#top", out, &sure));
	assert_string_equal(out, "north.example/help");
	assert_true(sure);
	assert_true(contact_web("north.org.uk", out, &sure));
	assert_true(sure);
	assert_true(contact_web("north.example/a", out, &sure));
	assert_true(sure);
	assert_true(contact_web("dr.smith", out, &sure));
	assert_false(sure);
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		assert_false(contact_web(others[i], out, &sure));
}

static void
finds_a_listing_by_its_addresses(void **state UNUSED)
{
	finds("OFFICE@north.example", "email", "m2lwn1");
	finds("http://north.example/groups", "web", "m2lwn2");
	finds("www.north.example", "web", "m2lwn1 m2lwn2");
	assert_string_equal(directory.answer.hits[0].why[0].by, "web");
	assert_string_equal(directory.answer.hits[0].why[0].words,
	    "https://www.north.example/");
	/* Of its organisation, with words around it. */
	finds("hello@havens.example", "email", "r2fg22");
}

static void
finds_by_the_host_where_nobody_has_the_address(void **state UNUSED)
{
	finds("someone@north.example", "email", "m2lwn1 m2lwn2");
	finds("north.example/other", "web", "m2lwn1 m2lwn2");
	/* Not where everybody has one. */
	finds("someone@gmail.com", "email", "");
	finds("facebook.com/other", "web", "");
}

static void
finds_nobody_by_what_is_withheld(void **state UNUSED)
{
	test_search_run(&directory, "q=QX8+8ZZ");
	assert_null(directory.query.contact);
	assert_int_equal(directory.answer.total, 0);
	finds("gone@gone.example", "email", "");
	finds("nobody@nowhere.example", "email", "");
}

static void
puts_who_stands_at_a_postcode_first(void **state UNUSED)
{
	assert_string_equal(
	    test_search_codes(&directory, "q=QX4+2AB"), "m2lwn1 n2r222");
	assert_string_equal(directory.query.readings[0].as, "near");
	assert_string_equal(
	    test_search_codes(&directory, "near=QX4+2AB"), "m2lwn1 n2r222");
	assert_string_equal(
	    test_search_codes(&directory, "near=53.45,-2.30"), "n2r222");
	/* With a need it is a place. */
	test_search_run(&directory, "q=north+QX4+2AB");
	assert_int_equal(directory.query.postcode[0], '\0');
	/* No place that we know: looked up. */
	finds("qx99zz", "postcode", "g2ml22");
}

static void
takes_words_with_a_dot_as_words(void **state UNUSED)
{
	test_search_run(&directory, "q=dr.smith");
	assert_null(directory.query.contact);
	assert_non_null(directory.query.need);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_mail_addresses),
	    cmocka_unit_test(reads_web_addresses),
	    cmocka_unit_test(finds_a_listing_by_its_addresses),
	    cmocka_unit_test(finds_by_the_host_where_nobody_has_the_address),
	    cmocka_unit_test(finds_nobody_by_what_is_withheld),
	    cmocka_unit_test(puts_who_stands_at_a_postcode_first),
	    cmocka_unit_test(takes_words_with_a_dot_as_words),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* The page that takes a visitor's report, and the door behind it. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/url.h"
#include "schema/inbox.h"
#include "server/keeper_inbox.h"
#include "server/peer.h"
#include "server/route.h"
#include "server/often.h"
#include "tests/testing_html.h"
#include "tests/testing_page.h"

#define PATH "/services/tk2w3s/report"

static struct report_door *door;

/* Posts a form, with headers. */
static const char *
post_from(const char *body, const char *origin, const char *fetch_site,
    const char *address)
{
	struct request request;

	assert_int_equal(request_parse(&request, METHOD_POST, PATH,
			     strlen(PATH), body, strlen(body)),
	    REQUEST_OK);
	request.host = "inside.example:8080";
	request.origin = origin;
	request.fetch_site = fetch_site;
	request.address = address;
	page_clear(&site.page);
	site.status = route_run(&site.context, &request, &site.page);
	request_clear(&request);
	if (site.page.location == NULL)
		test_html_check(buf_text(&site.page.body));
	return buf_text(&site.page.body);
}

static const char *
post(const char *body)
{
	return post_from(body, NULL, NULL, NULL);
}

/* The message that the keeper would get; false: none. */
static bool
came(struct visitor_report *out)
{
	struct buf message = {0};
	bool taken = report_door_take(door, &message);

	if (taken)
		assert_true(visitor_report_unpack(
		    message.data, message.length, &arena, out));
	buf_clear(&message);
	report_door_tell(door, 100, taken);
	return taken;
}

static void
asks_what_is_wrong(void **state)
{
	const char *page = test_site_get(&site, PATH);

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_int_equal(site.page.caching, CACHE_NONE);
	test_has(page, "action=\"" PATH "\" method=\"post\"");
	test_has(page, "Nobody reads it at once");
	test_lacks(page, "class=\"error\"");
	test_lacks(page, "class=\"box crisis\"");
	test_has(test_site_get(&site, "/services/tk2w3s"), "href=\"" PATH "\"");
}

static void
hands_it_to_the_keeper(void **state)
{
	struct visitor_report report;

	(void)state;
	post("topic=hours&more=%20Shut%0D%0Aon+Mondays+%E2%80%AE%0D%0A&email="
	     "+a%40example.org+");
	assert_int_equal(site.status, STATUS_SEE_OTHER);
	assert_string_equal(site.page.location, PATH "?sent=1");
	assert_true(came(&report));
	assert_string_equal(report.code, "tk2w3s");
	assert_int_equal(report.topic, VISITOR_HOURS);
	assert_string_equal(report.text, "Shut\non Mondays");
	assert_string_equal(report.contact, "a@example.org");
	post("topic=phone");
	assert_true(came(&report));
	assert_null(report.text);
	assert_null(report.contact);
	assert_false(came(&report));
}

static void
says_thank_you_at_an_address_of_its_own(void **state)
{
	struct visitor_report report;

	(void)state;
	test_has(test_site_get(&site, PATH "?sent=1"), "<h1>Thank you</h1>");
	assert_false(came(&report));
	test_has(test_site_get(&site, PATH "?sent=0"), "<form class=\"stack\"");
	test_has(
	    test_site_get(&site, PATH "?sent=99"), "<form class=\"stack\"");
}

static void
says_what_is_wrong_beside_each_field(void **state)
{
	struct visitor_report report;
	const char *page = post("more=%3Cb%3E%22x&email=nobody+at+all");

	(void)state;
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
	test_has(page, "id=\"te\">Choose what is wrong");
	test_has(page, "id=\"ee\">Write an email address");
	test_has(page, "&lt;b&gt;&quot;x</textarea>");
	test_has(page, "value=\"nobody at all\"");
	page = post("topic=other&more=+%0D%0A");
	test_has(page, "id=\"me\">Say in a few words");
	test_has(page, "value=\"other\" checked");
	test_has(post("topic=weather"), "Choose what is wrong");
	assert_false(came(&report));
}

static void
takes_no_more_words_than_fit(void **state)
{
	struct visitor_report report;
	struct buf body = {0};

	(void)state;
	buf_add_text(&body, "topic=other&more=");
	for (int i = 0; i < VISITOR_MAX_TEXT; i++)
		buf_add_char(&body, 'x');
	post(body.data);
	assert_true(came(&report));
	buf_add_char(&body, 'x');
	test_has(post(body.data), "id=\"me\">This is too long");
	assert_false(came(&report));
	buf_clear(&body);
}

static void
shows_urgent_help_for_words_of_crisis(void **state)
{
	struct visitor_report report;
	struct buf body = {0};
	const char *page;

	(void)state;
	post("topic=other&more=nobody+answers+and+I+want+to+die");
	assert_true(came(&report));
	assert_string_equal(site.page.location, PATH "?sent=3");
	page = test_site_get(&site, PATH "?sent=3");
	test_has(page, "class=\"box crisis\"");
	test_has(page, "href=\"tel:116123\"");
	test_has(page, "Nobody reads it at once");
	/* However far behind they stand; and where something else is wrong. */
	buf_add_text(&body, "email=x&more=");
	for (int i = 0; i < 300; i++)
		buf_add_text(&body, "so+we+rang+");
	buf_add_text(&body, "and+I+want+to+die");
	page = post(body.data);
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
	test_has(page, "class=\"box crisis\"");
	test_has(page, "read by nobody at once");
	buf_clear(&body);
}

static void
refuses_a_form_of_another_site(void **state)
{
	static const struct {
		const char *origin, *fetch_site;
		bool taken;
	} cases[] = {
	    {NULL, NULL, true},
	    {"null", NULL, true},
	    {"null", "same-origin", true},
	    {"https://help.example", NULL, true},
	    {"https://inside.example:8080", NULL, true},
	    {NULL, "none", true},
	    {"https://help.example", "cross-site", false},
	    {"null", "cross-site", false},
	    {NULL, "same-site", false},
	    {"https://help.example.evil.example", NULL, false},
	    {"https://help.exampl", NULL, false},
	    {"https://", NULL, false},
	    {"", NULL, false},
	    {"inside.example:8080", NULL, false},
	    {"http://evil.example", NULL, false},
	};
	struct visitor_report report;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		post_from(
		    "topic=phone", cases[i].origin, cases[i].fetch_site, NULL);
		assert_int_equal(site.status,
		    cases[i].taken ? STATUS_SEE_OTHER : STATUS_FORBIDDEN);
		assert_int_equal(came(&report), cases[i].taken);
	}
}

static void
takes_five_an_hour_from_an_address(void **state)
{
	struct visitor_report report;
	const char *page;

	(void)state;
	for (int i = 0; i < REPORTS_AN_HOUR; i++) {
		post_from("topic=phone", NULL, NULL, "192.0.2.1");
		assert_int_equal(site.status, STATUS_SEE_OTHER);
		assert_true(came(&report));
	}
	page = post_from("topic=phone&more=Kept+here", NULL, NULL, "192.0.2.1");
	assert_int_equal(site.status, STATUS_TOO_MANY);
	test_has(page, "Kept here</textarea>");
	assert_false(came(&report));
	post_from("topic=phone", NULL, NULL, "192.0.2.2");
	assert_true(came(&report));
	site.context.now += 3600;
	post_from("topic=phone", NULL, NULL, "192.0.2.1");
	assert_true(came(&report));
}

/* Also those count that the keeper has not come to yet. */
static void
says_that_there_is_no_room(void **state)
{
	struct visitor_report report;
	const char *page;

	(void)state;
	report_door_tell(door, 2, false);
	post("topic=phone");
	post("topic=phone");
	assert_int_equal(site.status, STATUS_SEE_OTHER);
	page = post("topic=phone&more=Kept+here");
	assert_int_equal(site.status, STATUS_UNAVAILABLE);
	test_has(page, "Too many wait to be read");
	test_has(page, "Kept here</textarea>");
	assert_true(came(&report) && came(&report));
	report_door_tell(door, -1, false);
	test_has(post("topic=phone"), "cannot be kept at the moment");
	report_door_tell(door, 100, false);
	post("topic=phone");
	assert_true(came(&report));
	site.context.reports = NULL;
	test_has(post("topic=phone"), "cannot be kept at the moment");
	site.context.reports = door;
}

static void
follows_a_listing_to_its_new_code(void **state)
{
	(void)state;
	test_site_get(&site, "/services/mv2vdd/report");
	assert_int_equal(site.status, STATUS_SEE_OTHER);
	assert_string_equal(site.page.location, PATH);
	test_site_get(&site, "/services/wd8tdr/report");
	assert_int_equal(site.status, STATUS_GONE);
	test_site_get(&site, "/services/zzzzz9/report");
	assert_int_equal(site.status, STATUS_NOT_FOUND);
	test_site_get(&site, "/services//report");
	assert_int_equal(site.status, STATUS_NOT_FOUND);
	test_site_get(&site, "/services/tk2w3s/report/x");
	assert_int_equal(site.status, STATUS_NOT_FOUND);
}

/* The keeper, and a server that was broken into. */
static void
keeps_nothing_that_is_no_report(void **state)
{
	char *folder = test_folder(), bytes[2 * VISITOR_MAX_BYTES];
	struct keeper_inbox keeper;
	struct visitor_report good = {.code = "tk2w3s"};
	struct inbox inbox;

	(void)state;
	memset(bytes, 0xff, sizeof(bytes));
	assert_true(keeper_inbox_init(&keeper, folder));
	for (size_t length = 0; length <= sizeof(bytes); length += 999)
		assert_int_equal(
		    send(report_door_entry(keeper.door), bytes, length, 0),
		    length);
	assert_int_equal(
	    report_door_send(keeper.door, &good, NULL, 1), REPORT_TAKEN);
	while (keeper_inbox_work(&keeper, 1))
		continue;
	assert_true(inbox_read(folder, &inbox));
	assert_int_equal(inbox.count, 1);
	assert_int_equal(inbox.damaged, 0);
	inbox_clear(&inbox);
	keeper_inbox_clear(&keeper);
	test_folder_remove(folder);
}

static void
tells_who_asks(void **state)
{
	static const struct {
		const char *peer, *forwarded, *counted;
	} cases[] = {
	    {"192.0.2.1", NULL, "192.0.2.1"},
	    {"192.0.2.1", "198.51.100.1", "192.0.2.1"},
	    {"127.0.0.1", NULL, NULL},
	    {"127.0.0.1", "198.51.100.1", "198.51.100.1"},
	    {"127.0.0.1", "10.0.0.1, 198.51.100.1 ", "198.51.100.1"},
	    {"127.0.0.1", "198.51.100.1, unknown", NULL},
	    {"127.0.0.1", "127.0.0.1", NULL},
	    {"127.0.0.1", "", NULL},
	    {"::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
	    {"::ffff:192.0.2.1", NULL, "192.0.2.1"},
	    {"::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"},
	    {"2001:db8:1:2:ffff::1", NULL, "2001:db8:1:2::"},
	    {"nonsense", "198.51.100.1", NULL},
	    {NULL, NULL, NULL},
	};
	char counted[PEER_TEXT];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		bool is =
		    peer_counted(cases[i].peer, cases[i].forwarded, counted);

		assert_int_equal(is, cases[i].counted != NULL);
		if (is)
			assert_string_equal(counted, cases[i].counted);
	}
}

static void
counts_within_the_hour_and_forgets_each_day(void **state)
{
	struct often *often = often_new(2);

	(void)state;
	for (int i = 1; i <= 4; i++)
		assert_int_equal(often_count(often, "a", 1000), i);
	assert_int_equal(often_count(often, "a", 1001), 4);
	assert_int_equal(often_count(often, "b", 1001), 1);
	assert_int_equal(often_count(often, "a", 1000 + 3600), 1);
	assert_int_equal(often_count(often, "b", 1000 + 86400), 1);
	often_free(often);
}

static int
set_up(void **state)
{
	(void)state;
	test_site_init(&site, NULL);
	signal(SIGIO, SIG_IGN); /* the keeper has it blocked */
	door = report_door_new();
	report_door_tell(door, 100, false);
	site.context.reports = door;
	return door == NULL;
}

static int
tear_down(void **state)
{
	report_door_free(door);
	return test_page_tear_down(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(asks_what_is_wrong),
	    cmocka_unit_test(hands_it_to_the_keeper),
	    cmocka_unit_test(says_thank_you_at_an_address_of_its_own),
	    cmocka_unit_test(says_what_is_wrong_beside_each_field),
	    cmocka_unit_test(takes_no_more_words_than_fit),
	    cmocka_unit_test(shows_urgent_help_for_words_of_crisis),
	    cmocka_unit_test(refuses_a_form_of_another_site),
	    cmocka_unit_test(takes_five_an_hour_from_an_address),
	    cmocka_unit_test(says_that_there_is_no_room),
	    cmocka_unit_test(follows_a_listing_to_its_new_code),
	    cmocka_unit_test(keeps_nothing_that_is_no_report),
	    cmocka_unit_test(tells_who_asks),
	    cmocka_unit_test(counts_within_the_hour_and_forgets_each_day),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

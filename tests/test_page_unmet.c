/*
 * Searches that found nothing: which of them count, as what, and how /gaps
 * shows it; and that nothing is counted where nobody asked for it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/peer.h"
#include "server/unmet.h"
#include "tests/testing_html.h"
#include "tests/testing_page.h"

#define NOW   "2026-11-24 10:00"
#define LATER "2026-12-01 10:00"

static struct unmet *unmet;

static int
begin(void **state)
{
	(void)state;
	unmet = unmet_new(site.folder, NULL);
	site.context.unmet = unmet;
	test_site_at(&site, NOW);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	site.context.unmet = NULL;
	site.visitor = NULL;
	site.robot = false;
	unmet_free(unmet);
	arena_clear(&arena);
	return 0;
}

/* So many visitors ask for that; posted where there is a body. */
static void
ask(const char *target, const char *body, int visitors)
{
	char visitor[32];

	for (int i = 0; i < visitors; i++) {
		snprintf(visitor, sizeof(visitor), "192.0.2.%d", i);
		site.visitor = visitor;
		if (body == NULL)
			test_site_get(&site, target);
		else
			test_site_post(&site, target, body, NULL, NULL);
	}
	site.visitor = NULL;
}

/* "addiction.gambling E06000901 10" for each count there is, a week later. */
static const char *
counted(void)
{
	const struct unmet_row *rows;
	struct buf text = {0};
	const char *kept;
	size_t count;

	test_site_at(&site, LATER);
	count = unmet_rows(unmet, site.context.now, &arena, &rows);
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%s%s %s %ld", i > 0 ? "; " : "",
		    rows[i].type, rows[i].council, rows[i].count);
	test_site_at(&site, NOW);
	kept = arena_strdup(&arena, buf_text(&text));
	buf_clear(&text);
	return kept;
}

static void
counts_a_type_that_is_chosen(void **state)
{
	(void)state;
	ask("/search?type=addiction.gambling&area=westby", NULL, 9);
	assert_string_equal(counted(), "");
	ask("/search?type=addiction.gambling&area=westby", NULL, 10);
	assert_string_equal(counted(), "addiction.gambling E06000901 10");
}

static void
counts_by_every_route(void **state)
{
	static const char asked[] = "type=addiction.gambling&area=westby";
	static const char *const routes[] = {
	    "/search", "/search.json", "/embed", "/embed/fragment"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(routes); i++) {
		char target[100];

		snprintf(target, sizeof(target), "%s?%s", routes[i], asked);
		end(state);
		begin(state);
		ask(target, NULL, 10);
		assert_string_equal(
		    counted(), "addiction.gambling E06000901 10");
		if (strcmp(routes[i], "/embed") == 0)
			continue;
		end(state);
		begin(state);
		ask(routes[i], asked, 10);
		assert_string_equal(
		    counted(), "addiction.gambling E06000901 10");
	}
}

static void
counts_a_visitor_once_however_they_ask(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++) {
		ask("/search?type=addiction.gambling&area=westby", NULL, 1);
		ask("/search.json?q=gambling+help&near=QX4+2AB", NULL, 1);
	}
	assert_string_equal(counted(), "");
}

static void
reads_the_type_in_the_words(void **state)
{
	(void)state;
	ask("/search?q=Problem+gambling+near+QX4+2AB", NULL, 10);
	assert_string_equal(counted(), "addiction.gambling E06000901 10");
}

static void
reads_it_in_words_as_they_are_spelled_for_the_search(void **state)
{
	(void)state;
	ask("/search?q=conselling&area=eastby&lang=pl", NULL, 10);
	assert_string_equal(counted(), "talking.counselling E06000902 10");
}

static void
counts_nothing_where_the_council_is_not_known(void **state)
{
	(void)state;
	/* QX4 lies in two. */
	ask("/search?type=addiction.gambling&near=QX4", NULL, 10);
	ask("/search?type=addiction.gambling&area=england", NULL, 10);
	ask("/search?type=addiction.gambling", NULL, 10);
	ask("/search?type=addiction.gambling&near=53.45,-2.30", NULL, 10);
	assert_string_equal(counted(), "");
	ask("/search?type=addiction.gambling&near=QX5", NULL, 10);
	ask("/search?type=addiction&area=castle-westby", NULL, 10);
	assert_string_equal(counted(),
	    "addiction E06000901 10; addiction.gambling E06000902 10");
}

static void
counts_nothing_where_no_type_is_known(void **state)
{
	(void)state;
	ask("/search?q=zyqwvoxal&area=westby", NULL, 10);
	ask("/search?q=0161+496+0999&area=westby", NULL, 10);
	ask("/search?area=westby&lang=pl&age=12", NULL, 10);
	assert_string_equal(counted(), "");
}

static void
counts_nothing_that_is_found(void **state)
{
	(void)state;
	ask("/search?type=talking&area=westby", NULL, 10);
	ask("/search?q=counselling&near=QX4+2AB", NULL, 10);
	/* Some of its words are met. */
	ask("/search?q=counselling+zyqwvoxal&near=QX4+2AB", NULL, 10);
	assert_string_equal(counted(), "");
}

static void
counts_nothing_but_the_first_page(void **state)
{
	(void)state;
	ask("/search?type=addiction.gambling&area=westby&page=2", NULL, 10);
	assert_string_equal(counted(), "");
}

static void
counts_nothing_that_cannot_be_read(void **state)
{
	(void)state;
	ask("/search?type=addiction.gambling&area=westby&age=old", NULL, 10);
	ask("/search.json?type=addiction.gambling&area=westby&age=old", NULL,
	    10);
	ask("/embed?type=addiction.gambling&area=westby&age=old", NULL, 10);
	assert_string_equal(counted(), "");
}

static void
counts_nobody_who_cannot_be_told_from_others(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++)
		test_site_get(
		    &site, "/search?type=addiction.gambling&area=westby");
	assert_string_equal(counted(), "");
}

static void
counts_no_robot(void **state)
{
	(void)state;
	site.robot = true;
	ask("/search?type=addiction.gambling&area=westby", NULL, 10);
	assert_string_equal(counted(), "");
	assert_true(peer_robot(NULL));
	assert_true(peer_robot(""));
	assert_true(peer_robot("Mozilla/5.0 (compatible; Googlebot/2.1)"));
	assert_true(peer_robot("Seeker/1 (+https://seeker.example)"));
	assert_true(peer_robot("A Crawler"));
	assert_false(peer_robot(
	    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
	    "Gecko) Chrome/130.0 Safari/537.36"));
}

static void
shows_it_once_the_week_is_over(void **state)
{
	const char *page;

	(void)state;
	ask("/search?type=addiction.gambling&area=westby", NULL, 17);
	page = test_site_get(&site, "/gaps");
	test_has(page, "Searches that found nothing</h2>");
	test_has(page, "None so far.");
	test_lacks(page, "/gaps-unmet.csv");
	test_site_at(&site, LATER);
	page = test_site_get(&site, "/gaps");
	test_lacks(page, "None so far.");
	test_has(page, "<th role=\"rowheader\" scope=\"row\">Gambling");
	test_has(page, "<small>Westby</small></th>");
	test_has(page, "data-label=\"Week from\">23 November 2026</td>");
	test_has(page, "data-label=\"Visitors\">15 or more</td>");
	test_has(page, "href=\"/gaps-unmet.csv\"");
}

static void
shows_what_is_chosen(void **state)
{
	const char *page;

	(void)state;
	ask("/search?type=addiction.gambling&area=westby", NULL, 10);
	ask("/search?type=addiction&area=eastby", NULL, 15);
	test_site_at(&site, LATER);
	page = test_site_get(&site, "/gaps?area=eastby");
	test_has(page, "15 or more");
	test_lacks(page, "10 or more");
	test_has(page, "href=\"/gaps-unmet.csv?area=eastby\"");
	/* A ward's are its council's. */
	page = test_site_get(&site, "/gaps?area=castle-westby");
	test_has(page, "10 or more");
	test_lacks(page, "15 or more");
	page = test_site_get(&site, "/gaps?type=addiction");
	test_has(page, "10 or more");
	test_has(page, "15 or more");
	page = test_site_get(&site, "/gaps?type=addiction.gambling");
	test_lacks(page, "15 or more");
	page = test_site_get(&site, "/gaps?type=talking");
	test_has(page, "None so far.");
}

static void
gives_the_same_for_a_spreadsheet(void **state)
{
	const char *csv;

	(void)state;
	ask("/search?type=addiction.gambling&area=westby", NULL, 12);
	test_site_at(&site, LATER);
	csv = test_site_get(&site, "/gaps-unmet.csv");
	assert_int_equal(site.status, STATUS_OK);
	assert_string_equal(site.page.type, "text/csv; charset=utf-8");
	test_has(csv, "week_from,council,gss,type,type_id,visitors_at_least"
		      "\r\n2026-11-23,Westby,E06000901,");
	test_has(csv, ",addiction.gambling,10\r\n");
	csv = test_site_get(&site, "/gaps-unmet.csv?area=eastby");
	test_lacks(csv, "2026");
	test_site_get(&site, "/gaps-unmet.csv?area=nowhere");
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
}

static void
shows_a_page_of_many_at_most(void **state)
{
	char visitor[32], type[64];
	const char *page;

	(void)state;
	for (int i = 0; i < 500; i++) {
		snprintf(visitor, sizeof(visitor), "192.0.2.%d", i % 10);
		snprintf(type, sizeof(type), "gone.%d", i / 10);
		unmet_count(
		    unmet, type, "E06000901", visitor, site.context.now);
	}
	test_site_at(&site, LATER);
	page = test_site_get(&site, "/gaps");
	test_has(page, "The latest 40 are shown.");
	/* The vocabulary knows none of them any more. */
	test_has(page, ">gone.0<small>");
}

static void
says_on_the_privacy_page_that_it_counts(void **state)
{
	(void)state;
	site.site.unmet = true;
	test_has(test_site_get(&site, "/privacy"),
	    "is counted: by week, type of help and council");
	site.site.unmet = false;
	test_lacks(test_site_get(&site, "/privacy"), "is counted:");
}

static void
says_to_a_council_what_is_counted(void **state)
{
	(void)state;
	site.site.unmet = true;
	test_has(test_site_get(&site, "/about/embed"), "is counted, by week");
	site.site.unmet = false;
	test_lacks(test_site_get(&site, "/about/embed"), "is counted, by week");
}

static void
counts_and_shows_nothing_unless_asked_to(void **state)
{
	const char *page;

	(void)state;
	site.context.unmet = NULL;
	ask("/search?type=addiction.gambling&area=westby", NULL, 20);
	test_site_at(&site, LATER);
	page = test_site_get(&site, "/gaps");
	test_lacks(page, "Searches that found nothing");
	test_site_get(&site, "/gaps-unmet.csv");
	assert_int_equal(site.status, STATUS_NOT_FOUND);
	assert_string_equal(counted(), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    TEST(counts_a_type_that_is_chosen),
	    TEST(counts_by_every_route),
	    TEST(counts_a_visitor_once_however_they_ask),
	    TEST(reads_the_type_in_the_words),
	    TEST(reads_it_in_words_as_they_are_spelled_for_the_search),
	    TEST(counts_nothing_where_the_council_is_not_known),
	    TEST(counts_nothing_where_no_type_is_known),
	    TEST(counts_nothing_that_is_found),
	    TEST(counts_nothing_but_the_first_page),
	    TEST(counts_nothing_that_cannot_be_read),
	    TEST(counts_nobody_who_cannot_be_told_from_others),
	    TEST(counts_no_robot),
	    TEST(shows_it_once_the_week_is_over),
	    TEST(shows_what_is_chosen),
	    TEST(gives_the_same_for_a_spreadsheet),
	    TEST(shows_a_page_of_many_at_most),
	    TEST(says_on_the_privacy_page_that_it_counts),
	    TEST(says_to_a_council_what_is_counted),
	    TEST(counts_and_shows_nothing_unless_asked_to),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}

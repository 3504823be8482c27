/*
 * A whole made-up directory, published into a temporary folder, and its
 * pages called as the server calls them, at any time of any day.
 *
 * Westby is a council with the ward Castle, Eastby is the next one; QX4 lies
 * in both, QX5 in Eastby.  Farton is a town far away.  testing_content.c
 * has the listings.
 */
#ifndef SIGNPOST_TESTING_SITE_H
#define SIGNPOST_TESTING_SITE_H

#include "schema/served_build.h"
#include "server/page.h"
#include "server/request.h"

#define TEST_SITE_LISTINGS 64
#define TEST_SITE_FEEDS    4

/* What is published. */
struct test_content {
	struct arena arena;
	struct published_listing listings[TEST_SITE_LISTINGS];
	size_t listings_count;
	struct served_feed feeds[TEST_SITE_FEEDS];
	size_t feeds_count;
	struct {
		const char *feed;
		struct problem problem;
	} problems[8];
	size_t problems_count;
	struct served_helpline helplines[4];
	size_t helplines_count;
};

/* The made-up directory (testing_content.c). */
void test_content_fill(struct test_content *);
/* One more listing of the feed "westby", live, to be filled in. */
struct listing *test_content_listing(
    struct test_content *, const char *code, const char *name);

struct test_site {
	struct test_content content;
	char *folder;
	struct vocabulary *vocabulary;
	struct index *index;
	struct site site;
	struct generation generation;
	struct context context;
	const char *visitor; /* the address that asks; NULL: not known */
	bool robot;
	/* The last answer. */
	enum status status;
	struct page page;
};

/* Publishes and opens.  "more" adds to the directory before; NULL: nothing. */
void test_site_init(struct test_site *, void (*more)(struct test_content *));
void test_site_clear(struct test_site *);

/* "2026-11-24 10:00" in London; that is the time where nothing is set. */
void test_site_at(struct test_site *, const char *when);
/*
 * Answers "/search?q=x"; returns the body, which lives until the next
 * answer, without its style sheet.  Every HTML page and every JSON text is
 * checked on its way out (testing_html.h, testing_json.h).
 */
const char *test_site_get(struct test_site *, const char *target);
/*
 * Posts a form ("a=1&b=2"), with what proves who sends it: two headers,
 * either of which may be NULL.
 */
const char *test_site_post(struct test_site *, const char *target,
    const char *body, const char *authorization, const char *signature);
/* As test_site_get() with printf's words, for addresses with parts. */
const char *test_site_getf(struct test_site *, const char *format, ...)
    PRINTF_LIKE(2, 3);

/* The test fails where the text holds "words", or lacks them. */
void test_has(const char *text, const char *words);
void test_lacks(const char *text, const char *words);

#endif

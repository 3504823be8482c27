/*
 * What the tests of pages share: one site for all tests of a file, published
 * once, and an arena for what they make to compare with.
 */
#ifndef SIGNPOST_TESTING_PAGE_H
#define SIGNPOST_TESTING_PAGE_H

#include "tests/testing.h"
#include "tests/testing_site.h"

extern struct test_site site;
extern struct arena arena;

/*
 * Before a group of tests and after it.  A file with more in its directory
 * has a set-up of its own, which calls test_site_init().
 */
int test_page_set_up(void **state);
int test_page_tear_down(void **state);

/* A test that may find the clock where another put it starts at ten again. */
#define PAGE_TEST(name) cmocka_unit_test_setup(name, test_page_start_anew)
int test_page_start_anew(void **state);

/* What stands between a page's head and foot, in words; in the arena. */
char *test_page_text(const char *target);

#endif

#include "tests/testing_page.h"

#include "tests/testing_html.h"

struct test_site site;
struct arena arena;

int
test_page_set_up(void **state UNUSED)
{
	test_site_init(&site, NULL);
	return 0;
}

int
test_page_tear_down(void **state UNUSED)
{
	test_site_clear(&site);
	arena_clear(&arena);
	return 0;
}

int
test_page_start_anew(void **state UNUSED)
{
	test_site_at(&site, "2026-11-24 10:00");
	return 0;
}

char *
test_page_text(const char *target)
{
	return test_html_text(
	    &arena, test_html_main(&arena, test_site_get(&site, target)));
}

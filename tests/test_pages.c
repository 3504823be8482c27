/*
 * Whole answers: tests/pages/NAME.request beside NAME.expected, which holds
 * status, caching and the page's main part, or the data with a line for each
 * value.  The directory is testing_content.c's.  A new pair needs no C; after
 * a change that is meant,
 *
 *	UPDATE_EXPECTED=1 make check ONLY=tests/test_pages
 *
 * writes what is answered now, to be read before it is committed.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_json.h"
#include "tests/testing_page.h"

#define MAX_PAIRS 100

/* What follows "name " at the beginning of a line; in the arena. */
static char *
field(const char *text, const char *name)
{
	size_t length = strlen(name);

	while (text != NULL && *text != '\0') {
		if (strncmp(text, name, length) == 0 && text[length] == ' ')
			return arena_strndup(&arena, text + length + 1,
			    strcspn(text + length + 1, "\n"));
		text = strchr(text, '\n');
		text += text != NULL;
	}
	fail_msg("the request does not say \"%s\"", name);
	return NULL;
}

static const char *
caching_name(enum page_caching caching)
{
	return caching == CACHE_NONE ? "kept nowhere" : "kept for a minute";
}

/* The answer as the pair's other half has it. */
static char *
answer(const char *request)
{
	const char *body;
	char *shown;

	test_site_at(&site, field(request, "at"));
	body = test_site_get(&site, field(request, "GET"));
	if (site.page.location != NULL)
		shown = arena_printf(&arena, "to %s\n", site.page.location);
	else if (strncmp(site.page.type, "text/html", 9) == 0)
		shown =
		    arena_printf(&arena, "%s\n", test_html_main(&arena, body));
	else
		shown = test_json_lines(&arena, body);
	return arena_printf(&arena, "%d %s, %s%s%s\n%s", (int)site.status,
	    site.page.type, caching_name(site.page.caching),
	    site.page.framing == FRAME_BY_COUNCILS ? ", framed" : "",
	    site.page.open_to_scripts ? ", open to scripts" : "", shown);
}

/* The first line that differs says more than two pages do. */
static void
compare(const char *path, const char *want, const char *is)
{
	size_t line = 1, start = 0;

	for (size_t i = 0; want[i] == is[i]; i++) {
		if (want[i] == '\0')
			return;
		if (want[i] == '\n') {
			line++;
			start = i + 1;
		}
	}
	fail_msg("%s, line %zu: \"%.*s\" is now \"%.*s\"",
	    strrchr(path, '/') + 1, line, (int)strcspn(want + start, "\n"),
	    want + start, (int)strcspn(is + start, "\n"), is + start);
}

static void
answers_as_expected(void **state)
{
	const char *path = *state;
	size_t stem = strlen(path) - strlen(".request");
	char *expected = arena_printf(&arena, "%.*s.expected", (int)stem, path);
	char *request = test_file_read(path, NULL), *want;
	char *is = answer(request);

	if (getenv("UPDATE_EXPECTED") != NULL) {
		FILE *file = fopen(expected, "w");

		assert_non_null(file);
		fputs(is, file);
		assert_int_equal(fclose(file), 0);
	}
	want = test_file_read(expected, NULL);
	compare(expected, want, is);
	free(want);
	free(request);
}

int
main(void)
{
	struct CMUnitTest tests[MAX_PAIRS];
	char *pattern = test_source("tests/pages/*.request");
	glob_t found;
	int failed;

	if (glob(pattern, 0, NULL, &found) != 0 || found.gl_pathc > MAX_PAIRS)
		return 1;
	for (size_t i = 0; i < found.gl_pathc; i++)
		tests[i] = (struct CMUnitTest){
		    .name = strrchr(found.gl_pathv[i], '/') + 1,
		    .test_func = answers_as_expected,
		    .initial_state = found.gl_pathv[i]};
	failed = _cmocka_run_group_tests("pages", tests, found.gl_pathc,
	    test_page_set_up, test_page_tear_down);
	globfree(&found);
	free(pattern);
	return failed;
}

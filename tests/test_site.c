#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>

#include "server/site.h"

static char *folder;

/* Reads a configuration of these lines; the test fails where it cannot. */
static void
read_site(const char *lines, struct site *site)
{
	char *path = test_file_write_text(folder, "signpost.conf", lines);
	char error[256];

	if (!site_read(path, site, error, sizeof(error)))
		fail_msg("%s", error);
	free(path);
}

static void
refused(const char *lines, const char *why)
{
	char *path = test_file_write_text(folder, "signpost.conf", lines);
	char error[256];
	struct site site;

	assert_false(site_read(path, &site, error, sizeof(error)));
	assert_non_null(strstr(error, "signpost.conf"));
	if (strstr(error, why) == NULL)
		fail_msg("expected \"%s\" in: %s", why, error);
	free(path);
}

static void
has_defaults_for_all(void **state)
{
	char error[256];
	struct site site;

	(void)state;
	assert_true(site_read(NULL, &site, error, sizeof(error)));
	assert_string_equal(site.title, "Signpost");
	assert_string_equal(site.base_url, "");
	assert_false(site.example);
	assert_int_equal(site.listen.count, 1);
	assert_string_equal(site.listen.values[0], "127.0.0.1:8080");
	assert_string_equal(site.framers, "*");
	assert_string_equal(site.exit_url, "https://www.bbc.co.uk/weather");
	assert_null(site.contact_phone);
	assert_int_equal(site.urgent_count, 2);
	assert_string_equal(site.urgent[0].dial, "999");
	assert_string_equal(site.urgent[1].dial, "116123");
	site_clear(&site);
}

static void
reads_what_the_operator_decided(void **state)
{
	struct site site;

	(void)state;
	read_site("[directory]\n"
		  "title = Help in Westby\n"
		  "base_url = https://help.westby.example/\n"
		  "example = yes\n"
		  "contact_phone = 0113 496 0100\n"
		  "contact_email = help@example.org\n"
		  "exit_url = https://www.example.org/\n"
		  "[listen]\n"
		  "address = 127.0.0.1:80\n"
		  "address = [::1]:80\n"
		  "threads = 3\n"
		  "[embed]\n"
		  "framers = https://a.example https://*.b.example:8443\n",
	    &site);
	assert_string_equal(site.title, "Help in Westby");
	assert_string_equal(site.base_url, "https://help.westby.example");
	assert_true(site.example);
	assert_string_equal(site.contact_dial, "+441134960100");
	assert_string_equal(site.exit_url, "https://www.example.org/");
	assert_int_equal(site.listen.count, 2);
	assert_string_equal(site.listen.values[1], "[::1]:80");
	assert_int_equal(site.threads, 3);
	site_clear(&site);
}

static void
refuses_what_would_break_a_header_or_a_link(void **state)
{
	(void)state;
	refused(
	    "[embed]\nframers = https://a.example; script-src *\n", "framers");
	refused("[embed]\nframers =\n", "framers");
	refused("[directory]\nbase_url = help.example\n", "base_url");
	refused("[directory]\nbase_url = https://help.example/x\n", "base_url");
	refused("[directory]\nbase_url = javascript:alert(1)\n", "base_url");
	refused("[directory]\nexit_url = javascript:alert(1)\n", "exit_url");
	refused("[directory]\ncontact_phone = ask us\n", "contact_phone");
	refused("[directory]\ntitel = x\n", "line 2");
	refused("[listen]\nthreads = 0x10\n", "line 2");
}

static void
leaves_out_a_number_that_nobody_verified(void **state)
{
	struct site site;

	(void)state;
	free(test_file_write_text(folder, "urgent.conf",
	    "[111]\nname = NHS 111\nnation = England\n"
	    "verified = 2026-11-01\n"
	    "[lifeline]\nname = Lifeline\nnumber = 0808 808 8000\n"
	    "verified =\n"));
	read_site("[urgent]\nfile = urgent.conf\n", &site);
	assert_int_equal(site.urgent_count, 3);
	assert_string_equal(site.urgent[0].dial, "999");
	assert_string_equal(site.urgent[1].dial, "111");
	assert_string_equal(site.urgent[1].number, "111");
	assert_string_equal(site.urgent[1].nation, "England");
	assert_int_equal(site.urgent[1].verified, date_parse("2026-11-01"));
	assert_string_equal(site.urgent[2].dial, "116123");
	site_clear(&site);
}

static void
always_shows_999_first_and_samaritans(void **state)
{
	struct site site;

	(void)state;
	free(test_file_write_text(folder, "urgent.conf",
	    "[s]\nname = The Samaritans\nnumber = 116 123\n"
	    "[again]\nnumber = 116123\nverified = 2026-11-01\n"
	    "[999]\nwords = In danger\n"));
	read_site("[urgent]\nfile = urgent.conf\n", &site);
	assert_int_equal(site.urgent_count, 2);
	assert_string_equal(site.urgent[0].dial, "999");
	assert_string_equal(site.urgent[0].words, "In danger");
	assert_string_equal(site.urgent[1].name, "The Samaritans");
	site_clear(&site);
}

static void
takes_a_number_for_text_messages_alone(void **state)
{
	struct site site;

	(void)state;
	free(test_file_write_text(folder, "urgent.conf",
	    "[shout]\nname = Shout\ntext = 85258\nverified = 2026-11-01\n"));
	read_site("[urgent]\nfile = urgent.conf\n", &site);
	assert_int_equal(site.urgent_count, 3);
	assert_string_equal(site.urgent[1].text, "85258");
	assert_null(site.urgent[1].dial);
	site_clear(&site);
}

static void
refuses_an_urgent_number_that_cannot_be_dialled(void **state)
{
	char *path = test_file_write_text(
	    folder, "signpost.conf", "[urgent]\nfile = urgent.conf\n");
	char error[256];
	struct site site;

	(void)state;
	free(test_file_write_text(
	    folder, "urgent.conf", "[x]\nnumber = soon\n"));
	assert_false(site_read(path, &site, error, sizeof(error)));
	assert_non_null(strstr(error, "urgent.conf: [x]"));
	free(test_file_write_text(
	    folder, "urgent.conf", "[111]\nverified = yesterday\n"));
	assert_false(site_read(path, &site, error, sizeof(error)));
	free(test_file_write_text(folder, "urgent.conf", "[x]\ntext = HELP\n"));
	assert_false(site_read(path, &site, error, sizeof(error)));
	free(path);
}

static void
reads_the_lists_that_are_known(void **state)
{
	struct site site;

	(void)state;
	free(test_file_write_text(folder, "known.conf",
	    "[mind]\ntitle = Groups of Westby Mind\n"
	    "publisher = Westby Mind\narea = westby\narea = E06000902\n"
	    "url = https://mind.example.org/groups\n"
	    "[leaflet]\ntitle = The leaflet\narea = Castle, Westby\n"));
	read_site("[directory]\nknown = known.conf\n", &site);
	assert_int_equal(site.known_count, 2);
	assert_string_equal(site.known[0].title, "Groups of Westby Mind");
	assert_string_equal(site.known[0].publisher, "Westby Mind");
	assert_int_equal(site.known[0].areas.count, 2);
	assert_string_equal(site.known[0].areas.values[1], "E06000902");
	assert_string_equal(
	    site.known[0].url, "https://mind.example.org/groups");
	assert_null(site.known[1].publisher);
	assert_null(site.known[1].url);
	site_clear(&site);
}

static void
refuses_a_known_list_by_file_and_line(void **state)
{
	static const struct {
		const char *lines, *why;
	} wrongs[] = {
	    {"[a]\narea = westby\n", "known.conf: line 1: title is missing"},
	    {"# ours\n[a]\ntitle = A\narea = a\n\n[b]\ntitle = B\n",
		"known.conf: line 6: area is missing"},
	    {"[a]\ntitle = A\narea = ?\n", "known.conf: line 1: area takes"},
	    {"[a]\ntitle = A\narea = a\nurl = javascript:x\n",
		"known.conf: line 1: url takes"},
	    {"[a]\ntitel = A\n", "known.conf: line 2: [a] titel"},
	};
	char *path = test_file_write_text(
	    folder, "signpost.conf", "[directory]\nknown = known.conf\n");
	char error[256];
	struct site site;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrongs); i++) {
		free(test_file_write_text(
		    folder, "known.conf", wrongs[i].lines));
		assert_false(site_read(path, &site, error, sizeof(error)));
		if (strstr(error, wrongs[i].why) == NULL)
			fail_msg("\"%s\" in: %s", wrongs[i].why, error);
	}
	free(path);
}

static void
changes_its_version_with_either_file(void **state)
{
	char first[SHA256_TEXT];
	struct site site;

	(void)state;
	free(test_file_write_text(folder, "urgent.conf", ""));
	read_site("[urgent]\nfile = urgent.conf\n", &site);
	strcpy(first, site.version);
	site_clear(&site);
	read_site("[urgent]\nfile = urgent.conf\n", &site);
	assert_string_equal(first, site.version);
	site_clear(&site);
	free(test_file_write_text(
	    folder, "urgent.conf", "[111]\nverified = 2026-11-01\n"));
	read_site("[urgent]\nfile = urgent.conf\n", &site);
	assert_string_not_equal(first, site.version);
	site_clear(&site);
}

static void
reads_the_sample_configuration(void **state)
{
	char *path = test_source("samples/signpost.conf");
	char error[256];
	struct site site;

	(void)state;
	if (!site_read(path, &site, error, sizeof(error)))
		fail_msg("%s", error);
	assert_true(site.example);
	assert_string_equal(site.urgent[0].dial, "999");
	site_clear(&site);
	free(path);
}

static int
set_up(void **state)
{
	(void)state;
	folder = test_folder();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	test_folder_remove(folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(has_defaults_for_all),
	    cmocka_unit_test(reads_what_the_operator_decided),
	    cmocka_unit_test(refuses_what_would_break_a_header_or_a_link),
	    cmocka_unit_test(leaves_out_a_number_that_nobody_verified),
	    cmocka_unit_test(always_shows_999_first_and_samaritans),
	    cmocka_unit_test(takes_a_number_for_text_messages_alone),
	    cmocka_unit_test(refuses_an_urgent_number_that_cannot_be_dialled),
	    cmocka_unit_test(reads_the_lists_that_are_known),
	    cmocka_unit_test(refuses_a_known_list_by_file_and_line),
	    cmocka_unit_test(changes_its_version_with_either_file),
	    cmocka_unit_test(reads_the_sample_configuration),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

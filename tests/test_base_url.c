#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/url.h"

static void
assert_part(const char *text, const char *expected)
{
	struct buf out = {0};

	url_part(&out, text);
	assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static void
assert_decoded(const char *text, const char *expected)
{
	struct buf out = {0};

	if (!url_decode(&out, text, strlen(text)))
		fail_msg("%s was refused", text);
	assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static void
assert_refused(const char *data, size_t length)
{
	struct buf out = {0};

	buf_add_text(&out, "before");
	assert_false(url_decode(&out, data, length));
	assert_int_equal(out.length, 0);
	assert_string_equal(buf_text(&out), "");
	buf_clear(&out);
}

static void
assert_link(const char *text, const char *expected)
{
	char *link = url_link(text);

	if (link == NULL)
		fail_msg("%s is not taken for a link", text);
	assert_string_equal(link, expected);
	free(link);
}

static void
assert_no_link(const char *text)
{
	char *link = url_link(text);

	if (link != NULL)
		fail_msg("%s is taken for the link %s", text, link);
}

static void
assert_host(const char *link, const char *expected)
{
	char *host = url_host(link);

	assert_non_null(host);
	assert_string_equal(host, expected);
	free(host);
}

static void
encodes_all_but_unreserved_characters(void **state)
{
	(void)state;
	assert_part("AZaz09-._~", "AZaz09-._~");
	assert_part("a b", "a+b");
	assert_part("a+b&c=d%?/#", "a%2Bb%26c%3Dd%25%3F%2F%23");
	assert_part("caf\xC3\xA9", "caf%C3%A9");
	assert_part("\"<'>\n", "%22%3C%27%3E%0A");
	assert_part("", "");
}

static void
decodes_plus_and_percent(void **state)
{
	(void)state;
	assert_decoded("a+b%20c", "a b c");
	assert_decoded("caf%C3%a9", "caf\xC3\xA9");
	assert_decoded("%2B%25", "+%");
	assert_decoded("", "");
}

static void
refuses_a_wrong_percent_sign(void **state)
{
	(void)state;
	assert_refused("a%", 2);
	assert_refused("a%2", 3);
	assert_refused("%zz", 3);
	assert_refused("%2", 2);
	assert_refused("% 2", 3);
	assert_refused("%2%", 3);
}

static void
does_not_read_behind_the_end(void **state)
{
	(void)state;
	/* "%41" is there, but only "%4" and "%" are ours to read. */
	assert_refused("%41", 2);
	assert_refused("%41", 1);
}

static void
refuses_a_nul_and_what_is_not_utf8(void **state)
{
	(void)state;
	assert_refused("a%00b", 5);
	assert_refused("a\0b", 3);
	assert_refused("%ff", 3);
	assert_refused("%C3", 3);
	assert_refused("%ED%A0%80", 9);
	assert_refused("%C0%AF", 6);
}

static void
accepts_links_we_may_show(void **state)
{
	(void)state;
	assert_link("http://example.org", "http://example.org");
	assert_link(
	    "https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e");
	assert_link(
	    "HTTPS://WWW.Example.ORG/Path", "https://www.example.org/Path");
	assert_link("http://example.org:8080/", "http://example.org:8080/");
	assert_link("http://example.org?x", "http://example.org?x");
	assert_link("http://example.org:/x", "http://example.org/x");
}

static void
adds_a_missing_scheme(void **state)
{
	(void)state;
	assert_link("www.example.org/x", "https://www.example.org/x");
	assert_link("example.org", "https://example.org");
	assert_link("example.org:8080/x", "https://example.org:8080/x");
	assert_link("example.org/a:b", "https://example.org/a:b");
}

static void
encodes_what_a_link_cannot_hold(void **state)
{
	(void)state;
	assert_link(
	    "https://example.org/caf\xC3\xA9", "https://example.org/caf%C3%A9");
	assert_link("https://example.org/\"><script>",
	    "https://example.org/%22%3E%3Cscript%3E");
	assert_link("https://example.org/a\\b", "https://example.org/a%5Cb");
	assert_link("https://example.org/a%20b", "https://example.org/a%20b");
}

static void
refuses_other_schemes(void **state)
{
	(void)state;
	assert_no_link("javascript:alert(1)");
	assert_no_link("JavaScript://example.org/%0aalert(1)");
	assert_no_link("data:text/html,x");
	assert_no_link("mailto:a@example.org");
	assert_no_link("ftp://example.org/");
	assert_no_link("tel:0113");
	assert_no_link("//example.org/");
	assert_no_link("http:/example.org");
}

static void
refuses_credentials(void **state)
{
	(void)state;
	assert_no_link("http://user@example.org/");
	assert_no_link("http://user:password@example.org/");
	assert_no_link("http://example.org\\@example.com/");
	assert_no_link("http://example.org:80@example.com/");
	assert_no_link("someone@example.org");
}

static void
refuses_what_is_no_host(void **state)
{
	char *text, label[300];

	(void)state;
	assert_no_link("");
	assert_no_link("http://");
	assert_no_link("http:///path");
	assert_no_link("http://localhost/");
	assert_no_link("http://.example.org/");
	assert_no_link("http://example..org/");
	assert_no_link("http://example.org./");
	assert_no_link("http://[::1]/");
	assert_no_link("http://exa%6Dple.org/");
	assert_no_link("http://ex\xC3\xA4mple.org/");
	assert_no_link("http://example.org:123456/");
	assert_no_link("http://example.org:8x/");
	assert_no_link("see our website");
	assert_no_link("n/a");
	memset(label, 'a', sizeof(label));
	label[sizeof(label) - 1] = '\0';
	text = xasprintf("http://%s.org/", label);
	assert_no_link(text);
	free(text);
}

static void
refuses_spaces_control_characters_and_long_text(void **state)
{
	char text[URL_MAX_LINK + 2];

	(void)state;
	assert_no_link("http://example.org/a b");
	assert_no_link(" http://example.org/");
	assert_no_link("http://example.org/ ");
	assert_no_link("http://example.org/\r\nX: y");
	assert_no_link("http://example.org/\x7F");
	assert_no_link("http://example.org/\xFF");
	memset(text, 'a', sizeof(text));
	memcpy(text, "http://example.org/", 19);
	text[URL_MAX_LINK + 1] = '\0';
	assert_no_link(text);
	text[URL_MAX_LINK] = '\0';
	assert_link(text, text);
}

static void
names_the_host_without_www(void **state)
{
	(void)state;
	assert_host("https://WWW.Example.org/x", "example.org");
	assert_host("http://example.org:8080/x", "example.org");
	assert_host("https://www.org/", "www.org");
	assert_host("https://a.www.example.org", "a.www.example.org");
	assert_null(url_host("mailto:a@example.org"));
	assert_null(url_host(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(encodes_all_but_unreserved_characters),
	    cmocka_unit_test(decodes_plus_and_percent),
	    cmocka_unit_test(refuses_a_wrong_percent_sign),
	    cmocka_unit_test(does_not_read_behind_the_end),
	    cmocka_unit_test(refuses_a_nul_and_what_is_not_utf8),
	    cmocka_unit_test(accepts_links_we_may_show),
	    cmocka_unit_test(adds_a_missing_scheme),
	    cmocka_unit_test(encodes_what_a_link_cannot_hold),
	    cmocka_unit_test(refuses_other_schemes),
	    cmocka_unit_test(refuses_credentials),
	    cmocka_unit_test(refuses_what_is_no_host),
	    cmocka_unit_test(refuses_spaces_control_characters_and_long_text),
	    cmocka_unit_test(names_the_host_without_www),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

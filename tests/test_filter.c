#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "importers/filter.h"
#include "importers/mapping_text.h"
#include "tests/testing.h"

static char last_report[500];

static void
report_cb(void *arg UNUSED, const struct value *value UNUSED, const char *what,
    const char *done)
{
	snprintf(last_report, sizeof(last_report), "%s, %s", what, done);
}

/*
 * Runs a pipe such as "split ',' | trim" over values that are written with
 * '~' between them, and gives what is left in the same way.
 */
static char *
run(struct arena *arena, const char *pipe, const char *input)
{
	struct values values = {.arena = arena};
	struct filter_run how = {report_cb, NULL};
	char *parts[MAPPING_MAX_WORDS], *words[MAPPING_MAX_WORDS], wrong[400];
	size_t count = mapping_text_cut(arena, pipe, '|', parts);
	struct buf out = {0};
	char *result;

	last_report[0] = '\0';
	for (const char *at = input;; at++) {
		size_t length = strcspn(at, "~");
		values_add(&values, at, length, NULL);
		at += length;
		if (*at == '\0')
			break;
	}
	for (size_t i = 0; i < count; i++) {
		size_t n = mapping_text_words(arena, parts[i], words);
		struct filter *filter = filter_new(
		    words[0], words + 1, n - 1, NULL, 0, wrong, sizeof(wrong));
		if (filter == NULL)
			fail_msg("%s", wrong);
		filter_apply(filter, &how, &values);
		filter_free(filter);
	}
	for (size_t i = 0; i < values.count; i++)
		buf_printf(
		    &out, "%s%s", i > 0 ? "~" : "", values.items[i].text);
	result = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return result;
}

#define GIVES(pipe, input, output) \
	do { \
		struct arena arena = {0}; \
		assert_string_equal(run(&arena, pipe, input), output); \
		arena_clear(&arena); \
	} while (0)

static void
cuts_and_joins_texts(void **state UNUSED)
{
	GIVES("trim", "\xc2\xa0 a  b \n", "a  b");
	GIVES("collapse", " a \r\n\t b\xc2\xa0 c ", "a b c");
	GIVES("split ',' ';'", "a, b;c,,", "a~b~c");
	GIVES("split '\\n'", "a\nb\r\n c", "a~b~c");
	GIVES("join ', '", "a~b~c", "a, b, c");
	GIVES("first", "a~b", "a");
	GIVES("last", "a~b", "b");
	GIVES("nonempty", " ~a~", "a");
	GIVES("dedupe", "Harrogate~York~HARROGATE", "Harrogate~York");
	GIVES("prefix 'x-'", "1~2", "x-1~x-2");
	GIVES("suffix ' trust'", "NHS", "NHS trust");
	GIVES("strip ' - Summary'", "Croft - Summary", "Croft");
	GIVES("strip '\"'", "\"Spectrum provides", "Spectrum provides");
	GIVES("lower", "ABC", "abc");
}

static void
captures_and_replaces_by_pattern(void **state UNUSED)
{
	GIVES("capture 'organisations/([a-z]+/[0-9]+)'",
	    "https://v1.example.org/organisations/gppractices/39/overview",
	    "gppractices/39");
	GIVES("capture '[0-9]+'", "no~page 12 of 30", "12");
	GIVES("capture '(abc)' i", "xABCx", "ABC");
	GIVES("replace '([0-9]+) of ([0-9]+)' '\\2:\\1'", "3 of 9", "9:3");
	GIVES("replace 'a*' '-'", "baac", "-b--c-");
	GIVES("replace '^x' ''", "xxx", "xx");
}

static void
knows_what_stands_for_nothing(void **state UNUSED)
{
	GIVES("null_if", "N/A~Not known~.~ok", "ok");
	GIVES("null_if 'see website'", "See  website~See website~x y",
	    "See  website~x y");
}

static void
keeps_what_a_condition_allows(void **state UNUSED)
{
	GIVES("if contains '@'", "a@b~c", "a@b");
	GIVES("unless contains '@'", "a@b~c", "c");
	GIVES("if starts 'PH-'", "PH-8000~{what:x}", "PH-8000");
	GIVES("if is 'yes'", "YES~yes please", "YES");
	GIVES("unless matches '^[0-9]+$'", "12~a1", "a1");
}

static void
turns_html_into_lines(void **state UNUSED)
{
	GIVES("html_text",
	    "<p>One&nbsp;two</p><ul><li>a</li><li>b</li></ul>end",
	    "One two\na\nb\nend");
	GIVES("html_text", "plain\nlines\n\nstay", "plain\nlines\nstay");
	GIVES("html_text", "line\nends<br>go", "line ends\ngo");
	GIVES("html_text",
	    "See <a href=\"https://example.org/a?b=1&amp;c=2\">here</a>.",
	    "See here (https://example.org/a?b=1&c=2).");
	GIVES("html_text", "<a href='https://www.example.org/'>example.org</a>",
	    "example.org");
	GIVES("html_text", "<a href='mailto:a@example.org'>write</a>",
	    "write (a@example.org)");
	GIVES("html_text", "<a href='javascript:alert(1)'>x</a>", "x");
	GIVES("html_text", "a<script>alert('<b>')</script>b", "ab");
	GIVES("html_text", "a<img src=\"https://b.example/1.gif\">b", "ab");
	GIVES("html_text", "under < 18 and <ann@example.org> & more",
	    "under < 18 and <ann@example.org> & more");
	GIVES("html_text", "caf&eacute; &#8217;s &#x2013; &unknown; &#0;",
	    "caf\xc3\xa9 \xe2\x80\x99s \xe2\x80\x93 &unknown;");
	GIVES("html_text", "<!-- gone -->a<b>b", "ab");
	GIVES("html_text", "<a href=\"x", "<a href=\"x");
}

static void
html_that_was_escaped_twice_is_read(void **state UNUSED)
{
	GIVES("html_text", "&lt;p&gt;Tea &amp;amp; cake.&lt;/p&gt;",
	    "Tea & cake.");
	GIVES("html_text", "Tea &amp;amp; cake", "Tea & cake");
	GIVES("html_text", "BC&amp;#39;s&amp;nbsp;own", "BC's own");
	GIVES("html_text",
	    "See &lt;a href=&quot;https://x.org/&quot;&gt;this&lt;/a&gt;.",
	    "See this (https://x.org/).");
	GIVES("html_text", "One&lt;br /&gt;two", "One\ntwo");
	/* What only looks like it, or stands beside markup, is text. */
	GIVES("html_text", "Tea &amp; cake &lt; 5 pounds",
	    "Tea & cake < 5 pounds");
	GIVES("html_text", "x &lt;p and q&gt; y", "x <p and q> y");
	GIVES("html_text", "Bring &lt;photo&gt; ID", "Bring <photo> ID");
	GIVES("html_text", "Ring &lt;ann@example.org&gt;",
	    "Ring <ann@example.org>");
	GIVES("html_text", "<p>Write &lt;p&gt; or &amp;amp;</p>",
	    "Write <p> or &amp;");
}

static void
decodes_once_each_time(void **state UNUSED)
{
	GIVES("decode", "&amp;lt;b&amp;gt;", "&lt;b&gt;");
	GIVES("decode | decode | html_text", "&amp;lt;b&amp;gt;x", "x");
	GIVES("decode", "BC&#39;s & co", "BC's & co");
}

static void
reads_dates_as_sources_write_them(void **state UNUSED)
{
	GIVES("date", "1351591131", "2012-10-30");
	GIVES("date unix", "1351591131", "2012-10-30");
	GIVES("date", "2013-02-06T12:12:50Z", "2013-02-06");
	GIVES("date", "2015-07-08T14:09:45+01:00", "2015-07-08");
	GIVES("date", "2013-01-08T04:30:24.58", "2013-01-08");
	GIVES("date", "2016-03-24 13:11:08Z", "2016-03-24");
	GIVES("date", "Dec 25 2018", "2018-12-25");
	GIVES("date", "Jan  1 2019", "2019-01-01");
	GIVES("date", "1st February 2025", "2025-02-01");
	GIVES("date", "Tuesday 3 March 2026", "2026-03-03");
	GIVES("date", "09/12/2013 09:04:54", "2013-12-09");
	GIVES("date mdy", "09/12/2013", "2013-09-12");
	GIVES("date", "31/02/2026", "");
	GIVES("date", "09/12/13", "");
	GIVES("date", "yesterday", "");
	GIVES("date", "0001-01-01T00:00:00", "");
	assert_string_equal(
	    last_report, "'0001-01-01T00:00:00' is no date, dropped");
}

static void
reads_ages_only_where_the_whole_text_is_one(void **state UNUSED)
{
	GIVES("ages", "16-25", "16-25");
	GIVES("ages", "13 to 25 years", "13-25");
	GIVES("ages", "18+", "18-");
	GIVES("ages", "over 50", "50-");
	GIVES("ages", "Aged 16 and over", "16-");
	GIVES("ages", "under 18s", "-17");
	GIVES("ages", "up to 25", "-25");
	GIVES("ages", "0 months to 5 years", "0-5");
	GIVES("ages", "0 - 18 mths", "0-1");
	GIVES("ages", "6 wks to 2 yrs", "0-2");
	GIVES("ages", "6570.0 days to 9125.0 days", "17-24");
	GIVES("ages", "up to 25 depending on circumstances", "");
	GIVES("ages", "25-16", "");
	GIVES("ages", "18", "");
	GIVES("ages", "adults", "");
}

static void
reads_numbers_and_booleans(void **state UNUSED)
{
	GIVES("number", "1\"~-3.5 miles~x", "1~-3.5");
	GIVES("boolean", "True~0~Y~perhaps", "yes~no~yes");
	GIVES("boolean yes", "perhaps", "yes");
}

static void
places_only_what_lies_in_the_country(void **state UNUSED)
{
	GIVES("latlon", "55.972016,-3.230409", "55.9720160,-3.2304090");
	GIVES("latlon", "55.9~-3.2", "55.9000000,-3.2000000");
	GIVES("latlon", "\n -3.230409,55.972016,0 ", "55.9720160,-3.2304090");
	GIVES("latlon", "POINT (-1.6 53.75)", "53.7500000,-1.6000000");
	GIVES("latlon", "geo:53.75,-1.6;u=35", "53.7500000,-1.6000000");
	GIVES("latlon", "-3.2~55.9", "55.9000000,-3.2000000");
	GIVES("latlon", "-3.2,55.9~-3.3,56.0", "55.9000000,-3.2000000");
	GIVES("latlon", "-3.2,55.9~-3.3,56.0~-3.4,57", "55.9000000,-3.2000000");
	GIVES("latlon", "55.9", "");
	GIVES("latlon", "55.9,-3.2,1,2", "");
	GIVES("latlon", "55.9,-3.2 or so", "");
	GIVES("latlon", "0,0", "");
	GIVES("latlon", "99.999999,0", "");
	GIVES("latlon", "Leeds", "");
	GIVES("grid", "0,0", "");
	assert_string_equal(last_report, "");
	GIVES("grid", "hello", "");
	assert_string_equal(last_report,
	    "'hello' is no easting and northing, not placed on the map");
}

static void
finds_postcodes_phones_and_addresses(void **state UNUSED)
{
	GIVES("uk_postcode", "qx41aa", "QX4 1AA");
	GIVES("uk_postcode", "12 High Street, Quexby QX4 1AA", "QX4 1AA");
	GIVES("uk_postcode", "WA154 1HF", "WA154 1HF");
	GIVES("uk_phones", "0161 496 0111 or 07700 900123",
	    "0161 496 0111~07700 900123");
	GIVES("email", "mailto:a@example.org?subject=x", "a@example.org");
	GIVES(
	    "email", "a@b@example.org~@example.org~a@org~a b@example.org", "");
	GIVES("url", "www.example.org/x", "https://www.example.org/x");
	GIVES("url", "javascript:alert(1)~not a link", "");
	GIVES("drop_param apikey", "https://a.example/?apikey=S&page=2",
	    "https://a.example/?page=2");
	GIVES("drop_param apikey", "https://a.example/?page=2&APIKEY=S",
	    "https://a.example/?page=2");
}

static void
calms_capitals_and_leaves_other_names(void **state UNUSED)
{
	GIVES("title_case", "DERRY DOWNS SURGERY", "Derry Downs Surgery");
	GIVES("title_case", "SHED OF THE NHS IN LEEDS",
	    "Shed of the NHS in Leeds");
	GIVES("title_case", "ST ANN'S (OLD) HALL", "St Ann's (Old) Hall");
	GIVES("title_case", "eBay Trust", "eBay Trust");
}

static void
reads_times_days_and_ways(void **state UNUSED)
{
	GIVES("minutes", "17:30~9am~later", "1050~540");
	GIVES("days", "Monday~Sun~someday", "0~6");
	GIVES("modes", "Telephone~Face to face~Video call~Post",
	    "phone~in-person~online");
}

static void
looks_words_up_and_knows_the_fate_of_others(void **state UNUSED)
{
	GIVES("lookup active=live inactive=gone", "Active~ INACTIVE ~x",
	    "live~gone~x");
	GIVES("lookup a=1 unknown=drop", "a~b", "1");
	GIVES("lookup a=1 *=2", "a~b", "1~2");
	GIVES("lookup 'self referral'=self", "Self  Referral", "self");
	GIVES("lookup '/^foodbank vouchers?$/'=voucher", "Foodbank Vouchers",
	    "voucher");
	GIVES("lookup a= b=2", "a~b", "2");
	GIVES("lookup a=1 unknown=error", "b", "");
	assert_string_equal(last_report,
	    "'b' is none of the words that the mapping knows, dropped");
}

/* The quoted texts at "at", joined with '~', to "out"; what follows them. */
static char *
quoted_texts(char *at, struct buf *out)
{
	bool first = true;

	buf_reset(out);
	for (at += strspn(at, " "); *at == '"'; at += strspn(at, " ")) {
		char *end = strchr(at + 1, '"');

		assert_non_null(end);
		if (!first)
			buf_add_char(out, '~');
		first = false;
		buf_add(out, at + 1, (size_t)(end - at - 1));
		at = end + 1;
	}
	return at;
}

/* As a reader of the page sees it. */
static void
unescape(char *text)
{
	char *to = text;

	for (; *text != '\0'; text++)
		if (strncmp(text, "\\en", 3) == 0) {
			*to++ = '\n';
			text += 2;
		} else if (strncmp(text, "\\e", 2) == 0) {
			*to++ = '\\';
			text++;
		} else {
			*to++ = *text;
		}
	*to = '\0';
}

static void
the_manual_shows_what_each_filter_gives(void **state UNUSED)
{
	char *path = test_source("man/signpost-mapping.5"), *save, *line;
	char *page = test_file_read(path, NULL), error[1000];
	char *at = strstr(page, ".\\\" filters\n");
	struct buf given = {0}, wanted = {0}, shown = {0};
	size_t lines = 0;

	assert_non_null(at);
	at = strchr(strstr(at, ".Bd "), '\n');
	*strstr(at, "\n.Ed") = '\0';
	for (line = strtok_r(at, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save), lines++) {
		struct arena arena = {0};
		char *pipe, *gives;

		unescape(line);
		pipe = quoted_texts(line, &given);
		assert_true(*pipe++ == '|');
		gives = strstr(pipe, " gives ");
		assert_non_null(gives);
		*gives = '\0';
		quoted_texts(gives + 7, &wanted);
		assert_string_equal(
		    run(&arena, pipe, buf_text(&given)), buf_text(&wanted));
		pipe += strspn(pipe, " ");
		pipe[strcspn(pipe, " ")] = '\0';
		buf_printf(&shown, " %s ", pipe);
		arena_clear(&arena);
	}
	assert_true(lines >= 40);
	/* None is left out. */
	assert_null(filter_new("", NULL, 0, NULL, 0, error, sizeof(error)));
	for (line = strtok_r(strstr(error, "are ") + 4, ", ", &save);
	     line != NULL; line = strtok_r(NULL, ", ", &save)) {
		char *name = xasprintf(" %s ", line);

		if (strstr(buf_text(&shown), name) == NULL)
			fail_msg("the manual shows no example of%s", name);
		free(name);
	}
	buf_clear(&given);
	buf_clear(&wanted);
	buf_clear(&shown);
	free(page);
	free(path);
}

static void
says_what_is_wrong_with_a_filter(void **state UNUSED)
{
	static const struct {
		const char *name, *arg, *says;
	} wrong[] = {
	    {"trimm", NULL,
		"no filter is called 'trimm' (did you mean 'trim'?); there are "
		"ages,"},
	    {"split", NULL, "the filter split takes 1 to 8 arguments"},
	    {"trim", "x", "the filter trim takes no argument; it has 1"},
	    {"capture", "(a", "is no POSIX extended regular expression"},
	    {"capture", "((a{200}){200})", "repeats too much"},
	    {"capture", "a++++++++++++++++++++++++++++++", "repeats too much"},
	    {"capture", "((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+",
		"repeats too much"},
	    {"date", "ddmm", "date wants unix, dmy, mdy or ymd"},
	    {"lookup", "nowhere", "no table is called 'nowhere'"},
	};
	char error[400];

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		char *args[] = {(char *)wrong[i].arg};
		assert_null(filter_new(wrong[i].name, args,
		    wrong[i].arg != NULL, NULL, 0, error, sizeof(error)));
		assert_non_null(strstr(error, wrong[i].says));
	}
}

static void
no_field_grows_without_end(void **state UNUSED)
{
	struct arena arena = {0};
	struct values values = {.arena = &arena};
	char *big = xcalloc(1, 600 * 1024);

	memset(big, 'a', 600 * 1024 - 1);
	assert_true(values_add(&values, big, 600 * 1024 - 1, NULL));
	assert_false(values_add(&values, big, 600 * 1024 - 1, NULL));
	for (int i = 0; i < 1000; i++)
		values_add(&values, "x", 1, NULL);
	assert_int_equal(values.count, FILTER_MAX_VALUES);
	free(big);
	arena_clear(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cuts_and_joins_texts),
	    cmocka_unit_test(captures_and_replaces_by_pattern),
	    cmocka_unit_test(knows_what_stands_for_nothing),
	    cmocka_unit_test(keeps_what_a_condition_allows),
	    cmocka_unit_test(turns_html_into_lines),
	    cmocka_unit_test(html_that_was_escaped_twice_is_read),
	    cmocka_unit_test(decodes_once_each_time),
	    cmocka_unit_test(reads_dates_as_sources_write_them),
	    cmocka_unit_test(reads_ages_only_where_the_whole_text_is_one),
	    cmocka_unit_test(reads_numbers_and_booleans),
	    cmocka_unit_test(places_only_what_lies_in_the_country),
	    cmocka_unit_test(finds_postcodes_phones_and_addresses),
	    cmocka_unit_test(calms_capitals_and_leaves_other_names),
	    cmocka_unit_test(reads_times_days_and_ways),
	    cmocka_unit_test(looks_words_up_and_knows_the_fate_of_others),
	    cmocka_unit_test(the_manual_shows_what_each_filter_gives),
	    cmocka_unit_test(says_what_is_wrong_with_a_filter),
	    cmocka_unit_test(no_field_grows_without_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* html, xml, csv: where text becomes something that is read as more. */
#include "tests/testing.h"

#include <string.h>

#include "base/csv.h"
#include "base/html.h"
#include "base/xml.h"

static struct buf out;

static int
clear_out(void **state)
{
	(void)state;
	buf_clear(&out);
	return 0;
}

static const char *
html(const char *text)
{
	buf_reset(&out);
	html_text(&out, text);
	return buf_text(&out);
}

static const char *
xml(const char *text)
{
	buf_reset(&out);
	xml_text(&out, text);
	return buf_text(&out);
}

static const char *
csv(const char *text)
{
	buf_reset(&out);
	csv_field(&out, text);
	return buf_text(&out);
}

static void
escapes_all_that_html_reads_as_markup(void **state)
{
	(void)state;
	assert_string_equal(html("<a href=\"x\" title='y'>&amp;</a>"),
	    "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
	assert_string_equal(html("Mind & Siân"), "Mind &amp; Siân");
	assert_string_equal(html(""), "");
	assert_string_equal(html("<"), "&lt;");
}

static void
writes_nothing_for_a_text_that_is_not_there(void **state)
{
	(void)state;
	assert_string_equal(html(NULL), "");
	assert_string_equal(xml(NULL), "");
	assert_string_equal(csv(NULL), "");
}

static void
escapes_only_the_bytes_it_was_given(void **state)
{
	(void)state;
	buf_reset(&out);
	html_text_n(&out, "a<b<c", 3);
	assert_string_equal(buf_text(&out), "a&lt;b");
}

static void
leaves_our_own_markup_alone(void **state)
{
	(void)state;
	buf_reset(&out);
	html_markup(&out, "<p class=\"x\">");
	html_text(&out, "<p>");
	html_markup(&out, "</p>");
	assert_string_equal(buf_text(&out), "<p class=\"x\">&lt;p&gt;</p>");
}

static void
escapes_all_that_xml_reads_as_markup(void **state)
{
	(void)state;
	assert_string_equal(
	    xml("<a b=\"c\">'&"), "&lt;a b=&quot;c&quot;&gt;&#39;&amp;");
	assert_string_equal(xml("]]>"), "]]&gt;");
	assert_string_equal(xml("caf\xC3\xA9\n\t"), "caf\xC3\xA9\n\t");
	assert_string_equal(xml("a\r\nb"), "a&#13;\nb");
}

static void
drops_what_xml_cannot_carry(void **state)
{
	(void)state;
	assert_string_equal(xml("a\x01\x08\x0B\x1F"
				"b"),
	    "ab");
	assert_string_equal(xml("a\xEF\xBF\xBE\xEF\xBF\xBF"
				"b"),
	    "ab");
	assert_string_equal(xml("a\xFF\xC3"
				"b"),
	    "ab"); /* not UTF-8 */
	assert_string_equal(xml("a\xED\xA0\x80"
				"b"),
	    "ab"); /* surrogate */
}

static void
quotes_a_field_only_where_csv_needs_it(void **state)
{
	(void)state;
	assert_string_equal(csv("plain text"), "plain text");
	assert_string_equal(csv(""), "");
	assert_string_equal(csv("a,b"), "\"a,b\"");
	assert_string_equal(csv("say \"hi\""), "\"say \"\"hi\"\"\"");
	assert_string_equal(csv("two\nlines"), "\"two\nlines\"");
	assert_string_equal(csv(" space"), "\" space\"");
	assert_string_equal(csv("a;b"), "\"a;b\"");
}

static void
disarms_what_a_spreadsheet_would_run(void **state)
{
	(void)state;
	assert_string_equal(csv("=1+1"), "\"'=1+1\"");
	assert_string_equal(csv("+44 113 496 0000"), "\"'+44 113 496 0000\"");
	assert_string_equal(csv("-2"), "\"'-2\"");
	assert_string_equal(csv("@SUM(A1)"), "\"'@SUM(A1)\"");
	assert_string_equal(csv("\t=1"), "\"'\t=1\"");
	assert_string_equal(csv("\r=1"), "\"'\r=1\"");
	assert_string_equal(csv("=\"x\""), "\"'=\"\"x\"\"\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(escapes_all_that_html_reads_as_markup),
	    cmocka_unit_test(writes_nothing_for_a_text_that_is_not_there),
	    cmocka_unit_test(escapes_only_the_bytes_it_was_given),
	    cmocka_unit_test(leaves_our_own_markup_alone),
	    cmocka_unit_test(escapes_all_that_xml_reads_as_markup),
	    cmocka_unit_test(drops_what_xml_cannot_carry),
	    cmocka_unit_test(quotes_a_field_only_where_csv_needs_it),
	    cmocka_unit_test(disarms_what_a_spreadsheet_would_run),
	};

	return cmocka_run_group_tests(tests, NULL, clear_out);
}

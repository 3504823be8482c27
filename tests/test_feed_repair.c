/* Repairs of what is no XML: what each mends, and what none does. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "importers/feed_repair.h"
#include "tests/testing.h"
#include "tests/testing_feed.h"

#define ALL ((1u << REPAIRS) - 1)

/* Mends a text in pieces of each size; all must give the same. */
static void
mends(unsigned wanted, const char *given, const char *result)
{
	struct feed_repair repair;
	size_t length = strlen(given);

	for (size_t piece = 1; piece <= length; piece++) {
		struct buf out = {0};

		feed_repair_begin(&repair, wanted);
		for (size_t at = 0; at < length; at += piece)
			feed_repair_push(&repair, given + at,
			    length - at < piece ? length - at : piece, &out);
		feed_repair_end(&repair, &out);
		assert_string_equal(buf_text(&out), result);
		buf_clear(&out);
	}
}

static void
mends_an_ampersand_on_its_own(void **state UNUSED)
{
	const unsigned raw = 1u << REPAIR_RAW_AMPERSAND;

	mends(raw, "<a b='?x=1&y=2'>Fish & chips&</a>",
	    "<a b='?x=1&amp;y=2'>Fish &amp; chips&amp;</a>");
	mends(raw, "<a>&amp; &#38; &#x26; &&lt;</a>",
	    "<a>&amp; &#38; &#x26; &amp;&lt;</a>");
	mends(raw, "<a>&; &#; &#x; &#12x;</a>",
	    "<a>&amp;; &amp;#; &amp;#x; &amp;#12x;</a>");
	mends(raw, "<a><![CDATA[a & b]]><!-- & --><?p & ?>&</a>",
	    "<a><![CDATA[a & b]]><!-- & --><?p & ?>&amp;</a>");
	mends(raw, "<a>x &thisnameistoolongtobeareferenceofanykindatall;</a>",
	    "<a>x &amp;thisnameistoolongtobeareferenceofanykindatall;</a>");
	mends(0, "<a>Fish & chips&</a>", "<a>Fish & chips&</a>");
}

static void
mends_control_characters_but_no_nul(void **state UNUSED)
{
	const unsigned controls = 1u << REPAIR_CONTROL_CHARACTERS;

	mends(controls, "<a>one\x0btwo\x1f&#11;&#x1F;&#0;\t\r\n</a>",
	    "<a>one two   &#0;\t\r\n</a>");
	mends(0, "<a>\x0b&#11;</a>", "<a>\x0b&#11;</a>");
}

static void
mends_bytes_of_windows_1252(void **state UNUSED)
{
	const unsigned bytes = 1u << REPAIR_WINDOWS_1252;

	mends(bytes,
	    "<a>St George\x92s caf\xe9 caf\xc3\xa9 \x80"
	    "5</a>",
	    "<a>St George\xe2\x80\x99s caf\xc3\xa9 caf\xc3\xa9 "
	    "\xe2\x82\xac"
	    "5</a>");
	mends(bytes, "<a>\xc2\x92 &#146; \xed\xa0\x80</a>",
	    "<a>\xe2\x80\x99 \xe2\x80\x99 "
	    "\xc3\xad\xc2\xa0\xe2\x82\xac</a>");
	mends(bytes, "<a>\xe2\x82</a>", "<a>\xc3\xa2\xe2\x80\x9a</a>");
}

static void
mends_entities_of_html(void **state UNUSED)
{
	const unsigned html = 1u << REPAIR_HTML_ENTITIES;

	mends(html, "<a b='&eacute;'>&nbsp;&lt;&amp;&apos;&quot;&rsquo;</a>",
	    "<a b='\xc3\xa9'>\xc2\xa0&lt;&amp;&apos;&quot;\xe2\x80\x99</a>");
	mends(html, "<a>&unknown; &nbsp</a>", "<a>&unknown; &nbsp</a>");
}

static void
touches_nothing_behind_a_doctype(void **state UNUSED)
{
	static const char doctype[] =
	    "<!DOCTYPE a [<!ENTITY e 'x & \x0b'>]><a>&e; & \x92</a>";

	mends(ALL, doctype, doctype);
	mends(ALL, "<!-x & -><a>&</a>", "<!-x & -><a>&</a>");
}

static void
refused(const char *feed, const char *says)
{
	static const char mapping[] =
	    "repair raw-ampersand control-characters windows-1252 "
	    "html-entities\nrecords /a/b\nname .\n";
	struct buf said = {0};

	if (test_feed_text(mapping, feed, &said))
		fail_msg("accepted: %s", feed);
	if (strstr(buf_text(&said), says) == NULL)
		fail_msg("expected: %s\nsaid: %s", says, buf_text(&said));
	buf_clear(&said);
}

static void
no_repair_lets_an_attack_through(void **state UNUSED)
{
	refused("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
		"<a><b>&e;</b></a>",
	    "it has a DOCTYPE");
	refused("<a><!\x0b"
		"DOCTYPE a><b>x</b></a>",
	    "");
	refused("<a><b>&e;</b></a>", "&e; is known in HTML");
	refused("<a><b>a < b</b></a>", "");
	refused("<a><b>&#0;</b></a>", "");
	refused("<a><b x=\"<\">&</b></a>", "a '<' stands within an attribute");
}

static void
each_repair_is_counted_with_its_first_line(void **state UNUSED)
{
	struct buf said = {0};

	assert_true(test_feed_text(
	    "repair raw-ampersand html-entities\nrecords /a/b\nname .\n",
	    "<a>\n<b>one</b>\n<b>Fish & chips &amp; peas</b>\n"
	    "<b>x&nbsp;& y</b></a>",
	    &said));
	assert_non_null(strstr(buf_text(&said), ": Fish & chips & peas\n"));
	assert_non_null(strstr(buf_text(&said),
	    "line 3: '&' stands on its own, here first, in all 2 times, "
	    "repaired (raw-ampersand)"));
	assert_non_null(strstr(buf_text(&said),
	    "line 4: an entity of HTML stands where XML knows none, here "
	    "first, in all 1 time, repaired (html-entities)"));
	buf_clear(&said);
}

static void
says(const char *feed, const char *repair)
{
	struct buf said = {0}, wanted = {0};

	buf_printf(&wanted,
	    "To have it read all the same, add the line 'repair %s' to its "
	    "mapping (test), or 'repair = %s' to its section of feeds.conf",
	    repair, repair);
	assert_false(test_feed_text("records /a/b\nname .\n", feed, &said));
	if (strstr(buf_text(&said), buf_text(&wanted)) == NULL)
		fail_msg("%s\nsaid: %s", buf_text(&wanted), buf_text(&said));
	buf_clear(&said);
	buf_clear(&wanted);
}

static void
a_refusal_says_which_repair_would_help(void **state UNUSED)
{
	struct buf said = {0};

	says("<a><b>Fish & chips</b></a>", "raw-ampersand");
	says("<a><b x='?a=1&b=2'/></a>", "raw-ampersand");
	says("<a><b>one&nbsp;two</b></a>", "html-entities");
	says("<a><b>one\x0btwo</b></a>", "control-characters");
	says("<a><b>one&#11;two</b></a>", "control-characters");
	says("<a><b>George\x92s</b></a>", "windows-1252");
	assert_false(test_feed_text(
	    "records /a/b\nname .\n", "<a><b>&unknown;</b></a>", &said));
	assert_null(strstr(buf_text(&said), "repair"));
	buf_clear(&said);
}

static void
a_wrong_name_is_not_taken(void **state UNUSED)
{
	unsigned set = 0;
	const char *unknown;

	assert_true(
	    repair_names_read(" html-entities,raw-ampersand ", &set, &unknown));
	assert_int_equal(
	    set, 1u << REPAIR_HTML_ENTITIES | 1u << REPAIR_RAW_AMPERSAND);
	assert_false(repair_names_read("raw-ampersand html", &set, &unknown));
	assert_string_equal(unknown, "html");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mends_an_ampersand_on_its_own),
	    cmocka_unit_test(mends_control_characters_but_no_nul),
	    cmocka_unit_test(mends_bytes_of_windows_1252),
	    cmocka_unit_test(mends_entities_of_html),
	    cmocka_unit_test(touches_nothing_behind_a_doctype),
	    cmocka_unit_test(no_repair_lets_an_attack_through),
	    cmocka_unit_test(each_repair_is_counted_with_its_first_line),
	    cmocka_unit_test(a_refusal_says_which_repair_would_help),
	    cmocka_unit_test(a_wrong_name_is_not_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

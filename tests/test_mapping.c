#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "importers/filter.h"
#include "importers/mapping_fill.h"
#include "tests/testing.h"
#include "tests/testing_feed.h"

static void
every_shipped_mapping_is_right(void **state UNUSED)
{
	struct test_mappings mappings;

	test_mappings_load(&mappings);
	assert_true(mappings.count >= 5);
	test_mappings_clear(&mappings);
}

static void
an_error_names_its_line_and_what_was_expected(void **state UNUSED)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *says;
	} wrong[] = {
	    {"", 1, "a line 'records PATH' is expected"},
	    {"name title\n", 1, "a line 'records PATH' is expected"},
	    {"records /a/b\n\nnaem title\n", 3,
		"no field is called 'naem' here (did you mean 'name'?); there are "
		"id, uuid, name"},
	    {"records a/b\n", 1, "records wants the whole path"},
	    {"records //\n", 1, "records wants the whole path"},
	    {"records ///b\n", 1, "records wants the whole path"},
	    {"records //b/c\n", 1, "write //c[parent::b]"},
	    {"records /a/b[x]c\n", 1, "a condition stands behind a step"},
	    {"records //b[x]/c\n", 1, "write //c[parent::b]"},
	    {"records /a/b\nname title[\n", 2, "a quote or bracket is not"},
	    {"records /a/b\nname 'x\n", 2, "a quote or bracket is not"},
	    {"records /a/b\nname\n", 2, "name wants an expression here"},
	    {"records /a/b\nname a//\n", 2, "is no XPath 1.0 expression"},
	    {"records /a/b\nname x:title\n", 2, "the prefix 'x' is not bound"},
	    {"records /x:a\n", 1, "the prefix 'x' is not bound"},
	    {"records /a/b\nname matches(a, 'b')\n", 2,
		"XPath has no function 'matches'"},
	    {"records /a/b\nname a | b\n", 2, "no filter is called 'b'"},
	    {"records /a/b\nname a |\n", 2, "the name of a filter is"},
	    {"records /a/b\nlocation {\n\tpostcod x\n}\n", 3,
		"(did you mean 'postcode'?); there are id, name, addr"},
	    {"records /a/b\nlocation {\n\tpostcode x\n", 2,
		"is not closed by a line '}'"},
	    {"records /a/b\n}\n", 2, "closes no block"},
	    {"records /a/b\nphones {\n}\n", 2,
		"'phones' opens no block (did you mean 'phone'?)"},
	    {"records /a/b\nname {\n}\n", 2, "'name' opens no block"},
	    {"records /a/b\nrule shoe @x\n", 2, "rule wants a dimension"},
	    {"records /a/b\nkind thing\n", 2, "kind wants service"},
	    {"records /a/b\nmode half\n", 2, "mode wants full"},
	    {"records /a/b\nname const\n", 2, "const wants one text"},
	    {"ns a\nrecords /a/b\n", 1, "ns wants a prefix and a URI"},
	    {"ns a x\nns a y\nrecords /a/b\n", 2, "is bound already"},
	    {"table t {\n\ta\n}\nrecords /a/b\n", 2, "KEY VALUE"},
	    {"table t unknown=lose {\n}\nrecords /a/b\n", 1, "unknown=keep"},
	    {"table t {\n\t/(/ x\n}\nrecords /a/b\n", 2, "the key '/(/' is no"},
	    {"records /a/b\nname a | decode | decode | decode\n", 2,
		"decode stands at most twice"},
	    {"records /a/b\nlocation {\n\thide_address_if x\n}\n", 3,
		"stands with the record"},
	    {"count /a/@n\ncount /a/@m\nrecords /a/b\n", 2, "stands twice"},
	    {"name \xff\nrecords /a/b\n", 1, "written in UTF-8"},
	};
	struct mapping_error error;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct mapping *mapping =
		    mapping_parse("test", wrong[i].text, &error);
		if (mapping != NULL)
			fail_msg("accepted: %s", wrong[i].text);
		if (strstr(error.text, wrong[i].says) == NULL)
			fail_msg("%s: %s", wrong[i].text, error.text);
		assert_int_equal(error.line, wrong[i].line);
	}
}

static void
expect(const char *mapping, const char *feed, const char *part)
{
	struct buf said = {0};

	test_feed_text(mapping, feed, &said);
	if (strstr(buf_text(&said), part) == NULL)
		fail_msg("expected: %s\nsaid: %s", part, buf_text(&said));
	buf_clear(&said);
}

static void
the_first_alternative_that_leaves_something_wins(void **state UNUSED)
{
	expect("records /a/b\nname x, y, const 'none'\n",
	    "<a><b><x> </x><y>Y</y></b></a>", ": Y\n");
	expect("records /a/b\nname x, y, const 'none'\n", "<a><b/></a>",
	    ": none\n");
	expect(
	    "records /a/b\nname x,\n  y\n", "<a><b><y>Y</y></b></a>", ": Y\n");
	expect("records /a/b\nname x, y | unless is 'old'\n",
	    "<a><b><x>old</x><y>new</y></b></a>", ": new\n");
	/* A later statement fills what an earlier one left empty. */
	expect("records /a/b\nname x\nname y\n", "<a><b><y>Y</y></b></a>",
	    ": Y\n");
}

static void
ancestors_and_the_root_can_be_asked(void **state UNUSED)
{
	expect("records /a/g/b\nid concat(/a/@id, '.', ../@id, '.', @id)\n"
	       "name ../title\n",
	    "<a id='1'><g id='2'><title>T</title><b id='3'/></g>"
	    "<g id='4'><b id='5'/></g></a>",
	    ": T\n  id: 1.2.3\n");
}

static void
namespaces_count_not_prefixes(void **state UNUSED)
{
	expect("ns q urn:x\nrecords /q:a/q:b\nname q:n\n",
	    "<a xmlns='urn:x'><b><p:n xmlns:p='urn:x'>N</p:n></b></a>",
	    ": N\n");
	expect("records /a/b\nname n\n", "<a xmlns='urn:x'><b><n>N</n></b></a>",
	    "the root element is <a> (namespace urn:x); the mapping test "
	    "reads /a/b");
}

static void
columns_are_found_in_any_spelling(void **state UNUSED)
{
	const char *mapping =
	    "records /a/b\nname column('service name', 'title')\n";

	expect(mapping, "<a><b><Service_Name>N</Service_Name></b></a>", ": N");
	expect(mapping, "<a><b><serviceName>N</serviceName></b></a>", ": N");
	expect(mapping, "<a><b SERVICE-NAME='N'/></a>", ": N");
	expect(mapping, "<a><b><title>a <B>b</B><Font> c</Font></title></b></a>",
	    ": a b c");
	expect(mapping, "<a><b><f name='Service name'>N</f></b></a>", ": N");
	expect(mapping, "<a><b><tag k='title' v='N'/></b></a>", ": N");
	expect(mapping,
	    "<a><b><title>T</title><service_name>N</service_name></b></a>",
	    ": N");
	/* Access and Excel write what no XML name may hold by its number. */
	expect("records /a/b\nname column('Service title?')\n",
	    "<a><b><Service_x0020_title_x003F_>N</Service_x0020_title_x003F_>"
	    "</b></a>",
	    ": N");
	expect("records /a/b\nname n\ncost column('Cost £')\n",
	    "<a><b><n>N</n><Cost_x0020__x00A3_>5</Cost_x0020__x00A3_></b></a>",
	    "cost: 5");
	expect("records /a/b\nname column(f, 'x')\n",
	    "<a><b><f><X>N</X></f></b></a>", ": N");
}

static void
elements_within_a_text_become_lines(void **state UNUSED)
{
	expect("records /a/b\nname n\ndescription d\n",
	    "<a><b><n>N</n><d>One <b>bold</b> word<p>Two</p><p>Three</p></d>"
	    "</b></a>",
	    "description: One bold word|Two|Three\n");
}

static void
a_mark_that_cannot_be_read_hides(void **state UNUSED)
{
	const char *mapping = "records /a/b\nname n\nlocation.address d\n"
			      "hide_address_if @c | boolean yes\n";

	expect(mapping, "<a><b c='false'><n>N</n><d>1 Road</d></b></a>",
	    "address: 1 Road");
	expect(
	    mapping, "<a><b><n>N</n><d>1 Road</d></b></a>", "address: 1 Road");
	expect(mapping, "<a><b c='?'><n>N</n><d>1 Road</d></b></a>",
	    "address is hidden\nfull");
	/* XPath that fails to be worked out hides too. */
	expect("records /a/b\nname n\nlocation.address d\n"
	       "hide_address_if count(@c) > 0\n",
	    "<a><b c='1'><n>N</n><d>1 Road</d></b></a>",
	    "address is hidden\nfull");
}

static void
conditions_leave_out_and_delete(void **state UNUSED)
{
	const char *mapping = "records /a/b\nid @id\nname n\n"
			      "skip_if @x = '1'\nskip_unless @id\n"
			      "delete_if @gone\n";

	expect(mapping,
	    "<a><b id='1' x='1'/><b/><b id='2' gone=''/>"
	    "<b id='3'><n>N</n></b></a>",
	    "service on line 1: -\n  id: 2\n  status: deleted\n"
	    "service on line 1: N\n  id: 3\n"
	    "full, whole: 4 records, 0 refused, 2 skipped, 1 deleted\n");
}

static void
several_kinds_of_record_share_statements(void **state UNUSED)
{
	expect("records /a/s {\n\tname s\n}\nrecords /a/o {\n\tname o\n"
	       "\tkind organisation\n}\nid @id\n",
	    "<a><s id='1'><s>S</s></s><o id='2'><o>O</o></o></a>",
	    "service on line 1: S\n  id: 1\norganisation on line 1: O\n"
	    "  id: 2\n");
}

static void
a_namespace_may_be_read_as_none(void **state UNUSED)
{
	const char *mapping = "plain urn:x\nrecords /a/b\nname n\n";

	expect(mapping, "<a xmlns='urn:x'><b><n>N</n></b></a>",
	    "service on line 1: N\n");
	expect(mapping, "<a xmlns:p='urn:x'><p:b><p:n>N</p:n></p:b></a>",
	    "service on line 1: N\n");
	expect(mapping, "<a><b><n>N</n></b></a>", "service on line 1: N\n");
	expect(mapping, "<a xmlns='urn:y'><b><n>N</n></b></a>", "refused");
}

static void
a_part_is_no_listing_of_its_own(void **state UNUSED)
{
	const char *mapping =
	    "records /a/s {\n\tid @id\n\tname n\n\tlocation.id at\n}\n"
	    "records /a/l {\n\tpart location\n\tlocation.id @id\n"
	    "\tlocation.name n\n}\n"
	    "records /a/o {\n\tpart organisation\n\torg.id @id\n"
	    "\torg.name n\n}\n";

	expect(mapping,
	    "<a><l id='1'><n>Hall</n></l><s id='2'><n>N</n><at>1</at></s></a>",
	    "location for service on line 1: -\n");
	expect(mapping, "<a><o id='1'><n>Trust</n></o></a>",
	    "organisation for organisation on line 1: Trust\n");
	expect(mapping, "<a><l><n>Hall</n></l></a>",
	    "it has no location.id by which others name it");
	expect(mapping, "<a><o><n>Trust</n></o></a>",
	    "it has no org.id by which others name it");
}

static void
one_mark_of_several_is_enough(void **state UNUSED)
{
	const char *mapping = "records /a/b\nname n\nskip_if m | boolean yes\n";

	expect(
	    mapping, "<a><b><n>N</n><m>no</m><m>yes</m></b></a>", "1 skipped");
	expect(mapping, "<a><b><n>N</n><m>no</m><m>?</m></b></a>", "1 skipped");
	expect(mapping, "<a><b><n>N</n><m>no</m><m>0</m></b></a>", "0 skipped");
}

static void
what_is_withheld_stands_in_no_message(void **state UNUSED)
{
	struct buf said = {0};

	assert_true(test_feed_text(
	    "records /a/b\nname n\nhide_address_if h | boolean yes\n"
	    "location {\n\taddress s\n\tpostcode p\n\tlatlon g\n}\n",
	    "<a><b><n>N</n><h>?</h><s>1 Secret Lane</s><p>QX4 1ACX</p>"
	    "<g>53.8,nowhere</g></b></a>",
	    &said));
	assert_non_null(strstr(buf_text(&said), "address is hidden"));
	assert_null(strstr(buf_text(&said), "QX4"));
	assert_null(strstr(buf_text(&said), "53.8"));
	assert_null(strstr(buf_text(&said), "Secret"));
	buf_clear(&said);
}

static void
an_opening_may_name_several_days(void **state UNUSED)
{
	const char *mapping = "records /a/b\nname n\nopening o {\n\tday d\n"
			      "\tfrom f\n\tto t\n}\n";

	expect(mapping,
	    "<a><b><n>N</n><o><d>Fri-Mon</d><f>9am</f><t>17:00</t></o></b></a>",
	    "open: day 0, 540 to 1020\n  open: day 4, 540 to 1020\n"
	    "  open: day 5, 540 to 1020\n  open: day 6, 540 to 1020\nfull");
	expect(mapping,
	    "<a><b><n>N</n><o><d>Tue</d><d>Thu</d><f>9am</f><t>17:00</t></o>"
	    "</b></a>",
	    "open: day 1, 540 to 1020\n  open: day 3, 540 to 1020\nfull");
}

static void
an_expression_that_takes_too_long_costs_its_record(void **state UNUSED)
{
	struct buf feed = {0}, said = {0};

	buf_add_text(&feed, "<a><b><n>Slow</n>");
	for (int i = 0; i < 3000; i++)
		buf_add_text(&feed, "<x/>");
	buf_add_text(&feed, "</b><b><n>Quick</n></b></a>");
	test_feed_text(
	    "records /a/b\nname n\n"
	    "skip_if count(x[count(../x[count(../x) > 1]) > 1]) = 7\n",
	    buf_text(&feed), &said);
	assert_null(strstr(buf_text(&said), ": Slow"));
	assert_non_null(strstr(buf_text(&said), ": Quick"));
	buf_clear(&feed);
	buf_clear(&said);
}

static void
the_mapping_that_says_most_about_a_document_is_taken(void **state UNUSED)
{
	struct mapping *all[] = {
	    test_mapping("any", "match *\nrecords /*/*\nname n\n"),
	    test_mapping("root", "match a\nrecords /a/b\nname n\n"),
	    test_mapping("more", "match a where b/m\nrecords /a/b\nname n\n"),
	};
	static const struct {
		const char *feed, *mapping;
	} cases[] = {
	    {"<a><b><n>N</n><m/></b></a>", "mapping: more\n"},
	    {"<a><b><n>N</n></b></a>", "mapping: root\n"},
	    {"<z><b><n>N</n></b></z>", "mapping: any\n"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf said = {0};
		struct test_document document = {
		    "test.xml", cases[i].feed, strlen(cases[i].feed)};
		assert_true(test_feed_read(all, 3, &document, 1, 0, &said));
		assert_int_equal(strncmp(buf_text(&said), cases[i].mapping,
				     strlen(cases[i].mapping)),
		    0);
		buf_clear(&said);
	}
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		mapping_free(all[i]);
}

/* Each word of a list "a, b, c" is marked up in the manual page. */
static void
manual_has(const char *manual, const char *list)
{
	const char *end;

	for (const char *at = list; *at != '\0'; at = end + strspn(end, ", ")) {
		char *marked, *alone;

		end = at + strcspn(at, ", ");
		marked = xasprintf("Cm %.*s ", (int)(end - at), at);
		alone = xasprintf("Cm %.*s\n", (int)(end - at), at);
		if (strstr(manual, marked) == NULL &&
		    strstr(manual, alone) == NULL)
			fail_msg("the manual does not name %.*s",
			    (int)(end - at), at);
		free(marked);
		free(alone);
	}
}

static void
the_manual_names_every_field_and_filter(void **state UNUSED)
{
	char *path = test_source("man/signpost-mapping.5"), list[1000];
	char *manual = test_file_read(path, NULL);

	for (int block = FILL_LISTING; block <= FILL_OPENING; block++) {
		fill_field_names((enum fill_block)block, list, sizeof(list));
		manual_has(manual, list);
	}
	assert_null(filter_new("", NULL, 0, NULL, 0, list, sizeof(list)));
	manual_has(manual, strstr(list, "there are ") + 10);
	free(manual);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_shipped_mapping_is_right),
	    cmocka_unit_test(the_manual_names_every_field_and_filter),
	    cmocka_unit_test(an_error_names_its_line_and_what_was_expected),
	    cmocka_unit_test(the_first_alternative_that_leaves_something_wins),
	    cmocka_unit_test(ancestors_and_the_root_can_be_asked),
	    cmocka_unit_test(namespaces_count_not_prefixes),
	    cmocka_unit_test(columns_are_found_in_any_spelling),
	    cmocka_unit_test(elements_within_a_text_become_lines),
	    cmocka_unit_test(a_mark_that_cannot_be_read_hides),
	    cmocka_unit_test(conditions_leave_out_and_delete),
	    cmocka_unit_test(several_kinds_of_record_share_statements),
	    cmocka_unit_test(a_namespace_may_be_read_as_none),
	    cmocka_unit_test(a_part_is_no_listing_of_its_own),
	    cmocka_unit_test(one_mark_of_several_is_enough),
	    cmocka_unit_test(what_is_withheld_stands_in_no_message),
	    cmocka_unit_test(an_opening_may_name_several_days),
	    cmocka_unit_test(
		an_expression_that_takes_too_long_costs_its_record),
	    cmocka_unit_test(
		the_mapping_that_says_most_about_a_document_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

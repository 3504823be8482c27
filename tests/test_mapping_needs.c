/* What real feeds make necessary, one need after the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "importers/filter.h"
#include "importers/mapping.h"
#include "tests/testing.h"
#include "tests/testing_feed.h"

/* What a mapping makes of a feed has the part, or has it not. */
static void
look(const char *mapping, const char *feed, const char *part, bool wanted)
{
	struct buf said = {0};

	test_feed_text(mapping, feed, &said);
	if ((strstr(buf_text(&said), part) != NULL) != wanted)
		fail_msg("%s: %s\nsaid: %s",
		    wanted ? "expected" : "not expected", part,
		    buf_text(&said));
	buf_clear(&said);
}

static void
expect(const char *mapping, const char *feed, const char *part)
{
	look(mapping, feed, part, true);
}

static void
expect_none(const char *mapping, const char *feed, const char *part)
{
	look(mapping, feed, part, false);
}

#define NAMED "records /a/b\nname @n\n"

static void
easting_and_northing_stand_in_any_order(void **state UNUSED)
{
	static const char mapping[] = NAMED "location {\n"
					    "\tnorthing N\n\teasting E\n}\n";

	expect(mapping, "<a><b n='Name'><N>433000</N><E>429000</E></b></a>",
	    "position: 53.79");
	expect_none(
	    mapping, "<a><b n='Name'><N>0</N><E>0</E></b></a>", "problem");
	expect(mapping, "<a><b n='Name'><N>433000</N></b></a>",
	    "is not on the National Grid, not placed");
	expect(mapping, "<a><b n='Name'><N>far</N><E>429000</E></b></a>",
	    "'far' is no northing in metres");
	/* A good latitude beside zeros. */
	expect(NAMED "location {\n\teasting E\n\tnorthing N\n\tlat la\n"
		     "\tlon lo\n}\n",
	    "<a><b n='Name'><E>0</E><N>0</N><la>53.8</la><lo>-1.5</lo></b></a>",
	    "position: 53.80000, -1.50000");
}

static void
ages_come_in_years_months_and_days(void **state UNUSED)
{
	expect(NAMED "rule age.min f | years days\n"
		     "rule age.max t | years days\n",
	    "<a><b n='Name'><f>5844.0</f><t>23741.25</t></b></a>",
	    "rule: age.max=65");
	expect(NAMED "rule age.min f | years days\n",
	    "<a><b n='Name'><f>6574.0</f></b></a>", "rule: age.min=18");
	expect_none(NAMED "rule age.max t | years days\n",
	    "<a><b n='Name'><t>47481.9</t></b></a>", "age.max=");
	expect(NAMED "rule age.min f/@v | min | years months\n"
		     "rule age.max f/@v | max | years months\n",
	    "<a><b n='Name'><f v='60'/><f v='24'/><f v='132'/></b></a>",
	    "rule: age.min=2");
	expect(NAMED "rule age.max f/@v | max | years months\n",
	    "<a><b n='Name'><f v='60'/><f v='24'/><f v='132'/></b></a>",
	    "rule: age.max=11");
	expect(NAMED "rule age.min y | years\n",
	    "<a><b n='Name'><y>18 months</y></b></a>", "rule: age.min=1");
	expect(NAMED "rule age.min y | years\n",
	    "<a><b n='Name'><y>eighteen</y></b></a>", "'eighteen' is no age");
	expect(NAMED "age r | ages months\n",
	    "<a><b n='Name'><r>36-60</r></b></a>", "rule: age.max=5");
	expect(NAMED "age r\n", "<a><b n='Name'><r>3 to 36 months</r></b></a>",
	    "rule: age.max=3");
}

static void
ages_come_as_databases_write_numbers(void **state UNUSED)
{
	expect(NAMED "rule age.min f\n", "<a><b n='Name'><f>18.00</f></b></a>",
	    "rule: age.min=18");
	expect(NAMED "rule age.min f\n", "<a><b n='Name'><f>18.5</f></b></a>",
	    "'18.5' is no age");
}

static void
times_come_as_databases_write_them(void **state UNUSED)
{
	static const char mapping[] = NAMED "opening {\n\tday const Mon\n"
					    "\tfrom f\n\tto t\n}\n";

	expect(mapping,
	    "<a><b n='Name'><f>1899-12-30T09:00:00+00:00</f><t>17:00:00Z</t>"
	    "</b></a>",
	    "open: day 0, 540 to 1020");
	expect_none(mapping, "<a><b n='Name'><f>Closed</f><t>N/A</t></b></a>",
	    "problem");
	expect(mapping, "<a><b n='Name'><f>early</f><t>late</t></b></a>",
	    "'early' is no time of day");
}

static void
positions_come_either_way_round(void **state UNUSED)
{
	expect(NAMED "location.latlon c\n",
	    "<a><b n='Name'><c>\n  -1.5,53.8,0\n</c></b></a>",
	    "position: 53.80000, -1.50000");
	expect(NAMED "location.latlon c\n",
	    "<a><b n='Name'><c>POINT (-1.5 53.8)</c></b></a>",
	    "position: 53.80000, -1.50000");
}

static void
a_condition_may_stand_behind_a_blank(void **state UNUSED)
{
	expect("records /a/b [@k = 'x']\nname @n\n",
	    "<a><b k='x' n='Name'/><b k='y' n='Other'/></a>", "Name");
}

static void
a_condition_may_stand_behind_each_step(void **state UNUSED)
{
	static const char *const doc =
	    "<a><s n='old'><t><r n='1'><c>N1</c></r></t></s>"
	    "<s n='new]'><t k='y'><r n='1'><c>Name</c></r><r n='2'><c>N3</c>"
	    "</r></t><t><r n='1'><c>N4</c></r></t></s></a>";

	expect(
	    "records /a/s[@n='new]']/t[@k]/r[@n=1][c]\nname c\n", doc, "Name");
	expect("records /a/s[@n='old']/t/r\nname c\n", doc, "N1");
	expect("records /a[s]/s/t[../@n='new]' and @k]/r [@n=2]\nname c\n", doc,
	    "N3");
}

static void
a_text_is_split_and_captured_by_patterns(void **state UNUSED)
{
	expect(NAMED "category c | split '/ *[;,] */'\n",
	    "<a><b n='Name'><c>one ;two,  three</c></b></a>",
	    "category: - - two\n");
	expect(NAMED "category c | split '/'\n",
	    "<a><b n='Name'><c>one/two</c></b></a>", "category: - - two\n");
	expect(NAMED "category c | capture_all \"why:'([^']*)'\"\n",
	    "<a><b n='Name'><c>{what:'A',why:'foster care',why:'youth'}</c></b>"
	    "</a>",
	    "category: - - youth\n");
	expect("records /a/b\nname @n | title_case"
	       " | replace '^(.*) \\(the\\)$' 'The \\1' i\n",
	    "<a><b n='SPITALFIELDS PRACTICE (THE)'/></a>",
	    ": The Spitalfields Practice\n");
}

static void
fields_may_depend_on_a_condition(void **state UNUSED)
{
	static const char mapping[] = NAMED
	    "when @d = '5' {\n\tcategory const 'Food'\n}\n"
	    "unless @d = '5' {\n\tcategory const 'Other'\n"
	    "\tlocation {\n\t\twhen @p {\n\t\t\tpostcode @p\n\t\t}\n\t}\n}\n";

	expect(mapping, "<a><b n='Name' d='5'/></a>", "category: - - Food\n");
	expect_none(mapping, "<a><b n='Name' d='5'/></a>", "Other");
	expect(mapping, "<a><b n='Name' d='6' p='QX4 1AA'/></a>",
	    "postcode: QX4 1AA");
	expect(NAMED "when @c | boolean {\n\tsummary @s\n}\n",
	    "<a><b n='Name' c='Y' s='S'/></a>", "summary: S\n");
}

static void
what_is_required_costs_the_record_alone(void **state UNUSED)
{
	static const char mapping[] =
	    NAMED "phone t\nlocation.postcode p\nrequire phone\n";

	expect(mapping, "<a><b n='Name'/><b n='y'><t>0113 496 0182</t></b></a>",
	    "it has no phone, which the mapping requires, record left out");
	expect(mapping, "<a><b n='Name'/><b n='y'><t>0113 496 0182</t></b></a>",
	    ": y\n");
	/* What is withheld cannot be missing. */
	expect(NAMED "location.postcode p\nhide_address_if @c\n"
		     "require location.postcode\n",
	    "<a><b n='Name' c='1'><p>QX4 1AA</p></b></a>", ": Name\n");
}

static void
times_of_a_day_stand_in_one_text(void **state UNUSED)
{
	static const char mapping[] =
	    NAMED "opening (Mon | Tue | Wed) {\n\tday name()\n\ttimes .\n}\n";
	static const char feed[] =
	    "<a><b n='Name'><Mon>09:00-12:00, 13:00 - 17:00</Mon>"
	    "<Tue>9am to 5.30pm</Tue><Wed>Closed</Wed></b></a>";

	expect(mapping, feed, "open: day 0, 540 to 720");
	expect(mapping, feed, "open: day 0, 780 to 1020");
	expect(mapping, feed, "open: day 1, 540 to 1050");
	expect_none(mapping, feed, "day 2");
	expect(NAMED "opening h {\n\tday const 'Mon-Fri'\n\ttimes .\n}\n",
	    "<a><b n='Name'><h>24 hours</h></b></a>", "day 4, 0 to 1440");
	expect(mapping, "<a><b n='Name'><Mon>by appointment</Mon></b></a>",
	    "'by appointment' are no times of a day, left out");
}

/* A mapping with a file of codes; NULL, and the error, where it is wrong. */
static struct mapping *
with_codes(const char *text, const char *codes, struct mapping_error *error)
{
	struct mapping_beside beside = {"codes.csv", codes};

	return mapping_parse_beside("test", text, &beside, 1, error);
}

static void
expect_codes(const char *statement, const char *value, const char *part)
{
	static const char codes[] = "\xef\xbb\xbf"
				    "Code,Label,Group\r\n"
				    "R1,\"Trust, \"\"acute\"\"\",x\r\n"
				    "\r\nR2,Clinic\n \"r3\" ,Old,gone\n";
	struct test_document document = {"feed.xml", NULL, 0};
	struct mapping_error error;
	struct buf text = {0}, feed = {0}, said = {0};
	struct mapping *mapping;

	buf_printf(
	    &text, "table t %s\n" NAMED "category @c | lookup t\n", statement);
	mapping = with_codes(buf_text(&text), codes, &error);
	if (mapping == NULL)
		fail_msg("line %u: %s", error.line, error.text);
	buf_printf(&feed, "<a><b n='Name' c='%s'/></a>", value);
	document.data = buf_text(&feed);
	document.length = feed.length;
	assert_true(test_feed_read(&mapping, 1, &document, 1, 0, &said));
	if (strstr(buf_text(&said), part) == NULL)
		fail_msg("expected: %s\nsaid: %s", part, buf_text(&said));
	mapping_free(mapping);
	buf_clear(&text);
	buf_clear(&feed);
	buf_clear(&said);
}

/* XPath's "/" is a node too, and the only one without a name. */
static void
a_path_to_the_document_itself_is_its_text(void **state UNUSED)
{
	expect("records /a/b\nname /\n", "<a><b>Walk</b></a>", "line 1: Walk");
	expect("records /a/b\nname string(/)\n", "<a><b>Walk</b></a>",
	    "line 1: Walk");
}

static void
codes_come_from_a_file_beside_the_mapping(void **state UNUSED)
{
	expect_codes("file codes.csv", "R1", "category: - - Trust, \"acute\"");
	expect_codes("file codes.csv", "r2 ", "category: - - Clinic\n");
	expect_codes("file codes.csv key=label value=code", "clinic",
	    "category: - - R2\n");
	expect_codes("file codes.csv unknown=keep", "R9", "category: - - R9\n");
	expect_codes("file codes.csv unknown=error", "R9",
	    "'R9' is none of the words that the mapping knows, dropped");
	expect_codes(
	    "file codes.csv {\n\t/^R9/ Nine\n}", "R99", "category: - - Nine\n");
}

static void
a_wrong_file_of_codes_names_its_line(void **state UNUSED)
{
	static const struct {
		const char *table, *codes, *says;
	} wrong[] = {
	    {"file codes.csv", "", "names the columns, and two are needed"},
	    {"file codes.csv", "one\na\n", "two are needed"},
	    {"file codes.csv key=cod", "code,label\na,b\n",
		"it has no column 'cod'"},
	    {"file codes.csv", "code,label\na,b\nc\n",
		"codes.csv, line 3: the row has no key and value"},
	    {"file other.csv", "code,label\n", "must stand beside the mapping"},
	    {"fiel codes.csv", "code,label\n", "behind a table's name stand"},
	    {"unknown=keep", "", "a block of lines 'KEY VALUE', or file"},
	};
	struct mapping_error error;
	struct buf text = {0};

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		buf_reset(&text);
		buf_printf(&text, "records /a/b\ntable t %s\n", wrong[i].table);
		if (with_codes(buf_text(&text), wrong[i].codes, &error))
			fail_msg("accepted: %s", wrong[i].table);
		if (strstr(error.text, wrong[i].says) == NULL)
			fail_msg("%s: %s", wrong[i].table, error.text);
		assert_int_equal(error.line, 2);
	}
	buf_clear(&text);
}

static void
a_table_of_many_codes_finds_the_first(void **state UNUSED)
{
	struct filter_table *table = filter_table_new("many");
	struct arena arena = {0};
	struct filter *filter;
	char error[400], key[20];
	char *args[] = {(char *)"many"};
	struct filter_run run = {NULL, NULL};

	assert_null(filter_table_add(table, "/^k7$/", "pattern"));
	for (int i = 0; i < 5000; i++) {
		snprintf(key, sizeof(key), "K%d", i);
		assert_null(filter_table_add(table, key, key + 1));
	}
	assert_null(filter_table_add(table, "k8", "again"));
	filter = filter_new("lookup", args, 1, &table, 1, error, sizeof(error));
	for (int i = 0; i < 5000; i++) {
		struct values values = {.arena = &arena};

		snprintf(key, sizeof(key), "k%d", i);
		values_add(&values, key, strlen(key), NULL);
		filter_apply(filter, &run, &values);
		assert_int_equal(values.count, 1);
		assert_string_equal(
		    values.items[0].text, i == 7 ? "pattern" : key + 1);
	}
	filter_free(filter);
	filter_table_free(table);
	arena_clear(&arena);
}

static void
a_misspelt_word_is_asked_back(void **state UNUSED)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
	    {"recrods /a/b\n", "did you mean 'records'?"},
	    {"records /a/b\nnaem title\n", "did you mean 'name'?"},
	    {"records /a/b\nskip_fi title\n", "did you mean 'skip_if'?"},
	    {"records /a/b\nname a | trim, b\n",
		"alternatives stand before the filters"},
	    {"records /a/b\nname a | tirm\n", "did you mean 'trim'?"},
	    {"records /a/b\nlocation {\n\tpostcod x\n}\n",
		"did you mean 'postcode'?"},
	    {"records /a/b\nlocations x {\n}\n", "did you mean 'location'?"},
	    {"records /a/b\nfeed.titel x\n", "did you mean 'feed.title'?"},
	    {"records /a/b\nrequire fone\n", "'fone' cannot be required"},
	    {"records /a/b\nrequire\n", "require wants what a record must"},
	    {"records /a/b\nwhen x\n", "when wants a condition and a block"},
	    {"records /a/b\nwhen x {\nskip_if y\n}\n",
		"skip_if has a condition of its own"},
	    {"records /a/b\nrepair everything\n", "here is 'everything'"},
	    {"records /a/b\nname a | split '/(/'\n",
		"the pattern '(' of split is no POSIX"},
	    {"records /a/b\nname a | years hours\n",
		"years wants years, months, weeks or days"},
	    {"records /a/b\nname a | replace b c x\n",
		"replace wants a pattern, a text and, for any case, i"},
	};
	struct mapping_error error;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		if (mapping_parse("test", wrong[i].text, &error) != NULL)
			fail_msg("accepted: %s", wrong[i].text);
		if (strstr(error.text, wrong[i].says) == NULL)
			fail_msg("%s: %s", wrong[i].text, error.text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(easting_and_northing_stand_in_any_order),
	    cmocka_unit_test(ages_come_in_years_months_and_days),
	    cmocka_unit_test(ages_come_as_databases_write_numbers),
	    cmocka_unit_test(times_come_as_databases_write_them),
	    cmocka_unit_test(positions_come_either_way_round),
	    cmocka_unit_test(a_condition_may_stand_behind_a_blank),
	    cmocka_unit_test(a_condition_may_stand_behind_each_step),
	    cmocka_unit_test(a_text_is_split_and_captured_by_patterns),
	    cmocka_unit_test(fields_may_depend_on_a_condition),
	    cmocka_unit_test(what_is_required_costs_the_record_alone),
	    cmocka_unit_test(times_of_a_day_stand_in_one_text),
	    cmocka_unit_test(a_path_to_the_document_itself_is_its_text),
	    cmocka_unit_test(codes_come_from_a_file_beside_the_mapping),
	    cmocka_unit_test(a_wrong_file_of_codes_names_its_line),
	    cmocka_unit_test(a_table_of_many_codes_finds_the_first),
	    cmocka_unit_test(a_misspelt_word_is_asked_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

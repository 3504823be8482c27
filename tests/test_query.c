#include <string.h>

#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search search; /* no index: queries alone are read */

static int
set_up(void **state UNUSED)
{
	test_search_init(&search);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&search);
	return 0;
}

static const struct query *
parse(const char *text)
{
	test_search_run(&search, text);
	assert_int_equal(search.errors_count, 0);
	return &search.query;
}

static void
refuses(const char *text, const char *parameter, const char *given,
    const char *allowed)
{
	test_search_run(&search, text);
	assert_int_equal(search.errors_count, 1);
	assert_string_equal(search.errors[0].parameter, parameter);
	assert_string_equal(search.errors[0].given, given);
	if (strstr(search.errors[0].allowed, allowed) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", search.errors[0].allowed,
		    allowed);
}

static void
becomes(const char *text, const char *drop, int page, const char *expected)
{
	struct buf url = {0};

	parse(text);
	query_url(&search.query, &url, drop, page);
	assert_string_equal(buf_text(&url), expected);
	buf_clear(&url);
}

static void
lists_everything_when_nothing_is_asked(void **state UNUSED)
{
	const struct query *query = parse("q=&near=&age=+&unknown=x");

	assert_null(query->q);
	assert_null(query->need);
	assert_false(query->has_near);
	assert_int_equal(query->age_min, -1);
	assert_int_equal(query->page, 1);
	assert_int_equal(query->limit, 20);
	assert_null(query->locale);
	assert_int_equal(query->readings_count, 0);
}

static void
reads_every_parameter(void **state UNUSED)
{
	const struct query *query = parse(
	    "q=low+mood&type=talking&type=crisis.line&near=QX4+2AB&within=5"
	    "&area=westby&age=16-25&gender=women&for=carers&for=veterans"
	    "&cost=low&referral=self&mode=phone&mode=text&lang=Polish"
	    "&access=wheelchair&access=loop&feed=westby&sort=nearest&page=3&limit=50&strict=1&explain=1&locale=cy");

	assert_string_equal(query->q, "low mood");
	assert_string_equal(query->need, "low mood");
	assert_int_equal(query->types_count, 2);
	assert_string_equal(query->types[1], "crisis.line");
	assert_true(query->has_near);
	assert_string_equal(query->near.name, "QX4 2AB");
	assert_true(query->within_miles > 4.9 && query->within_miles < 5.1);
	assert_string_equal(query->area.gss, "E08000901");
	assert_int_equal(query->age_min, 16);
	assert_int_equal(query->age_max, 25);
	assert_int_equal(query->gender, GENDER_WOMEN);
	assert_int_equal(query->groups.count, 2);
	assert_string_equal(query->groups.values[1], "veterans");
	assert_int_equal(query->cost, COST_LOW);
	assert_int_equal(query->referral, REFERRAL_SELF);
	assert_int_equal(query->modes, MODE_PHONE | MODE_TEXT);
	assert_string_equal(query->language, "pl");
	assert_int_equal(query->access.count, 2);
	assert_string_equal(query->access.values[0], "wheelchair");
	assert_string_equal(query->feed, "westby");
	assert_int_equal(query->sort, SORT_NEAREST);
	assert_int_equal(query->page, 3);
	assert_int_equal(query->limit, 50);
	assert_true(query->strict);
	assert_true(query->explain);
	assert_string_equal(query->locale, "cy");
}

static void
names_what_cannot_be_read_and_what_is_allowed(void **state UNUSED)
{
	refuses("type=talkin", "type", "talkin", "talking.counselling");
	refuses("near=Nowhere", "near", "Nowhere", "place we know");
	refuses("near=???", "near", "???", "latitude,longitude");
	refuses("near=BT7+1AA", "near", "BT7 1AA", "Northern Ireland");
	refuses("within=0", "within", "0", "from 1 to 100, or any");
	refuses("within=101", "within", "101", "from 1 to 100");
	refuses("within=5.5", "within", "5.5", "whole number");
	refuses("area=QX4+2AB", "area", "QX4 2AB", "council or ward");
	refuses("age=old", "age", "old", "16-25");
	refuses("age=-1", "age", "-1", "years");
	refuses("age=25-16", "age", "25-16", "range");
	refuses("age=121", "age", "121", "years");
	refuses("gender=other", "gender", "other", "women or men");
	refuses("cost=cheap", "cost", "cheap", "free or low");
	refuses("for=vets", "for", "vets", "carers, young-carers, veterans");
	refuses("referral=me", "referral", "me", "self, gp or professional");
	refuses("mode=pigeon", "mode", "pigeon", "home, phone, online or text");
	refuses("lang=Klingon", "lang", "Klingon", "ISO 639");
	refuses("access=lift", "access", "lift", "wheelchair, loop");
	refuses("sort=size", "sort", "size", "best, nearest, name");
	refuses("sort=nearest", "sort", "nearest", "together with near");
	refuses("page=0", "page", "0", "from 1 to 1000");
	refuses("limit=1000", "limit", "1000", "from 1 to 100");
	refuses("strict=yes", "strict", "yes", "1 or 0");
	refuses("locale=fr", "locale", "fr", "en or cy");
	refuses("q=\xff", "q", "", "UTF-8");
}

static void
keeps_the_default_of_what_is_wrong(void **state UNUSED)
{
	test_search_run(&search, "within=x&age=x&page=x&limit=x&q=choir");
	assert_int_equal(search.errors_count, 4);
	assert_int_equal(search.query.age_min, -1);
	assert_int_equal(search.query.page, 1);
	assert_int_equal(search.query.limit, 20);
	assert_string_equal(search.query.need, "choir");
}

static void
counts_the_first_of_several_values(void **state UNUSED)
{
	assert_int_equal(parse("age=&age=17&age=40")->age_min, 17);
}

static void
takes_ten_types_and_each_once(void **state UNUSED)
{
	assert_int_equal(parse("type=crisis&type=crisis")->types_count, 1);
	refuses("type=crisis&type=crisis.line&type=crisis.listening"
		"&type=crisis.text&type=crisis.cafe&type=crisis.house"
		"&type=crisis.team&type=crisis.suicide&type=talking"
		"&type=talking.nhs&type=talking.cbt",
	    "type", "talking.cbt", "at most 10");
}

static void
takes_five_groups_and_each_once(void **state UNUSED)
{
	assert_int_equal(parse("for=carers&for=carers")->groups.count, 1);
	refuses("for=carers&for=veterans&for=lgbtq&for=students&for=deaf"
		"&for=carers&for=parents",
	    "for", "parents", "at most 5");
}

static void
knows_languages_by_name_and_code(void **state UNUSED)
{
	assert_string_equal(parse("lang=bsl")->language, "bfi");
	assert_string_equal(parse("lang=PL")->language, "pl");
	assert_string_equal(parse("lang=en-GB")->language, "en");
	assert_string_equal(
	    parse("lang=british+sign+language")->language, "bfi");
	assert_string_equal(parse("lang=yue")->language, "yue");
}

static void
cuts_long_words_and_says_so(void **state UNUSED)
{
	char text[400] = "q=";
	const struct query *query = parse("q=a+b+c+d+e+f+g+h+i+j+k+l+m+n");

	assert_string_equal(query->q, "a b c d e f g h i j k l");
	assert_int_equal(query->readings_count, 1);
	assert_string_equal(query->readings[0].as, "cut");
	assert_string_equal(query->readings[0].words, "m n");
	memset(text + 2, 'x', 300);
	query = parse(text);
	assert_int_equal(strlen(query->q), QUERY_MAX_BYTES);
	assert_string_equal(query->readings[0].as, "cut");
}

static void
reads_a_whole_phone_number(void **state UNUSED)
{
	const struct query *query = parse("q=0113+496+0182");

	assert_string_equal(query->phone, "1134960182");
	assert_null(query->need);
	assert_string_equal(query->readings[0].as, "phone");
	assert_string_equal(parse("q=+44+113+496+0182")->phone, "1134960182");
	assert_string_equal(parse("q=111")->phone, "111");
	assert_string_equal(parse("q=over+60s")->phone, "");
}

static void
reads_a_postcode_in_words_as_near(void **state UNUSED)
{
	const struct query *query = parse("q=choir+qx42ab+please");

	assert_true(query->has_near && query_reads(query, "near"));
	assert_string_equal(query->near.name, "QX4 2AB");
	assert_string_equal(query->need, "choir please");
	assert_string_equal(query->readings[0].words, "qx42ab");
	assert_string_equal(query->readings[0].as, "near");
	assert_string_equal(query->readings[0].value, "QX4 2AB");
	query = parse("q=Choir+Near+QX4");
	assert_string_equal(query->need, "Choir");
	assert_string_equal(query->readings[0].words, "Near QX4");
	assert_string_equal(parse("q=in+QX4+sing")->need, "sing");
	query = parse("q=QX4");
	assert_true(query->has_near);
	assert_null(query->need);
}

static void
takes_the_outcode_of_a_postcode_nobody_knows(void **state UNUSED)
{
	assert_string_equal(parse("q=choir+QX4+9ZZ")->near.name, "QX4");
	assert_false(parse("q=choir+QX9+9ZZ")->has_near);
	assert_string_equal(parse("q=choir+QX9+9ZZ")->need, "choir QX9 9ZZ");
}

static void
leaves_a_postcode_alone_when_near_is_given(void **state UNUSED)
{
	const struct query *query = parse("q=choir+QX4&near=eastby");

	assert_string_equal(query->near.name, "Eastby");
	assert_false(query_reads(query, "near"));
	assert_string_equal(query->need, "choir QX4");
}

static void
writes_itself_in_one_order_without_defaults(void **state UNUSED)
{
	becomes("", NULL, 0, "");
	becomes("limit=20&within=15&sort=best&near=QX4+2AB&q=low+mood&page=4",
	    NULL, 0, "q=low+mood&near=QX4+2AB");
	becomes(
	    "locale=cy&explain=1&strict=1&limit=5&sort=name&feed=f&cost=low"
	    "&gender=men&access=loop&lang=bsl&mode=text&mode=phone"
	    "&referral=gp&for=carers&age=16-25&area=E08000901&within=5&near=eastby"
	    "&type=crisis&q=x%26y",
	    NULL, 2,
	    "q=x%2526y&type=crisis&near=eastby&within=5&area=westby&age=16-25"
	    "&gender=men&for=carers&cost=low&referral=gp&mode=phone&mode=text"
	    "&lang=bfi&access=loop&feed=f&sort=name&page=2&limit=5&strict=1"
	    "&explain=1&locale=cy");
	becomes("near=53.45,-2.30&within=any", NULL, 0,
	    "near=53.45000%2C-2.30000&within=any");
}

static void
leaves_one_parameter_out(void **state UNUSED)
{
	const char *all = "q=x&type=crisis&near=QX4&within=5&area=westby&age=9";

	becomes(all, "q", 0, "type=crisis&near=QX4&within=5&area=westby&age=9");
	becomes(all, "within", 0,
	    "q=x&type=crisis&near=QX4&within=any&area=westby&age=9");
	becomes(all, "near", 0, "q=x&type=crisis&area=westby&age=9");
	becomes(all, "age", 0, "q=x&type=crisis&near=QX4&within=5&area=westby");
	becomes("near=QX4&sort=nearest", "near", 0, "");
	becomes("for=carers&for=deaf&mode=phone&lang=pl&access=loop", "for", 0,
	    "mode=phone&lang=pl&access=loop");
	becomes(
	    "referral=gp&mode=phone&lang=pl", "mode", 0, "referral=gp&lang=pl");
}

static void
leaves_one_of_several_values_out(void **state UNUSED)
{
	struct buf url = {0};

	parse("q=x&type=crisis&type=talking");
	query_url_without(&search.query, &url, "type", "crisis");
	assert_string_equal(buf_text(&url), "q=x&type=talking");
	buf_clear(&url);
	parse("for=carers&for=deaf&mode=phone&mode=text");
	query_url_without(&search.query, &url, "for", "deaf");
	assert_string_equal(buf_text(&url), "for=carers&mode=phone&mode=text");
	buf_clear(&url);
	query_url_without(&search.query, &url, "mode", "text");
	assert_string_equal(buf_text(&url), "for=carers&for=deaf&mode=phone");
	buf_clear(&url);
}

static void
says_a_postcode_in_q_once(void **state UNUSED)
{
	becomes("q=choir+QX4", NULL, 0, "q=choir+QX4");
	becomes("q=QX4", "near", 0, "");
	becomes("q=QX4+choir", "near", 0, "q=choir");
	becomes("q=choir+QX4", "q", 0, "near=QX4");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lists_everything_when_nothing_is_asked),
	    cmocka_unit_test(reads_every_parameter),
	    cmocka_unit_test(names_what_cannot_be_read_and_what_is_allowed),
	    cmocka_unit_test(keeps_the_default_of_what_is_wrong),
	    cmocka_unit_test(counts_the_first_of_several_values),
	    cmocka_unit_test(takes_ten_types_and_each_once),
	    cmocka_unit_test(takes_five_groups_and_each_once),
	    cmocka_unit_test(knows_languages_by_name_and_code),
	    cmocka_unit_test(cuts_long_words_and_says_so),
	    cmocka_unit_test(reads_a_whole_phone_number),
	    cmocka_unit_test(reads_a_postcode_in_words_as_near),
	    cmocka_unit_test(takes_the_outcode_of_a_postcode_nobody_knows),
	    cmocka_unit_test(leaves_a_postcode_alone_when_near_is_given),
	    cmocka_unit_test(writes_itself_in_one_order_without_defaults),
	    cmocka_unit_test(leaves_one_parameter_out),
	    cmocka_unit_test(leaves_one_of_several_values_out),
	    cmocka_unit_test(says_a_postcode_in_q_once),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

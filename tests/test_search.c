#include <stdio.h>
#include <string.h>

#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

/*
 * Westby about 53.45, -2.30; a mile is 0.0145 degrees north.  Codes say
 * what a listing is for.
 */
static void
fill(void)
{
	struct test_search *d = &directory;
	struct listing *one;

	one = test_search_add(d, "n2near", "Westby Talking Therapy");
	one->org_name = test_search_text(d, "Corner House Trust");
	one->description =
	    test_search_text(d, "Counselling for anxiety and low mood.");
	one->modes = MODE_IN_PERSON;
	test_search_type(d, one, "talking.nhs");
	test_search_rule(d, one, "cost", "free", true, "Free");
	test_search_place(one, 53.4645, -2.30, "E08000901", "E05000901");
	test_search_phone(d, one, "+441134960182");

	one = test_search_add(d, "f2rthr", "Anxiety Group");
	one->description = test_search_text(d, "People meet each week.");
	one->modes = MODE_IN_PERSON;
	test_search_type(d, one, "talking");
	test_search_place(one, 53.45 + 0.0145 * 10, -2.30, "E08000902", "");

	one = test_search_add(d, "f2raaa", "Farton Choir");
	one->description = test_search_text(d, "Singing for low mood.");
	one->modes = MODE_IN_PERSON;
	test_search_type(d, one, "crisis.cafe");
	test_search_place(one, 50.40, -4.20, "E07000999", "");

	one = test_search_add(d, "h2mvst", "Home visits");
	one->description = test_search_text(d, "Befriending for anxiety.");
	one->modes = MODE_HOME;
	test_search_area(d, one, "E08000901", "Westby");

	one = test_search_add(d, "n2tnln", "National Anxiety Line");
	one->modes = MODE_PHONE;
	one->checked = 0;
	test_search_type(d, one, "crisis.line");
	test_search_area(d, one, "K02000001", "United Kingdom");
	test_search_phone(d, one, "116123");

	one = test_search_add(d, "n2tnin", "London day centre");
	one->modes = MODE_IN_PERSON;
	test_search_area(d, one, "E92000001", "England");
	test_search_place(one, 51.5, -0.1, "E09000033", "");

	one = test_search_add(d, "r2gstn", "Corner House Trust");
	one->kind = LISTING_ORGANISATION;
	one->description =
	    test_search_text(d, "We help people with anxiety and low mood.");
	test_search_place(one, 53.45, -2.30, "E08000901", "E05000901");

	one = test_search_add(d, "s2tale", "Westby Talking Group");
	one->description =
	    test_search_text(d, "Counselling for anxiety and low mood.");
	one->checked = date_from_civil(2024, 1, 1);
	one->modes = MODE_IN_PERSON;
	test_search_place(one, 53.4645, -2.30, "E08000901", "E05000901");
	for (size_t i = 0; i < d->count; i++) {
		struct listing_source *source =
		    listing_source_add(&d->listings[i]);

		source->feed = test_search_text(d, i == 2 ? "far" : "west");
		source->title = test_search_text(d, "A feed");
		source->source_id = test_search_text(d, "1");
	}
}

static int
set_up(void **state UNUSED)
{
	test_search_init(&directory);
	fill();
	test_search_open(&directory);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

static void
finds(const char *query, const char *codes)
{
	assert_string_equal(test_search_codes(&directory, query), codes);
	assert_true(
	    directory.answer.total >= (long)directory.answer.hits_count);
	assert_false(directory.answer.partial);
}

static const struct answer_hit *
hit(const char *code)
{
	for (size_t i = 0; i < directory.answer.hits_count; i++) {
		const struct answer_hit *one = &directory.answer.hits[i];
		struct card card;

		assert_true(index_card(directory.index, one->document, &card));
		if (strcmp(card.text[CARD_CODE], code) == 0)
			return one;
	}
	fail_msg("%s is not found", code);
	return NULL;
}

static void
relaxes(const char *query, const char *what)
{
	test_search_run(&directory, query);
	if (what == NULL) {
		assert_int_equal(directory.answer.relaxed_count, 0);
		return;
	}
	assert_int_equal(directory.answer.relaxed_count, 1);
	assert_string_equal(directory.answer.relaxed[0], what);
}

static long
offered(const char *what)
{
	for (size_t i = 0; i < directory.answer.relaxations_count; i++)
		if (strcmp(directory.answer.relaxations[i].drop, what) == 0)
			return directory.answer.relaxations[i].total;
	return -1;
}

static void
lists_everything_for_an_empty_query(void **state UNUSED)
{
	test_search_run(&directory, "");
	assert_int_equal(directory.answer.total, 8);
	assert_int_equal(directory.answer.hits_count, 8);
	/* What only says who offers it comes last. */
	hit("r2gstn");
	assert_ptr_equal(&directory.answer.hits[7], hit("r2gstn"));
}

static void
finds_listings_with_all_words_stemmed(void **state UNUSED)
{
	/* A word that the vocabulary does not know only adds. */
	finds("q=counsellings+MOOD", "n2near s2tale f2rthr");
	finds("q=PEOPLE+week", "f2rthr");
	finds("q=singing", "f2raaa");
	finds("q=sing", "f2raaa");
}

static void
ranks_a_name_before_a_description(void **state UNUSED)
{
	test_search_codes(&directory, "q=anxiety");
	assert_int_equal(directory.answer.total, 6);
	assert_ptr_equal(&directory.answer.hits[0], hit("f2rthr"));
}

static void
ranks_an_organisation_below_a_service_that_states_the_need(void **state UNUSED)
{
	finds("q=low+mood", "n2near s2tale f2raaa r2gstn");
}

static void
puts_a_whole_name_first(void **state UNUSED)
{
	test_search_codes(&directory, "q=the+corner+house+trust");
	assert_ptr_equal(&directory.answer.hits[0], hit("r2gstn"));
	assert_ptr_equal(&directory.answer.hits[1], hit("n2near"));
}

static void
drops_stop_words_unless_nothing_else_is_left(void **state UNUSED)
{
	finds("q=I+need+singing+please", "f2raaa");
	finds("q=each", "f2rthr");
	test_search_run(&directory, "q=for");
	assert_int_equal(directory.answer.total, 4);
}

static void
holds_a_type_with_all_below_it(void **state UNUSED)
{
	finds("type=talking&sort=name", "f2rthr n2near");
	finds("type=talking.nhs", "n2near");
	finds("type=crisis&sort=name", "f2raaa n2tnln");
	finds("type=crisis.line&type=talking.nhs&sort=name", "n2tnln n2near");
	assert_string_equal(hit("n2near")->why[0].by, "type talking.nhs");
	assert_string_equal(hit("n2near")->why[0].words, "its category");
}

static void
is_near_by_standing_there_or_going_there_or_by_phone(void **state UNUSED)
{
	/* Not the choir far away, nor England's day centre. */
	finds("near=QX4+2AB", "n2near s2tale f2rthr h2mvst n2tnln r2gstn");
	finds("near=QX4+2AB&within=5", "n2near s2tale h2mvst n2tnln r2gstn");
	finds("near=eastby&within=5", "f2rthr n2tnln");
}

static void
says_how_far_and_whether_it_serves(void **state UNUSED)
{
	test_search_run(&directory, "near=QX4+2AB");
	assert_true(hit("n2near")->miles > 0.9 && hit("n2near")->miles < 1.1);
	assert_true(hit("n2near")->here);
	assert_false(hit("n2near")->about);
	assert_true(hit("h2mvst")->serves);
	assert_false(hit("h2mvst")->here);
	assert_true(hit("h2mvst")->miles < 0);
	assert_string_equal(hit("n2tnln")->why[0].by, "national");
	assert_string_equal(hit("h2mvst")->why[0].by, "serves");
	assert_string_equal(hit("n2near")->why[0].by, "near");
	test_search_run(&directory, "near=QX4");
	assert_true(hit("n2near")->about);
}

static void
any_distance_takes_in_all_that_has_a_place(void **state UNUSED)
{
	test_search_run(&directory, "near=QX4+2AB&within=any");
	assert_int_equal(directory.answer.total, 8);
}

static void
an_area_holds_what_serves_or_stands_in_it(void **state UNUSED)
{
	finds("area=westby&sort=name", "r2gstn h2mvst n2tnln s2tale n2near");
	/* A ward: what serves its council serves it. */
	finds("area=castle-westby&sort=name",
	    "r2gstn h2mvst n2tnln s2tale n2near");
	finds("area=eastby&sort=name", "f2rthr n2tnln");
	assert_true(hit("f2rthr")->here);
	assert_string_equal(hit("f2rthr")->why[0].by, "in");
}

static void
sorts_as_told(void **state UNUSED)
{
	finds("q=anxiety&near=QX4+2AB&sort=nearest",
	    "r2gstn n2near s2tale f2rthr h2mvst n2tnln");
	finds("q=low+mood&sort=name", "r2gstn f2raaa s2tale n2near");
	test_search_codes(&directory, "q=anxiety&sort=checked");
	assert_ptr_equal(&directory.answer.hits[5], hit("n2tnln"));
	assert_ptr_equal(&directory.answer.hits[4], hit("s2tale"));
}

static void
what_nobody_checked_for_a_year_sinks(void **state UNUSED)
{
	finds("q=low+mood&area=westby", "n2near s2tale r2gstn");
}

static void
finds_whole_and_last_digits_of_a_number(void **state UNUSED)
{
	finds("q=0113+496+0182", "n2near");
	finds("q=+44+113+496+0182", "n2near");
	finds("q=496+0182", "n2near");
	finds("q=960182", "n2near");
	finds("q=116+123", "n2tnln");
	assert_string_equal(hit("n2tnln")->why[0].by, "phone");
	finds("q=0113+496+0183", "");
	assert_int_equal(directory.answer.relaxations_count, 0);
}

static void
keeps_to_one_feed(void **state UNUSED)
{
	finds("feed=far", "f2raaa");
	finds("feed=unknown", "");
}

static void
pages_through_all_exactly_once(void **state UNUSED)
{
	char seen[200] = "", query[60];

	for (int page = 1; page <= 3; page++) {
		snprintf(query, sizeof(query), "limit=3&page=%d", page);
		strcat(seen, test_search_codes(&directory, query));
		strcat(seen, " ");
		assert_int_equal(directory.answer.total, 8);
	}
	assert_int_equal(strlen(seen), 8 * 7);
	for (size_t i = 0; i < directory.count; i++)
		assert_non_null(strstr(seen, directory.listings[i].code));
	finds("limit=3&page=4", "");
	finds("limit=100&page=1000", "");
}

static void
relaxes_the_smallest_thing_and_names_it(void **state UNUSED)
{
	relaxes("q=choir+counselling", "q");
	assert_int_equal(directory.answer.total, 4);
	relaxes("q=choir&near=QX4+2AB", "within");
	assert_int_equal(directory.answer.total, 1);
	relaxes("q=meet&near=QX4+2AB&within=5", "within");
	assert_true(hit("f2rthr")->miles < 30);
	relaxes("q=choir&area=westby", "area");
	relaxes("q=choir&type=talking", "type");
	relaxes("q=choir", NULL);
}

static void
never_relaxes_what_it_must_not(void **state UNUSED)
{
	relaxes("q=choir+counselling&strict=1", NULL);
	assert_int_equal(directory.answer.total, 0);
	/* No word of it is known. */
	relaxes("q=doggrooming+parlour&area=westby", NULL);
	assert_int_equal(directory.answer.total, 0);
	relaxes("q=07700+900999&area=westby", NULL);
	relaxes("type=crisis.cafe&feed=west", NULL);
}

static void
keeps_the_known_words_of_a_need(void **state UNUSED)
{
	relaxes("q=zzzzz+choir", "q");
	assert_int_equal(directory.answer.total, 1);
}

static void
offers_what_each_relaxation_would_bring(void **state UNUSED)
{
	test_search_run(&directory, "q=choir&near=QX4+2AB&cost=free");
	assert_int_equal(offered("near"), 1);
	test_search_run(&directory, "q=counselling&near=QX4+2AB&within=5");
	assert_int_equal(directory.answer.total, 2);
	assert_int_equal(offered("q"), 5);
	assert_int_equal(offered("within"), 3);
	assert_int_equal(offered("near"), 3);
	assert_int_equal(offered("age"), -1); /* not asked */
	test_search_run(&directory, "q=anxiety");
	assert_int_equal(directory.answer.relaxations_count, 0);
}

static void
an_offer_brings_what_it_says(void **state UNUSED)
{
	struct relaxation offers[8];
	size_t count;
	struct query asked;

	test_search_run(&directory, "q=counselling&near=QX4+2AB&within=5");
	asked = directory.query;
	count = directory.answer.relaxations_count;
	memcpy(offers, directory.answer.relaxations, sizeof(offers));
	assert_true(count > 0);
	for (size_t i = 0; i < count; i++) {
		struct buf url = {0};

		query_url(&asked, &url, offers[i].drop, 0);
		test_search_run(&directory, buf_text(&url));
		assert_int_equal(directory.answer.total, offers[i].total);
		buf_clear(&url);
	}
}

static void
counts_types_without_the_type_asked_for(void **state UNUSED)
{
	const struct answer *answer = &directory.answer;
	const struct facet *types;

	test_search_run(&directory, "type=talking.nhs");
	types = &answer->facets[0];
	assert_string_equal(types->name, "type");
	assert_int_equal(types->count, 5);
	assert_string_equal(types->values[0].value, "crisis");
	assert_int_equal(types->values[0].total, 2);
	assert_string_equal(types->values[1].value, "talking");
	assert_int_equal(types->values[1].total, 2);
	assert_string_equal(
	    types->values[1].label, "Talking therapies and counselling");
	assert_int_equal(answer_facet_total(answer, "cost", "free"), 1);
	assert_int_equal(answer_facet_total(answer, "cost", "low"), 1);
}

static void
says_which_words_stand_where(void **state UNUSED)
{
	const struct answer_hit *one;

	test_search_run(&directory, "q=talking+anxiety+corner");
	one = hit("n2near");
	assert_int_equal(one->why_count, 3);
	assert_string_equal(one->why[0].matched, "talking");
	assert_string_equal(one->why[0].by, "name");
	assert_string_equal(one->why[0].words, "Westby Talking Therapy");
	assert_string_equal(one->why[1].matched, "anxiety");
	assert_string_equal(one->why[1].by, "description");
	assert_string_equal(one->why[2].matched, "corner");
	assert_string_equal(one->why[2].by, "organisation");
}

static void
understands_what_people_say(void **state UNUSED)
{
	const struct answer_hit *one;

	finds("q=feeling+down", "n2near s2tale r2gstn f2raaa");
	one = hit("f2raaa");
	assert_string_equal(one->why[0].matched, "feeling down");
	assert_string_equal(one->why[0].as, "low mood");
	assert_string_equal(one->why[0].by, "description");
	/* The longest phrase counts; words of phrases are a guess together. */
	finds("q=down", "");
	finds("q=zzzz+down", "");
	/* A slip of the vocabulary is read as what is meant. */
	finds("q=anxity+councelling",
	    "f2rthr n2near s2tale n2tnln h2mvst r2gstn");
	finds("q=anxiety+counselling&strict=1", "f2rthr n2near s2tale");
	/* ... but all of what is a name. */
	finds("q=farton+choir", "f2raaa");
	/* What says little need not be met. */
	finds("q=singing+support", "f2raaa");
}

static void
suggests_types_and_names_as_they_are_typed(void **state UNUSED)
{
	struct suggestion found[10];
	size_t count = search_suggest(directory.index, directory.vocabulary,
	    "talk", 0, &directory.arena, found, 10);

	assert_true(count >= 3);
	assert_string_equal(found[0].kind, "type");
	assert_string_equal(found[0].code, "talking");
	assert_int_equal(found[0].total, 2);
	assert_string_equal(found[count - 1].kind, "service");
	count = search_suggest(directory.index, directory.vocabulary,
	    "Corner H", 0, &directory.arena, found, 10);
	assert_int_equal(count, 2);
	assert_string_equal(found[0].name, "Corner House Trust");
	count = search_suggest(directory.index, directory.vocabulary, "trust",
	    0, &directory.arena, found, 10);
	assert_int_equal(count, 2);
	count = search_suggest(directory.index, directory.vocabulary, "", 0,
	    &directory.arena, found, 10);
	assert_int_equal(count, 0);
	count = search_suggest(directory.index, directory.vocabulary, "talk", 0,
	    &directory.arena, found, 1);
	assert_int_equal(count, 1);
	/* A slip in what is not finished; a name by its sound. */
	count = search_suggest(directory.index, directory.vocabulary, "anxeit",
	    0, &directory.arena, found, 10);
	assert_true(count > 0);
	count = search_suggest(directory.index, directory.vocabulary,
	    "corner howse", 0, &directory.arena, found, 10);
	assert_true(count > 0);
	assert_string_equal(found[0].name, "Corner House Trust");
}

static void
suggests_by_the_beginning_of_a_number(void **state UNUSED)
{
	struct suggestion found[10];

	assert_int_equal(search_suggest(directory.index, directory.vocabulary,
			     "0113 4", 0, &directory.arena, found, 10),
	    1);
	assert_string_equal(found[0].code, "n2near");
	assert_string_equal(found[0].note, "+441134960182");
	assert_int_equal(search_suggest(directory.index, directory.vocabulary,
			     "0114 4", 0, &directory.arena, found, 10),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lists_everything_for_an_empty_query),
	    cmocka_unit_test(finds_listings_with_all_words_stemmed),
	    cmocka_unit_test(ranks_a_name_before_a_description),
	    cmocka_unit_test(
		ranks_an_organisation_below_a_service_that_states_the_need),
	    cmocka_unit_test(puts_a_whole_name_first),
	    cmocka_unit_test(drops_stop_words_unless_nothing_else_is_left),
	    cmocka_unit_test(holds_a_type_with_all_below_it),
	    cmocka_unit_test(
		is_near_by_standing_there_or_going_there_or_by_phone),
	    cmocka_unit_test(says_how_far_and_whether_it_serves),
	    cmocka_unit_test(any_distance_takes_in_all_that_has_a_place),
	    cmocka_unit_test(an_area_holds_what_serves_or_stands_in_it),
	    cmocka_unit_test(sorts_as_told),
	    cmocka_unit_test(what_nobody_checked_for_a_year_sinks),
	    cmocka_unit_test(finds_whole_and_last_digits_of_a_number),
	    cmocka_unit_test(keeps_to_one_feed),
	    cmocka_unit_test(pages_through_all_exactly_once),
	    cmocka_unit_test(relaxes_the_smallest_thing_and_names_it),
	    cmocka_unit_test(never_relaxes_what_it_must_not),
	    cmocka_unit_test(keeps_the_known_words_of_a_need),
	    cmocka_unit_test(offers_what_each_relaxation_would_bring),
	    cmocka_unit_test(an_offer_brings_what_it_says),
	    cmocka_unit_test(counts_types_without_the_type_asked_for),
	    cmocka_unit_test(says_which_words_stand_where),
	    cmocka_unit_test(understands_what_people_say),
	    cmocka_unit_test(suggests_types_and_names_as_they_are_typed),
	    cmocka_unit_test(suggests_by_the_beginning_of_a_number),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

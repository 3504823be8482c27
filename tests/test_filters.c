/* Parameters of the person and the service: what each keeps, and why. */
#include <string.h>

#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static struct listing *
add(const char *code, const char *dimension, const char *value, bool from_field,
    const char *sentence)
{
	struct listing *listing = test_search_add(&directory, code, code);

	test_search_rule(
	    &directory, listing, dimension, value, from_field, sentence);
	return listing;
}

static void
add_languages(const char *code, const char *one, const char *other)
{
	struct listing *listing = test_search_add(&directory, code, code);

	listing_language_add(listing, one);
	if (other != NULL)
		listing_language_add(listing, other);
}

static int
set_up(void **state UNUSED)
{
	struct listing *several, *placed;

	test_search_init(&directory);
	add("c2rers", "group", "carers", false, "For carers.");
	add("v2trns", "group", "veterans", false, "For veterans.");
	add("b2rvd3", "group", "bereaved", false, "For the bereaved.");
	several = add("s2vrls", "group", "veterans", false, "Veterans, too.");
	test_search_rule(
	    &directory, several, "group", "students", false, "Students, too.");
	several = add("c2rvts", "group", "carers", false, "Carers here.");
	test_search_rule(
	    &directory, several, "group", "veterans", false, "Veterans here.");
	add("r2slfs", "referral", "self", false, "Refer yourself.");
	add("r2gpgp", "referral", "gp", false, "Your GP refers you.");
	add("r2gpfd", "referral", "gp", true, "GP referral");
	add("r2prof", "referral", "professional", false, "By professionals.");
	add("w2heel", "access", "wheelchair", false, "Step-free.");
	several = add("w2hlpp", "access", "wheelchair", false, "Step-free.");
	test_search_rule(
	    &directory, several, "access", "loop", false, "Hearing loop.");
	add("s2gned", "access", "bsl", false, "We sign.");
	add("n2trpr", "access", "interpreter", false, "Interpreters come.");
	add_languages("p2lshy", "pl", "ur");
	add_languages("p2lshn", "POLISH", NULL);
	add_languages("b2slsg", "bfi", NULL);
	test_search_add(&directory, "m2phne", "m2phne")->modes = MODE_PHONE;
	test_search_add(&directory, "m2both", "m2both")->modes =
	    MODE_PHONE | MODE_ONLINE;
	test_search_phone(&directory,
	    test_search_add(&directory, "m2line", "m2line"), "+441134960182");
	placed = test_search_add(&directory, "m2plce", "m2plce");
	test_search_phone(&directory, placed, "+441134960183");
	test_search_place(placed, 53.45, -2.30, "E08000901", "E05000901");
	placed = test_search_add(&directory, "m2hmes", "m2hmes");
	placed->modes = MODE_HOME;
	test_search_place(placed, 53.45, -2.30, "E08000901", "E05000901");
	test_search_open(&directory);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

/* The codes a query finds, by name, in its groups. */
static void
finds(const char *query, const char *codes)
{
	assert_string_equal(
	    test_search_codes(&directory,
		arena_printf(&directory.arena, "%s&sort=name", query)),
	    codes);
}

/* What a listing's part says, and the words it rests on. */
static void
says(const char *query, const char *code, const char *about,
    enum verdict verdict, const char *words)
{
	const struct answer *answer = &directory.answer;

	test_search_run(
	    &directory, arena_printf(&directory.arena, "%s&limit=100", query));
	for (size_t i = 0; i < answer->hits_count + answer->may_not_count;
	     i++) {
		const struct answer_hit *hit =
		    i < answer->hits_count
			? &answer->hits[i]
			: &answer->may_not[i - answer->hits_count];
		struct card card;

		assert_true(index_card(directory.index, hit->document, &card));
		if (strcmp(card.text[CARD_CODE], code) != 0)
			continue;
		assert_int_equal(hit->parts_count, 1);
		assert_string_equal(hit->parts[0].about, about);
		assert_int_equal(hit->parts[0].verdict, verdict);
		if (words == NULL)
			assert_null(hit->parts[0].words);
		else
			assert_string_equal(hit->parts[0].words, words);
		return;
	}
	fail_msg("%s does not find %s", query, code);
}

static void
suits_the_group_it_is_for(void **state UNUSED)
{
	says("for=carers", "c2rers", "for", VERDICT_SUITS, "For carers.");
	says("for=carers&for=veterans", "c2rvts", "for", VERDICT_SUITS,
	    "Carers here.");
}

static void
may_not_suit_where_it_is_for_another_community_alone(void **state UNUSED)
{
	says("for=carers", "v2trns", "for", VERDICT_MAY_NOT_SUIT,
	    "For veterans.");
	says("for=carers", "s2vrls", "for", VERDICT_CHECK, "Veterans, too.");
}

static void
says_nothing_of_a_group_it_does_not_name(void **state UNUSED)
{
	says("for=carers", "w2heel", "for", VERDICT_NOT_STATED, NULL);
	/* Who is bereaved may be a carer. */
	says("for=carers", "b2rvd3", "for", VERDICT_NOT_STATED, NULL);
	says("for=carers&for=veterans", "c2rers", "for", VERDICT_NOT_STATED,
	    NULL);
}

static void
takes_a_part_of_a_group_for_the_whole(void **state UNUSED)
{
	says("for=young-carers", "c2rers", "for", VERDICT_SUITS, "For carers.");
}

static void
holds_a_route_of_referral_against_those_stated(void **state UNUSED)
{
	says("referral=self", "r2slfs", "referral", VERDICT_SUITS,
	    "Refer yourself.");
	says("referral=self", "r2gpgp", "referral", VERDICT_MAY_NOT_SUIT,
	    "Your GP refers you.");
	says("referral=self", "w2heel", "referral", VERDICT_NOT_STATED, NULL);
	says("referral=gp", "r2slfs", "referral", VERDICT_OPEN,
	    "Refer yourself.");
	says("referral=gp", "r2prof", "referral", VERDICT_SUITS,
	    "By professionals.");
	says("referral=professional", "r2gpgp", "referral", VERDICT_CHECK,
	    "Your GP refers you.");
}

static void
leaves_out_what_a_field_refers_another_way(void **state UNUSED)
{
	test_search_run(&directory, "referral=self");
	assert_int_equal(directory.answer.groups[VERDICT_DOES_NOT_SUIT], 1);
	assert_int_equal(directory.answer.groups[VERDICT_MAY_NOT_SUIT], 2);
}

static void
keeps_the_modes_asked_for(void **state UNUSED)
{
	finds("mode=online", "m2both");
	finds("mode=home", "m2hmes");
	finds("mode=home&mode=online", "m2both m2hmes");
	finds("mode=text&strict=1", "");
}

static void
takes_a_mode_from_what_is_given_where_none_is_stated(void **state UNUSED)
{
	/* A number and no place is a line; a place is somewhere to go. */
	finds("mode=phone", "m2both m2line m2phne");
	finds("mode=in-person", "m2plce");
}

/* Those whose part about it has the verdict, by name. */
static void
gives(const char *query, enum verdict verdict, const char *codes)
{
	const struct answer *answer = &directory.answer;
	char found[200] = "";

	test_search_run(&directory,
	    arena_printf(&directory.arena, "%s&limit=100&sort=name", query));
	assert_int_equal(answer->total, (long)directory.count);
	for (size_t i = 0; i < answer->hits_count; i++) {
		struct card card;

		if (answer->hits[i].parts[0].verdict != verdict)
			continue;
		assert_true(index_card(
		    directory.index, answer->hits[i].document, &card));
		if (found[0] != '\0')
			strcat(found, " ");
		strcat(found, card.text[CARD_CODE]);
	}
	assert_string_equal(found, codes);
}

/* Few say what they speak: silence hides nobody. */
static void
puts_first_who_states_a_language_then_interpreters(void **state UNUSED)
{
	gives("lang=pl", VERDICT_SUITS, "p2lshn p2lshy");
	gives("lang=pl", VERDICT_OPEN, "n2trpr");
	says("lang=pl", "n2trpr", "lang", VERDICT_OPEN, "Interpreters come.");
	says("lang=pl", "w2heel", "lang", VERDICT_NOT_STATED, NULL);
	gives("lang=ur", VERDICT_SUITS, "p2lshy");
	test_search_run(&directory, "lang=en");
	assert_int_equal(directory.answer.total, (long)directory.count);
	assert_int_equal(directory.answer.hits[0].parts_count, 0);
}

static void
knows_sign_language_as_language_and_as_access(void **state UNUSED)
{
	gives("lang=bsl", VERDICT_SUITS, "b2slsg s2gned");
	gives("access=bsl", VERDICT_SUITS, "b2slsg s2gned");
}

static void
puts_first_who_states_every_access_need(void **state UNUSED)
{
	gives("access=wheelchair", VERDICT_SUITS, "w2heel w2hlpp");
	gives("access=wheelchair&access=loop", VERDICT_SUITS, "w2hlpp");
	says("access=wheelchair", "w2heel", "access", VERDICT_SUITS,
	    "Step-free.");
	says("access=wheelchair", "p2lshy", "access", VERDICT_NOT_STATED, NULL);
}

static void
offers_to_drop_what_keeps_others_out(void **state UNUSED)
{
	bool mode = false;

	test_search_run(&directory, "mode=text");
	for (size_t i = 0; i < directory.answer.relaxations_count; i++)
		mode |=
		    strcmp(directory.answer.relaxations[i].drop, "mode") == 0;
	assert_true(mode);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(suits_the_group_it_is_for),
	    cmocka_unit_test(
		may_not_suit_where_it_is_for_another_community_alone),
	    cmocka_unit_test(says_nothing_of_a_group_it_does_not_name),
	    cmocka_unit_test(takes_a_part_of_a_group_for_the_whole),
	    cmocka_unit_test(holds_a_route_of_referral_against_those_stated),
	    cmocka_unit_test(leaves_out_what_a_field_refers_another_way),
	    cmocka_unit_test(keeps_the_modes_asked_for),
	    cmocka_unit_test(
		takes_a_mode_from_what_is_given_where_none_is_stated),
	    cmocka_unit_test(
		puts_first_who_states_a_language_then_interpreters),
	    cmocka_unit_test(knows_sign_language_as_language_and_as_access),
	    cmocka_unit_test(puts_first_who_states_every_access_need),
	    cmocka_unit_test(offers_to_drop_what_keeps_others_out),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

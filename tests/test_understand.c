/* How words are read: each sentence beside what it is read as. */
#include <stdio.h>
#include <string.h>

#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search search;

static int
set_up(void **state UNUSED)
{
	struct listing *listing;

	test_search_init(&search);
	listing = test_search_add(&search, "b0001c", "Farton Mind");
	listing->org_name = test_search_text(&search, "Women's Aid");
	test_search_add(&search, "b0002c", "Over 60s Club");
	test_search_add(&search, "b0003c", "Counselling");
	test_search_area(&search, test_search_add(&search, "b0004c", "Samba"),
	    "K02000001", "United Kingdom");
	test_search_open(&search);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&search);
	return 0;
}

/* "words>as=value; ...|need" of a q; other parameters may follow it. */
static const char *
as_read(const char *q)
{
	struct buf text = {0};
	char *read;

	test_search_run(&search, arena_printf(&search.arena, "q=%s", q));
	assert_int_equal(search.errors_count, 0);
	for (size_t i = 0; i < search.query.readings_count; i++)
		buf_printf(&text, "%s%s>%s=%s", i > 0 ? "; " : "",
		    search.query.readings[i].words, search.query.readings[i].as,
		    search.query.readings[i].value);
	buf_printf(
	    &text, "|%s", search.query.need != NULL ? search.query.need : "");
	read = arena_strdup(&search.arena, buf_text(&text));
	buf_clear(&text);
	return read;
}

static void
reads(const char *const sentences[][2], size_t count)
{
	int wrong = 0;

	for (size_t i = 0; i < count; i++) {
		const char *read = as_read(sentences[i][0]);

		if (strcmp(read, sentences[i][1]) == 0)
			continue;
		print_error("\"%s\" is read \"%s\", not \"%s\"\n",
		    sentences[i][0], read, sentences[i][1]);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
reads_ages(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"counselling under 18", "under 18>age=0-17|counselling"},
	    {"under 18s counselling", "under 18s>age=0-17|counselling"},
	    {"groups for the over 65s", "for the over 65s>age=65-120|groups"},
	    {"befriending over 65", "over 65>age=65-120|befriending"},
	    {"over the age of 50", "over the age of 50>age=50-120|"},
	    {"younger than 11 play", "younger than 11>age=0-10|play"},
	    {"16 to 25 anxiety", "16 to 25>age=16-25|anxiety"},
	    {"anxiety 16-25", "16-25>age=16-25|anxiety"},
	    {"play 5 - 11 year olds", "5 - 11 year olds>age=5-11|play"},
	    {"between 11 and 18 mentoring",
		"between 11 and 18>age=11-18|mentoring"},
	    {"17 year old self harm", "17 year old>age=17|self harm"},
	    {"my 17-year-old cuts", "17-year-old>age=17|my cuts"},
	    {"15yo anxious", "15yo>age=15|anxious"},
	    {"aged 40 depressed", "aged 40>age=40|depressed"},
	    {"age 9 bullying", "age 9>age=9|bullying"},
	    {"choir 18 plus", "18 plus>age=18-120|choir"},
	    {"choir 65 and over", "65 and over>age=65-120|choir"},
	    {"somewhere for my dad he's 82 and lonely",
		"he's 82>age=82|somewhere for my dad and lonely"},
	    {"she is 17 and anxious", "she is 17>age=17|and anxious"},
	    {"gran in her 80s lonely", "in her 80s>age=80-89|gran lonely"},
	    {"baby 6 months old sleep", "6 months old>age=0|baby sleep"},
	    {"teenager self harm", "teenager>age=13-19|teenager self harm"},
	    {"tenager self harm", "tenager>age=13-19|tenager self harm"},
	    {"elderly and alone", "elderly>age=65-120|elderly and alone"},
	    {"isolated older man", "older>age=65-120; man>gender=men|isolated"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
leaves_numbers_alone_that_are_no_ages(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"over 50 volunteers", "|over 50 volunteers"},
	    {"room 16", "|room 16"},
	    {"24 hour helpline", "24 hour>open=all-hours|helpline"},
	    {"12 step group", "|12 step group"},
	    {"step 2 therapy", "|step 2 therapy"},
	    {"section 117 aftercare", "|section 117 aftercare"},
	    {"under \xc2\xa3"
	     "20 counselling",
		"|under \xc2\xa3"
		"20 counselling"},
	    {"over 2 years waiting", "|over 2 years waiting"},
	    {"under 5 miles", "|under 5 miles"},
	    {"open 9 to 5", "|open 9 to 5"},
	    {"monday 10 to 12", "monday>open=mo|10 to 12"},
	    {"10 to 12 am", "|10 to 12 am"},
	    {"20 to 30 minutes", "|20 to 30 minutes"},
	    {"covid 19", "|covid 19"},
	    {"over 300 people", "|over 300 people"},
	    {"he is 1 of 3", "|he is 1 of 3"},
	    {"24/7", "24/7>open=all-hours|"},
	    {"older brother", "|older brother"},
	    {"parents of teenagers", "|parents of teenagers"},
	    {"25 to 16", "|25 to 16"},
	    {"under 0", "|under 0"},
	    {"choir 18.30", "|choir 18.30"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
reads_gender(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"choir for women", "for women>gender=women|choir"},
	    {"women only support", "women only>gender=women|support"},
	    {"men's choir", "men's>gender=men|choir"},
	    {"female counsellor", "female>gender=women|counsellor"},
	    {"men's shed", "|men's shed"},
	    {"women's refuge", "|women's refuge"},
	    {"men and women choir", "|men and women choir"},
	    {"violence against women", "|violence against women"},
	    {"a man hits me", "|a man hits me"},
	    {"isle of man", "|isle of man"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
reads_cost(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"free counselling", "free>cost=free|counselling"},
	    {"counselling free of charge",
		"free of charge>cost=free|counselling"},
	    {"counselling for free", "for free>cost=free|counselling"},
	    {"no cost therapy", "no cost>cost=free|therapy"},
	    {"low-cost therapy", "low-cost>cost=low|therapy"},
	    {"affordable therapy", "affordable>cost=low|therapy"},
	    {"free or low cost yoga", "free or low cost>cost=low|yoga"},
	    {"free from abuse", "|free from abuse"},
	    {"smoke free", "|smoke free"},
	    {"drug-free recovery", "|drug-free recovery"},
	    {"things to do in my free time", "|things to do in my free time"},
	    {"freephone", "|freephone"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
reads_when_it_is_open(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"choir open now", "open now>open=now|choir"},
	    {"choirs that are open right now",
		"are open right now>open=now|choirs that"},
	    {"choir on saturdays", "on saturdays>open=sa|choir"},
	    {"sunday choir", "sunday>open=su|choir"},
	    {"choir this evening", "this evening>open=evening|choir"},
	    {"evening choir", "evening>open=evening|choir"},
	    {"choir tonight", "tonight>open=evening|choir"},
	    {"tuesday evening choir", "tuesday evening>open=evening|choir"},
	    {"saturday evening choir", "saturday evening>open=sa|choir"},
	    {"choir saturday and sunday",
		"saturday and sunday>open=weekend|choir"},
	    {"choir at weekends", "at weekends>open=weekend|choir"},
	    {"24 hour choir", "24 hour>open=all-hours|choir"},
	    {"24/7 choir", "24/7>open=all-hours|choir"},
	    {"choir 24 hours a day", "24 hours a day>open=all-hours|choir"},
	    {"out of hours choir", "out of hours>open=evening|choir"},
	    {"choir open on mon", "open on mon>open=mo|choir"},
	    {"sat on my own", "|sat on my own"},
	    {"choir on mondays&open=tu", "on mondays>overruled=open|choir"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
reads_places(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"counselling in bath", "in bath>near=Bath|counselling"},
	    {"counselling in Bath for under 18s",
		"in Bath>near=Bath; for under 18s>age=0-17|counselling"},
	    {"lunch near hope", "near hope>near=Hope|lunch"},
	    {"choir farton", "farton>near=Farton|choir"},
	    {"farton choir", "farton>near=Farton|choir"},
	    {"choir westby", "westby>area=Westby|choir"},
	    {"choir in Westby", "in Westby>area=Westby|choir"},
	    {"in farton", "in farton>near=Farton|"},
	    {"QX4 choir under 18", "QX4>near=QX4; under 18>age=0-17|choir"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
keeps_both_meanings_of_an_ambiguous_place(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"reading group", "reading>words=Reading|reading group"},
	    {"group in reading", "in reading>area=Reading|group"},
	    {"bath aids", "bath>words=Bath|bath aids"},
	    {"losing hope", "hope>words=Hope|losing hope"},
	    {"a farton choir sings", "|a farton choir sings"},
	    {"choir nowhere", "|choir nowhere"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
takes_no_name_apart(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"farton mind", "farton mind>name=farton mind|farton mind"},
	    {"farton mind choir", "|farton mind choir"},
	    {"womens aid westby", "westby>area=Westby|womens aid"},
	    {"Over 60s club", "Over 60s club>name=Over 60s club|Over 60s club"},
	    {"over 60s club farton", "farton>near=Farton|over 60s club"},
	    {"counselling", "|counselling"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
lets_a_parameter_win(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"choir under 18&age=40", "under 18>overruled=age|choir"},
	    {"choir for women&gender=men", "for women>overruled=gender|choir"},
	    {"free choir&cost=low", "free>overruled=cost|choir"},
	    {"choir westby&area=westby", "westby>overruled=area|choir"},
	    {"choir westby&area=eastby", "westby>near=Westby|choir"},
	    {"choir in farton&near=eastby", "|choir in farton"},
	    {"teenager choir&age=15", "|teenager choir"},
	};

	reads(sentences, ARRAY_LEN(sentences));
	as_read("choir under 18&age=40");
	assert_int_equal(search.query.age_min, 40);
	assert_int_equal(search.query.age_max, 40);
	assert_false(search.query.age_of_group);
	as_read("choir for women&gender=men");
	assert_int_equal(search.query.gender, GENDER_MEN);
}

static void
reads_whom_it_is_for_and_keeps_the_words(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"carers group", "carers>for=carers|carers group"},
	    {"young carers", "young carers>for=young-carers|young carers"},
	    {"i care for my mum", "care for my>for=carers|i care for my mum"},
	    {"veterans breakfast", "veterans>for=veterans|veterans breakfast"},
	    {"ex army drinking", "ex army>for=veterans|ex army drinking"},
	    {"lgbt youth", "lgbt>for=lgbtq|lgbt youth"},
	    {"asylum seekers help",
		"asylum seekers>for=refugees|asylum seekers help"},
	    {"new mums", "new mums>for=perinatal|new mums"},
	    {"deaf student",
		"deaf>for=deaf; student>for=students|deaf student"},
	};

	reads(sentences, ARRAY_LEN(sentences));
	as_read("carers who are veterans&for=carers");
	assert_int_equal(search.query.groups.count, 2);
}

static void
takes_nobody_for_whom_the_words_do_not_mean(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"parents and carers", "|parents and carers"},
	    {"carers allowance", "|carers allowance"},
	    {"not students", "|not students"},
	    {"black dog", "|black dog"},
	    {"childcare", "|childcare"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
reads_how_one_comes_to_it(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"self referral choir", "self referral>referral=self|choir"},
	    {"self-referral choir", "self-referral>referral=self|choir"},
	    {"choir no gp needed", "no gp needed>referral=self|choir"},
	    {"choir without going through my gp",
		"without going through my gp>referral=self|choir"},
	    {"can i refer myself to a choir",
		"can i refer myself>referral=self|to a choir"},
	    {"gp referral choir", "gp referral>referral=gp|choir"},
	    {"refer a client choir",
		"refer a client>referral=professional|choir"},
	    {"choir by phone", "by phone>mode=phone|choir"},
	    {"online choir", "online>mode=online|choir"},
	    {"choir over zoom", "over zoom>mode=online|choir"},
	    {"choir face to face", "face to face>mode=in-person|choir"},
	    {"choir home visits", "home visits>mode=home|choir"},
	    {"choir by text", "by text>mode=text|choir"},
	};

	reads(sentences, ARRAY_LEN(sentences));
	as_read("online choir&mode=phone");
	assert_int_equal(search.query.modes, MODE_PHONE);
	assert_string_equal(search.query.readings[0].as, "overruled");
}

static void
reads_languages_and_access(void **state UNUSED)
{
	static const char *const sentences[][2] = {
	    {"polish speaking choir", "polish speaking>lang=pl|choir"},
	    {"choir in urdu", "in urdu>lang=ur|choir"},
	    {"he speaks somali", "speaks somali>lang=so|"},
	    {"bsl choir", "bsl>lang=bfi|choir"},
	    {"choir in sign language", "in sign language>lang=bfi|choir"},
	    {"wheelchair accessible choir",
		"wheelchair accessible>access=wheelchair|choir"},
	    {"step free choir", "step free>access=wheelchair|choir"},
	    {"choir with hearing loop", "with hearing loop>access=loop|choir"},
	    {"choir step free and hearing loop",
		"step free>access=wheelchair; and hearing loop>access=loop"
		"|choir"},
	    /* Nobody speaks them here. */
	    {"polish choir", "|polish choir"},
	    {"doesnt speak english", "|doesnt speak english"},
	    {"wheelchair hire", "|wheelchair hire"},
	    {"lonely at home", "|lonely at home"},
	};

	reads(sentences, ARRAY_LEN(sentences));
}

static void
undoes_one_of_several_values(void **state UNUSED)
{
	struct buf url = {0};

	test_search_run(&search, "q=deaf student choir&mode=text");
	query_url_undo(&search.query, &url, &search.query.readings[0]);
	assert_string_equal(buf_text(&url), "q=student+choir&mode=text");
	buf_clear(&url);
}

static void
becomes(const char *text, const char *drop, const char *expected)
{
	struct buf url = {0};

	test_search_run(&search, text);
	query_url(&search.query, &url, drop, 0);
	assert_string_equal(buf_text(&url), expected);
	buf_clear(&url);
}

static void
undoes_each_reading_by_leaving_its_words_out(void **state UNUSED)
{
	const char *all =
	    "q=free choir in farton for women under 18 please&limit=5";

	becomes(all, NULL,
	    "q=free+choir+in+farton+for+women+under+18+please"
	    "&limit=5");
	becomes(all, "cost",
	    "q=choir+in+farton+for+women+under+18+please"
	    "&limit=5");
	becomes(all, "near", "q=free+choir+for+women+under+18+please&limit=5");
	becomes(
	    all, "gender", "q=free+choir+in+farton+under+18+please&limit=5");
	becomes(all, "age", "q=free+choir+in+farton+for+women+please&limit=5");
	becomes(
	    all, "q", "near=Farton&age=0-17&gender=women&cost=free&limit=5");
	becomes("q=choir westby", "area", "q=choir");
	becomes("q=westby", "area", "");
	becomes("q=choir under 18&age=40", "overruled", "q=choir&age=40");
	becomes("q=choir under 18&age=40", "age", "q=choir+under+18");
	becomes("q=teenager choir", "age", "q=choir");
}

static void
calls_a_service_for_some_of_a_group_one_for_them(void **state UNUSED)
{
	as_read("choir under 18s");
	assert_true(search.query.age_of_group);
	as_read("choir&age=0-17");
	assert_false(search.query.age_of_group);
	as_read("choir he is 17");
	assert_false(search.query.age_of_group);
}

static void
says_that_nothing_is_at_a_place_in_the_words_but_nationwide(void **state UNUSED)
{
	test_search_run(&search, "q=samba in reading");
	assert_int_equal(search.answer.total, 1);
	assert_int_equal(search.answer.relaxed_count, 1);
	assert_string_equal(search.answer.relaxed[0], "area");
	test_search_run(&search, "q=samba in farton");
	assert_string_equal(search.answer.relaxed[0], "near");
	test_search_run(&search, "q=samba in reading&strict=1");
	assert_int_equal(search.answer.total, 0);
	assert_int_equal(search.answer.relaxed_count, 0);
	test_search_run(&search, "q=samba&area=reading");
	assert_int_equal(search.answer.relaxed_count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_ages),
	    cmocka_unit_test(leaves_numbers_alone_that_are_no_ages),
	    cmocka_unit_test(reads_gender),
	    cmocka_unit_test(reads_cost),
	    cmocka_unit_test(reads_when_it_is_open),
	    cmocka_unit_test(reads_places),
	    cmocka_unit_test(keeps_both_meanings_of_an_ambiguous_place),
	    cmocka_unit_test(takes_no_name_apart),
	    cmocka_unit_test(lets_a_parameter_win),
	    cmocka_unit_test(reads_whom_it_is_for_and_keeps_the_words),
	    cmocka_unit_test(takes_nobody_for_whom_the_words_do_not_mean),
	    cmocka_unit_test(reads_how_one_comes_to_it),
	    cmocka_unit_test(reads_languages_and_access),
	    cmocka_unit_test(undoes_one_of_several_values),
	    cmocka_unit_test(undoes_each_reading_by_leaving_its_words_out),
	    cmocka_unit_test(calls_a_service_for_some_of_a_group_one_for_them),
	    cmocka_unit_test(
		says_that_nothing_is_at_a_place_in_the_words_but_nationwide),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

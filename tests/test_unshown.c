/* What synonyms.txt marks as never shown stands in no words of ours. */
#include <stdio.h>
#include <string.h>

#include "schema/synonyms.h"
#include "search/analyse.h"
#include "search/index_read.h"
#include "search/search.h"
#include "search/spelling.h"
#include "search/unshown.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;
static struct unshown *unshown;

typedef void term_fn(const char *term);

/* All marked terms, or all that are understood. */
static void
each_term(bool marked, term_fn *fn)
{
	for (size_t i = 0; i < synonyms_count(directory.vocabulary); i++) {
		const struct synonym_rule *rule =
		    synonym_rule(directory.vocabulary, i);

		if ((rule->kind == SYNONYM_UNSHOWN) != marked)
			continue;
		for (size_t t = 0; t < rule->terms_count; t++)
			fn(rule->terms[t]);
	}
}

static int marked_count;

/* Two listings have each in their text, so that it can be met and spelt. */
static void
add_listings(const char *term)
{
	for (int twice = 0; twice < 2; twice++) {
		char code[24];
		struct listing *one;

		snprintf(code, sizeof(code), "a%03d%d", marked_count, twice);
		one = test_search_add(&directory, code, "Room");
		one->description = test_search_text(&directory, term);
	}
	marked_count++;
}

static void
add_some(const char *term)
{
	if (directory.count + 2 <= TEST_SEARCH_MAX - 8)
		add_listings(term);
}

static int
set_up(void **state UNUSED)
{
	struct listing *one;

	test_search_init(&directory);
	one = test_search_add(&directory, "b2bbbb", "Ward Nine");
	one->description = test_search_text(&directory,
	    "A psychiatric hospital for people in crisis. Rehab of substance "
	    "misuse, addiction, schizophrenia, psychosis, depression.");
	each_term(true, add_some);
	test_search_open(&directory);
	unshown = unshown_new(directory.vocabulary);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	unshown_free(unshown);
	test_search_clear(&directory);
	return 0;
}

static void
good(const char *text)
{
	if (text != NULL && unshown_has(unshown, text))
		fail_msg("'%s' would be shown", text);
}

static void
is_found_within_a_text(void **state UNUSED)
{
	assert_true(marked_count > 50);
	assert_true(unshown_has(unshown, "loony"));
	assert_true(unshown_has(unshown, "in the Loony-Bin"));
	assert_true(unshown_has(unshown, "feel like CRAP!"));
	assert_false(unshown_has(unshown, "mental health"));
	assert_false(unshown_has(unshown, "addiction"));
	assert_false(unshown_has(unshown, "scrape"));
	assert_false(unshown_has(unshown, ""));
}

static void
is_in_no_words_that_the_index_has_to_show(void **state UNUSED)
{
	const struct index_part *part =
	    &directory.index->part[SECTION_ALTERNATIVES];
	const struct index_alternative *each = part->data;
	size_t hidden = 0;

	assert_true(part->count > 1000);
	for (size_t i = 0; i < part->count; i++) {
		const char *shown = index_text(
		    directory.index, SECTION_CONCEPT_TEXT, each[i].shown);

		good(shown);
		hidden += *shown == '\0';
	}
	assert_true(hidden > 50);
}

static void
is_no_label(void **state UNUSED)
{
	const struct vocabulary *vocabulary = directory.vocabulary;
	const char *value;

	for (size_t i = 0; i < vocabulary_types_count(vocabulary); i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(vocabulary, i);

		good(type->label);
		good(type->description);
		/* A listing's reason may have the words that gave a type. */
		for (size_t t = 0; t < type->terms_count; t++)
			good(type->terms[t]);
	}
	for (size_t n = 0;
	     (value = vocabulary_term_value(vocabulary, "group", n)) != NULL;
	     n++)
		good(vocabulary_term_label(vocabulary, "group", value));
}

static void
spell(const char *need)
{
	struct spelling spelling;

	spelling_read(directory.index, need, &directory.arena, &spelling);
	for (size_t i = 0; i < spelling.readings_count; i++)
		good(spelling.readings[i].value);
}

/* Each way to leave a letter out, to double one, to swap two, to stop. */
static void
spell_slips(const char *term)
{
	size_t length = strlen(term);
	char slip[200];

	for (size_t i = 0; i < length; i++) {
		snprintf(
		    slip, sizeof(slip), "%.*s%s", (int)i, term, term + i + 1);
		spell(slip);
		snprintf(
		    slip, sizeof(slip), "%.*s%s", (int)i + 1, term, term + i);
		spell(slip);
		if (i > 3) {
			snprintf(slip, sizeof(slip), "%.*s", (int)i, term);
			spell(slip);
		}
		if (i + 1 == length)
			continue;
		snprintf(slip, sizeof(slip), "%.*s%c%c%s", (int)i, term,
		    term[i + 1], term[i], term + i + 2);
		if (!unshown_has(unshown, slip))
			spell(slip);
	}
}

static void
is_never_what_a_slip_is_read_as(void **state UNUSED)
{
	each_term(true, spell_slips);
	spell("smak head");
	spell("looneybin");
}

static bool
finds(const char *need, const char *code, const char **as)
{
	char *query = arena_printf(&directory.arena, "limit=100&q=%s", need);

	test_search_run(&directory, query);
	good(directory.answer.did_you_mean);
	for (size_t i = 0; i < directory.answer.hits_count; i++) {
		const struct answer_hit *hit = &directory.answer.hits[i];
		struct card card;

		for (size_t w = 0; w < hit->why_count; w++)
			good(hit->why[w].as);
		assert_true(index_card(directory.index, hit->document, &card));
		if (strcmp(card.text[CARD_CODE], code) != 0)
			continue;
		*as = hit->why_count > 0 ? hit->why[0].as : NULL;
		return true;
	}
	return false;
}

static void
ask(const char *term)
{
	const char *as;

	finds(term, "", &as);
}

static void
is_in_no_reason(void **state UNUSED)
{
	each_term(false, ask);
	each_term(true, ask);
}

static void
is_understood_all_the_same(void **state UNUSED)
{
	const char *as;

	assert_true(finds("loony bin", "b2bbbb", &as));
	assert_true(finds("schizo", "b2bbbb", &as));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_found_within_a_text),
	    cmocka_unit_test(is_in_no_words_that_the_index_has_to_show),
	    cmocka_unit_test(is_no_label),
	    cmocka_unit_test(is_never_what_a_slip_is_read_as),
	    cmocka_unit_test(is_in_no_reason),
	    cmocka_unit_test(is_understood_all_the_same),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "schema/stated_parts.h"
#include "tests/testing.h"

static struct vocabulary *shipped;

static int
load_shipped(void **state UNUSED)
{
	char *folder = test_source("data/vocabulary");
	char error[300];

	shipped = vocabulary_load(folder, error, sizeof(error));
	if (shipped == NULL)
		print_error("%s\n", error);
	free(folder);
	return shipped == NULL;
}

static int
free_shipped(void **state UNUSED)
{
	vocabulary_free(shipped);
	return 0;
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * Facts of a sentence as the labelled files write them: sorted, ';'.
 * rules  only those that "signpost-import eligibility" prints
 */
static char *
facts_read(const char *sentence, bool all, bool rules)
{
	struct stated_fact facts[STATED_MAX_FACTS];
	char *texts[STATED_MAX_FACTS];
	struct arena arena = {0};
	struct buf out = {0};
	size_t count = 0, i, found;

	found = stated_sentence(
	    shipped, sentence, strlen(sentence), all, &arena, facts);
	for (i = 0; i < found; i++)
		if (!rules || stated_is_rule(&facts[i]))
			texts[count++] = arena_printf(&arena, "%s=%s",
			    facts[i].dimension, facts[i].value);
	qsort(texts, count, sizeof(*texts), compare_texts);
	for (i = 0; i < count; i++) {
		buf_add_text(&out, i > 0 ? ";" : "");
		buf_add_text(&out, texts[i]);
	}
	buf_add_text(&out, count == 0 ? "-" : "");
	arena_clear(&arena);
	return buf_take(&out);
}

static char *
facts_text(const char *sentence, bool all)
{
	return facts_read(sentence, all, false);
}

static void
states(const char *sentence, const char *expected)
{
	char *facts = facts_text(sentence, false);

	if (strcmp(facts, expected) != 0)
		fail_msg("'%s' gave %s, not %s", sentence, facts, expected);
	free(facts);
}

static void
knows_who_seeks_safety_from_what(void **state UNUSED)
{
	states("For people seeking safety in this country.", "group=refugees");
	states(
	    "For women seeking safety from family violence.", "gender=women");
}

static void
reads_ages(void **state UNUSED)
{
	states("For anyone aged 16 to 25.", "age.max=25;age.min=16");
	states("Over-60s only.", "age.min=60");
	states("Therapy for under 18s.", "age.max=17");
	states("Sixteen to twenty-four year olds", "age.max=24;age.min=16");
	states("Up to their 19th birthday.", "age.max=18");
	states("We have been here for over 25 years.", "-");
	states("Bus routes 16 and 25 stop outside.", "-");
	states("For pupils in years 7 to 9.", "age.max=14;age.min=11");
	states("From your eighteenth birthday.", "age.min=18");
	states("You must not have turned 25.", "age.max=24");
}

static void
states_nothing_that_is_said_of_others(void **state UNUSED)
{
	states("Another charity helps under 25s for free.", "-");
	states("Until 2015 this was for women only.", "-");
	states("Volunteers must be over 18.", "-");
	states("Funded by the Over 60s Trust, it is free.", "cost=free");
	states("There is no lift.", "-");
	states("You cannot refer yourself.", "-");
}

static void
reads_places_without_what_follows(void **state UNUSED)
{
	states("Patients registered with a Bristol GP practice.",
	    "area.place=bristol;area=gp");
	states("For people living in Leeds aged 16 and over.",
	    "age.min=16;area.place=leeds;area=live");
	states("For people living in Leeds and are over 60.",
	    "age.min=60;area.place=leeds;area=live");
	states("Provides services to residents in Trafford who have needs.",
	    "area.place=trafford;area=live");
	states("A listening ear for residents feeling lonely.", "-");
}

/* Reads the labelled sentences; *wanted and *sentence point into "line". */
static bool
next_labelled(
    FILE *file, char **line, size_t *room, char **wanted, char **sentence)
{
	while (getline(line, room, file) > 0) {
		(*line)[strcspn(*line, "\n")] = '\0';
		*sentence = strchr(*line, '\t');
		if (**line == '#' || *sentence == NULL)
			continue;
		*(*sentence)++ = '\0';
		*wanted = *line;
		return true;
	}
	return false;
}

static const char *const labelled[] = {"data/vocabulary/eligibility-dev.tsv",
    "tests/sentences/eligibility-more.tsv",
    "tests/sentences/eligibility-kept.tsv",
    "tests/sentences/eligibility-open.tsv"};

static FILE *
labelled_open(const char *name)
{
	char *path = test_source(name);
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	free(path);
	return file;
}

static void
reads_the_same_with_and_without_the_finder(void **state UNUSED)
{
	char *line = NULL, *wanted, *sentence, *found, *all;
	size_t room = 0, count = 0;

	for (size_t i = 0; i < ARRAY_LEN(labelled); i++) {
		FILE *file = labelled_open(labelled[i]);

		while (next_labelled(file, &line, &room, &wanted, &sentence)) {
			found = facts_text(sentence, false);
			all = facts_text(sentence, true);
			assert_string_equal(found, all);
			free(found);
			free(all);
			count++;
		}
		fclose(file);
	}
	assert_true(count > 650);
	free(line);
}

/* How many facts of "a" are not in "b". */
static int
missing(const char *a, const char *b)
{
	int count = 0;
	size_t length;

	if (strcmp(a, "-") == 0)
		return 0;
	for (; *a != '\0'; a += length + (a[length] == ';')) {
		const char *at = b;

		length = strcspn(a, ";");
		while (
		    strcspn(at, ";") != length || memcmp(at, a, length) != 0) {
			at += strcspn(at, ";");
			if (*at == '\0')
				break;
			at++;
		}
		count += *at == '\0';
	}
	return count;
}

static int
facts_in(const char *facts)
{
	return missing(facts, "");
}

struct score {
	int right, wrong, missed, alarms, traps;
};

static struct score
score_of(const char *name, bool rules)
{
	FILE *file = labelled_open(name);
	char *line = NULL, *wanted, *sentence, *found;
	struct score score = {0};
	size_t room = 0;

	while (next_labelled(file, &line, &room, &wanted, &sentence)) {
		found = facts_read(sentence, false, rules);
		score.wrong += missing(found, wanted);
		score.missed += missing(wanted, found);
		score.right += facts_in(found) - missing(found, wanted);
		if (strcmp(wanted, "-") == 0) {
			score.traps++;
			score.alarms += strcmp(found, "-") != 0;
		}
		free(found);
	}
	print_message("%s: precision %.3f, recall %.3f, %d of %d traps wrong\n",
	    name, (double)score.right / (score.right + score.wrong),
	    (double)score.right / (score.right + score.missed), score.alarms,
	    score.traps);
	free(line);
	fclose(file);
	return score;
}

/* That a service is open to all is a fact beside the labelled rules. */
static void
reads_the_labelled_sentences_well(void **state UNUSED)
{
	struct score dev = score_of(labelled[0], true),
		     more = score_of(labelled[1], true),
		     kept = score_of(labelled[2], true),
		     open = score_of(labelled[3], false);

	assert_true(dev.right >= 163 && dev.wrong <= 2 && dev.alarms <= 2);
	assert_true(more.missed <= 6 && more.wrong <= 4);
	assert_true(kept.missed <= 12 && kept.wrong <= 14);
	assert_int_equal(open.missed + open.wrong, 0);
}

static void
plain_is(const char *sentence, const char *expected)
{
	struct buf out = {0};

	stated_plain(&out, sentence, strlen(sentence));
	assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static void
makes_sentences_plain(void **state UNUSED)
{
	plain_is("Over  Sixty-fives\tonly", "over 65s only");
	plain_is("Fifties, eighteens, sixtieth", "50s, 18s, 60th");
	plain_is("tens of sevens", "tens of sevens");
	plain_is("Twenty-one to FIFTY four", "21 to 54");
	plain_is("No one, two-to-one", "no one, 2-to-one");
	plain_is("someone often", "someone often");
	plain_is("\xe2\x80\x98"
		 "A\xe2\x80\x99 \xe2\x80\x93 <b>B</b>&nbsp;&amp; c",
	    "'a' - b & c");
	plain_is("CR\xc3\x88"
		 "CHE \xc2\xa3"
		 "5",
	    "cr\xc3\xa8"
	    "che \xc2\xa3"
	    "5");
	plain_is("5 < 6 and &unknown;", "5 < 6 and &unknown;");
	plain_is("  ", "");
}

/*
 * What an expression needs: strings with '|' between, lists with '&',
 * alternatives with '/', a space as '.'; "anything" where nothing is known.
 */
static void
needs(const char *expression, const char *expected)
{
	struct arena arena = {0};
	struct buf out = {0};
	struct stated_need need;
	size_t i, k;
	char **text;

	stated_need_read(&arena, expression, &need);
	for (i = 0; i < need.alternatives_count; i++) {
		buf_add_text(&out, i > 0 ? "/" : "");
		for (k = 0; k < need.alternatives[i].lists_count; k++) {
			buf_add_text(&out, k > 0 ? "&" : "");
			for (text = need.alternatives[i].lists[k];
			     *text != NULL; text++) {
				buf_add_text(&out,
				    text > need.alternatives[i].lists[k] ? "|"
									 : "");
				buf_add_text(&out, *text);
			}
		}
	}
	for (i = 0; i < out.length; i++) {
		if (out.data[i] == ' ')
			out.data[i] = '.';
	}
	if (need.anything) {
		buf_reset(&out);
		buf_add_text(&out, "anything");
	}
	if (strcmp(buf_text(&out), expected) != 0)
		fail_msg("%s: %s", expression, buf_text(&out));
	buf_clear(&out);
	arena_clear(&arena);
}

static void
knows_what_an_expression_needs(void **state UNUSED)
{
	needs("\\bfree of charge\\b", ".free.of.charge.");
	needs("\\b(men|male)s?\\b", ".mens.|.men.|.males.|.male.");
	needs("self[- ]?refer(ral|red)?", "self.refer|selfrefer");
	needs("a[- ]+b", "a&b");
	needs("^(a|b)?c$", "c");
	needs("[0-3]+", "0|1|2|3");
	needs("x{0,3}yy", "yy");
	needs("x{2}", "x");
	needs("(ab)+", "ab");
	needs("foo.*\\bbar", "foo&.bar");
	needs("foo|ba[rz]", "foo/bar|baz");
	needs("(foo.|bar)x", "foo|bar&x");
	needs("a.b\\.c", "b.c&a");
	needs("\xc2\xa3[12]", "..1|..2");
	needs("(foo.+|bar.)", "foo|bar");
	needs("a*", "anything");
	needs("(abc)+?", "anything");
	needs("(foo|)", "anything");
	needs("foo|.*", "anything");
	needs("[^a]", "anything");
	needs(".", "anything");
	needs("", "anything");
	needs("\\b", "anything");
}

/* Every shipped pattern on a sentence, beside glibc's answer. */
static void
matches_as_regexec(const char *sentence)
{
	static regex_t regexes[STATED_MAX_PATTERNS];
	struct stated_patterns *patterns = shipped->patterns;
	struct buf plain = {0};

	stated_plain(&plain, sentence, strlen(sentence));
	for (size_t i = 0; i < patterns->count && plain.length > 0; i++) {
		const struct stated_pattern *pattern = &patterns->patterns[i];
		bool finds = stated_machine_finds(
		    pattern->match, plain.data, plain.length);

		/* Kept from sentence to sentence: a compilation is slow. */
		if (regexes[i].re_nsub == 0 && regexes[i].buffer == NULL)
			assert_int_equal(regcomp(&regexes[i], pattern->text,
					     REG_EXTENDED | REG_NOSUB),
			    0);
		if (finds !=
		    (regexec(&regexes[i], plain.data, 0, NULL, 0) == 0))
			fail_msg("%s on '%s'", pattern->id, plain.data);
	}
	if (sentence[0] == '\0') {
		for (size_t i = 0; i < patterns->count; i++)
			regfree(&regexes[i]);
	}
	buf_clear(&plain);
}

static void
matches_sentences_as_regexec_does(void **state UNUSED)
{
	FILE *file = labelled_open("data/vocabulary/eligibility-dev.tsv");
	char *line = NULL, *wanted, *sentence;
	size_t room = 0;

	while (next_labelled(file, &line, &room, &wanted, &sentence))
		matches_as_regexec(sentence);
	matches_as_regexec("");
	free(line);
	fclose(file);
}

static bool
finds(const char *expression, const char *text)
{
	struct stated_machine *machine = stated_machine_new(expression);
	bool found;

	assert_non_null(machine);
	found = stated_machine_finds(machine, text, strlen(text));
	/* What it has learned changes no answer. */
	assert_int_equal(
	    stated_machine_finds(machine, text, strlen(text)), found);
	stated_machine_free(machine);
	return found;
}

static void
matches_what_an_expression_says(void **state UNUSED)
{
	assert_true(finds("", ""));
	assert_true(finds("^$", ""));
	assert_false(finds("^$", "a"));
	assert_true(finds("\\bmen\\b", "for men"));
	assert_true(finds("\\bmen\\b", "men"));
	assert_false(finds("\\bmen\\b", "women"));
	assert_false(finds("\\bmen\\b", "men_2"));
	assert_true(finds("men\\b", "women\xc3\xa9"));
	assert_true(finds("^a{2,3}$", "aaa"));
	assert_false(finds("^a{2,3}$", "aaaa"));
	assert_true(finds("^a{2,}$", "aaaa"));
	assert_false(finds("^(ab){2}$", "ab"));
	assert_true(finds("^(ab?|c)*d+$", "abacdd"));
	assert_true(finds("[^a-c]", "abd"));
	assert_false(finds("[^]a-c]", "abc]"));
	assert_true(finds("a.c", "xabcx"));
	assert_false(finds("(a|b$)c", "bc"));
	assert_true(finds("\\$[0-9]", "for $5"));
}

static void
has_no_machine_for_what_is_no_expression(void **state UNUSED)
{
	static const char *const wrong[] = {"(", ")", "(a", "a)", "[", "[a",
	    "*a", "a|*", "a{", "a{2", "a{2,1}", "a{x}", "a{1000}", "\\", "\\w",
	    "[b-a]"};

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (stated_machine_new(wrong[i]) != NULL)
			fail_msg("'%s' was read", wrong[i]);
	assert_null(stated_machine_new("((a{40}){40}){40}"));
}

static size_t counted;

static void
count_cb(void *arg, const struct stated_fact *fact)
{
	assert_ptr_equal(arg, &counted);
	assert_non_null(fact->sentence);
	counted++;
}

static void
reads_a_text_sentence_by_sentence(void **state UNUSED)
{
	char *text = xmalloc(3 * STATED_MAX_TEXT);
	size_t i;

	counted = 0;
	stated_read(
	    shipped, "Men only. Ring us.\nOver 50s.", count_cb, &counted);
	assert_int_equal(counted, 2);
	/* An endless sentence is read in pieces, and not to its end. */
	for (i = 0; i < 3 * STATED_MAX_TEXT - 1; i++)
		text[i] = i % 9 == 0 ? ' ' : 'x';
	text[i] = '\0';
	memcpy(text + STATED_MAX_TEXT - 20, " over 50s ", 10);
	memcpy(text + STATED_MAX_TEXT + 20, " under 70s ", 11);
	counted = 0;
	stated_read(shipped, text, count_cb, &counted);
	assert_int_equal(counted, 1);
	free(text);
}

static void
gives_rules_with_their_sentences(void **state UNUSED)
{
	struct arena arena = {0};
	struct listing listing;
	const struct listing_rule *rule;

	listing_init(&listing, &arena);
	listing.name = arena_strdup(&arena, "42nd Street");
	listing.description = arena_strdup(&arena,
	    "A place to go. Counselling for young people aged 13 to "
	    "25 years, by phone.");
	stated_rules_give(shipped, &listing);
	rule = listing_rule_find(&listing, "age.min");
	assert_non_null(rule);
	assert_string_equal(rule->value, "13");
	assert_false(rule->from_field);
	assert_string_equal(rule->sentence,
	    "Counselling for young people aged 13 to 25 years, by phone.");
	assert_string_equal(
	    listing_rule_find(&listing, "age.max")->value, "25");
	assert_int_equal(listing.modes, MODE_PHONE);
	arena_clear(&arena);
}

static void
leaves_to_fields_what_they_state(void **state UNUSED)
{
	struct arena arena = {0};
	struct listing listing;
	struct listing_rule *rule;

	listing_init(&listing, &arena);
	listing.modes = MODE_IN_PERSON;
	rule = listing_rule_add(&listing);
	rule->dimension = arena_strdup(&arena, "age.min");
	rule->value = arena_strdup(&arena, "18");
	rule->from_field = true;
	listing.description =
	    arena_strdup(&arena, "For 16 to 25 year olds, by phone. It is "
				 "free. It is free.");
	listing.fees = arena_strdup(&arena, "It is free. Adults over 30 only.");
	stated_rules_give(shipped, &listing);
	assert_int_equal(listing.rules_count, 3);
	assert_string_equal(listing.rules[1].dimension, "cost");
	assert_string_equal(listing.rules[2].dimension, "format");
	assert_int_equal(listing.modes, MODE_IN_PERSON);
	arena_clear(&arena);
}

static void
keeps_both_where_the_words_on_who_contradict_a_field(void **state UNUSED)
{
	struct arena arena = {0};
	struct listing listing;
	struct listing_rule *rule;

	listing_init(&listing, &arena);
	rule = listing_rule_add(&listing);
	rule->dimension = arena_strdup(&arena, "age.min");
	rule->value = arena_strdup(&arena, "18");
	rule->from_field = true;
	listing.eligibility = arena_strdup(&arena, "Aged 16 and over.");
	listing.description = arena_strdup(&arena, "For over 21s.");
	stated_rules_give(shipped, &listing);
	assert_int_equal(listing.rules_count, 2);
	assert_string_equal(listing.rules[1].value, "16");
	arena_clear(&arena);
}

static void
reads_ages_that_differ_by_route(void **state UNUSED)
{
	states("16 and over by self-referral, 18 and over if a GP must refer.",
	    "age.min=16;age.min=18;referral=gp;referral=self");
}

static void
reads_each_way_of_a_list_of_referrals(void **state UNUSED)
{
	states("Self, GP or agency referral",
	    "referral=gp;referral=professional;referral=self");
	states("Self/GP referral", "referral=gp;referral=self");
	states(
	    "Self or agency referrals", "referral=professional;referral=self");
	states("Referrals from self, GP or social worker.",
	    "referral=gp;referral=professional;referral=self");
	states("For self-harm: GP referral", "referral=gp");
	states("Help with self esteem, GP referral", "referral=gp");
}

static void
reads_who_refers_wherever_it_stands_in_a_list(void **state UNUSED)
{
	states("GP, self or agency referral",
	    "referral=gp;referral=professional;referral=self");
	states("GP or social worker referral",
	    "referral=gp;referral=professional");
	states("GP/self referral", "referral=gp;referral=self");
	states("Social services referral", "referral=professional");
	states("Referrals from anyone incl. self", "referral=self");
	states("Referrals from anyone who works with the person", "-");
	states("No GP referral needed", "-");
}

/* A field that is about referral need not say so. */
static void
reads_a_list_of_who_refers_in_its_own_field(void **state UNUSED)
{
	static const struct {
		const char *words, *first, *last;
		size_t count;
	} cases[] = {
	    {"GP, self or agency", "self", "gp", 3},
	    {"Self", "self", "self", 1},
	    {"Professional / GP", "professional", "gp", 2},
	    {"Not known", NULL, NULL, 0},
	    {"Ask at the desk", NULL, NULL, 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct arena arena = {0};
		struct listing listing;

		listing_init(&listing, &arena);
		listing.referral = arena_strdup(&arena, cases[i].words);
		stated_rules_give(shipped, &listing);
		assert_int_equal(listing.rules_count, cases[i].count);
		for (size_t j = 0; j < listing.rules_count; j++) {
			assert_string_equal(
			    listing.rules[j].dimension, "referral");
			/* In its own words. */
			assert_string_equal(
			    listing.rules[j].sentence, cases[i].words);
		}
		if (cases[i].count > 0) {
			assert_true(listing_states(
			    &listing, "referral", cases[i].first));
			assert_true(listing_states(
			    &listing, "referral", cases[i].last));
		}
		arena_clear(&arena);
	}
}

static void
takes_no_toilet_for_a_way_in(void **state UNUSED)
{
	states("Disabled WC", "-");
	states("Accessible toilets and a kitchen", "-");
	states("Step-free, with an accessible toilet", "access=wheelchair");
	states("Disabled access", "access=wheelchair");
}

static void
takes_no_play_area_for_childcare(void **state UNUSED)
{
	states("Children's play area", "-");
	states("A play worker looks after your children.", "access=creche");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_who_seeks_safety_from_what),
	    cmocka_unit_test(reads_ages),
	    cmocka_unit_test(states_nothing_that_is_said_of_others),
	    cmocka_unit_test(reads_places_without_what_follows),
	    cmocka_unit_test(reads_the_same_with_and_without_the_finder),
	    cmocka_unit_test(reads_the_labelled_sentences_well),
	    cmocka_unit_test(makes_sentences_plain),
	    cmocka_unit_test(knows_what_an_expression_needs),
	    cmocka_unit_test(matches_sentences_as_regexec_does),
	    cmocka_unit_test(matches_what_an_expression_says),
	    cmocka_unit_test(has_no_machine_for_what_is_no_expression),
	    cmocka_unit_test(reads_a_text_sentence_by_sentence),
	    cmocka_unit_test(gives_rules_with_their_sentences),
	    cmocka_unit_test(leaves_to_fields_what_they_state),
	    cmocka_unit_test(
		keeps_both_where_the_words_on_who_contradict_a_field),
	    cmocka_unit_test(reads_ages_that_differ_by_route),
	    cmocka_unit_test(reads_who_refers_wherever_it_stands_in_a_list),
	    cmocka_unit_test(reads_a_list_of_who_refers_in_its_own_field),
	    cmocka_unit_test(takes_no_toilet_for_a_way_in),
	    cmocka_unit_test(reads_each_way_of_a_list_of_referrals),
	    cmocka_unit_test(takes_no_play_area_for_childcare),
	};

	return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "schema/synonyms.h"
#include "schema/vocabulary.h"
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

static void
knows_the_types(void **state UNUSED)
{
	int nhs = vocabulary_type_find(shipped, "talking.nhs");
	const struct vocabulary_type *type;

	assert_true(vocabulary_types_count(shipped) > 140);
	assert_true(nhs > 0);
	type = vocabulary_type(shipped, (size_t)nhs);
	assert_string_equal(type->label, "NHS Talking Therapies");
	assert_string_equal(type->terms[0], type->label);
	assert_string_equal(type->terms[1], "IAPT");
	assert_int_equal(
	    type->parent, vocabulary_type_find(shipped, "talking"));
	assert_string_equal(type->open_eligibility[0], "1220");
	assert_string_equal(type->open_eligibility[1], "1226");
	assert_null(type->open_eligibility[2]);
	assert_int_equal(vocabulary_type_find(shipped, "talking.dogs"), -1);
	assert_int_equal(strlen(vocabulary_hash(shipped)), 64);
}

static void
shows_terms_without_their_brackets(void **state UNUSED)
{
	size_t i, k;

	for (i = 0; i < vocabulary_types_count(shipped); i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(shipped, i);

		for (k = 0; k < type->terms_count; k++)
			assert_true(type->terms[k][0] != '(');
		assert_ptr_equal(type->label, type->terms[0]);
	}
}

static void
knows_what_lies_below_what(void **state UNUSED)
{
	assert_true(vocabulary_type_within("talking.nhs", "talking"));
	assert_true(vocabulary_type_within("talking", "talking"));
	assert_false(vocabulary_type_within("talking", "talking.nhs"));
	assert_false(vocabulary_type_within("talkings", "talking"));
}

static void
labels_eligibility_terms(void **state UNUSED)
{
	assert_string_equal(
	    vocabulary_term_label(shipped, "group", "carers"), "Unpaid carers");
	assert_null(vocabulary_term_label(shipped, "group", "dogs"));
}

/* The types of a listing, with a space between, in order. */
static void
types_are(struct listing *listing, const char *expected)
{
	struct buf out = {0};
	size_t i;

	vocabulary_types_give(shipped, listing);
	for (i = 0; i < listing->types_count; i++) {
		buf_add_text(&out, i > 0 ? " " : "");
		buf_add_text(&out, listing->types[i].id);
	}
	if (strcmp(buf_text(&out), expected) != 0)
		fail_msg(
		    "%s: %s, not %s", listing->name, buf_text(&out), expected);
	buf_clear(&out);
}

static void
typed(const char *name, const char *description, const char *expected)
{
	struct arena arena = {0};
	struct listing listing;

	listing_init(&listing, &arena);
	listing.name = arena_strdup(&arena, name);
	listing.description = arena_strdup(&arena, description);
	types_are(&listing, expected);
	arena_clear(&arena);
}

static void
finds_types_in_name_and_description(void **state UNUSED)
{
	typed("Trafford Psychological Therapies",
	    "Talking therapies for people aged 16 and over who are registered "
	    "with a GP in Trafford.",
	    "talking.nhs");
	typed("42nd Street",
	    "Counselling, therapy and one-to one support for young people "
	    "aged 13 to 25 years.",
	    "cyp talking.counselling");
	typed("Zion Anxiety Group",
	    "Drop-in group offering a sympathetic space.", "peer.anxiety");
	typed("G-Force",
	    "Listening ear services, activities such as arts and crafts and "
	    "Men in Sheds project to reduce isolation.",
	    "social.mensshed social.arts crisis.listening");
	typed("Acorn House", "A refuge for women. Call any time.",
	    "abuse.refuge");
	typed("The Hut", NULL, "");
}

static void
says_which_words_matched(void **state UNUSED)
{
	struct arena arena = {0};
	struct listing listing;

	listing_init(&listing, &arena);
	listing.name = arena_strdup(&arena, "Westby Men\xe2\x80\x99s Sheds");
	types_are(&listing, "social.mensshed");
	assert_int_equal(listing.types[0].by, TYPE_BY_NAME);
	assert_string_equal(listing.types[0].words, "Men\xe2\x80\x99s Sheds");
	arena_clear(&arena);
}

static void
counts_nothing_that_is_denied_or_offered_elsewhere(void **state UNUSED)
{
	typed("The Hut", "We do not offer counselling.", "");
	typed("The Hut",
	    "We don\xe2\x80\x99t offer counselling or befriending.", "");
	typed("The Hut",
	    "Part of a wider network that includes suicide prevention, "
	    "housing advice and a food bank.",
	    "");
	typed("The Hut",
	    "A men's shed. We also keep leaflets about debt advice and "
	    "bereavement.",
	    "social.mensshed");
	typed("The Hut", "Befriending, funded by the suicide prevention fund.",
	    "social.befriending");
	typed("The Hut", "We do not offer counselling, but we run a choir.",
	    "social.choir");
	typed("The Hut",
	    "Rooms for hire: yoga, counselling, Alcoholics "
	    "Anonymous.",
	    "");
	typed("The Hut",
	    "If you need help with debt advice we can point you "
	    "elsewhere.",
	    "");
}

static void
takes_capitals_for_what_they_are(void **state UNUSED)
{
	typed("The Hut", "Please add your name to the list.", "");
	typed("The Hut", "For adults with ADD.", "neuro.adhd");
}

static void
believes_the_feed_and_its_categories(void **state UNUSED)
{
	struct arena arena = {0};
	struct listing listing;
	struct listing_category *category;

	listing_init(&listing, &arena);
	listing.name = arena_strdup(&arena, "Westby Counselling");
	listing_type_add(&listing)->id = arena_strdup(&arena, "advice.food");
	category = listing_category_add(&listing);
	category->label = arena_strdup(&arena, "Carers");
	category = listing_category_add(&listing);
	category->scheme = arena_strdup(&arena, "esdServiceType");
	category->code = arena_strdup(&arena, "328");
	category = listing_category_add(&listing);
	category->code = arena_strdup(&arena, "openEligibility:1130");
	category = listing_category_add(&listing);
	category->code = arena_strdup(&arena, "social.choir");
	category = listing_category_add(&listing);
	category->scheme = arena_strdup(&arena, "unknown");
	category->code = arena_strdup(&arena, "328");
	types_are(&listing,
	    "advice.food social.choir bereavement.practical carers "
	    "talking.counselling");
	assert_int_equal(listing.types[1].by, TYPE_BY_LABEL);
	assert_string_equal(listing.types[3].words, "Carers");
	arena_clear(&arena);
}

static void
takes_a_code_of_many_types_for_what_they_share(void **state UNUSED)
{
	struct arena arena = {0};
	struct listing listing;

	listing_init(&listing, &arena);
	listing.name = arena_strdup(&arena, "The Hut");
	/* Every type of crisis help is 1126 in Open Eligibility. */
	listing_category_add(&listing)->code =
	    arena_strdup(&arena, "openEligibility:1126");
	/* Social groups of all kinds: of no one kind. */
	listing_category_add(&listing)->code =
	    arena_strdup(&arena, "esdServiceType:297");
	types_are(&listing, "crisis");
	arena_clear(&arena);
}

static void
gives_a_listing_its_types_once(void **state UNUSED)
{
	struct arena arena = {0};
	struct listing listing;

	listing_init(&listing, &arena);
	listing.name = arena_strdup(&arena, "Westby Counselling");
	types_are(&listing, "talking.counselling");
	types_are(&listing, "talking.counselling");
	arena_clear(&arena);
}

/* The types of a listing "Acorn House" with this one category. */
static void
means(const char *scheme, const char *code, const char *label,
    const char *expected)
{
	struct arena arena = {0};
	struct listing_category *category;
	struct listing listing;

	listing_init(&listing, &arena);
	listing.name = arena_strdup(&arena, "Acorn House");
	category = listing_category_add(&listing);
	if (scheme != NULL)
		category->scheme = arena_strdup(&arena, scheme);
	if (code != NULL)
		category->code = arena_strdup(&arena, code);
	if (label != NULL)
		category->label = arena_strdup(&arena, label);
	types_are(&listing, expected);
	arena_clear(&arena);
}

static void
reads_codes_of_other_lists(void **state UNUSED)
{
	means("openEligibility", "1130", NULL, "advice.food");
	means("open-eligibility", "1130", NULL, "advice.food");
	means(NULL, "openEligibility:1130", NULL, "advice.food");
	means("LGSL", "831", NULL, "cyp");
	means("esdServiceTypes", "272", NULL, "social.transport");
	means(
	    NULL, "http://id.esd.org.uk/service/272", NULL, "social.transport");
	means("http://terminology.hl7.org/CodeSystem/service-type", "12", NULL,
	    "social.lunch");
	means("ipsv", "3485", NULL, "neuro.autism");
	means("http://snomed.info/sct", "394587001", "Psychiatry", "cmh");
	/* A number says nothing where no list is named. */
	means(NULL, "3485", NULL, "");
	means("airs", "RP-1400.8000", NULL, "");
}

static void
reads_labels_as_publishers_write_them(void **state UNUSED)
{
	means(NULL, NULL, "COUNSELLING", "talking.counselling");
	means(NULL, NULL, "Lunch clubs", "social.lunch");
	means(NULL, NULL, "Arts & Crafts", "social.arts");
	means(NULL, NULL, "Mental Health > Counselling", "talking.counselling");
	means(NULL, NULL, "Befriending/Lunch club",
	    "social.befriending social.lunch");
	means(NULL, NULL, "Housing, debt and benefits advice",
	    "advice.debt advice.benefits advice.housing");
	means(NULL, NULL, "Counselling (adults)", "talking.counselling");
	means(NULL, NULL, "Peer support and self-help groups > Hearing voices",
	    "peer.voices");
	/* "Physical therapy" is no talking therapy. */
	means(NULL, NULL, "Physical Therapy", "");
	means(NULL, NULL, "Trauma and Orthopaedics", "");
	/* Synonyms lead to what helps; a category of that name is not it. */
	means(NULL, NULL, "Depression", "");
	means(NULL, NULL, "Quilting", "");
	/* Everybody's, and no one community's. */
	means(NULL, NULL, "Sexuality", "");
}

static void
knows_which_categories_nobody_knows(void **state UNUSED)
{
	static const struct {
		struct listing_category category;
		bool known;
	} cases[] = {
	    {{.label = (char *)"Counselling"}, true},
	    {{.label = (char *)"Wellbeing"}, true},
	    {{.label = (char *)"Quilting"}, false},
	    {{.label = (char *)"Sexuality"}, false},
	    {{.label = (char *)"Quilting > Lunch clubs"}, true},
	    {{.label = (char *)"Quilting and counselling nights"}, true},
	    {{(char *)"odsCode", (char *)"RR8", NULL}, true},
	    {{(char *)"airs", (char *)"RP-1400.8000", NULL}, false},
	    {{(char *)"airs", (char *)"RP-1400", (char *)"Counselling"}, true},
	    {{(char *)"openEligibility", (char *)"99", NULL}, false},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (vocabulary_category_known(shipped, &cases[i].category) !=
		    cases[i].known)
			fail_msg("case %zu", i);
}

/* A folder with good small files, of which "name" is replaced. */
static void
refuses(const char *name, const char *content, const char *expected)
{
	static const char *const files[][2] = {
	    {"service-types.tsv", "a\t-\tA\tx\tabout\t1\n"},
	    {"asides.tsv", "rest\tdo not\n"},
	    {"eligibility.tsv",
		"age.min\tnumber\tYoungest\ngender\tmen\tMen\n"},
	    {"eligibility-patterns.tsv", "p\tgender=men\t\\bmen\\b\t\n"},
	    {"synonyms.txt", "x = one; two\n"},
	    {"crisis.tsv", "suicide\tend it all\n"},
	    {"bank-holidays.tsv", "2026-06-15\tscotland\tWorld Cup\n"},
	    {"categories.tsv", "label\tHelp\t-\n"},
	};
	char *folder = test_folder(), error[300] = "";
	struct vocabulary *vocabulary;
	size_t i;

	for (i = 0; i < ARRAY_LEN(files); i++)
		free(test_file_write_text(folder, files[i][0],
		    strcmp(files[i][0], name) == 0 ? content : files[i][1]));
	vocabulary = vocabulary_load(folder, error, sizeof(error));
	if (expected == NULL)
		assert_non_null(vocabulary);
	else if (vocabulary != NULL)
		fail_msg("took %s", content);
	else if (strstr(error, expected) == NULL)
		fail_msg("said: %s", error);
	vocabulary_free(vocabulary);
	test_folder_remove(folder);
}

static void
refuses_doubtful_categories_by_line(void **state UNUSED)
{
	const char *file = "categories.tsv";

	refuses(file, "", NULL);
	refuses(file, "label\tHelp\t-\ncode\tx\t1\ta\nscheme\tx\ty; z\n", NULL);
	refuses(file, "Help\ta\n", "categories.tsv:1: 'label', 'code'");
	refuses(file, "# x\nlabel\tHelp\tb\n",
	    "categories.tsv:2: 'b' is no type id");
	refuses(file, "label\tHelp\n", "the label and its types");
	refuses(file, "label\t-\ta\n", "has no word in it");
	refuses(file, "label\tHelp\ta\nlabel\tThe help\ta\n",
	    "categories.tsv:2: the label 'The help' stands twice");
	refuses(file, "code\tx\ta\n", "the scheme, the code");
	refuses(file, "code\tx\t1\t\n", "type ids");
	refuses(file, "scheme\tx\n", "what else it is called");
}

static void
refuses_doubtful_words_of_crisis_by_line(void **state UNUSED)
{
	const char *file = "crisis.tsv";

	refuses(file, "", NULL);
	refuses(file, "not\t\"a|b .. c\"\n", NULL);
	refuses(file, "# x\nsuicid\ta\n", "crisis.tsv:2: 'suicide', 'danger'");
	refuses(file, "danger\n", "crisis.tsv:1: 'suicide', 'danger'");
	refuses(file, "danger\t\n", "'' cannot be read");
	refuses(file, "danger\ta|| b\n", "'a|| b' cannot be read");
	refuses(file, "danger\t.. a\n", "'.. a' cannot be read");
	refuses(file, "danger\ta ..\n", "'a ..' cannot be read");
	refuses(file, "danger\ta b c d e f g h i\n", "at most 8 words");
}

static void
refuses_doubtful_holidays_by_line(void **state UNUSED)
{
	const char *file = "bank-holidays.tsv";
	const char *expected = "bank-holidays.tsv:1: a date";

	refuses(file, "", NULL);
	refuses(file, "2026-06-15\tscotland northern-ireland\t-\n", NULL);
	refuses(file, "2026-06-31\tscotland\tA\n", expected);
	refuses(file, "2026-06-15\twales\tA\n", expected);
	refuses(file, "2026-06-15\tall\n", expected);
	refuses(file, "2026-06-15\tall\t\n", expected);
	refuses(file, "2026-06-15\tall\tA\n2026-06-15\tscotland\tB\n",
	    "bank-holidays.tsv:2: 2026-06-15 stands twice");
}

static void
refuses_doubtful_types_by_line(void **state UNUSED)
{
	const char *file = "service-types.tsv";

	refuses(file, "# about\n\na\t-\tA\tx\tabout\r\n", NULL);
	refuses(file, "a\t-\tA\n", "service-types.tsv:1: id, parent");
	refuses(
	    file, "# x\nA\t-\tA\tx\tabout\n", "service-types.tsv:2: 'A' is");
	refuses(file, "a.b.c\t-\tA\tx\tabout\n", "'a.b.c' is no id");
	refuses(file, "a\t-\tA\tx\tabout\na\t-\tB\ty\tabout\n",
	    "service-types.tsv:2: 'a' stands twice");
	refuses(file, "a.b\ta\tA\tx\tabout\n", "the parent of 'a.b'");
	refuses(file, "a\t-\tA\tx\tabout\nc.b\ta\tB\ty\tabout\n",
	    "the parent of 'c.b'");
	refuses(file, "a\t-\t\tx\tabout\n", "'a' has no label");
	refuses(file, "a\t-\tA\tx; x\tabout\n", "'x' stands twice");
	refuses(file, "a\t-\tA\tx; ...\tabout\n", "'...' has no word");
	refuses(file, "a\t-\tA\tx\tabout\t12; b\n", "'b' is no code");
	refuses(file, "a\t-\tA\tx\tabout\t\t\t\t\t\n", "more than 9 columns");
	refuses(
	    file, "a\t-\t\xff\tx\tabout\n", "service-types.tsv:1: not UTF-8");
	refuses(file, "", "no types");
}

static void
refuses_doubtful_terms_and_asides(void **state UNUSED)
{
	refuses("eligibility.tsv", "gender\tmen\n",
	    "eligibility.tsv:1: dimension, value and label");
	refuses("eligibility.tsv", "gender\tmen\tMen\ngender\tmen\tMen\n",
	    "eligibility.tsv:2: gender=men stands twice");
	refuses("asides.tsv", "some\twords\n", "asides.tsv:1: 'whole'");
	refuses("asides.tsv", "rest\t...\n", "asides.tsv:1: 'whole'");
}

static void
refuses_doubtful_synonyms(void **state UNUSED)
{
	const char *file = "synonyms.txt";

	refuses(file,
	    "x > low mood => sad^0.5; type:a; elig:gender=men # why\n"
	    "y ~ sleep => sleap\nz ! sheep\nw ? help\n"
	    "v & mum; mam\nu - keeps; really\n",
	    NULL);
	refuses(file, "x\n", "synonyms.txt:1: a label, one of");
	refuses(file, "# x\nx + one; two\n", "synonyms.txt:2: a label, one");
	refuses(file, "x =\n", "a label, one of");
	refuses(file, "x = ...; two\n", "'...' has no word");
	refuses(file, "x = one => two\n", "'=>' has no place");
	refuses(file, "x & mum; my mam\n", "'my mam' is more than one word");
	refuses(file, "x - of course\n", "'of course' is more than one");
	refuses(file, "x > one; two\n", "'=>' and targets are expected");
	refuses(file, "x > one =>\n", "nothing stands after '=>'");
	refuses(file, "x > one => ;\n", "the term '' has no word");
	refuses(file, "x > one => two^2\n", "the weight '2' is no number");
	refuses(file, "x > one => two^a\n", "the weight 'a' is no number");
	refuses(file, "x > one => type:b\n", "'b' is no type");
	refuses(file, "x > one => elig:gender=dogs\n", "'elig:gender=dogs'");
	refuses(file, "x = one\ttwo\n", "tabs have no place");
}

static void
reads_synonyms_as_written(void **state UNUSED)
{
	size_t found = 0;

	for (size_t i = 0; i < synonyms_count(shipped); i++) {
		const struct synonym_rule *rule = synonym_rule(shipped, i);

		if (strcmp(rule->label, "sleep-lay") == 0) {
			found++;
			assert_int_equal(rule->kind, SYNONYM_ONE_WAY);
			assert_string_equal(rule->terms[1], "cant sleep");
			assert_string_equal(rule->targets[0].text, "insomnia");
			assert_int_equal(
			    rule->targets[2].kind, SYNONYM_TO_TYPE);
			assert_string_equal(
			    rule->targets[2].text, "recovery.sleep");
		} else if (strcmp(rule->label, "sp-phobia") == 0) {
			found++;
			assert_int_equal(rule->kind, SYNONYM_SPELLING);
			assert_string_equal(rule->terms[0], "fobia");
			assert_string_equal(rule->targets[0].text, "phobia");
		}
	}
	assert_int_equal(found, 2);
}

struct said {
	char body[400], asides[400];
};

static void
keep_part(void *arg, const char *part, size_t length, bool aside)
{
	struct said *said = arg;

	strncat(aside ? said->asides : said->body, part, length);
}

static void
sets_asides_apart(void **state UNUSED)
{
	struct said said = {"", ""};

	vocabulary_asides(shipped,
	    "We talk. We do not offer debt advice, but we bake. Thanks to the "
	    "Choir. Room hire.",
	    keep_part, &said);
	assert_string_equal(said.body, "We talk.but we bake.");
	assert_string_equal(said.asides,
	    "We do not offer debt advice, Thanks to the Choir.Room hire.");
	memset(&said, 0, sizeof(said));
	vocabulary_asides(shipped,
	    "We do not charge for counselling. We don't turn anyone away: "
	    "food parcels. We do not mend bikes.",
	    keep_part, &said);
	assert_string_equal(said.body,
	    "We do not charge for counselling."
	    "We don't turn anyone away: food parcels.");
	assert_string_equal(said.asides, "We do not mend bikes.");
	assert_true(vocabulary_is_role(shipped, "Volunteers wanted: Hub"));
	assert_false(vocabulary_is_role(shipped, "Volunteer Centre"));
	assert_false(vocabulary_is_role(shipped, NULL));
}

static void
refuses_doubtful_patterns(void **state UNUSED)
{
	const char *file = "eligibility-patterns.tsv";

	refuses(file, "p\tage.min=$1\t([0-9])\tx\n", NULL);
	refuses(file, "p\tgender=men\n", "eligibility-patterns.tsv:1: id,");
	refuses(file, "p\tgender=dogs\tmen\t\n", "has no gender=dogs");
	refuses(file, "p\tgender\tmen\t\n", "'gender' is no fact");
	refuses(file, "p\tage.min=$1\tmen\t\n", "the pattern has 0 groups");
	refuses(file, "p\tage.min=$x\tmen\t\n", "'$x' is no group");
	refuses(file, "p\tage.min=100\tmen\t\n", "has no age.min=100");
	refuses(file, "p\tgender=men\tMen\t\n", "'M' never matches");
	refuses(file, "p\tgender=men\tmen\\d\t\n", "'\\d' is not allowed");
	refuses(file, "p\tgender=men\t(men\t\n", "'(men'");
	refuses(file, "p\tgender=men\tmen\t[\n", "'['");
	refuses(file, "p\tgender=men\t(men ?+++++++++++++++++)?\t\n",
	    "eligibility-patterns.tsv:1: '(men ?+++++++++++++++++)?' repeats "
	    "too much");
	refuses(file, "p\tgender=men\tmen\t((m{40}){40}){40}\n",
	    "'((m{40}){40}){40}' repeats too much");
	refuses(file, "p\tgender=men\tcaf[\xc3\xa9]\t\n", "beyond ASCII");
	refuses(file, "p\tgender=men\tmen\t\np\tgender=men\tmale\t\n",
	    "eligibility-patterns.tsv:2: 'p' stands twice");
}

static void
says_which_file_is_not_there(void **state UNUSED)
{
	char error[300];

	assert_null(vocabulary_load("/nowhere", error, sizeof(error)));
	assert_non_null(strstr(error, "/nowhere/service-types.tsv: "));
}

static void
reads_in_prose_that_a_listing_is_closed_or_paused(void **state UNUSED)
{
	static const struct {
		const char *text;
		enum listing_status status;
	} said[] = {
	    {"PLEASE NOTE: this service has now closed.", LISTING_CLOSED},
	    {"A group for walkers. This group folded in 2023.", LISTING_CLOSED},
	    {"Our waiting list is currently closed to new referrals.",
		LISTING_PAUSED},
	    {"Temporarily suspended due to staffing.", LISTING_PAUSED},
	    {"The office is closed on bank holidays.", LISTING_ACTIVE},
	    {"There is a waiting list of three months.", LISTING_ACTIVE},
	};

	for (size_t i = 0; i < ARRAY_LEN(said); i++)
		assert_int_equal(
		    vocabulary_status(shipped, said[i].text), said[i].status);
	assert_int_equal(vocabulary_status(shipped, NULL), LISTING_ACTIVE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_the_types),
	    cmocka_unit_test(shows_terms_without_their_brackets),
	    cmocka_unit_test(knows_what_lies_below_what),
	    cmocka_unit_test(reads_in_prose_that_a_listing_is_closed_or_paused),
	    cmocka_unit_test(labels_eligibility_terms),
	    cmocka_unit_test(finds_types_in_name_and_description),
	    cmocka_unit_test(says_which_words_matched),
	    cmocka_unit_test(
		counts_nothing_that_is_denied_or_offered_elsewhere),
	    cmocka_unit_test(takes_capitals_for_what_they_are),
	    cmocka_unit_test(believes_the_feed_and_its_categories),
	    cmocka_unit_test(takes_a_code_of_many_types_for_what_they_share),
	    cmocka_unit_test(gives_a_listing_its_types_once),
	    cmocka_unit_test(reads_codes_of_other_lists),
	    cmocka_unit_test(reads_labels_as_publishers_write_them),
	    cmocka_unit_test(knows_which_categories_nobody_knows),
	    cmocka_unit_test(refuses_doubtful_categories_by_line),
	    cmocka_unit_test(refuses_doubtful_words_of_crisis_by_line),
	    cmocka_unit_test(refuses_doubtful_holidays_by_line),
	    cmocka_unit_test(refuses_doubtful_types_by_line),
	    cmocka_unit_test(refuses_doubtful_terms_and_asides),
	    cmocka_unit_test(refuses_doubtful_patterns),
	    cmocka_unit_test(refuses_doubtful_synonyms),
	    cmocka_unit_test(reads_synonyms_as_written),
	    cmocka_unit_test(sets_asides_apart),
	    cmocka_unit_test(says_which_file_is_not_there),
	};

	return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}

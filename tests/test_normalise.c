#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/paths.h"
#include "importers/feeds_conf.h"
#include "importers/normalise.h"
#include "schema/record_place.h"
#include "tests/testing.h"

struct setting {
	struct arena arena;
	struct listing listing;
	struct normaliser normaliser;
	struct buf said; /* "FIELD: WHAT; DONE" lines */
};

static struct record *record;
static struct vocabulary *vocabulary;

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct setting *set = arg;

	buf_printf(&set->said, "%s: %s; %s\n", problem->field, problem->what,
	    problem->done);
}

static int
shop_open(void **state)
{
	static const char *const districts[] = {"E08000009"};
	char *folder = path_data("vocabulary"), error[300] = "";

	(void)state;
	vocabulary = vocabulary_load(folder, error, sizeof(error));
	free(folder);
	record = record_open(":memory:", error, sizeof(error));
	if (!vocabulary || !record)
		fail_msg("%s", error);
	assert_int_equal(
	    record_area_put(record, &(struct record_area){.gss = "E08000009",
					.kind = PLACE_COUNCIL,
					.name = "Trafford",
					.slug = "trafford",
					.parent = "E92000001"}),
	    RECORD_OK);
	assert_int_equal(record_outcode_put(record, "M32", 53450000, -2310000,
			     500, districts, 1),
	    RECORD_OK);
	assert_int_equal(record_postcode_put(record, "M32 0TH", 53451000,
			     -2311000, "E08000009", "E05000001"),
	    RECORD_OK);
	record_places_changed(record);
	return 0;
}

static int
shop_close(void **state)
{
	(void)state;
	record_close(record);
	vocabulary_free(vocabulary);
	return 0;
}

static int
setting_make(void **state)
{
	struct setting *set = xcalloc(1, sizeof(*set));

	listing_init(&set->listing, &set->arena);
	set->listing.name = arena_strdup(&set->arena, "Tea and Talk");
	set->normaliser = (struct normaliser){
	    .record = record,
	    .vocabulary = vocabulary,
	    .today = 20000,
	    .places_known = true,
	    .arg = set,
	    .problem = problem_cb,
	};
	*state = set;
	return 0;
}

static int
setting_free(void **state)
{
	struct setting *set = *state;

	buf_clear(&set->said);
	arena_clear(&set->arena);
	free(set);
	return 0;
}

static char *
text(struct setting *set, const char *of)
{
	return arena_strdup(&set->arena, of);
}

static void
normalise(struct setting *set)
{
	normalise_listing(&set->normaliser, &set->listing);
}

static void
said(struct setting *set, const char *part)
{
	if (!strstr(buf_text(&set->said), part))
		fail_msg("expected '%s' in: %s", part, buf_text(&set->said));
}

static void
placeholders_become_nothing(void **state)
{
	struct setting *set = *state;
	static const char *const nothing[] = {"N/A", "n/a.", "Not known", ".",
	    "-", "Information will be posted asap", "TBC", "  "};

	for (size_t i = 0; i < ARRAY_LEN(nothing); i++)
		assert_true(normalise_placeholder(nothing[i]));
	assert_false(normalise_placeholder("None"));
	assert_false(normalise_placeholder("Free"));
	assert_false(normalise_placeholder("Nail care"));
	set->listing.fees = text(set, "Not known");
	normalise(set);
	assert_null(set->listing.fees);
}

static void
texts_are_cleaned_and_lines_kept_where_they_count(void **state)
{
	struct setting *set = *state;

	set->listing.name = text(set, "  Tea\n and\tTalk ");
	set->listing.description = text(set, " One \r\n\n  two\x07 ");
	normalise(set);
	assert_string_equal(set->listing.name, "Tea and Talk");
	assert_string_equal(set->listing.description, "One\ntwo");
	assert_string_equal(buf_text(&set->said), "");
}

static void
a_long_text_is_cut_and_told(void **state)
{
	struct setting *set = *state;
	char *name = arena_alloc(&set->arena, 1000);

	memset(name, 'a', 999);
	set->listing.name = name;
	normalise(set);
	assert_int_equal(strlen(set->listing.name), LISTING_MAX_NAME);
	said(set, "name: it is 999 bytes long, the most is 300; cut");
}

static void
links_and_addresses_that_are_none_are_left_out(void **state)
{
	struct setting *set = *state;

	set->listing.url = text(set, "javascript:alert(1)");
	set->listing.org_url = text(set, "www.example.org");
	set->listing.email = text(set, "see our page");
	set->listing.org_email = text(set, "mailto:tea@example.org");
	normalise(set);
	assert_null(set->listing.url);
	assert_string_equal(set->listing.org_url, "https://www.example.org");
	assert_null(set->listing.email);
	assert_string_equal(set->listing.org_email, "tea@example.org");
	said(set, "url: ");
	said(set, "email: ");
}

static void
a_number_that_cannot_be_dialled_gets_no_link(void **state)
{
	struct setting *set = *state;
	struct listing_phone *phone = listing_phone_add(&set->listing);

	phone->given = text(set, "0113 496 0182");
	phone->dial = text(set, "+441134960182;rm");
	listing_phone_add(&set->listing)->dial = text(set, "+441134960183");
	normalise(set);
	assert_int_equal(set->listing.phones_count, 2);
	assert_null(set->listing.phones[0].dial);
	assert_string_equal(set->listing.phones[1].show, "0113 496 0183");
}

static void
a_position_is_that_of_the_postcode_where_none_is_given(void **state)
{
	struct setting *set = *state;

	listing_location_add(&set->listing)->postcode = text(set, "m320th");
	listing_location_add(&set->listing)->postcode = text(set, "M32 9ZZ");
	normalise(set);
	assert_string_equal(set->listing.locations[0].postcode, "M32 0TH");
	assert_int_equal(
	    set->listing.locations[0].position_from, POSITION_POSTCODE);
	assert_string_equal(set->listing.locations[0].district, "E08000009");
	assert_string_equal(set->listing.locations[0].ward, "E05000001");
	assert_int_equal(
	    set->listing.locations[1].position_from, POSITION_OUTCODE);
}

static void
a_postcode_that_is_none_is_kept_as_given(void **state)
{
	struct setting *set = *state;

	listing_location_add(&set->listing)->postcode = text(set, "WA154 1HF");
	normalise(set);
	assert_null(set->listing.locations[0].postcode);
	assert_string_equal(
	    set->listing.locations[0].postcode_given, "WA154 1HF");
	said(set, "postcode: 'WA154 1HF' is no postcode; kept as text");
}

static void
positions_that_cannot_be_are_left_out(void **state)
{
	struct setting *set = *state;
	struct listing_location *at = listing_location_add(&set->listing);

	at->town = text(set, "Westby");
	at->position_from = POSITION_SOURCE;
	at->lat = 99.999999;
	at = listing_location_add(&set->listing);
	at->postcode = text(set, "M32 0TH");
	at->position_from = POSITION_SOURCE;
	at->lat = 51.5; /* London */
	at->lon = -0.12;
	normalise(set);
	assert_int_equal(
	    set->listing.locations[0].position_from, POSITION_NONE);
	assert_int_equal(
	    set->listing.locations[1].position_from, POSITION_POSTCODE);
	said(set, "is not in the United Kingdom; left out");
	said(set, "km from its postcode M32 0TH");
}

static void
an_area_is_found_by_name_and_a_broken_code_is_told(void **state)
{
	struct setting *set = *state;

	listing_area_add(&set->listing)->name = text(set, "Trafford");
	listing_area_add(&set->listing)->code = text(set, "E0800009");
	listing_area_add(&set->listing)->name = text(set, "Nationwide");
	normalise(set);
	assert_string_equal(set->listing.areas[0].code, "E08000009");
	assert_null(set->listing.areas[1].code);
	assert_string_equal(set->listing.areas[1].name, "E0800009");
	assert_true(set->listing.areas[2].national);
	said(set, "area: 'E0800009' is no area code");
}

static void
the_feeds_area_stands_where_a_record_names_none(void **state)
{
	struct setting *set = *state;

	set->normaliser.area = "E08000009";
	normalise(set);
	assert_int_equal(set->listing.areas_count, 1);
	assert_string_equal(set->listing.areas[0].name, "Trafford");
}

static void
what_the_feeds_area_is_called_is_kept_without_a_word_for_each_record(
    void **state)
{
	struct setting *set = *state;

	set->normaliser.area = "E06000999";
	normalise(set);
	assert_int_equal(set->listing.areas_count, 1);
	assert_null(set->listing.areas[0].code);
	assert_string_equal(set->listing.areas[0].name, "E06000999");
	assert_string_equal(buf_text(&set->said), "");
}

static void
dates_that_cannot_be_are_left_out(void **state)
{
	struct setting *set = *state;

	set->listing.checked = 20400;
	set->listing.modified = 3;
	set->listing.collected = 19000;
	normalise(set);
	assert_int_equal(set->listing.checked, 0);
	assert_int_equal(set->listing.modified, 0);
	assert_int_equal(set->listing.collected, 19000);
	said(set, "checked: 2025-11-08 is in the future; left out");
}

static void
types_and_rules_that_we_do_not_know_are_left_out(void **state)
{
	struct setting *set = *state;
	struct listing_rule *rule = listing_rule_add(&set->listing);

	listing_type_add(&set->listing)->id = text(set, "talking.nonsense");
	rule->dimension = text(set, "age.min");
	rule->value = text(set, "180");
	normalise(set);
	assert_null(listing_rule_find(&set->listing, "age.min"));
	said(set, "type: 'talking.nonsense' is no service type");
	said(set, "eligibility: 'age.min=180' is no rule we know");
}

static void
prose_gives_rules_with_their_sentence(void **state)
{
	struct setting *set = *state;
	const struct listing_rule *rule;

	set->listing.eligibility = text(set, "For women aged 18 and over.");
	normalise(set);
	rule = listing_rule_find(&set->listing, "age.min");
	assert_non_null(rule);
	assert_string_equal(rule->value, "18");
	assert_false(rule->from_field);
	assert_string_equal(rule->sentence, "For women aged 18 and over.");
}

static void
place_it(struct setting *set)
{
	struct listing_location *at = listing_location_add(&set->listing);

	at->name = text(set, "The Old House");
	at->address = text(set, "1 Hidden Street");
	at->town = text(set, "Stretford");
	at->postcode = text(set, "M32 0TH");
}

static void
a_refuge_keeps_its_council_alone(void **state)
{
	struct setting *set = *state;
	const struct listing_location *at;

	place_it(set);
	set->listing.description =
	    text(set, "A Safe House for women.  We are at M32 0TH, ask.");
	normalise(set);
	assert_true(set->listing.hide_address);
	assert_int_equal(set->listing.locations_count, 1);
	at = &set->listing.locations[0];
	assert_null(at->name);
	assert_null(at->address);
	assert_null(at->town);
	assert_null(at->postcode);
	assert_int_equal(at->position_from, POSITION_NONE);
	assert_string_equal(at->district, "E08000009");
	assert_string_equal(at->ward, "");
	assert_null(strstr(set->listing.description, "M32 0TH"));
	said(set, "address: it is, or speaks of, a refuge");
}

static void
a_refuges_address_goes_from_its_words_too(void **state)
{
	struct setting *set = *state;

	place_it(set);
	set->listing.locations[0].address =
	    text(set, "Flat 2, 1 Hidden Street, Greater Manchester");
	set->listing.description = text(set,
	    "A refuge at 1 hidden street. Hidden Street is quiet. For women"
	    " of Greater Manchester.");
	normalise(set);
	assert_string_equal(set->listing.description,
	    "A refuge at (address withheld). (address withheld) is quiet. For"
	    " women of Greater Manchester.");
}

static void
what_a_mark_hides_goes_from_all_texts(void **state)
{
	static const struct {
		const char *hidden, *text, *left;
	} cases[] = {
	    {"14 Mill Lane", "We are at 14 mill  LANE, by the shop.",
		"We are at (address withheld), by the shop."},
	    {"14 Mill Lane", "At 14,\nMill-Lane. Mill Lane's quiet.",
		"At (address withheld). (address withheld) quiet."},
	    {"14 Mill Lane",
		"At 14 Mill Ln\xc2\xa0or 14\xc2\xa0Mill\xc2\xa0"
		"Lane",
		"At (address withheld)\xc2\xa0or (address withheld)"},
	    {"14\nMill Lane\nQuexby", "14 Mill Lane, Quexby.",
		"(address withheld), Quexby."},
	    {"Rose Cottage, Mill Road", "Rose cottage is in Mill Rd.",
		"(address withheld) is in (address withheld)."},
	    {"Flat 2, 14 St. Mary\xe2\x80\x99s Street Quexby QX4 1AB",
		"14 St Mary's St; St Marys Street; flat 2",
		"(address withheld); (address withheld); (address withheld)"},
	    {"Thornfield Hall, Station Road", "Ring Thornfield  Hall",
		"Ring (address withheld)"},
	    {"QX4 1AB", "qx41ab, QX4  1AB, Qx4\n1ab and M32 0TH",
		"(address withheld), (address withheld), (address withheld) "
		"and (postcode withheld)"},
	    {"WA154 1HF", "It is WA154 1hf.", "It is (address withheld)."},
	    {"14 Mill Lane", "Windmill lanes, 114 Mill Laney, mill work",
		"Windmill lanes, 114 Mill Laney, mill work"},
	    {"Quexby", "In Quexby", "In Quexby"},
	    {"14", "14 people", "14 people"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct setting *set = *state;

		buf_reset(&set->said);
		set->listing.hide_address = true;
		set->listing.locations_count = 0;
		listing_withheld_add(&set->listing, cases[i].hidden);
		set->listing.description = text(set, cases[i].text);
		normalise(set);
		assert_string_equal(set->listing.description, cases[i].left);
		assert_int_equal(set->listing.withheld_count, 0);
		if (strcmp(cases[i].text, cases[i].left) != 0)
			said(set,
			    "description: it tells an address or postcode");
	}
}

static void
a_hidden_address_is_in_no_list_nor_link(void **state)
{
	struct setting *set = *state;
	struct listing *listing = &set->listing;
	struct listing_phone *phone = listing_phone_add(listing);
	struct listing_opening *opening = listing_opening_add(listing);

	listing->hide_address = true;
	listing_withheld_add(listing, "14 Mill Lane");
	listing_withheld_add(listing, "Westby Circle");
	listing->name = text(set, "Westby Circle, 14 Mill Lane");
	listing->url = text(set, "https://www.example.org/14-mill-lane");
	listing->email = text(set, "us@example.org");
	phone->given = text(set, "0113 496 0101 (Mill Lane)");
	phone->note = text(set, "14 Mill Lane");
	opening->note = text(set, "at Mill Lane");
	listing_area_add(listing)->name = text(set, "Mill Lane");
	listing_category_add(listing)->label = text(set, "Mill Lane groups");
	normalise(set);
	assert_string_equal(listing->name, "Westby Circle, (address withheld)");
	assert_null(listing->url);
	assert_string_equal(listing->email, "us@example.org");
	assert_null(strstr(listing->phones[0].given, "Mill"));
	assert_null(strstr(listing->phones[0].note, "Mill"));
	assert_null(strstr(listing->openings[0].note, "Mill"));
	assert_null(strstr(listing->areas[0].name, "Mill"));
	assert_null(strstr(listing->categories[0].label, "Mill"));
}

static void
a_refuge_by_its_type_is_one_too(void **state)
{
	struct setting *set = *state;

	place_it(set);
	listing_type_add(&set->listing)->id = text(set, "abuse.refuge");
	normalise(set);
	assert_true(set->listing.hide_address);
	assert_null(set->listing.locations[0].postcode);
}

static void
a_marked_record_is_withheld_even_if_its_mapping_says_public(void **state)
{
	struct setting *set = *state;

	place_it(set);
	set->listing.hide_address = set->listing.public_address = true;
	normalise(set);
	assert_null(set->listing.locations[0].address);
}

static void
a_public_address_and_a_refugee_centre_stay(void **state)
{
	struct setting *set = *state;

	place_it(set);
	set->listing.description = text(set, "Help for refugees.");
	normalise(set);
	assert_string_equal(
	    set->listing.locations[0].address, "1 Hidden Street");
	set->listing.description = text(set, "Not a refuge.");
	set->listing.public_address = true;
	normalise(set);
	assert_false(set->listing.hide_address);
	assert_string_equal(
	    set->listing.locations[0].address, "1 Hidden Street");
}

/* The configuration, which says how all this is read. */
static bool
conf_read(const char *of, struct feeds_conf *conf, char error[300])
{
	char *folder = test_folder();
	char *path = test_file_write_text(folder, "feeds.conf", of);
	bool read = feeds_conf_read(conf, path, error, 300);

	free(path);
	test_folder_remove(folder);
	return read;
}

static void
a_configuration_names_feeds_in_order(void **state)
{
	struct feeds_conf conf;
	char error[300] = "", *path;

	(void)state;
	if (!conf_read("[west]\ntitle = West\nsource = a.xml\n"
		       "source = /b.xml\nevery = 6h\n"
		       "collected = 2020-01-31\n"
		       "[help]\nsource = h.xml\n"
		       "role = national-helplines\n",
		&conf, error))
		fail_msg("%s", error);
	assert_int_equal(conf.count, 2);
	assert_string_equal(conf.feeds[0].id, "west");
	assert_int_equal(conf.feeds[0].sources.count, 2);
	assert_int_equal(conf.feeds[0].every_s, 6 * 3600);
	assert_int_equal(conf.feeds[0].collected, date_parse("2020-01-31"));
	assert_int_equal(conf.feeds[1].role, FEED_ROLE_HELPLINES);
	assert_ptr_equal(feeds_conf_find(&conf, "help"), &conf.feeds[1]);
	assert_null(feeds_conf_find(&conf, "east"));
	path = feeds_conf_path(&conf, "/b.xml");
	assert_string_equal(path, "/b.xml");
	free(path);
	feeds_conf_clear(&conf);
}

static void
a_slip_in_the_configuration_is_an_error(void **state)
{
	static const char *const slips[] = {
	    "[west]\ntitle = West\n", /* no source */
	    "[we st]\nsource = a.xml\n",
	    "[west]\nsource = a.xml\ncolour = green\n",
	    "[west]\nsource = a.xml\nevery = often\n",
	    "[west]\nsource = a.xml\ncollected = spring\n",
	    "[west]\nsource = a.xml\nrole = king\n",
	};
	struct feeds_conf conf;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(slips); i++) {
		char error[300] = "";

		assert_false(conf_read(slips[i], &conf, error));
		assert_true(strlen(error) > 10);
		feeds_conf_clear(&conf);
	}
}

#define IN_SETTING(name) \
	cmocka_unit_test_setup_teardown(name, setting_make, setting_free)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_SETTING(placeholders_become_nothing),
	    IN_SETTING(texts_are_cleaned_and_lines_kept_where_they_count),
	    IN_SETTING(a_long_text_is_cut_and_told),
	    IN_SETTING(links_and_addresses_that_are_none_are_left_out),
	    IN_SETTING(a_number_that_cannot_be_dialled_gets_no_link),
	    IN_SETTING(a_position_is_that_of_the_postcode_where_none_is_given),
	    IN_SETTING(a_postcode_that_is_none_is_kept_as_given),
	    IN_SETTING(positions_that_cannot_be_are_left_out),
	    IN_SETTING(an_area_is_found_by_name_and_a_broken_code_is_told),
	    IN_SETTING(the_feeds_area_stands_where_a_record_names_none),
	    IN_SETTING(
		what_the_feeds_area_is_called_is_kept_without_a_word_for_each_record),
	    IN_SETTING(dates_that_cannot_be_are_left_out),
	    IN_SETTING(types_and_rules_that_we_do_not_know_are_left_out),
	    IN_SETTING(prose_gives_rules_with_their_sentence),
	    IN_SETTING(a_refuge_keeps_its_council_alone),
	    IN_SETTING(a_refuges_address_goes_from_its_words_too),
	    IN_SETTING(what_a_mark_hides_goes_from_all_texts),
	    IN_SETTING(a_hidden_address_is_in_no_list_nor_link),
	    IN_SETTING(a_refuge_by_its_type_is_one_too),
	    IN_SETTING(
		a_marked_record_is_withheld_even_if_its_mapping_says_public),
	    IN_SETTING(a_public_address_and_a_refugee_centre_stay),
	    cmocka_unit_test(a_configuration_names_feeds_in_order),
	    cmocka_unit_test(a_slip_in_the_configuration_is_an_error),
	};

	return cmocka_run_group_tests(tests, shop_open, shop_close);
}

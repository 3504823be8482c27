#include "tests/testing_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/testing.h"

/*
 * Westby is a council with the ward Castle; Eastby is the next; QX4 lies in
 * both.  Their country is England.
 */
static const struct place known_places[] = {
    {.kind = PLACE_POSTCODE,
	.name = "QX4 2AB",
	.lat = 53.45,
	.lon = -2.30,
	.districts = {"E08000901"},
	.districts_count = 1,
	.ward = "E05000901"},
    {.kind = PLACE_OUTCODE,
	.name = "QX4",
	.lat = 53.45,
	.lon = -2.30,
	.about = true,
	.districts = {"E08000901", "E08000902"},
	.districts_count = 2},
    {.kind = PLACE_COUNCIL,
	.name = "Westby",
	.slug = "westby",
	.gss = "E08000901",
	.lat = 53.45,
	.lon = -2.30,
	.about = true,
	.districts = {"E08000901"},
	.districts_count = 1},
    {.kind = PLACE_COUNCIL,
	.name = "Eastby",
	.slug = "eastby",
	.gss = "E08000902",
	.lat = 53.45,
	.lon = -2.10,
	.about = true,
	.districts = {"E08000902"},
	.districts_count = 1},
    {.kind = PLACE_WARD,
	.name = "Castle, Westby",
	.slug = "castle-westby",
	.gss = "E05000901",
	.lat = 53.45,
	.lon = -2.30,
	.districts = {"E08000901"},
	.districts_count = 1,
	.ward = "E05000901"},
    {.kind = PLACE_POINT, .name = "53.45,-2.30", .lat = 53.45, .lon = -2.30},
    {.kind = PLACE_TOWN,
	.name = "Farton",
	.lat = 50.40,
	.lon = -4.20,
	.districts = {"E07000999"},
	.districts_count = 1},
    {.kind = PLACE_TOWN, .name = "Bath", .lat = 51.38, .lon = -2.36},
    {.kind = PLACE_COUNCIL,
	.name = "Reading",
	.slug = "reading",
	.gss = "E06000998",
	.lat = 51.45,
	.lon = -0.97},
    {.kind = PLACE_WARD,
	.name = "Hope",
	.slug = "hope",
	.gss = "E05000997",
	.lat = 53.45,
	.lon = -2.30},
};

static enum place_result
find_place(bool areas_only, const char *text, struct place *out)
{
	if (strncasecmp(text, "BT", 2) == 0)
		return PLACE_NORTHERN_IRELAND;
	for (size_t i = 0; i < ARRAY_LEN(known_places); i++) {
		const struct place *place = &known_places[i];

		if ((areas_only && place->gss[0] == '\0') ||
		    (strcasecmp(text, place->name) != 0 &&
			strcasecmp(text, place->slug) != 0 &&
			strcmp(text, place->gss) != 0) ||
		    *text == '\0')
			continue;
		*out = *place;
		return PLACE_FOUND;
	}
	return strcmp(text, "???") == 0 ? PLACE_UNREADABLE : PLACE_UNKNOWN;
}

static enum place_result
find(void *arg UNUSED, const char *text, struct place *out)
{
	return find_place(false, text, out);
}

static enum place_result
find_area(void *arg UNUSED, const char *text, struct place *out)
{
	return find_place(true, text, out);
}

const struct query_places test_search_places = {
    .find = find,
    .find_area = find_area,
};

void
test_search_init(struct test_search *search)
{
	char error[300] = "";
	char *folder = test_source("data/vocabulary");

	memset(search, 0, sizeof(*search));
	search->vocabulary = vocabulary_load(folder, error, sizeof(error));
	assert_string_equal(error, "");
	assert_non_null(search->vocabulary);
	free(folder);
	search->folder = test_folder();
	search->path = xasprintf("%s/search.index", search->folder);
}

void
test_search_clear(struct test_search *search)
{
	index_close(search->index);
	vocabulary_free(search->vocabulary);
	test_folder_remove(search->folder);
	free(search->path);
	arena_clear(&search->arena);
}

char *
test_search_text(struct test_search *search, const char *text)
{
	return arena_strdup(&search->arena, text);
}

struct listing *
test_search_add(struct test_search *search, const char *code, const char *name)
{
	struct listing *listing = &search->listings[search->count++];

	assert_true(search->count <= TEST_SEARCH_MAX);
	listing_init(listing, &search->arena);
	listing->name = test_search_text(search, name);
	strcpy(listing->code, code);
	listing->checked = date_from_civil(2026, 11, 1);
	return listing;
}

void
test_search_type(
    struct test_search *search, struct listing *listing, const char *id)
{
	struct listing_type *type = listing_type_add(listing);

	type->id = test_search_text(search, id);
	type->by = TYPE_BY_LABEL;
	type->words = test_search_text(search, "its category");
}

void
test_search_place(struct listing *listing, double lat, double lon,
    const char *district, const char *ward)
{
	struct listing_location *at = listing_location_add(listing);

	at->position_from = POSITION_POSTCODE;
	at->lat = lat;
	at->lon = lon;
	strcpy(at->district, district);
	strcpy(at->ward, ward);
}

void
test_search_area(struct test_search *search, struct listing *listing,
    const char *code, const char *name)
{
	struct listing_area *area = listing_area_add(listing);

	area->code = test_search_text(search, code);
	area->name = test_search_text(search, name);
	area->national = strcmp(code, "K02000001") == 0;
}

void
test_search_rule(struct test_search *search, struct listing *listing,
    const char *dimension, const char *value, bool from_field,
    const char *sentence)
{
	struct listing_rule *rule = listing_rule_add(listing);

	rule->dimension = test_search_text(search, dimension);
	rule->value = test_search_text(search, value);
	rule->from_field = from_field;
	rule->sentence = test_search_text(search, sentence);
}

void
test_search_phone(
    struct test_search *search, struct listing *listing, const char *dial)
{
	struct listing_phone *phone = listing_phone_add(listing);

	phone->given = test_search_text(search, dial);
	phone->dial = test_search_text(search, dial);
	phone->show = test_search_text(search, dial);
}

static int
compare_curve(const void *a, const void *b)
{
	uint64_t x = index_curve_listing(a), y = index_curve_listing(b);

	if (x != y)
		return x < y ? -1 : 1;
	return strcmp(((const struct listing *)a)->code,
	    ((const struct listing *)b)->code);
}

static void
build(struct test_search *search, const char *path)
{
	struct index_builder *builder = index_builder_new(search->vocabulary);
	struct buf card = {0};
	char error[300] = "";

	qsort(search->listings, search->count, sizeof(search->listings[0]),
	    compare_curve);
	index_builder_area_parent(builder, "E05000901", "E08000901");
	index_builder_area_parent(builder, "E08000901", "E92000001");
	index_builder_area_parent(builder, "E08000902", "E92000001");
	index_builder_area_name(builder, "E08000901", "Westby");
	index_builder_area_name(builder, "E08000902", "Eastby");
	index_builder_area_name(builder, "E05000901", "Castle");
	for (size_t i = 0; i < search->count; i++) {
		buf_reset(&card);
		card_build(&card, &search->listings[i]);
		index_builder_add(builder, &search->listings[i], (long)i + 100,
		    card.data, card.length);
	}
	assert_true(index_builder_write(builder, path, error, sizeof(error)));
	assert_string_equal(error, "");
	index_builder_free(builder);
	buf_clear(&card);
}

void
test_search_open(struct test_search *search)
{
	char error[300] = "";

	build(search, search->path);
	search->index = index_open(search->path, error, sizeof(error));
	assert_string_equal(error, "");
	assert_non_null(search->index);
}

char *
test_search_build(struct test_search *search, size_t *length)
{
	char *path = xasprintf("%s/again", search->folder);
	char *bytes;

	build(search, path);
	bytes = test_file_read(path, length);
	free(path);
	return bytes;
}

void
test_search_run(struct test_search *search, const char *text)
{
	struct query_parameter parameters[32];
	struct query_places places = test_search_places;
	char *copy = test_search_text(search, text), *pair;
	size_t count = 0;

	for (char *c = copy; *c != '\0'; c++)
		if (*c == '+')
			*c = ' ';
	while ((pair = strsep(&copy, "&")) != NULL && count < 32) {
		char *value = strchr(pair, '=');

		if (value == NULL)
			continue;
		*value = '\0';
		parameters[count].name = pair;
		parameters[count++].value = value + 1;
	}
	places.index = search->index;
	search->errors_count = query_parse(parameters, count, &places,
	    search->vocabulary, &search->arena, &search->query, search->errors,
	    ARRAY_LEN(search->errors));
	if (search->index != NULL)
		search_run(search->index, search->vocabulary, &search->query,
		    search->now != 0 ? search->now
				     : date_from_london(
					   date_from_civil(2026, 11, 24), 600),
		    &search->arena, &search->answer);
}

const char *
test_search_codes(struct test_search *search, const char *query)
{
	struct answer *answer = &search->answer;
	char *codes;
	size_t length = 0;

	test_search_run(search, query);
	assert_int_equal(search->errors_count, 0);
	codes = arena_alloc(&search->arena, answer->hits_count * 7 + 1);
	for (size_t i = 0; i < answer->hits_count; i++) {
		struct card card;

		assert_true(
		    index_card(search->index, answer->hits[i].document, &card));
		length += (size_t)sprintf(codes + length, "%s%s",
		    i > 0 ? " " : "", card.text[CARD_CODE]);
	}
	return codes;
}

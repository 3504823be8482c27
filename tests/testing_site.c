#include "tests/testing_site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/card.h"
#include "search/index_build.h"
#include "server/asset.h"
#include "server/route.h"
#include "server/template.h"
#include "tests/testing.h"
#include "tests/testing_html.h"
#include "tests/testing_json.h"

static const struct published_area areas[] = {
    {.gss = "E92000001",
	.kind = PLACE_COUNTRY,
	.name = (char *)"England",
	.slug = (char *)"england"},
    {.gss = "E06000901",
	.parent = "E92000001",
	.kind = PLACE_COUNCIL,
	.name = (char *)"Westby",
	.slug = (char *)"westby",
	.has_position = true,
	.lat = 53.45,
	.lon = -2.30},
    {.gss = "E06000902",
	.parent = "E92000001",
	.kind = PLACE_COUNCIL,
	.name = (char *)"Eastby",
	.slug = (char *)"eastby",
	.has_position = true,
	.lat = 53.45,
	.lon = -2.10},
    {.gss = "E05000901",
	.parent = "E06000901",
	.kind = PLACE_WARD,
	.name = (char *)"Castle",
	.slug = (char *)"castle-westby",
	.has_position = true,
	.lat = 53.46,
	.lon = -2.30},
};

static const struct published_outcode outcodes[] = {
    {.outcode = "QX4",
	.lat = 53.455,
	.lon = -2.305,
	.districts = {"E06000901", "E06000902"},
	.districts_count = 2},
    {.outcode = "QX5",
	.lat = 53.45,
	.lon = -2.10,
	.districts = {"E06000902"},
	.districts_count = 1},
};

static const struct published_postcode postcodes[] = {
    {"QX4 2AB", 53.45, -2.30, "E06000901", "E05000901"},
    {"QX4 3BD", 53.46, -2.31, "E06000901", ""},
    {"QX5 1AA", 53.45, -2.10, "E06000902", ""},
};

static struct urgent_number urgent[] = {
    {.name = (char *)"999",
	.number = (char *)"999",
	.dial = (char *)"999",
	.words = (char *)"Life at risk"},
    {.name = (char *)"Samaritans",
	.number = (char *)"116 123",
	.dial = (char *)"116123",
	.hours = (char *)"any time"},
};

static void
must(bool done, const char *error)
{
	if (!done)
		fail_msg("%s", error);
}

static void
write_places(const char *folder)
{
	struct places_builder *places = places_builder_new(folder, 1);
	char error[512] = "";

	for (size_t i = 0; i < ARRAY_LEN(areas); i++)
		places_builder_area(places, &areas[i]);
	for (size_t i = 0; i < ARRAY_LEN(outcodes); i++)
		places_builder_outcode(places, &outcodes[i]);
	for (size_t i = 0; i < ARRAY_LEN(postcodes); i++)
		places_builder_postcode(places, &postcodes[i]);
	must(places_builder_finish(places, error, sizeof(error)), error);
	places_builder_free(places);
}

/* As publish orders them: what is live first, along the curve. */
static int
compare_listings(const void *a, const void *b)
{
	const struct published_listing *x = a, *y = b;
	uint64_t at_x, at_y;

	if (x->state != y->state)
		return x->state < y->state ? -1 : 1;
	at_x = index_curve_listing(&x->listing);
	at_y = index_curve_listing(&y->listing);
	if (at_x != at_y)
		return at_x < at_y ? -1 : 1;
	return strcmp(x->listing.uuid, y->listing.uuid);
}

static void
write_listing(struct served_builder *rows, struct index_builder *index,
    const struct published_listing *published)
{
	long row = served_builder_listing(rows, published);
	struct buf card = {0};

	if (published->state != PUBLISHED_LIVE)
		return;
	card_build(&card, &published->listing);
	index_builder_add(
	    index, &published->listing, row, card.data, card.length);
	buf_clear(&card);
}

static void
write_rest(struct served_builder *rows, const struct test_content *content)
{
	served_builder_moved(rows, "mv2vdd", "tk2w3s");
	for (size_t i = 0; i < content->problems_count; i++)
		served_builder_problem(rows, content->problems[i].feed,
		    &content->problems[i].problem);
	for (size_t i = 0; i < content->helplines_count; i++)
		served_builder_helpline(rows, &content->helplines[i]);
}

/* Each feed's, as publish counts it. */
static void
write_quality(struct served_builder *rows, const struct test_content *content)
{
	for (size_t i = 0; i < content->feeds_count; i++) {
		struct quality quality = {.faulty = 1, .refused = 1};
		const char *feed = content->feeds[i].id;

		for (size_t j = 0; j < content->listings_count; j++) {
			const struct published_listing *published =
			    &content->listings[j];

			if (published->state == PUBLISHED_LIVE &&
			    strcmp(published->feed, feed) == 0)
				quality_add(&quality, &published->listing);
		}
		if (strcmp(feed, "northmoor") == 0)
			quality_add_twin(&quality, "westby", 1);
		quality_add_unknown(&quality, "'Odd <jobs>'", 2);
		quality.unknown_all = 3;
		served_builder_quality(rows, feed, &quality);
		quality_clear(&quality);
	}
}

static void
write_listings(struct test_site *site)
{
	struct test_content *content = &site->content;
	struct served_builder *rows = served_builder_new(site->folder);
	struct index_builder *index = index_builder_new(site->vocabulary);
	char *path = xasprintf("%s/search.index", site->folder);
	char error[512] = "";

	qsort(content->listings, content->listings_count,
	    sizeof(content->listings[0]), compare_listings);
	for (size_t i = 0; i < content->feeds_count; i++)
		served_builder_feed(rows, &content->feeds[i]);
	for (size_t i = 0; i < ARRAY_LEN(areas); i++) {
		index_builder_area_parent(index, areas[i].gss, areas[i].parent);
		index_builder_area_name(index, areas[i].gss, areas[i].name);
	}
	for (size_t i = 0; i < content->listings_count; i++)
		write_listing(rows, index, &content->listings[i]);
	write_quality(rows, content);
	write_rest(rows, content);
	must(served_builder_finish(rows, error, sizeof(error)), error);
	must(index_builder_write(index, path, error, sizeof(error)), error);
	index_builder_free(index);
	served_builder_free(rows);
	free(path);
}

static void
write_manifest(struct test_site *site)
{
	static const char *const files[] = {
	    "listings.db", "places.db", "search.index"};
	struct manifest manifest = {.generation = 7,
	    .published = date_from_london(date_from_civil(2026, 11, 24), 365)};
	char error[512] = "";

	strcpy(manifest.vocabulary, vocabulary_hash(site->vocabulary));
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		must(manifest_add(&manifest, site->folder, files[i], error,
			 sizeof(error)),
		    error);
	must(manifest_write(site->folder, &manifest, error, sizeof(error)),
	    error);
}

static void
open_generation(struct test_site *site)
{
	struct generation *generation = &site->generation;
	struct context *context = &site->context;
	char *path = xasprintf("%s/search.index", site->folder);
	char error[512] = "";

	must(manifest_read(
		 site->folder, &generation->manifest, error, sizeof(error)),
	    error);
	site->index = index_open(path, error, sizeof(error));
	must(site->index != NULL, error);
	context->served = served_open(site->folder, error, sizeof(error));
	must(context->served != NULL, error);
	assert_int_equal(
	    served_totals(context->served, &generation->totals), SERVED_OK);
	generation->index = site->index;
	context->site = &site->site;
	context->generation = generation;
	context->index = site->index;
	context->vocabulary = site->vocabulary;
	free(path);
}

/* Templates and assets are read once, as in the server. */
static bool built_in_ready;

void
test_site_init(struct test_site *site, void (*more)(struct test_content *))
{
	char *vocabulary = test_source("data/vocabulary");
	char error[512] = "";

	memset(site, 0, sizeof(*site));
	if (!built_in_ready) {
		templates_init();
		assets_init();
		built_in_ready = true;
	}
	site->vocabulary = vocabulary_load(vocabulary, error, sizeof(error));
	must(site->vocabulary != NULL, error);
	free(vocabulary);
	site->folder = test_folder();
	test_content_fill(&site->content);
	if (more != NULL)
		more(&site->content);
	write_places(site->folder);
	write_listings(site);
	write_manifest(site);
	site->site = (struct site){.title = (char *)"Help in Westby",
	    .base_url = (char *)"https://help.example",
	    .framers = (char *)"*",
	    .exit_url = (char *)"https://www.example.org/weather",
	    .urgent = urgent,
	    .urgent_count = ARRAY_LEN(urgent)};
	open_generation(site);
	test_site_at(site, "2026-11-24 10:00");
	page_init(&site->page);
}

void
test_site_clear(struct test_site *site)
{
	page_clear(&site->page);
	served_close(site->context.served);
	index_close(site->index);
	vocabulary_free(site->vocabulary);
	test_folder_remove(site->folder);
	arena_clear(&site->content.arena);
}

void
test_site_at(struct test_site *site, const char *when)
{
	int year, month, day, hour, minute;

	assert_int_equal(
	    sscanf(when, "%d-%d-%d %d:%d", &year, &month, &day, &hour, &minute),
	    5);
	site->context.now = date_from_london(
	    date_from_civil(year, month, day), hour * 60 + minute);
}

/* The words of the style sheet are not the page's. */
static void
drop_style(struct buf *body)
{
	char *begin = strstr(body->data, "<style>");
	char *end = strstr(body->data, "</style>");

	if (begin == NULL || end == NULL)
		return;
	begin += strlen("<style>");
	memmove(begin, end, strlen(end) + 1);
	body->length -= (size_t)(end - begin);
}

/* Takes the request, which was read. */
static const char *
answer(struct test_site *site, struct request *request)
{
	page_clear(&site->page);
	request->address = site->visitor;
	request->robot = site->robot;
	site->status = route_run(&site->context, request, &site->page);
	request_clear(request);
	if (strncmp(site->page.type, "text/html", 9) == 0 &&
	    site->page.location == NULL) {
		test_html_check(buf_text(&site->page.body));
		drop_style(&site->page.body);
	} else if (strstr(site->page.type, "json") != NULL) {
		test_json_check(buf_text(&site->page.body));
	}
	return buf_text(&site->page.body);
}

const char *
test_site_get(struct test_site *site, const char *target)
{
	struct request request;

	assert_int_equal(request_parse(&request, METHOD_GET, target,
			     strlen(target), NULL, 0),
	    REQUEST_OK);
	return answer(site, &request);
}

const char *
test_site_post(struct test_site *site, const char *target, const char *body,
    const char *authorization, const char *signature)
{
	struct request request;

	assert_int_equal(request_parse(&request, METHOD_POST, target,
			     strlen(target), body, strlen(body)),
	    REQUEST_OK);
	request.authorization = authorization;
	request.signature = signature;
	return answer(site, &request);
}

const char *
test_site_getf(struct test_site *site, const char *format, ...)
{
	struct buf target = {0};
	const char *body;
	va_list args;

	va_start(args, format);
	buf_vprintf(&target, format, args);
	va_end(args);
	body = test_site_get(site, buf_text(&target));
	buf_clear(&target);
	return body;
}

void
test_has(const char *text, const char *words)
{
	if (strstr(text, words) != NULL)
		return;
	fprintf(stderr, "%s\n", text);
	fail_msg("\"%s\" is missing", words);
}

void
test_lacks(const char *text, const char *words)
{
	const char *at = strstr(text, words);

	if (at != NULL)
		fail_msg("\"%s\" should not be there: %.200s", words, at);
}

#include "fuzz/sample_index.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/compiler.h"
#include "base/log.h"
#include "schema/card.h"
#include "schema/postcode.h"

const struct vocabulary *
sample_vocabulary(void)
{
	static struct vocabulary *vocabulary;
	const char *source = getenv("srcdir");
	char error[300], *folder;

	if (vocabulary != NULL)
		return vocabulary;
	folder = xasprintf("%s/data/vocabulary", source != NULL ? source : ".");
	vocabulary = vocabulary_load(folder, error, sizeof(error));
	if (vocabulary == NULL)
		fatal("%s", error);
	free(folder);
	return vocabulary;
}

const char *
sample_file(const void *bytes, size_t length)
{
	static int file = -1;
	static char path[40];
	size_t done = 0;

	if (file >= 0)
		close(file);
	file = memfd_create("sample", MFD_CLOEXEC);
	assert(file >= 0);
	while (done < length) {
		ssize_t step =
		    write(file, (const char *)bytes + done, length - done);

		assert(step > 0);
		done += (size_t)step;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	return path;
}

static char *
say(struct arena *arena, const char *text)
{
	return arena_strdup(arena, text);
}

static void
fill_person(struct listing *listing, struct arena *arena, unsigned number)
{
	static const char *const rules[][2] = {{"age.min", "18"},
	    {"age.max", "25"}, {"gender", "women"}, {"cost", "free"},
	    {"cost", "paid"}, {"area", "live"}, {"area", "gp"}, {"age", "all"}};
	struct listing_rule *rule = listing_rule_add(listing);

	rule->dimension = say(arena, rules[number % 8][0]);
	rule->value = say(arena, rules[number % 8][1]);
	rule->from_field = number % 3 == 0;
	rule->sentence = say(arena, "So it says.");
	if (number % 8 != 5)
		return;
	rule = listing_rule_add(listing);
	rule->dimension = say(arena, "area.place");
	rule->value = say(arena, "Westby");
}

static void
fill(struct listing *listing, struct arena *arena, unsigned number)
{
	static const char *const names[] = {"Talking group",
	    "Crisis line for men", "Westby choir", "Carers' cafe"};
	static const char *const types[] = {
	    "talking.cbt", "crisis.line", "talking"};
	struct listing_location *at;
	struct listing_type *type;
	struct listing_phone *phone;

	listing_init(listing, arena);
	listing->name = say(arena, names[number % 4]);
	listing->org_name = say(arena, "The Westby Trust");
	listing->email = say(arena, "choir@westby.example");
	listing->url = say(arena, "https://www.westby.example/choir");
	listing->description = say(arena, "Somewhere to talk and sing.");
	listing->modes = number % 32;
	listing->kind =
	    number % 11 == 10 ? LISTING_ORGANISATION : LISTING_SERVICE;
	snprintf(listing->code, sizeof(listing->code), "b%04uc", number);
	type = listing_type_add(listing);
	type->id = say(arena, types[number % 3]);
	at = listing_location_add(listing);
	at->position_from = number % 5 != 0 ? POSITION_POSTCODE : POSITION_NONE;
	at->lat = 53.4 + number * 0.01;
	at->lon = -2.3;
	at->postcode = say(arena, "QX4 2AB");
	strcpy(at->district, "E08000901");
	phone = listing_phone_add(listing);
	phone->dial = say(arena, "+441134960182");
	phone->show = say(arena, "0113 496 0182");
	listing_area_add(listing)->code = say(arena, "E08000901");
	fill_person(listing, arena, number);
}

const unsigned char *
sample_index_bytes(size_t *length)
{
	static struct buf bytes;
	struct index_builder *builder;
	struct buf card = {0};
	char error[300], block[4096];
	const char *path;
	FILE *file;
	size_t got;

	*length = bytes.length;
	if (bytes.length > 0)
		return (const unsigned char *)bytes.data;
	builder = index_builder_new(sample_vocabulary());
	for (unsigned i = 0; i < 70; i++) {
		struct arena arena = {0};
		struct listing listing;

		fill(&listing, &arena, i);
		buf_reset(&card);
		card_build(&card, &listing);
		index_builder_add(
		    builder, &listing, (long)i, card.data, card.length);
		arena_clear(&arena);
	}
	index_builder_area_parent(builder, "E08000901", "E92000001");
	index_builder_area_name(builder, "E08000901", "Westby");
	path = sample_file("", 0);
	if (!index_builder_write(builder, path, error, sizeof(error)))
		fatal("%s", error);
	index_builder_free(builder);
	buf_clear(&card);
	file = fopen(path, "rb");
	assert(file != NULL);
	while ((got = fread(block, 1, sizeof(block), file)) > 0)
		buf_add(&bytes, block, got);
	fclose(file);
	*length = bytes.length;
	return (const unsigned char *)bytes.data;
}

static enum place_result
find_place(bool areas_only, const char *text, struct place *out)
{
	enum postcode_kind kind = POSTCODE_NOT;

	memset(out, 0, sizeof(*out));
	out->lat = 53.5;
	out->lon = -2.3;
	strcpy(out->districts[0], "E08000901");
	strcpy(out->districts[1], "E08000902");
	if (!areas_only)
		kind = postcode_parse(text, out->name);
	if (kind == POSTCODE_UNIT || kind == POSTCODE_OUTCODE) {
		out->kind =
		    kind == POSTCODE_UNIT ? PLACE_POSTCODE : PLACE_OUTCODE;
		out->about = kind == POSTCODE_OUTCODE;
		out->districts_count = kind == POSTCODE_OUTCODE ? 2 : 1;
		return strncmp(out->name, "QX", 2) == 0 ? PLACE_FOUND
							: PLACE_UNKNOWN;
	}
	if (strcmp(text, "westby") != 0)
		return PLACE_UNREADABLE;
	out->kind = PLACE_COUNCIL;
	strcpy(out->name, "Westby");
	strcpy(out->slug, "westby");
	strcpy(out->gss, "E08000901");
	out->districts_count = 1;
	return PLACE_FOUND;
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

const struct query_places sample_places = {
    .find = find,
    .find_area = find_area,
};

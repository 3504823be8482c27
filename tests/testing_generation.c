#include "tests/testing_generation.h"

#include <stdio.h>
#include <string.h>

#include "schema/manifest.h"
#include "tests/testing.h"

static const struct {
	const char *gss, *parent;
	enum place_kind kind;
	const char *name, *slug, *aliases;
	double lat, lon; /* 0: none */
} areas[] = {
    {"E92000001", "", PLACE_COUNTRY, "England", "england", NULL, 52.4, -1.2},
    {"E06000055", "E92000001", PLACE_COUNCIL, "Bedford", "bedford", NULL, 52.14,
	-0.46},
    {"E06000023", "E92000001", PLACE_COUNCIL, "Bristol", "bristol",
	"City of Bristol; bristol-city-council; E06000099", 51.46, -2.589},
    {"E08000009", "E92000001", PLACE_COUNCIL, "Trafford", "trafford", NULL,
	53.42, -2.34},
    {"N09000003", "N92000002", PLACE_COUNCIL, "Belfast", "belfast", NULL,
	54.596, -5.943},
    {"E05000001", "E06000055", PLACE_WARD, "Castle", "castle-bedford", NULL,
	52.13, -0.45},
    {"E05000002", "E08000009", PLACE_WARD, "Castle", "castle-trafford", NULL,
	53.43, -2.35},
    {"E05000003", "E08000009", PLACE_WARD, "Longford", "longford-trafford",
	NULL, 53.45, -2.3},
};

static const struct published_outcode outcodes[] = {
    {.outcode = "M32",
	.lat = 53.44751,
	.lon = -2.30812,
	.districts = {"E08000009", "E06000055"},
	.districts_count = 2},
    {.outcode = "QX4",
	.lat = 53.8,
	.lon = -1.5,
	.districts = {"E08000009"},
	.districts_count = 1},
};

static const struct published_postcode postcodes[] = {
    {"M32 0TH", 53.455001, -2.301234, "E08000009", "E05000003"},
    {"M32 0TJ", 53.457001, -2.303234, "E06000055", ""},
    {"M32 9AA", 53.46, -2.31, "", ""},
    {"QX4 2AB", 53.8, -1.5, "E08000009", "E05000002"},
};

void
test_places_fill(struct places_builder *builder)
{
	for (size_t i = 0; i < ARRAY_LEN(areas); i++) {
		struct published_area area = {
		    .kind = areas[i].kind,
		    .name = (char *)areas[i].name,
		    .slug = (char *)areas[i].slug,
		    .aliases = (char *)areas[i].aliases,
		    .has_position = areas[i].lat != 0,
		    .lat = areas[i].lat,
		    .lon = areas[i].lon,
		};

		snprintf(area.gss, sizeof(area.gss), "%s", areas[i].gss);
		snprintf(
		    area.parent, sizeof(area.parent), "%s", areas[i].parent);
		places_builder_area(builder, &area);
	}
	for (size_t i = 0; i < ARRAY_LEN(outcodes); i++)
		places_builder_outcode(builder, &outcodes[i]);
	for (size_t i = 0; i < ARRAY_LEN(postcodes); i++)
		places_builder_postcode(builder, &postcodes[i]);
}

void
test_places_write(const char *folder)
{
	struct places_builder *builder = places_builder_new(folder, 7);
	char error[512];

	test_places_fill(builder);
	if (!places_builder_finish(builder, error, sizeof(error)))
		fail_msg("%s", error);
	places_builder_free(builder);
}

void
test_manifest_write(const char *folder)
{
	struct manifest manifest = {.generation = 123, .published = 86400};
	char error[512];

	if (!manifest_add(
		&manifest, folder, "listings.db", error, sizeof(error)) ||
	    !manifest_add(
		&manifest, folder, "places.db", error, sizeof(error)) ||
	    !manifest_write(folder, &manifest, error, sizeof(error)))
		fail_msg("%s", error);
}

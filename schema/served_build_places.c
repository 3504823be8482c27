/* places.db as it is built: areas, outcodes, unit postcodes. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/served_build.h"
#include "schema/served_postcode.h"
#include "schema/served_write.h"

#define MICRODEGREES 1e6

/* What a postcode refers to by its short number. */
struct area_number {
	char gss[PLACE_GSS_TEXT];
	long id;
};

struct places_builder {
	struct served_writer writer;
	struct area_number *areas;
	size_t areas_count;
	bool sorted;
	size_t last; /* found last: neighbours lie in the same council */
};

static long
microdegrees(double degrees)
{
	return lround(degrees * MICRODEGREES);
}

struct places_builder *
places_builder_new(const char *folder, long version)
{
	struct places_builder *builder = xcalloc(1, sizeof(*builder));
	struct binder binder;

	served_write_open(&builder->writer, folder, SERVED_PLACES);
	binder = served_write_begin(&builder->writer, INSERT_ORIGIN);
	bind_long(&binder, ":version", version);
	served_write_end(&builder->writer, &binder);
	return builder;
}

void
places_builder_free(struct places_builder *builder)
{
	if (builder == NULL)
		return;
	served_write_drop(&builder->writer);
	free(builder->areas);
	free(builder);
}

static void
write_name(struct places_builder *builder, enum place_kind kind,
    const char *slug, long area)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_AREA_NAME);

	if (*slug == '\0')
		return;
	bind_long(&binder, ":kind", (long)kind);
	bind_text(&binder, ":slug", slug);
	bind_long(&binder, ":area", area);
	served_write_end(&builder->writer, &binder);
}

/* Other names, "; " between them. */
static void
write_aliases(
    struct places_builder *builder, const struct published_area *area, long id)
{
	char slug[PLACE_MAX_NAME], *copy, *rest = NULL;

	if (area->aliases == NULL)
		return;
	copy = xstrdup(area->aliases);
	for (char *name = strtok_r(copy, ";", &rest); name != NULL;
	     name = strtok_r(NULL, ";", &rest)) {
		place_slug(name, slug);
		write_name(builder, area->kind, slug, id);
	}
	free(copy);
}

void
places_builder_area(
    struct places_builder *builder, const struct published_area *area)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_PLACE_AREA);
	struct area_number *number;
	char slug[PLACE_MAX_NAME];

	builder->areas = grow_array(
	    builder->areas, builder->areas_count, sizeof(*builder->areas));
	number = &builder->areas[builder->areas_count++];
	memcpy(number->gss, area->gss, sizeof(number->gss));
	number->id = (long)builder->areas_count;
	builder->sorted = false;
	bind_long(&binder, ":id", number->id);
	bind_text(&binder, ":gss", area->gss);
	bind_text(&binder, ":parent", area->parent);
	bind_long(&binder, ":kind", (long)area->kind);
	bind_text(&binder, ":name", area->name);
	bind_text(&binder, ":slug", area->slug);
	if (area->has_position) {
		bind_long(&binder, ":lat", microdegrees(area->lat));
		bind_long(&binder, ":lon", microdegrees(area->lon));
	}
	served_write_end(&builder->writer, &binder);
	write_name(builder, area->kind, area->slug, number->id);
	place_slug(area->name, slug);
	write_name(builder, area->kind, slug, number->id);
	write_aliases(builder, area, number->id);
}

void
places_builder_outcode(
    struct places_builder *builder, const struct published_outcode *outcode)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_OUTCODE);
	char districts[PLACE_MAX_DISTRICTS * PLACE_GSS_TEXT] = "";
	size_t length = 0;

	for (size_t i = 0; i < outcode->districts_count; i++)
		length += (size_t)snprintf(districts + length,
		    sizeof(districts) - length, "%s%s", i > 0 ? " " : "",
		    outcode->districts[i]);
	bind_text(&binder, ":outcode", outcode->outcode);
	bind_long(&binder, ":lat", microdegrees(outcode->lat));
	bind_long(&binder, ":lon", microdegrees(outcode->lon));
	bind_text(&binder, ":districts", districts);
	served_write_end(&builder->writer, &binder);
}

static int
number_order(const void *left, const void *right)
{
	return strcmp(((const struct area_number *)left)->gss,
	    ((const struct area_number *)right)->gss);
}

/* The short number of a code; 0: an area that we do not have. */
static long
area_id(struct places_builder *builder, const char *gss)
{
	struct area_number key, *found;

	if (*gss == '\0' || builder->areas_count == 0)
		return 0;
	if (!builder->sorted) {
		qsort(builder->areas, builder->areas_count,
		    sizeof(*builder->areas), number_order);
		builder->sorted = true;
		builder->last = 0;
	}
	if (strcmp(builder->areas[builder->last].gss, gss) == 0)
		return builder->areas[builder->last].id;
	snprintf(key.gss, sizeof(key.gss), "%s", gss);
	found = bsearch(&key, builder->areas, builder->areas_count,
	    sizeof(*builder->areas), number_order);
	if (found == NULL)
		return 0;
	builder->last = (size_t)(found - builder->areas);
	return found->id;
}

void
places_builder_postcode(
    struct places_builder *builder, const struct published_postcode *postcode)
{
	struct binder binder =
	    served_write_begin(&builder->writer, INSERT_POSTCODE);

	bind_long(
	    &binder, ":key", (long)served_postcode_key(postcode->postcode));
	bind_long(&binder, ":lat", microdegrees(postcode->lat));
	bind_long(&binder, ":lon", microdegrees(postcode->lon));
	bind_long_if(
	    &binder, ":district", area_id(builder, postcode->district));
	bind_long_if(&binder, ":ward", area_id(builder, postcode->ward));
	served_write_end(&builder->writer, &binder);
}

bool
places_builder_finish(
    struct places_builder *builder, char *error, size_t error_size)
{
	return served_write_close(&builder->writer, error, error_size);
}

#include "search/near.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "search/bitmap.h"
#include "search/curve.h"
#include "search/match.h"

#define MILE_M         1609.344
#define EARTH_RADIUS_M 6371009.0 /* mean radius: IUGG */
#define RADIANS        (3.14159265358979323846 / 180)
#define DEGREE_MILES   (EARTH_RADIUS_M * RADIANS / MILE_M)

double
match_miles(double lat1, double lon1, double lat2, double lon2)
{
	double north = lat2 - lat1;
	double east = (lon2 - lon1) * cos((lat1 + lat2) / 2 * RADIANS);

	return sqrt(north * north + east * east) * DEGREE_MILES;
}

double
match_document_miles(const struct index *index, uint32_t document,
    const struct place *from, bool *about)
{
	const struct index_position *positions =
	    index->part[SECTION_POSITIONS].data;
	const uint32_t *of = index->part[SECTION_POSITION_OF].data;
	struct index_span span = index_document_span(
	    index, SECTION_POSITION_AT, SECTION_POSITION_OF, document);
	double nearest = -1;

	*about = false;
	for (uint32_t i = span.first; i < span.end; i++) {
		const struct index_position *position;
		double miles;

		if (of[i] >= index->part[SECTION_POSITIONS].count)
			continue;
		position = &positions[of[i]];
		miles = match_miles(from->lat, from->lon, (double)position->lat,
		    (double)position->lon);
		if (nearest >= 0 && !(miles < nearest))
			continue;
		nearest = miles;
		*about = (position->document & INDEX_POSITION_ABOUT) != 0;
	}
	/* A damaged file may hold what is no number. */
	return nearest >= 0 ? nearest : -1;
}

/*
 * A circle, and how wide a degree of longitude is at its ends.  What lies
 * well within or without is told by these: a cosine for each listing of a
 * city cost as much as all else here.
 */
struct circle {
	const struct place *centre;
	double miles;
	double narrowest, widest;
};
#define SURE 1e-9 /* more than arithmetic is wrong by */

static bool
is_in_circle(const struct circle *circle, const struct index_position *position)
{
	double lat = (double)position->lat, lon = (double)position->lon;
	double north = (lat - circle->centre->lat) * DEGREE_MILES;
	double east = (lon - circle->centre->lon) * DEGREE_MILES;
	double square = circle->miles * circle->miles;
	double least = north * north + east * east * circle->narrowest;
	double most = north * north + east * east * circle->widest;

	if (fabs(north) > circle->miles * (1 + SURE) ||
	    least > square * (1 + SURE))
		return false;
	if (most < square * (1 - SURE))
		return true;
	return match_miles(circle->centre->lat, circle->centre->lon, lat,
		   lon) <= circle->miles;
}

/* The entries of one range of the curve that lie in the circle. */
static void
add_range(const struct index *index, const struct curve_range *range,
    const struct circle *circle, uint64_t *here)
{
	const struct index_part *part = &index->part[SECTION_POSITIONS];
	const struct index_position *positions = part->data;
	size_t low = 0, high = part->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (positions[middle].curve < range->first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < part->count && positions[low].curve <= range->last;
	     low++) {
		uint32_t document =
		    positions[low].document & ~INDEX_POSITION_ABOUT;

		if (document < index->documents &&
		    is_in_circle(circle, &positions[low]))
			bitmap_put(here, document);
	}
}

/* Squares of the cosines at the circle's ends, between 0 and 1. */
static void
circle_widths(struct circle *circle, double north)
{
	double lat = fabs(circle->centre->lat);
	double far = cos(fmin(lat + north, 90) * RADIANS);
	double close = cos(fmax(lat - north, 0) * RADIANS);

	circle->narrowest = far * far;
	circle->widest = close * close;
}

void
near_placed(const struct index *index, const struct place *place,
    double within_miles, uint64_t *here)
{
	struct curve_range ranges[CURVE_MAX_RANGES];
	struct circle circle = {.centre = place, .miles = within_miles};
	double north, east, narrowest;
	size_t count;

	/* All of a council or ward is near it, however large it is. */
	if (place->gss[0] != '\0')
		bitmap_add_named(index, here, SET_AREA_PLACED, place->gss);
	if (within_miles <= 0) {
		bitmap_add_named(index, here, SET_PLACED, "");
		return;
	}
	north = within_miles / DEGREE_MILES;
	circle_widths(&circle, north);
	narrowest = cos((fabs(place->lat) + north) * RADIANS);
	east = narrowest > 0.1 ? north / narrowest : 360;
	count = curve_ranges(place->lat - north, place->lon - east,
	    place->lat + north, place->lon + east, ranges);
	for (size_t i = 0; i < count; i++)
		add_range(index, &ranges[i], &circle, here);
}

static void
ancestors(
    const struct index *index, const char *gss, struct index_ancestors *out)
{
	index_ancestors(index->part[SECTION_AREA_PARENTS].data,
	    index->part[SECTION_AREA_PARENTS].count, gss, out);
}

/* The areas that hold a place: its ward, councils and what is above. */
static void
place_areas(const struct index *index, const struct place *place,
    struct index_ancestors *out)
{
	out->count = 0;
	if (place->ward[0] != '\0')
		ancestors(index, place->ward, out);
	if (place->gss[0] != '\0')
		ancestors(index, place->gss, out);
	for (size_t i = 0;
	     i < place->districts_count && i < PLACE_MAX_DISTRICTS; i++)
		ancestors(index, place->districts[i], out);
}

/*
 * What says that it is reached in person alone is not brought nearer by the
 * size of the area that it serves.
 */
void
near_serves(
    const struct index *index, const struct place *place, uint64_t *serves)
{
	struct index_set travel = index_set_find(index, SET_TRAVEL, "");
	struct index_ancestors areas;

	place_areas(index, place, &areas);
	for (size_t i = 0; i < areas.count; i++)
		bitmap_add_named(index, serves, SET_AREA, areas.gss[i]);
	bitmap_add_named(index, serves, SET_NATIONAL, "");
	bitmap_drop_set(index, serves, &travel);
}

void
near_outside(
    const struct index *index, const struct place *place, uint64_t *outside)
{
	struct index_ancestors areas;

	place_areas(index, place, &areas);
	/* A place of which we know no area is outside of none. */
	if (areas.count == 0)
		return;
	bitmap_add_named(index, outside, SET_AREA_KNOWN, "");
	for (size_t i = 0; i < areas.count; i++) {
		struct index_set set =
		    index_set_find(index, SET_AREA, areas.gss[i]);

		bitmap_drop_set(index, outside, &set);
	}
	if (place->gss[0] != '\0') {
		struct index_set set =
		    index_set_find(index, SET_AREA_BELOW, place->gss);

		bitmap_drop_set(index, outside, &set);
	}
}

static bool
is_nation(const char *gss)
{
	return gss[0] == 'K' || (gss[0] != '\0' && gss[1] == '9');
}

void
near_in_area(const struct index *index, const struct place *area,
    uint64_t *here, uint64_t *serves)
{
	struct index_set travel = index_set_find(index, SET_TRAVEL, "");
	struct index_ancestors above = {0};

	ancestors(index, area->gss, &above);
	bitmap_add_named(index, serves, SET_NATIONAL, "");
	for (size_t i = 1; i < above.count; i++)
		if (is_nation(above.gss[i]))
			bitmap_add_named(index, serves, SET_AREA, above.gss[i]);
	bitmap_drop_set(index, serves, &travel);
	for (size_t i = 1; i < above.count; i++)
		if (!is_nation(above.gss[i]))
			bitmap_add_named(index, serves, SET_AREA, above.gss[i]);
	bitmap_add_named(index, serves, SET_AREA_BELOW, area->gss);
	bitmap_add_named(index, here, SET_AREA_PLACED, area->gss);
}

void
near_local(const struct index *index, const char *gss, uint64_t *local)
{
	struct index_ancestors above = {0};

	ancestors(index, gss, &above);
	for (size_t i = 1; i < above.count; i++)
		if (!is_nation(above.gss[i]))
			bitmap_add_named(index, local, SET_AREA, above.gss[i]);
	bitmap_add_named(index, local, SET_AREA_BELOW, gss);
	bitmap_add_named(index, local, SET_AREA_PLACED, gss);
}

/* Those for residents of an area or of one above it. */
static void
residents_of(const struct index *index, const char *gss, const char *ward,
    uint64_t *bitmap)
{
	struct index_ancestors areas = {0};

	ancestors(index, gss, &areas);
	if (ward[0] != '\0')
		ancestors(index, ward, &areas);
	for (size_t i = 0; i < areas.count; i++)
		bitmap_add_named(index, bitmap, SET_RESIDENT, areas.gss[i]);
}

void
near_residents(const struct index *index, const struct place *place,
    struct verdict_asker *asker, uint64_t *scratch)
{
	size_t words = index->words;
	size_t count = place->districts_count;

	if (count > PLACE_MAX_DISTRICTS)
		count = PLACE_MAX_DISTRICTS;
	if (place->gss[0] != '\0') {
		residents_of(
		    index, place->gss, place->ward, asker->resident_in);
		bitmap_add_named(index, asker->resident_partly,
		    SET_RESIDENT_BELOW, place->gss);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		bitmap_clear(scratch, words);
		residents_of(index, place->districts[i], place->ward, scratch);
		bitmap_or(asker->resident_partly, scratch, words);
		if (i == 0)
			bitmap_or(asker->resident_in, scratch, words);
		else
			bitmap_and(asker->resident_in, scratch, words);
		if (place->ward[0] == '\0')
			bitmap_add_named(index, asker->resident_partly,
			    SET_RESIDENT_BELOW, place->districts[i]);
	}
	/* A place of which we know no council: nothing can be decided. */
	if (count == 0)
		bitmap_add_named(
		    index, asker->resident_partly, SET_RESIDENT_KNOWN, "");
}

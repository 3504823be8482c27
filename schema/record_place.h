/*
 * Places in the record: kept by "signpost-import places", looked up while
 * listings are read.  Writing belongs between record_begin() and
 * record_commit().
 */
#ifndef SIGNPOST_RECORD_PLACE_H
#define SIGNPOST_RECORD_PLACE_H

#include <stdint.h>

#include "schema/listing.h"
#include "schema/place.h"
#include "schema/record.h"

struct record_area {
	const char *gss;
	enum place_kind kind; /* country, council or ward */
	bool county;          /* the upper of two tiers */
	const char *name, *slug;
	const char *parent, *nation; /* GSS codes, or "" */
	const char *official;        /* or NULL */
	const char *aliases; /* other slugs and GSS codes, space between */
	bool placed;
	int32_t lat_e6, lon_e6; /* millionths of a degree */
};

enum record_result record_area_put(struct record *, const struct record_area *);
/*
 * One that rests on under nine tenths of the postcodes of the one we have
 * is not taken: it knows a part of it only.
 */
enum record_result record_outcode_put(struct record *, const char *outcode,
    int32_t lat_e6, int32_t lon_e6, long postcodes,
    const char *const *districts, size_t districts_count);
enum record_result record_postcode_put(struct record *, const char *postcode,
    int32_t lat_e6, int32_t lon_e6, const char *district, const char *ward);
/* After the last of a load. */
void record_places_changed(struct record *);

/*
 * Reads "text" as a country, council or ward: its GSS code, name or slug.
 * PLACE_UNKNOWN where none is called that, or a ward's name has several.
 */
enum place_result record_area_find(
    struct record *, const char *text, struct place *out);
/* A normalised postcode or outcode. */
enum place_result record_postcode_find(
    struct record *, const char *postcode, struct place *out);
/*
 * Fills in what a location's postcode tells: district and ward, and where
 * it has no position, that of the postcode or of its outcode.
 */
enum place_result record_location_place(
    struct record *, struct listing_location *);

#endif

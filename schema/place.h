/*
 * Places: what a visitor can be near.  The importer looks them up in the
 * record, the server in a generation's places.db; the words are the same.
 */
#ifndef SIGNPOST_PLACE_H
#define SIGNPOST_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/postcode.h"

#define PLACE_MAX_DISTRICTS 12 /* councils of one outcode: 9 is the most */
#define PLACE_GSS_TEXT      10 /* "E08000009" and NUL */
#define PLACE_MAX_NAME      100

enum place_kind {
	PLACE_NONE = 0,
	PLACE_POSTCODE,
	PLACE_OUTCODE, /* its centre: distances are "about" */
	PLACE_COUNCIL,
	PLACE_WARD,
	PLACE_COUNTRY,
	PLACE_TOWN, /* learned from listings */
	PLACE_POINT, /* lat,lon as given */
};

struct place {
	enum place_kind kind;
	char name[PLACE_MAX_NAME]; /* "M32 0TH", "Trafford", "Castle, Bedford" */
	char slug[PLACE_MAX_NAME]; /* "trafford", "castle-bedford"; areas only */
	char gss[PLACE_GSS_TEXT]; /* areas only */
	double lat, lon; /* degrees, WGS84 */
	bool about; /* a centre of something large */
	/* The councils it lies in: one, or all of an outcode. */
	char districts[PLACE_MAX_DISTRICTS][PLACE_GSS_TEXT];
	size_t districts_count;
	char ward[PLACE_GSS_TEXT]; /* of a postcode or ward */
};

enum place_result {
	PLACE_FOUND = 0,
	PLACE_UNKNOWN, /* looks like a place, not in our data */
	PLACE_NORTHERN_IRELAND, /* a BT postcode: no open data exists */
	PLACE_UNREADABLE, /* no place at all */
};

/* "Bristol, City of" to "bristol": lower case, words joined with '-'. */
void place_slug(const char *name, char out[PLACE_MAX_NAME]);
/*
 * The name people use, from an official one: suffixes such as "District
 * (B)", "London Boro", "Ward" and ", City of" are dropped.
 */
void place_plain_name(const char *official, char out[PLACE_MAX_NAME]);
/* Metres between two points (haversine, mean radius 6,371,009 m: IUGG). */
double place_distance_m(double lat1, double lon1, double lat2, double lon2);
/*
 * OSGB36 easting and northing to WGS84 (Ordnance Survey, "A guide to
 * coordinate systems in Great Britain", annexes B and C; Helmert
 * transformation, good to about 5 m).  False outside the National Grid.
 */
bool place_from_grid(double easting, double northing, double *lat, double *lon);
/* Within the United Kingdom's box and not 0,0. */
bool place_plausible(double lat, double lon);

#endif

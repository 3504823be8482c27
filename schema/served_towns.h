/*
 * Towns, learned from listings: no open list of them says where people
 * think they live, but listings do.  A name given by three listings or more
 * is a town where most of them lie together; its place is the middle one.
 */
#ifndef SIGNPOST_SERVED_TOWNS_H
#define SIGNPOST_SERVED_TOWNS_H

#include <stddef.h>

#include "schema/place.h"

#define TOWN_MIN_LISTINGS 3
#define TOWN_SPREAD_M     20000 /* metres: from Croydon to Enfield is 30,000 */

struct served_towns;

struct served_towns *served_towns_new(void);
/* A listing, by its row, says that its place lies in a town. */
void served_towns_add(struct served_towns *, const char *name, double lat,
    double lon, const char *district, long listing);

struct served_town {
	char slug[PLACE_MAX_NAME];
	const char *name; /* as most listings write it */
	double lat, lon;
	long listings;
	/* GSS codes, most listings first, a space between; "" for none. */
	char districts[PLACE_MAX_DISTRICTS * PLACE_GSS_TEXT];
};
typedef void served_town_cb(void *arg, const struct served_town *);

/* Each town, by slug. */
void served_towns_each(struct served_towns *, served_town_cb *, void *arg);
void served_towns_free(struct served_towns *);

#endif

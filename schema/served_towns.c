#include "schema/served_towns.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Most of a town's listings must lie together: two of three. */
#define TOGETHER_OF 3
#define TOGETHER    2

/* One way to write a town's name. */
struct spelling {
	char *name;
	char slug[PLACE_MAX_NAME];
	struct spelling *next; /* of the same hash */
};

/* A listing that stands in a town. */
struct stand {
	const struct spelling *spelling;
	double lat, lon;
	char district[PLACE_GSS_TEXT];
	long listing;
};

#define SPELLINGS 4096 /* lists, by hash: the kingdom has 40,000 places */

struct served_towns {
	struct arena arena;
	struct spelling *spellings[SPELLINGS];
	struct stand *stands;
	size_t count;
};

struct served_towns *
served_towns_new(void)
{
	return xcalloc(1, sizeof(struct served_towns));
}

void
served_towns_free(struct served_towns *towns)
{
	if (towns == NULL)
		return;
	arena_clear(&towns->arena);
	free(towns->stands);
	free(towns);
}

/* FNV-1a, 32 bits. */
static uint32_t
name_hash(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name != '\0'; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash;
}

static const struct spelling *
spelling_of(struct served_towns *towns, const char *name)
{
	struct spelling **list = &towns->spellings[name_hash(name) % SPELLINGS];
	struct spelling *spelling;

	for (spelling = *list; spelling != NULL; spelling = spelling->next)
		if (strcmp(spelling->name, name) == 0)
			return spelling;
	spelling = arena_alloc(&towns->arena, sizeof(*spelling));
	spelling->name = arena_strdup(&towns->arena, name);
	place_slug(name, spelling->slug);
	spelling->next = *list;
	*list = spelling;
	return spelling;
}

void
served_towns_add(struct served_towns *towns, const char *name, double lat,
    double lon, const char *district, long listing)
{
	const struct spelling *spelling = spelling_of(towns, name);
	struct stand *stand;

	if (spelling->slug[0] == '\0')
		return;
	towns->stands =
	    grow_array(towns->stands, towns->count, sizeof(*towns->stands));
	stand = &towns->stands[towns->count++];
	stand->spelling = spelling;
	stand->lat = lat;
	stand->lon = lon;
	stand->listing = listing;
	snprintf(stand->district, sizeof(stand->district), "%s", district);
}

/* By town, then listing, then position: an order that the rows decide. */
static int
stand_order(const void *left, const void *right)
{
	const struct stand *a = left, *b = right;
	int order = strcmp(a->spelling->slug, b->spelling->slug);

	if (order != 0)
		return order;
	if (a->listing != b->listing)
		return a->listing < b->listing ? -1 : 1;
	if (a->lat != b->lat)
		return a->lat < b->lat ? -1 : 1;
	return (a->lon > b->lon) - (a->lon < b->lon);
}

static int
number_order(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static double
middle(double *numbers, size_t count)
{
	qsort(numbers, count, sizeof(*numbers), number_order);
	return numbers[count / 2];
}

/* Keeps the first of each listing's places in the town. */
static size_t
each_listing_once(struct stand *stands, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (kept == 0 || stands[kept - 1].listing != stands[i].listing)
			stands[kept++] = stands[i];
	return kept;
}

/* The middle of them; false where they do not lie together. */
static bool
find_middle(const struct stand *stands, size_t count, struct served_town *town)
{
	double *lats = xreallocarray(NULL, count, sizeof(*lats));
	double *lons = xreallocarray(NULL, count, sizeof(*lons));
	size_t near = 0;

	for (size_t i = 0; i < count; i++) {
		lats[i] = stands[i].lat;
		lons[i] = stands[i].lon;
	}
	town->lat = middle(lats, count);
	town->lon = middle(lons, count);
	free(lats);
	free(lons);
	for (size_t i = 0; i < count; i++)
		near += place_distance_m(stands[i].lat, stands[i].lon,
			    town->lat, town->lon) <= TOWN_SPREAD_M;
	return near >= TOWN_MIN_LISTINGS &&
	       near * TOGETHER_OF >= count * TOGETHER;
}

/* Something that is counted: a spelling or a district. */
struct tally {
	const char *text;
	long count;
};

static int
text_order(const void *left, const void *right)
{
	return strcmp(((const struct tally *)left)->text,
	    ((const struct tally *)right)->text);
}

static int
tally_order(const void *left, const void *right)
{
	const struct tally *a = left, *b = right;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return strcmp(a->text, b->text);
}

/* Counts equal texts and puts the most frequent first. */
static size_t
tally(struct tally *tallies, size_t count)
{
	size_t kept = 0;

	qsort(tallies, count, sizeof(*tallies), text_order);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 &&
		    strcmp(tallies[kept - 1].text, tallies[i].text) == 0)
			tallies[kept - 1].count++;
		else
			tallies[kept++] = (struct tally){tallies[i].text, 1};
	}
	qsort(tallies, kept, sizeof(*tallies), tally_order);
	return kept;
}

static bool
shouted(const char *name)
{
	for (; *name != '\0'; name++)
		if (*name >= 'a' && *name <= 'z')
			return false;
	return true;
}

/* The commonest spelling; one in capitals alone only for want of another. */
static void
choose_name(const struct stand *stands, size_t count, struct tally *tallies,
    struct served_town *town)
{
	size_t many;

	for (size_t i = 0; i < count; i++)
		tallies[i].text = stands[i].spelling->name;
	many = tally(tallies, count);
	town->name = tallies[0].text;
	for (size_t i = 0; i < many && shouted(town->name); i++)
		town->name = tallies[i].text;
	if (shouted(town->name))
		town->name = tallies[0].text;
}

static void
list_districts(const struct stand *stands, size_t count, struct tally *tallies,
    struct served_town *town)
{
	size_t many = 0, length = 0;

	for (size_t i = 0; i < count; i++)
		if (stands[i].district[0] != '\0')
			tallies[many++].text = stands[i].district;
	many = tally(tallies, many);
	for (size_t i = 0; i < many && i < PLACE_MAX_DISTRICTS; i++)
		length += (size_t)snprintf(town->districts + length,
		    sizeof(town->districts) - length, "%s%s", i > 0 ? " " : "",
		    tallies[i].text);
}

static bool
town_make(struct stand *stands, size_t count, struct served_town *town)
{
	struct tally *tallies;

	memset(town, 0, sizeof(*town));
	count = each_listing_once(stands, count);
	if (count < TOWN_MIN_LISTINGS || !find_middle(stands, count, town))
		return false;
	memcpy(town->slug, stands[0].spelling->slug, sizeof(town->slug));
	town->listings = (long)count;
	tallies = xreallocarray(NULL, count, sizeof(*tallies));
	choose_name(stands, count, tallies, town);
	list_districts(stands, count, tallies, town);
	free(tallies);
	return true;
}

void
served_towns_each(struct served_towns *towns, served_town_cb *each, void *arg)
{
	struct served_town town;
	size_t begin = 0, end;

	if (towns->count > 0)
		qsort(towns->stands, towns->count, sizeof(*towns->stands),
		    stand_order);
	for (; begin < towns->count; begin = end) {
		struct stand *first = &towns->stands[begin];

		for (end = begin + 1; end < towns->count &&
				      strcmp(towns->stands[end].spelling->slug,
					  first->spelling->slug) == 0;)
			end++;
		if (town_make(first, end - begin, &town))
			each(arg, &town);
	}
}

/* What a listing must satisfy as a whole before it leaves the reader. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "importers/fill_fields.h"
#include "schema/listing_required.h"
#include "schema/place.h"
#include "schema/postcode.h"

/* Minutes: no door stays open through a longer night. */
#define NIGHT_MAX_MIN (16 * 60)

/* Easting and northing, in the place of degrees: fill_metres(). */
static void
end_metres(struct fill *fill, struct listing_location *at)
{
	struct value value = {.label = NULL};
	double easting = at->lat, northing = at->lon;

	if (!isnan(easting) && !isnan(northing) &&
	    place_from_grid(easting, northing, &at->lat, &at->lon)) {
		at->position_from = POSITION_SOURCE;
		return;
	}
	fill_report(fill, "easting", &value,
	    arena_printf(fill->arena,
		"easting %.0f, northing %.0f is not on the National Grid",
		isnan(easting) ? 0 : easting, isnan(northing) ? 0 : northing),
	    "not placed on the map");
	at->lat = at->lon = 0;
}

static void
end_position(struct fill *fill, struct listing_location *at)
{
	struct value value = {.label = NULL};

	if (at->position_from == POSITION_SOURCE)
		return;
	if (at->lat > FILL_MAX_DEGREES || at->lon > FILL_MAX_DEGREES) {
		end_metres(fill, at);
		return;
	}
	if (!isnan(at->lat) && !isnan(at->lon)) {
		if (place_plausible(at->lat, at->lon)) {
			at->position_from = POSITION_SOURCE;
			return;
		}
		if (at->lat != 0 || at->lon != 0)
			fill_report(fill, "lat", &value,
			    arena_printf(fill->arena,
				"latitude %.6f, longitude %.6f is not in the "
				"United Kingdom",
				at->lat, at->lon),
			    "not placed on the map");
	}
	at->lat = at->lon = 0;
}

/* The address in one string often ends with its postcode. */
static void
end_address(struct fill *fill, struct listing_location *at)
{
	char postcode[POSTCODE_TEXT];
	unsigned long start, length;
	char *address = at->address;

	if (address == NULL ||
	    postcode_find(address, postcode, &start, &length) != POSTCODE_UNIT)
		return;
	if (at->postcode == NULL && at->postcode_given == NULL)
		at->postcode = arena_strdup(fill->arena, postcode);
	if (at->postcode == NULL || strcmp(at->postcode, postcode) != 0 ||
	    address[start + length] != '\0')
		return;
	while (start > 0 && strchr(" ,.", address[start - 1]) != NULL)
		start--;
	address[start] = '\0';
}

/* The town is shown behind the address: it need not end that too. */
static void
end_town(struct listing_location *at)
{
	size_t length, town;

	if (at->address == NULL || at->town == NULL)
		return;
	length = strlen(at->address);
	town = strlen(at->town);
	if (length < town ||
	    strcasecmp(at->address + length - town, at->town) != 0)
		return;
	if (length == town)
		at->address = NULL;
	else if (length > town + 2 &&
		 strncmp(at->address + length - town - 2, ", ", 2) == 0)
		at->address[length - town - 2] = '\0';
}

/* A privacy mark: nothing that leads to the door goes any further. */
static void
hide(struct listing_location *at)
{
	at->name = at->address = NULL;
	at->postcode = at->postcode_given = NULL;
	at->access_text = NULL;
	at->position_from = POSITION_NONE;
	at->lat = at->lon = 0;
}

static bool
says_nothing(const struct listing_location *at)
{
	return at->id == NULL && at->name == NULL && at->address == NULL &&
	       at->town == NULL && at->county == NULL && at->postcode == NULL &&
	       at->postcode_given == NULL && at->access_text == NULL &&
	       at->position_from == POSITION_NONE;
}

static void
end_locations(struct fill *fill)
{
	struct listing *listing = fill->listing;
	size_t kept = 0;

	for (size_t i = 0; i < listing->locations_count; i++) {
		struct listing_location at = listing->locations[i];
		end_position(fill, &at);
		end_address(fill, &at);
		end_town(&at);
		if (at.address != NULL && *at.address == '\0')
			at.address = NULL;
		if (listing->hide_address)
			hide(&at);
		if (!says_nothing(&at))
			listing->locations[kept++] = at;
	}
	listing->locations_count = kept;
}

/*
 * "08:30 to 05:30" is a slip for half past five in the afternoon; who says
 * that it is open all that time would send people there at night.
 */
static bool
is_doubtful(const struct listing_opening *at)
{
	if (at->opens < 0 || at->closes < 0 || at->closes > at->opens)
		return false;
	if (at->opens == at->closes)
		return at->opens != 0;
	return at->closes != 0 &&
	       24 * 60 - at->opens + at->closes > NIGHT_MAX_MIN;
}

/* What nobody can rely on is shown as it was given, and reported. */
static void
opening_as_text(
    struct fill *fill, const struct listing_opening *at, unsigned days)
{
	static const char *const names[] = {"Monday", "Tuesday", "Wednesday",
	    "Thursday", "Friday", "Saturday", "Sunday", "Bank holidays"};
	struct listing *listing = fill->listing;
	struct value value = {.label = NULL};
	struct buf text = {0};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if ((days & 1u << i) != 0)
			buf_printf(&text, "%s%s", text.length > 0 ? ", " : "",
			    names[i]);
	if (text.length == 0)
		return;
	buf_printf(&text, ": %02d:%02d to %02d:%02d", at->opens / 60,
	    at->opens % 60, at->closes / 60, at->closes % 60);
	fill_report(fill, "opening", &value,
	    arena_printf(fill->arena,
		"'%.120s' ends before it begins, or lasts nearly a day",
		buf_text(&text)),
	    "kept as text");
	if (listing->hours == NULL)
		listing->hours = arena_strdup(fill->arena, buf_text(&text));
	else if (strlen(listing->hours) + text.length < LISTING_MAX_SHORT)
		listing->hours = arena_printf(
		    fill->arena, "%s\n%s", listing->hours, buf_text(&text));
	buf_clear(&text);
}

/* Adds an opening to the listing's new list, if it is one. */
static void
keep_opening(struct fill *fill, struct listing_opening at)
{
	struct listing *listing = fill->listing;

	if (at.opens < 0 || at.closes < 0 ||
	    listing->openings_count == LISTING_MAX_ITEMS)
		return;
	if (at.opens == 0 && at.closes == 1439)
		at.closes = 1440; /* "00:00-23:59" means all day */
	if (at.opens == at.closes)
		at.closes = 1440;
	/* A schedule may stand at the service and again at its place. */
	for (size_t i = 0; i < listing->openings_count; i++) {
		const struct listing_opening *has = &listing->openings[i];

		if (has->weekday == at.weekday && has->opens == at.opens &&
		    has->closes == at.closes &&
		    (at.note == NULL ||
			(has->note != NULL && strcmp(has->note, at.note) == 0)))
			return;
	}
	*listing_opening_add(listing) = at;
}

static void
end_openings(struct fill *fill)
{
	struct listing *listing = fill->listing;
	const struct listing_opening *given = listing->openings;
	size_t count = listing->openings_count;
	int weekday = -1;

	listing->openings = NULL;
	listing->openings_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct listing_opening at = given[i];
		unsigned days;

		if (at.weekday == FILL_SAME_DAY)
			at.weekday = weekday;
		weekday = at.weekday;
		days = at.weekday < -1
			   ? (unsigned)(-1 - at.weekday)
			   : 1u << (at.weekday < 0 ? 31 : at.weekday);

		if (is_doubtful(&at)) {
			opening_as_text(fill, &at, days);
			continue;
		}
		for (at.weekday = 0; at.weekday < 8; at.weekday++)
			if ((days & 1u << at.weekday) != 0)
				keep_opening(fill, at);
	}
}

static void
end_small_lists(struct listing *listing)
{
	size_t kept = 0;

	for (size_t i = 0; i < listing->phones_count; i++)
		if (listing->phones[i].given != NULL)
			listing->phones[kept++] = listing->phones[i];
	listing->phones_count = kept;
	kept = 0;
	for (size_t i = 0; i < listing->areas_count; i++) {
		const struct listing_area *area = &listing->areas[i];
		if (area->code != NULL || area->name != NULL || area->national)
			listing->areas[kept++] = *area;
	}
	listing->areas_count = kept;
	kept = 0;
	for (size_t i = 0; i < listing->categories_count; i++)
		if (listing->categories[i].code != NULL ||
		    listing->categories[i].label != NULL)
			listing->categories[kept++] = listing->categories[i];
	listing->categories_count = kept;
}

static void
refuse(struct fill *fill, const char *what)
{
	struct problem problem = {.kind = PROBLEM_RECORD,
	    .line = fill->listing->line > 0 ? fill->listing->line : 1,
	    .record = fill->listing->source_id,
	    .what = what,
	    .done = "record left out"};

	fill->handler->problem(fill->handler->arg, &problem);
	fill->refused = true;
}

/* Others find a part by its id: without one it is lost. */
static void
end_part(struct fill *fill)
{
	struct listing *listing = fill->listing;

	if (listing->role == LISTING_PLACE &&
	    (listing->locations_count == 0 || listing->locations[0].id == NULL))
		refuse(fill, "it has no location.id by which others name it");
	if (listing->role != LISTING_OWNER)
		return;
	listing->kind = LISTING_ORGANISATION;
	if (listing->name == NULL)
		listing->name = listing->org_name;
	if (listing->org_id == NULL)
		refuse(fill, "it has no org.id by which others name it");
}

bool
fill_end(struct fill *fill)
{
	struct listing *listing = fill->listing;

	end_part(fill);
	if (listing->status == LISTING_DELETED) {
		if (listing->source_id == NULL && listing->name == NULL)
			refuse(fill, "a deleted record has no id and no name");
		/* Not looked at, and nobody asks where it was. */
		listing->locations_count = listing->openings_count = 0;
		return !fill->refused;
	}
	if (listing->name == NULL && listing->role != LISTING_PLACE)
		refuse(fill, "it has no name");
	end_locations(fill);
	end_openings(fill);
	end_small_lists(listing);
	return !fill->refused;
}

bool
fill_require(struct fill *fill, unsigned required)
{
	const char *name = listing_required_missing(fill->listing, required);

	if (name == NULL)
		return true;
	refuse(fill, arena_printf(fill->arena,
			 "it has no %s, which the mapping requires", name));
	return false;
}

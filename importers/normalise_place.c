/* Where a listing is and whom it serves. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "importers/normalise_internal.h"
#include "schema/record_place.h"

static void
postcode_check(const struct normaliser *normaliser, struct listing *listing,
    struct listing_location *at)
{
	char postcode[POSTCODE_TEXT];

	at->postcode_given = normalise_text(normaliser, listing, "postcode",
	    at->postcode_given, LISTING_MAX_SHORT, false);
	if (!at->postcode)
		return;
	switch (postcode_parse(at->postcode, postcode)) {
	case POSTCODE_UNIT:
	case POSTCODE_OUTCODE:
		at->postcode = arena_strdup(listing->arena, postcode);
		return;
	case POSTCODE_SECTOR:
	case POSTCODE_NOT:
		break;
	}
	normalise_report(normaliser, listing, "postcode",
	    "kept as text, not placed on the map", "'%.60s' is no postcode",
	    at->postcode);
	at->postcode_given = normalise_text(normaliser, listing, "postcode",
	    at->postcode, LISTING_MAX_SHORT, false);
	at->postcode = NULL;
}

static void
position_drop(struct listing_location *at)
{
	at->position_from = POSITION_NONE;
	at->lat = at->lon = 0;
}

static void
position_check(const struct normaliser *normaliser, struct listing *listing,
    struct listing_location *at)
{
	if (at->position_from != POSITION_SOURCE) {
		position_drop(at);
		return;
	}
	if (place_plausible(at->lat, at->lon))
		return;
	normalise_report(normaliser, listing, "position", "left out",
	    "%.5f,%.5f is not in the United Kingdom", at->lat, at->lon);
	position_drop(at);
}

/* A position far from the postcode: the postcode is what post relies on. */
static void
astray_check(const struct normaliser *normaliser, struct listing *listing,
    struct listing_location *at)
{
	struct place place;
	double metres;

	if (at->position_from != POSITION_SOURCE || !at->postcode ||
	    record_postcode_find(normaliser->record, at->postcode, &place) !=
		PLACE_FOUND)
		return;
	metres = place_distance_m(at->lat, at->lon, place.lat, place.lon);
	if (metres <= NORMALISE_MAX_ASTRAY_M)
		return;
	normalise_report(normaliser, listing, "position",
	    "the postcode's position is used",
	    "%.5f,%.5f is %.0f km from its postcode %s", at->lat, at->lon,
	    metres / 1000, at->postcode);
	position_drop(at);
}

static void
location(const struct normaliser *normaliser, struct listing *listing,
    struct listing_location *at)
{
	static const char *const field = "address";

	at->name = normalise_text(
	    normaliser, listing, field, at->name, LISTING_MAX_NAME, false);
	at->address = normalise_text(
	    normaliser, listing, field, at->address, LISTING_MAX_SHORT, false);
	at->town = normalise_text(
	    normaliser, listing, field, at->town, LISTING_MAX_NAME, false);
	at->county = normalise_text(
	    normaliser, listing, field, at->county, LISTING_MAX_NAME, false);
	at->access_text = normalise_text(normaliser, listing, "access",
	    at->access_text, LISTING_MAX_SHORT, true);
	at->district[0] = at->ward[0] = '\0'; /* ours to say */
	postcode_check(normaliser, listing, at);
	position_check(normaliser, listing, at);
	astray_check(normaliser, listing, at);
	if (record_location_place(normaliser->record, at) == PLACE_UNKNOWN &&
	    normaliser->places_known)
		normalise_report(normaliser, listing, "postcode",
		    at->position_from == POSITION_SOURCE
			? "placed by the feed's own position"
			: "not placed on the map",
		    "%s lies in no postcode district we know", at->postcode);
}

static bool
location_says_something(const struct listing_location *at)
{
	return at->name || at->address || at->town || at->county ||
	       at->postcode || at->postcode_given || at->access_text ||
	       at->position_from != POSITION_NONE;
}

void
normalise_locations(
    const struct normaliser *normaliser, struct listing *listing)
{
	size_t kept = 0;

	for (size_t i = 0; i < listing->locations_count; i++) {
		location(normaliser, listing, &listing->locations[i]);
		if (location_says_something(&listing->locations[i]))
			listing->locations[kept++] = listing->locations[i];
	}
	listing->locations_count = kept;
}

/* A letter and eight digits: E08000009. */
static bool
gss_shaped(const char *code)
{
	return isupper((unsigned char)*code) && strlen(code) == 9 &&
	       strspn(code + 1, "0123456789") == 8;
}

/* Looks like somebody meant a code: "E0800009". */
static bool
gss_meant(const char *code)
{
	return strchr("EWSNK", toupper((unsigned char)*code)) &&
	       strlen(code) >= 7 && strlen(code) <= 11 &&
	       strspn(code + 1, "0123456789") == strlen(code) - 1;
}

static bool
is_everywhere(const char *name)
{
	static const char *const names[] = {"national", "nationwide", "uk",
	    "u.k.", "uk wide", "uk-wide", "united kingdom",
	    "all of the united kingdom", "whole of the uk"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (strcasecmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

static void
area_known(
    struct listing *listing, struct listing_area *area, const struct place *is)
{
	area->code = arena_strdup(listing->arena, is->gss);
	if (!area->name)
		area->name = arena_strdup(listing->arena, is->name);
}

static void
area_code(const struct normaliser *normaliser, struct listing *listing,
    struct listing_area *area)
{
	struct place place;

	if (record_area_find(normaliser->record, area->code, &place) ==
	    PLACE_FOUND) {
		area_known(listing, area, &place);
		return;
	}
	if (!gss_shaped(area->code))
		normalise_report(normaliser, listing, "area", "kept as text",
		    gss_meant(area->code)
			? "'%.60s' is no area code: one has a letter and"
			  " eight digits"
			: "'%.60s' is no area we know",
		    area->code);
	else if (normaliser->places_known)
		normalise_report(normaliser, listing, "area", "kept as text",
		    "no area has the code %s", area->code);
	if (!area->name)
		area->name = area->code;
	area->code = NULL;
}

static void
area(const struct normaliser *normaliser, struct listing *listing,
    struct listing_area *area)
{
	struct place place;

	area->name = normalise_text(
	    normaliser, listing, "area", area->name, LISTING_MAX_NAME, false);
	area->code = normalise_text(
	    normaliser, listing, "area", area->code, LISTING_MAX_NAME, false);
	if (area->name && is_everywhere(area->name))
		area->national = true;
	if (area->code)
		area_code(normaliser, listing, area);
	else if (area->name && !area->national &&
		 record_area_find(normaliser->record, area->name, &place) ==
		     PLACE_FOUND)
		area_known(listing, area, &place);
}

void
normalise_areas(const struct normaliser *normaliser, struct listing *listing)
{
	struct place place;
	size_t kept = 0;

	for (size_t i = 0; i < listing->areas_count; i++) {
		struct listing_area *at = &listing->areas[i];

		area(normaliser, listing, at);
		if (at->code || at->name || at->national)
			listing->areas[kept++] = *at;
	}
	listing->areas_count = kept;
	if (kept == 0 && normaliser->area) {
		struct listing_area *at = listing_area_add(listing);

		if (record_area_find(normaliser->record, normaliser->area,
			&place) == PLACE_FOUND)
			area_known(listing, at, &place);
		else
			at->name =
			    arena_strdup(listing->arena, normaliser->area);
	}
}

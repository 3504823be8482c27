/* Places of a generation: what text means, and what begins like it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "schema/served.h"
#include "schema/served_db.h"
#include "schema/served_postcode.h"

#define MICRODEGREES    1e6
#define AREAS_OF_A_NAME 100 /* wards called Castle: 9; St. Mary's: 30 */
#define PLACE_MAX_TEXT  200 /* bytes; the longest council's name has 60 */

/* An area, and how well known it is: listings in its council. */
struct area {
	struct place place;
	long listings;
	bool own_slug; /* found by its own slug, not another name's */
};

static void
read_position(struct row *row, struct place *out)
{
	out->lat = row_double(row) / MICRODEGREES;
	out->lon = row_double(row) / MICRODEGREES;
}

/* GSS codes with a space between. */
static void
read_districts(struct row *row, struct place *out)
{
	char codes[PLACE_MAX_DISTRICTS * PLACE_GSS_TEXT];
	char *rest = NULL;

	row_fixed(row, codes, sizeof(codes));
	for (char *gss = strtok_r(codes, " ", &rest);
	     gss != NULL && out->districts_count < PLACE_MAX_DISTRICTS;
	     gss = strtok_r(NULL, " ", &rest))
		snprintf(out->districts[out->districts_count++], PLACE_GSS_TEXT,
		    "%s", gss);
}

static void
set_district(struct place *out, const char *gss)
{
	if (*gss == '\0')
		return;
	memcpy(out->districts[0], gss, PLACE_GSS_TEXT);
	out->districts_count = 1;
}

static void
set_name(struct place *out, const char *name)
{
	size_t length = utf8_clip(name, sizeof(out->name) - 1);

	memcpy(out->name, name, length);
	out->name[length] = '\0';
}

/* The columns of AREA_BY_GSS and its like. */
static void
read_area(struct row *row, struct place *out)
{
	char parent[PLACE_GSS_TEXT], name[PLACE_MAX_NAME];
	char above[PLACE_MAX_NAME], both[2 * PLACE_MAX_NAME + 2];

	memset(out, 0, sizeof(*out));
	row_fixed(row, out->gss, sizeof(out->gss));
	row_fixed(row, parent, sizeof(parent));
	out->kind = (enum place_kind)row_enum(row, PLACE_COUNTRY);
	row_fixed(row, name, sizeof(name));
	row_fixed(row, out->slug, sizeof(out->slug));
	read_position(row, out);
	row_fixed(row, above, sizeof(above));
	out->about = true;
	if (out->kind == PLACE_WARD) {
		memcpy(out->ward, out->gss, sizeof(out->ward));
		set_district(out, parent);
	} else if (out->kind == PLACE_COUNCIL) {
		set_district(out, out->gss);
	}
	snprintf(both, sizeof(both), "%s, %s", name, above);
	set_name(out, out->kind == PLACE_WARD && *above ? both : name);
}

/* How many listings stand in an area's council. */
static long
area_listings(struct served *served, const struct place *area)
{
	struct binder binder = {served_begin(served, DISTRICT_LISTINGS), 0};
	struct row row = {.stmt = binder.stmt};
	long listings = 0;

	bind_text(&binder, ":gss",
	    area->districts_count > 0 ? area->districts[0] : area->gss);
	if (served_step(served, binder.stmt) == SERVED_OK)
		listings = row_long(&row);
	served_done(binder.stmt);
	return listings;
}

/*
 * The areas of one kind that a statement finds by its slug, as many as
 * there is room for, each once.
 */
static size_t
areas_read(struct served *served, enum served_statement statement,
    enum place_kind kind, const char *slug, struct area *out, size_t room)
{
	struct binder binder = {served_begin(served, statement), 0};
	size_t count = 0;

	bind_long(&binder, ":kind", (long)kind);
	bind_text(&binder, ":slug", slug);
	bind_long(&binder, ":limit", (long)room);
	while (count < room && served_step(served, binder.stmt) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt};
		struct place *place = &out[count].place;
		size_t before = 0;

		read_area(&row, place);
		while (before < count &&
		       strcmp(out[before].place.gss, place->gss) != 0)
			before++;
		out[count].own_slug = strcmp(place->slug, slug) == 0;
		count += before == count;
	}
	served_done(binder.stmt);
	for (size_t i = 0; i < count; i++)
		out[i].listings = area_listings(served, &out[i].place);
	return count;
}

/* By its own slug, else best known; equal ones by name and code. */
static int
area_order(const void *left, const void *right)
{
	const struct area *a = left, *b = right;
	int order;

	if (a->own_slug != b->own_slug)
		return a->own_slug ? -1 : 1;
	if (a->listings != b->listings)
		return a->listings > b->listings ? -1 : 1;
	order = strcmp(a->place.name, b->place.name);
	return order != 0 ? order : strcmp(a->place.gss, b->place.gss);
}

static bool
area_find(struct served *served, enum place_kind kind, const char *slug,
    struct place *out)
{
	struct area found[AREAS_OF_A_NAME];
	size_t count = areas_read(
	    served, AREAS_BY_SLUG, kind, slug, found, AREAS_OF_A_NAME);

	if (count == 0)
		return false;
	qsort(found, count, sizeof(*found), area_order);
	*out = found[0].place;
	return true;
}

/* "E08000009", in any case. */
static bool
read_gss(const char *text, char out[PLACE_GSS_TEXT])
{
	if (strlen(text) != PLACE_GSS_TEXT - 1 ||
	    strspn(text + 1, "0123456789") != PLACE_GSS_TEXT - 2 ||
	    strchr("EKNSWeknsw", text[0]) == NULL)
		return false;
	memcpy(out, text, PLACE_GSS_TEXT);
	if (out[0] >= 'a')
		out[0] = (char)(out[0] - 'a' + 'A');
	return true;
}

/* By its code; a council's former code leads to what it is now. */
static bool
area_by_gss(struct served *served, const char *gss, struct place *out)
{
	struct binder binder = {served_begin(served, AREA_BY_GSS), 0};
	struct row row = {.stmt = binder.stmt};
	char slug[PLACE_MAX_NAME];
	bool found;

	bind_text(&binder, ":gss", gss);
	found = served_step(served, binder.stmt) == SERVED_OK;
	if (found)
		read_area(&row, out);
	served_done(binder.stmt);
	place_slug(gss, slug);
	return found || area_find(served, PLACE_COUNCIL, slug, out) ||
	       area_find(served, PLACE_WARD, slug, out);
}

static void
read_town(struct row *row, struct area *out)
{
	char name[PLACE_MAX_NAME], slug[PLACE_MAX_NAME];

	memset(out, 0, sizeof(*out));
	out->place.kind = PLACE_TOWN;
	out->place.about = true;
	row_fixed(row, slug, sizeof(slug));
	row_fixed(row, name, sizeof(name));
	set_name(&out->place, name);
	out->place.lat = row_double(row);
	out->place.lon = row_double(row);
	out->listings = row_long(row);
	read_districts(row, &out->place);
}

static bool
town_find(struct served *served, const char *slug, struct place *out)
{
	struct binder binder = {served_begin(served, TOWN_BY_SLUG), 0};
	struct row row = {.stmt = binder.stmt};
	struct area town;
	bool found;

	bind_text(&binder, ":slug", slug);
	found = served_step(served, binder.stmt) == SERVED_OK;
	if (found) {
		read_town(&row, &town);
		*out = town.place;
	}
	served_done(binder.stmt);
	return found;
}

static bool
unit_find(struct served *served, const char *postcode, struct place *out)
{
	struct binder binder = {served_begin(served, POSTCODE_BY_KEY), 0};
	struct row row = {.stmt = binder.stmt};
	char district[PLACE_GSS_TEXT];
	bool found;

	bind_long(&binder, ":key", (long)served_postcode_key(postcode));
	found = served_step(served, binder.stmt) == SERVED_OK;
	if (found) {
		out->kind = PLACE_POSTCODE;
		set_name(out, postcode);
		read_position(&row, out);
		row_fixed(&row, district, sizeof(district));
		set_district(out, district);
		row_fixed(&row, out->ward, sizeof(out->ward));
	}
	served_done(binder.stmt);
	return found;
}

static bool
outcode_find(struct served *served, const char *outcode, struct place *out)
{
	struct binder binder = {served_begin(served, OUTCODE_BY_NAME), 0};
	struct row row = {.stmt = binder.stmt};
	bool found;

	bind_text(&binder, ":outcode", outcode);
	found = served_step(served, binder.stmt) == SERVED_OK;
	if (found) {
		out->kind = PLACE_OUTCODE;
		out->about = true;
		set_name(out, outcode);
		read_position(&row, out);
		read_districts(&row, out);
	}
	served_done(binder.stmt);
	return found;
}

/* The middle of the postcodes that we have of a sector, and its councils. */
static bool
sector_find(struct served *served, const char *sector, struct place *out)
{
	struct binder middle = {served_begin(served, POSTCODES_BETWEEN), 0};
	struct row row = {.stmt = middle.stmt};
	struct binder councils;
	int64_t first, last;
	long count = 0;

	served_postcode_range(sector, &first, &last);
	bind_long(&middle, ":first", (long)first);
	bind_long(&middle, ":last", (long)last);
	if (served_step(served, middle.stmt) == SERVED_OK)
		count = row_long(&row);
	if (count > 0) {
		out->kind = PLACE_OUTCODE;
		out->about = true;
		set_name(out, sector);
		read_position(&row, out);
	}
	served_done(middle.stmt);
	if (count == 0)
		return false;
	councils = (struct binder){served_begin(served, DISTRICTS_BETWEEN), 0};
	bind_long(&councils, ":first", (long)first);
	bind_long(&councils, ":last", (long)last);
	bind_long(&councils, ":limit", PLACE_MAX_DISTRICTS);
	while (out->districts_count < PLACE_MAX_DISTRICTS &&
	       served_step(served, councils.stmt) == SERVED_OK) {
		row = (struct row){.stmt = councils.stmt};
		row_fixed(&row, out->districts[out->districts_count++],
		    PLACE_GSS_TEXT);
	}
	served_done(councils.stmt);
	return true;
}

static enum place_result
postcode_find_place(struct served *served, enum postcode_kind kind,
    char *postcode, struct place *out)
{
	if (postcode_northern_irish(postcode))
		return PLACE_NORTHERN_IRELAND;
	if (kind == POSTCODE_UNIT && unit_find(served, postcode, out))
		return PLACE_FOUND;
	if (kind == POSTCODE_SECTOR && sector_find(served, postcode, out))
		return PLACE_FOUND;
	postcode[postcode_outcode_length(postcode)] = '\0';
	return outcode_find(served, postcode, out) ? PLACE_FOUND
						   : PLACE_UNKNOWN;
}

/* "53.45,-2.31": UNREADABLE where it is no such pair. */
static enum place_result
point_find(const char *text, struct place *out)
{
	char copy[PLACE_MAX_TEXT];
	char *comma, *lon;

	snprintf(copy, sizeof(copy), "%s", text);
	comma = strchr(copy, ',');
	if (comma == NULL)
		return PLACE_UNREADABLE;
	lon = comma + 1 + strspn(comma + 1, " ");
	while (comma > copy && comma[-1] == ' ')
		comma--;
	*comma = '\0';
	if (!number_double(copy, -90, 90, &out->lat) ||
	    !number_double(lon, -180, 180, &out->lon))
		return PLACE_UNREADABLE;
	if (!place_plausible(out->lat, out->lon))
		return PLACE_UNKNOWN;
	out->kind = PLACE_POINT;
	snprintf(
	    out->name, sizeof(out->name), "%.4f, %.4f", out->lat, out->lon);
	return PLACE_FOUND;
}

/* Without the blanks around it; false where nothing or too much is left. */
static bool
trimmed(const char *text, char out[PLACE_MAX_TEXT])
{
	size_t length;

	text += strspn(text, " \t\r\n");
	length = strlen(text);
	while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
		length--;
	if (length == 0 || length >= PLACE_MAX_TEXT)
		return false;
	memcpy(out, text, length);
	out[length] = '\0';
	return true;
}

enum place_result
served_place_find(struct served *served, const char *text, struct place *out)
{
	char place[PLACE_MAX_TEXT], postcode[POSTCODE_TEXT];
	char gss[PLACE_GSS_TEXT], slug[PLACE_MAX_NAME];
	enum place_result result;
	enum postcode_kind kind;

	memset(out, 0, sizeof(*out));
	if (!trimmed(text, place))
		return PLACE_UNREADABLE;
	result = point_find(place, out);
	if (result != PLACE_UNREADABLE)
		return result;
	memset(out, 0, sizeof(*out));
	kind = postcode_parse(place, postcode);
	if (kind != POSTCODE_NOT)
		return postcode_find_place(served, kind, postcode, out);
	if (read_gss(place, gss))
		return area_by_gss(served, gss, out) ? PLACE_FOUND
						     : PLACE_UNKNOWN;
	place_slug(place, slug);
	if (*slug == '\0')
		return PLACE_UNREADABLE;
	if (area_find(served, PLACE_COUNCIL, slug, out) ||
	    town_find(served, slug, out) ||
	    area_find(served, PLACE_WARD, slug, out))
		return PLACE_FOUND;
	return PLACE_UNKNOWN;
}

enum place_result
served_area_find(struct served *served, const char *text, struct place *out)
{
	char area[PLACE_MAX_TEXT], gss[PLACE_GSS_TEXT], slug[PLACE_MAX_NAME];

	memset(out, 0, sizeof(*out));
	if (!trimmed(text, area))
		return PLACE_UNREADABLE;
	if (read_gss(area, gss))
		return area_by_gss(served, gss, out) ? PLACE_FOUND
						     : PLACE_UNKNOWN;
	place_slug(area, slug);
	if (*slug == '\0')
		return PLACE_UNREADABLE;
	if (area_find(served, PLACE_COUNCIL, slug, out) ||
	    area_find(served, PLACE_COUNTRY, slug, out) ||
	    area_find(served, PLACE_WARD, slug, out))
		return PLACE_FOUND;
	return PLACE_UNKNOWN;
}

static bool
area_named(const struct area *areas, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(areas[i].place.name, name) == 0)
			return true;
	return false;
}

/*
 * Adds towns that begin with "slug" to areas found, save those that are
 * named as one of them: Bristol is a council.  Returns the new count.
 */
static size_t
towns_add(struct served *served, const char *slug, struct area *found,
    size_t count, size_t room)
{
	struct binder binder = {served_begin(served, TOWNS_BY_PREFIX), 0};
	size_t areas = count;

	bind_text(&binder, ":slug", slug);
	bind_long(&binder, ":limit", (long)(room - count));
	while (count < room && served_step(served, binder.stmt) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt};

		read_town(&row, &found[count]);
		count += !area_named(found, areas, found[count].place.name);
	}
	served_done(binder.stmt);
	return count;
}

/* Copies the best of them to where there is room; returns the new count. */
static size_t
take_best(struct area *found, size_t many, struct place *out, size_t count,
    size_t room)
{
	qsort(found, many, sizeof(*found), area_order);
	for (size_t i = 0; i < many && count < room; i++)
		out[count++] = found[i].place;
	return count;
}

size_t
served_places_suggest(
    struct served *served, const char *text, struct place *out, size_t room)
{
	char begin[PLACE_MAX_TEXT], slug[PLACE_MAX_NAME];
	struct area found[2 * AREAS_OF_A_NAME];
	size_t many, count;

	if (!trimmed(text, begin))
		return 0;
	place_slug(begin, slug);
	if (*slug == '\0')
		return 0;
	many = areas_read(served, AREAS_BY_PREFIX, PLACE_COUNCIL, slug, found,
	    AREAS_OF_A_NAME);
	many = towns_add(served, slug, found, many, ARRAY_LEN(found));
	count = take_best(found, many, out, 0, room);
	if (count == room)
		return count;
	many = areas_read(
	    served, AREAS_BY_PREFIX, PLACE_WARD, slug, found, AREAS_OF_A_NAME);
	return take_best(found, many, out, count, room);
}

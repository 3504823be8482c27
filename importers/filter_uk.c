/* Filters for phones, postcodes, places on the map, links and addresses. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/url.h"
#include "importers/filter_list.h"
#include "schema/phone.h"
#include "schema/place.h"
#include "schema/postcode.h"

/* One value a number: "0161 761 5908 or 07724113035" gives two. */
void
filter_phones_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	struct values out = {.arena = values->arena};
	struct phone found[PHONE_MAX_FOUND];

	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		size_t count = phones_parse(values->arena, value->text, found);
		for (size_t j = 0; j < count; j++)
			values_add(&out, found[j].given, strlen(found[j].given),
			    value);
	}
	*values = out;
	filter_nonempty_values(filter, run, values);
}

/* The postcode in a text; a text without one is left as it is. */
static char *
postcode_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	char postcode[POSTCODE_TEXT];
	unsigned long at, length;

	if (postcode_parse(text, postcode) != POSTCODE_NOT ||
	    postcode_find(text, postcode, &at, &length) == POSTCODE_UNIT)
		return arena_strdup(arena, postcode);
	return arena_strdup(arena, text);
}

void
filter_postcode_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, postcode_each);
}

/* Two numbers from "55.97,-3.23", "55.97 -3.23" or two values. */
static bool
two_numbers(const struct values *values, double limit, double out[2])
{
	char text[64], *at = text, *save = NULL;
	size_t count = 0;

	if (values->count == 2)
		return number_double(
			   values->items[0].text, -limit, limit, &out[0]) &&
		       number_double(
			   values->items[1].text, -limit, limit, &out[1]);
	if (values->count != 1 || strlen(values->items[0].text) >= sizeof(text))
		return false;
	strcpy(text, values->items[0].text);
	for (char *part = strtok_r(at, ", \t", &save); part != NULL;
	     part = strtok_r(NULL, ", \t", &save))
		if (count == 2 ||
		    !number_double(part, -limit, limit, &out[count++]))
			return false;
	return count == 2;
}

/*
 * What stands around two numbers where programs write a position: "geo:" and
 * its parameters, "POINT (" and ")"; and a third, the height.
 */
static void
bare_point(struct values *values)
{
	static const char *const before[] = {"geo:", "point z", "point"};
	struct value *value = &values->items[0];
	char *text, *save, *part, *kept = NULL;
	int numbers = 0;

	if (values->count != 1)
		return;
	text = arena_strdup(values->arena, value->text);
	text += strspn(text, " \t\r\n");
	for (size_t i = 0; i < ARRAY_LEN(before); i++) {
		size_t length = strlen(before[i]);

		if (strncasecmp(text, before[i], length) == 0) {
			text += length;
			break;
		}
	}
	text[strcspn(text, ";)")] = '\0';
	for (part = strtok_r(text, ", \t\r\n(", &save); part != NULL;
	     part = strtok_r(NULL, ", \t\r\n(", &save)) {
		double height;

		numbers++;
		if (numbers <= 2)
			kept = numbers == 1 ? part
					    : arena_printf(values->arena,
						  "%s,%s", kept, part);
		else if (numbers > 3 ||
			 !number_double(part, -1e4, 1e4, &height))
			return;
	}
	if (numbers >= 2)
		value->text = kept;
}

static void
keep_point(struct values *values, double lat, double lon)
{
	struct value first = values->items[0];

	first.text = arena_printf(values->arena, "%.7f,%.7f", lat, lon);
	values->items[0] = first;
	values->count = 1;
}

/*
 * Latitude and longitude, or the other way round, to "LAT,LON": in these
 * islands no number can be both.  A place we cannot believe is dropped.
 */
void
filter_latlon_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	double point[2];

	filter_nonempty_values(filter, run, values);
	if (values->count == 0)
		return;
	if (values->count > 1 && !two_numbers(values, 180, point))
		values->count = 1; /* several points: the first speaks */
	bare_point(values);
	if (!two_numbers(values, 180, point)) {
		filter_say(run, &values->items[0], "not placed on the map",
		    "'%.80s' is no latitude and longitude",
		    values->items[0].text);
	} else if (place_plausible(point[0], point[1])) {
		keep_point(values, point[0], point[1]);
		return;
	} else if (place_plausible(point[1], point[0])) {
		keep_point(values, point[1], point[0]);
		return;
	} else {
		filter_say(run, &values->items[0], "not placed on the map",
		    "latitude %.6f, longitude %.6f is not in the United "
		    "Kingdom",
		    point[0], point[1]);
	}
	values->count = 0;
}

/* Ordnance Survey easting and northing to "LAT,LON"; 0, 0 says nothing. */
void
filter_grid_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	double grid[2], lat, lon;

	filter_nonempty_values(filter, run, values);
	if (values->count == 0)
		return;
	if (!two_numbers(values, 2e6, grid)) {
		filter_say(run, &values->items[0], "not placed on the map",
		    "'%.80s' is no easting and northing",
		    values->items[0].text);
	} else if (grid[0] == 0 && grid[1] == 0) {
		/* what databases write for "we have none" */
	} else if (!place_from_grid(grid[0], grid[1], &lat, &lon)) {
		filter_say(run, &values->items[0], "not placed on the map",
		    "easting %.0f, northing %.0f is not on the National Grid",
		    grid[0], grid[1]);
	} else {
		keep_point(values, lat, lon);
		return;
	}
	values->count = 0;
}

static char *
url_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	char *link = url_link(text);
	char *kept = arena_strdup(arena, link);

	free(link);
	return kept;
}

/* Links we may show; a missing scheme is added, what is no link is dropped. */
void
filter_url_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_trim_values(filter, run, values);
	filter_each(filter, values, url_each);
}

/* An address with one @, a dot behind it and nothing a header could misread. */
static char *
email_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	const char *at, *end;

	if (strncasecmp(text, "mailto:", 7) == 0)
		text += 7;
	end = text + strcspn(text, "?");
	at = memchr(text, '@', (size_t)(end - text));
	if (at == NULL || at == text || end - text > 254)
		return NULL;
	if (memchr(at + 1, '@', (size_t)(end - at - 1)) != NULL ||
	    memchr(at + 2, '.', end - at > 3 ? (size_t)(end - at - 3) : 0) ==
		NULL)
		return NULL;
	for (const char *c = text; c < end; c++)
		if ((unsigned char)*c <= ' ' || strchr("<>()[],;:\\\"", *c))
			return NULL;
	return arena_strndup(arena, text, (size_t)(end - text));
}

void
filter_email_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_trim_values(filter, run, values);
	filter_each(filter, values, email_each);
}

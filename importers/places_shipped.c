/*
 * The files of data/places, as contrib/make-places.py writes them; each
 * says at its top what its columns are.
 */
#include "importers/places.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "importers/gazetteer_rows.h"
#include "importers/places_codes.h"
#include "importers/places_problem.h"
#include "importers/places_shipped.h"

#define AREA_COLUMNS    10
#define OUTCODE_COLUMNS 5
#define UNIT_COLUMNS    3 /* the most that a line of postcodes.txt has */

struct shipped {
	const struct place_sink *sink;
	/* What the lines before said, in postcodes.txt. */
	char outcode[POSTCODE_TEXT];
	double lat, lon;
	char district[PLACE_GSS_TEXT], ward[PLACE_GSS_TEXT];
};

typedef bool shipped_row(struct shipped *shipped, char **fields, size_t count);

static int32_t
to_e6(double degrees)
{
	return (int32_t)(degrees * 1e6 + (degrees < 0 ? -0.5 : 0.5));
}

static bool
shipped_position(
    const char *lat_text, const char *lon_text, double *lat, double *lon)
{
	return number_double(lat_text, -90, 90, lat) &&
	       number_double(lon_text, -180, 180, lon) &&
	       place_plausible(*lat, *lon);
}

static bool
shipped_area(struct shipped *shipped, char **fields, size_t count)
{
	struct places_area area;
	double lat = 0, lon = 0;

	if (count != AREA_COLUMNS)
		return false;
	area = (struct places_area){
	    .gss = fields[0],
	    .county = strcmp(fields[1], "county") == 0,
	    .name = fields[2],
	    .slug = fields[3],
	    .parent = fields[4],
	    .nation = fields[5],
	    .placed = fields[6][0] != '\0',
	    .official = fields[8],
	    .aliases = fields[9],
	};
	if (area.county || strcmp(fields[1], "council") == 0)
		area.kind = PLACE_COUNCIL;
	else if (strcmp(fields[1], "ward") == 0)
		area.kind = PLACE_WARD;
	else if (strcmp(fields[1], "country") == 0)
		area.kind = PLACE_COUNTRY;
	else
		return false;
	if (area.placed && !shipped_position(fields[6], fields[7], &lat, &lon))
		return false;
	area.lat_e6 = to_e6(lat);
	area.lon_e6 = to_e6(lon);
	shipped->sink->area(shipped->sink->arg, &area);
	return true;
}

static bool
shipped_outcode(struct shipped *shipped, char **fields, size_t count)
{
	const char *districts[PLACE_MAX_DISTRICTS];
	struct places_outcode outcode = {.districts = districts};
	char *at, *save;
	double lat, lon;

	if (count != OUTCODE_COLUMNS ||
	    !shipped_position(fields[1], fields[2], &lat, &lon) ||
	    !number_long(fields[3], 1, 1000000, &outcode.postcodes))
		return false;
	outcode.outcode = fields[0];
	outcode.lat_e6 = to_e6(lat);
	outcode.lon_e6 = to_e6(lon);
	for (at = strtok_r(fields[4], " ", &save); at != NULL;
	     at = strtok_r(NULL, " ", &save)) {
		if (outcode.districts_count == PLACE_MAX_DISTRICTS)
			return false;
		districts[outcode.districts_count++] = at;
	}
	if (outcode.districts_count == 0)
		return false;
	shipped->sink->outcode(shipped->sink->arg, &outcode);
	return true;
}

static bool
shipped_unit(struct shipped *shipped, char **fields, size_t count)
{
	char postcode[POSTCODE_TEXT];
	long north, east;

	if (count == 3 && strcmp(fields[0], "in") == 0) {
		if (strlen(fields[1]) >= PLACE_GSS_TEXT ||
		    strlen(fields[2]) >= PLACE_GSS_TEXT)
			return false;
		strcpy(shipped->district, fields[1]);
		strcpy(shipped->ward, fields[2]);
		return true;
	}
	if (count != UNIT_COLUMNS || shipped->outcode[0] == '\0' ||
	    !number_long(fields[1], -100000, 100000, &north) ||
	    !number_long(fields[2], -100000, 100000, &east))
		return false;
	if (snprintf(postcode, sizeof(postcode), "%s %s", shipped->outcode,
		fields[0]) >= (int)sizeof(postcode))
		return false;
	shipped->sink->postcode(shipped->sink->arg, postcode,
	    to_e6(shipped->lat + (double)north * 1e-5),
	    to_e6(shipped->lon + (double)east * 1e-5), shipped->district,
	    shipped->ward);
	return true;
}

static bool
shipped_postcode(struct shipped *shipped, char **fields, size_t count)
{
	if (count != 4 || strcmp(fields[0], "outcode") != 0)
		return shipped_unit(shipped, fields, count);
	if (strlen(fields[1]) >= sizeof(shipped->outcode) ||
	    !shipped_position(
		fields[2], fields[3], &shipped->lat, &shipped->lon))
		return false;
	strcpy(shipped->outcode, fields[1]);
	shipped->district[0] = shipped->ward[0] = '\0';
	return true;
}

/* These are our own files: one bad line means that they are damaged. */
static enum places_result
shipped_file(const char *folder, const char *name, char delimiter,
    shipped_row *row, const struct place_sink *sink)
{
	static const char done[] = "no places were loaded";
	struct shipped shipped = {.sink = sink};
	char *path = xasprintf("%s/%s", folder, name);
	char *fields[AREA_COLUMNS];
	enum places_result result = PLACES_REFUSED;
	enum rows_result read = ROWS_OK;
	struct rows *rows = rows_open(path);
	size_t count;

	if (rows == NULL) {
		places_problem(sink, PROBLEM_DOCUMENT, path, 1, NULL, done,
		    "cannot be opened: %s", strerror(errno));
		free(path);
		return PLACES_REFUSED;
	}
	while ((read = rows_next(rows, delimiter, fields, AREA_COLUMNS,
		    &count)) == ROWS_OK) {
		if (fields[0][0] == '#')
			continue;
		if (!row(&shipped, fields, count))
			break;
	}
	if (read == ROWS_END)
		result = PLACES_OK;
	else
		places_problem(sink, PROBLEM_DOCUMENT, path, rows_line(rows),
		    NULL, done, "the file is damaged%s%s",
		    read == ROWS_BROKEN ? ": " : "",
		    read == ROWS_BROKEN ? rows_why(rows) : "");
	rows_close(rows);
	free(path);
	return result;
}

enum places_result
places_shipped_areas(const char *folder, const struct place_sink *sink)
{
	return shipped_file(folder, "areas.tsv", '\t', shipped_area, sink);
}

enum places_result
places_load_shipped(const char *folder, const struct place_sink *sink)
{
	enum places_result result;

	result = places_shipped_areas(folder, sink);
	if (result == PLACES_OK)
		result = shipped_file(
		    folder, "outcodes.tsv", '\t', shipped_outcode, sink);
	if (result == PLACES_OK)
		result = shipped_file(
		    folder, "postcodes.txt", ' ', shipped_postcode, sink);
	return result;
}

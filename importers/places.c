#include "importers/places.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/privileges.h"
#include "importers/gazetteer_rows.h"
#include "importers/places_codes.h"
#include "importers/places_outcodes.h"
#include "importers/places_problem.h"
#include "importers/places_shipped.h"

#define PROGRESS_ROWS 20000 /* rows between two calls: some ten a second */

enum column {
	COLUMN_POSTCODE,
	COLUMN_QUALITY,
	COLUMN_EASTING,
	COLUMN_NORTHING,
	COLUMN_LAT,
	COLUMN_LON,
	COLUMN_DISTRICT,
	COLUMN_WARD,
	COLUMN_TERMINATED,
	COLUMNS,
};
#define COLUMN_ABSENT (-1)

/*
 * What each column is called, in the order of preference; "##" stands for a
 * year.  Sources: OS's Code-Point_Open_Column_Headers.csv (short and long),
 * the user guides of ONSPD and NSPL before and since 2024.
 */
static const struct column_name {
	enum column column;
	const char *name;
} column_names[] = {
    {COLUMN_POSTCODE, "pcds"},
    {COLUMN_POSTCODE, "pcd"},
    {COLUMN_POSTCODE, "pcd7"},
    {COLUMN_POSTCODE, "pcd8"},
    {COLUMN_POSTCODE, "postcode"},
    {COLUMN_POSTCODE, "pc"},
    {COLUMN_QUALITY, "positional_quality_indicator"},
    {COLUMN_QUALITY, "pqi"},
    {COLUMN_QUALITY, "pq"},
    {COLUMN_EASTING, "oseast1m"},
    {COLUMN_EASTING, "east1m"},
    {COLUMN_EASTING, "eastings"},
    {COLUMN_EASTING, "easting"},
    {COLUMN_EASTING, "ea"},
    {COLUMN_NORTHING, "osnrth1m"},
    {COLUMN_NORTHING, "north1m"},
    {COLUMN_NORTHING, "northings"},
    {COLUMN_NORTHING, "northing"},
    {COLUMN_NORTHING, "no"},
    {COLUMN_LAT, "lat"},
    {COLUMN_LAT, "latitude"},
    {COLUMN_LON, "long"},
    {COLUMN_LON, "longitude"},
    {COLUMN_DISTRICT, "oslaua"},
    {COLUMN_DISTRICT, "laua"},
    {COLUMN_DISTRICT, "lad##cd"},
    {COLUMN_DISTRICT, "admin_district_code"},
    {COLUMN_DISTRICT, "district_code"},
    {COLUMN_DISTRICT, "dc"},
    {COLUMN_WARD, "osward"},
    {COLUMN_WARD, "ward"},
    {COLUMN_WARD, "wd##cd"},
    {COLUMN_WARD, "admin_ward_code"},
    {COLUMN_WARD, "ward_code"},
    {COLUMN_WARD, "wc"},
    {COLUMN_TERMINATED, "doterm"},
};

/* Code-Point Open as it comes: ten columns, no header. */
#define CODE_POINT_COLUMNS 10
static const int code_point_columns[COLUMNS] = {
    [COLUMN_POSTCODE] = 0,
    [COLUMN_QUALITY] = 1,
    [COLUMN_EASTING] = 2,
    [COLUMN_NORTHING] = 3,
    [COLUMN_LAT] = COLUMN_ABSENT,
    [COLUMN_LON] = COLUMN_ABSENT,
    [COLUMN_DISTRICT] = 8,
    [COLUMN_WARD] = 9,
    [COLUMN_TERMINATED] = COLUMN_ABSENT,
};

struct places_loader {
	const struct place_sink *sink;
	struct places_codes codes;
	struct places_outcodes *outcodes;
};

/* One file on its way through. */
struct gazetteer {
	struct places_loader *loader;
	const char *path;
	struct rows *rows;
	struct places_report *report;
	int columns[COLUMNS];
	size_t columns_count; /* that each row must have */
	char *fields[PLACES_MAX_COLUMNS];
	size_t count;  /* of the row at hand */
	bool have_row; /* the first row read is no header */
	bool stopped;  /* a PROBLEM_DOCUMENT was reported */
	char unknown_district[PLACE_GSS_TEXT], unknown_ward[PLACE_GSS_TEXT];
};

static void
loader_area_cb(void *arg, const struct places_area *area)
{
	struct places_loader *loader = arg;

	places_codes_add(&loader->codes, area);
}

static void
loader_problem_cb(void *arg, const struct problem *problem)
{
	struct places_loader *loader = arg;

	loader->sink->problem(loader->sink->arg, problem);
}

struct places_loader *
places_loader_new(const char *folder, const struct place_sink *sink)
{
	struct places_loader *loader = xcalloc(1, sizeof(*loader));
	const struct place_sink areas = {
	    .arg = loader,
	    .area = loader_area_cb,
	    .problem = loader_problem_cb,
	};

	loader->sink = sink;
	loader->outcodes = places_outcodes_new();
	if (places_shipped_areas(folder, &areas) != PLACES_OK) {
		places_loader_free(loader);
		return NULL;
	}
	places_codes_sort(&loader->codes);
	return loader;
}

void
places_loader_free(struct places_loader *loader)
{
	if (loader == NULL)
		return;
	places_codes_clear(&loader->codes);
	places_outcodes_free(loader->outcodes);
	free(loader);
}

void
places_loader_finish(struct places_loader *loader)
{
	places_outcodes_finish(loader->outcodes, loader->sink);
}

/* Refuses the whole file. */
#define gazetteer_stop(gazetteer, line, ...) \
	do { \
		places_problem((gazetteer)->loader->sink, PROBLEM_DOCUMENT, \
		    (gazetteer)->path, (line), NULL, "no places were loaded", \
		    __VA_ARGS__); \
		(gazetteer)->stopped = true; \
	} while (0)

/* The next row's fields; false at the end, or where the file is broken. */
static bool
gazetteer_row(struct gazetteer *gazetteer)
{
	if (gazetteer->have_row) {
		gazetteer->have_row = false;
		return true;
	}
	switch (rows_next(gazetteer->rows, ',', gazetteer->fields,
	    PLACES_MAX_COLUMNS, &gazetteer->count)) {
	case ROWS_OK:
		return true;
	case ROWS_TOO_LONG:
		gazetteer->count = 0; /* refused with the other ugly rows */
		return true;
	case ROWS_BROKEN:
		gazetteer_stop(gazetteer, rows_line(gazetteer->rows),
		    "the file cannot be read: %s", rows_why(gazetteer->rows));
		return false;
	case ROWS_END:
		break;
	}
	return false;
}

/* "lad24cd" is "lad##cd". */
static bool
column_is(const char *given, const char *name)
{
	for (; *name != '\0'; given++, name++) {
		if (*name == '#' ? *given < '0' || *given > '9'
				 : (*given | 0x20) != *name && *given != *name)
			return false;
	}
	return *given == '\0';
}

static void
gazetteer_header(struct gazetteer *gazetteer)
{
	size_t i, j;

	for (i = 0; i < COLUMNS; i++)
		gazetteer->columns[i] = COLUMN_ABSENT;
	for (i = 0; i < ARRAY_LEN(column_names); i++) {
		int *column = &gazetteer->columns[column_names[i].column];

		for (j = 0;
		     *column == COLUMN_ABSENT && j < gazetteer->columns_count;
		     j++)
			if (column_is(
				gazetteer->fields[j], column_names[i].name))
				*column = (int)j;
	}
}

/*
 * Reads the first row and decides what the file is.  False: refused, with
 * what we miss.
 */
static bool
gazetteer_format(struct gazetteer *gazetteer)
{
	const int *columns = gazetteer->columns;
	char postcode[POSTCODE_TEXT];

	if (!gazetteer_row(gazetteer)) {
		if (!gazetteer->stopped)
			gazetteer_stop(gazetteer, 1, "the file is empty");
		return false;
	}
	gazetteer->columns_count = gazetteer->count;
	if (gazetteer->count == 0 || gazetteer->count > PLACES_MAX_COLUMNS) {
		gazetteer_stop(gazetteer, 1, "its first line is no row of CSV");
		return false;
	}
	if (strncmp(gazetteer->fields[0], "PK\003\004", 4) == 0) {
		gazetteer_stop(gazetteer, 1,
		    "it is a ZIP archive: unpack it and give the CSV files "
		    "in it");
		return false;
	}
	if (gazetteer->count == CODE_POINT_COLUMNS &&
	    postcode_parse(gazetteer->fields[0], postcode) == POSTCODE_UNIT) {
		memcpy(gazetteer->columns, code_point_columns,
		    sizeof(code_point_columns));
		gazetteer->have_row = true;
		gazetteer->report->format = "Code-Point Open";
		return true;
	}
	gazetteer_header(gazetteer);
	if (columns[COLUMN_POSTCODE] == COLUMN_ABSENT ||
	    columns[COLUMN_DISTRICT] == COLUMN_ABSENT ||
	    ((columns[COLUMN_LAT] == COLUMN_ABSENT ||
		 columns[COLUMN_LON] == COLUMN_ABSENT) &&
		(columns[COLUMN_EASTING] == COLUMN_ABSENT ||
		    columns[COLUMN_NORTHING] == COLUMN_ABSENT))) {
		gazetteer_stop(gazetteer, 1,
		    "neither Code-Point Open nor ONSPD nor NSPL: it needs a "
		    "column for the postcode (pcds), the district (oslaua, "
		    "laua, lad25cd) and the position (lat and long, or "
		    "oseast1m and osnrth1m)");
		return false;
	}
	gazetteer->report->format =
	    columns[COLUMN_TERMINATED] != COLUMN_ABSENT ? "ONSPD or NSPL"
	    : columns[COLUMN_QUALITY] != COLUMN_ABSENT  ? "Code-Point Open"
							: "CSV of postcodes";
	return true;
}

static const char *
gazetteer_field(const struct gazetteer *gazetteer, enum column column)
{
	return gazetteer->columns[column] == COLUMN_ABSENT
		   ? ""
		   : gazetteer->fields[gazetteer->columns[column]];
}

enum row_position {
	ROW_PLACED,
	ROW_UNPLACED,
	ROW_MISPLACED,
};

/*
 * Degrees where the row has them, else from the grid.  Code-Point writes 0,
 * 0 and quality 90 for no position, ONS 99.999999 and empty fields.
 */
static enum row_position
gazetteer_position(const struct gazetteer *gazetteer, double *lat, double *lon)
{
	const char *lat_text = gazetteer_field(gazetteer, COLUMN_LAT);
	const char *lon_text = gazetteer_field(gazetteer, COLUMN_LON);
	double easting, northing;

	if (lat_text[0] != '\0' && lon_text[0] != '\0') {
		if (!number_double(lat_text, -90, 100, lat) ||
		    !number_double(lon_text, -180, 180, lon))
			return ROW_MISPLACED;
		if (*lat > 99.9)
			return ROW_UNPLACED;
	} else {
		lat_text = gazetteer_field(gazetteer, COLUMN_EASTING);
		lon_text = gazetteer_field(gazetteer, COLUMN_NORTHING);
		if ((lat_text[0] == '\0' && lon_text[0] == '\0') ||
		    strcmp(gazetteer_field(gazetteer, COLUMN_QUALITY), "90") ==
			0)
			return ROW_UNPLACED;
		if (!number_double(lat_text, 0, 1e6, &easting) ||
		    !number_double(lon_text, 0, 2e6, &northing))
			return ROW_MISPLACED;
		if (easting == 0 && northing == 0)
			return ROW_UNPLACED;
		if (!place_from_grid(easting, northing, lat, lon))
			return ROW_MISPLACED;
	}
	return place_plausible(*lat, *lon) ? ROW_PLACED : ROW_MISPLACED;
}

static void
gazetteer_refuse(struct gazetteer *gazetteer, const char *what)
{
	struct places_report *report = gazetteer->report;
	const char *record = gazetteer->count > 0 ? gazetteer->fields[0] : NULL;

	report->refused++;
	places_problem(gazetteer->loader->sink, PROBLEM_RECORD, gazetteer->path,
	    rows_line(gazetteer->rows), record, "row left out", "%s", what);
	if (report->refused > PLACES_MAX_REFUSED &&
	    report->refused > report->kept)
		gazetteer_stop(gazetteer, rows_line(gazetteer->rows),
		    "more rows were refused than kept");
}

/* The code in use today, or "", counted, the first one remembered. */
static const char *
gazetteer_code(const struct gazetteer *gazetteer, enum column column,
    long *unknown, char first[PLACE_GSS_TEXT])
{
	const char *given = gazetteer_field(gazetteer, column);
	const char *present;

	if (given[0] == '\0')
		return "";
	present = places_codes_present(&gazetteer->loader->codes, given);
	if (present != NULL)
		return present;
	if ((*unknown)++ == 0) {
		strncpy(first, given, PLACE_GSS_TEXT - 1);
		first[PLACE_GSS_TEXT - 1] = '\0';
	}
	return "";
}

static void
gazetteer_keep(
    struct gazetteer *gazetteer, const char *postcode, double lat, double lon)
{
	struct places_loader *loader = gazetteer->loader;
	struct places_report *report = gazetteer->report;
	int32_t lat_e6 = (int32_t)(lat * 1e6 + 0.5);
	int32_t lon_e6 = (int32_t)(lon * 1e6 + (lon < 0 ? -0.5 : 0.5));
	const char *district, *ward;

	district = gazetteer_code(gazetteer, COLUMN_DISTRICT,
	    &report->unknown_districts, gazetteer->unknown_district);
	ward = gazetteer_code(gazetteer, COLUMN_WARD, &report->unknown_wards,
	    gazetteer->unknown_ward);
	if (!places_outcodes_add(
		loader->outcodes, postcode, lat_e6, lon_e6, district)) {
		gazetteer_stop(gazetteer, rows_line(gazetteer->rows),
		    "more outcodes than the United Kingdom has");
		return;
	}
	report->kept++;
	loader->sink->postcode(
	    loader->sink->arg, postcode, lat_e6, lon_e6, district, ward);
}

static void
gazetteer_take(struct gazetteer *gazetteer)
{
	struct places_report *report = gazetteer->report;
	char postcode[POSTCODE_TEXT];
	double lat, lon;

	if (gazetteer->count != gazetteer->columns_count) {
		gazetteer_refuse(gazetteer,
		    "the row has not as many fields as the first one");
		return;
	}
	if (postcode_parse(gazetteer_field(gazetteer, COLUMN_POSTCODE),
		postcode) != POSTCODE_UNIT) {
		gazetteer_refuse(gazetteer, "its postcode cannot be read");
		return;
	}
	if (postcode_northern_irish(postcode)) {
		report->northern_irish++;
		return;
	}
	if (gazetteer_field(gazetteer, COLUMN_TERMINATED)[0] != '\0') {
		report->terminated++;
		return;
	}
	switch (gazetteer_position(gazetteer, &lat, &lon)) {
	case ROW_PLACED:
		gazetteer_keep(gazetteer, postcode, lat, lon);
		break;
	case ROW_UNPLACED:
		report->unplaced++;
		break;
	case ROW_MISPLACED:
		gazetteer_refuse(
		    gazetteer, "its position cannot be read, or lies abroad");
		break;
	}
}

/* What is worth saying when the file is through. */
static void
gazetteer_end(struct gazetteer *gazetteer)
{
	const struct place_sink *sink = gazetteer->loader->sink;
	struct places_report *report = gazetteer->report;

	if (report->kept + report->terminated + report->northern_irish == 0) {
		gazetteer_stop(gazetteer, rows_line(gazetteer->rows),
		    "no row of it could be used");
		return;
	}
	if (report->northern_irish > 0)
		places_problem(sink, PROBLEM_NOTE, gazetteer->path, 1, NULL,
		    "left out",
		    "%ld postcodes of Northern Ireland (BT): their positions "
		    "are not open data",
		    report->northern_irish);
	if (report->unknown_districts > 0)
		places_problem(sink, PROBLEM_NOTE, gazetteer->path, 1, NULL,
		    "kept without their council",
		    "%ld rows name a council that we do not have, the first "
		    "one %s",
		    report->unknown_districts, gazetteer->unknown_district);
	if (report->unknown_wards > 0)
		places_problem(sink, PROBLEM_NOTE, gazetteer->path, 1, NULL,
		    "kept without their ward",
		    "%ld rows name a ward that we do not have, the first one "
		    "%s: wards are redrawn often, and data/places may be of "
		    "another year",
		    report->unknown_wards, gazetteer->unknown_ward);
}

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

enum places_result
places_loader_file(struct places_loader *loader, const char *path,
    struct places_report *report)
{
	struct gazetteer gazetteer = {
	    .loader = loader, .path = path, .report = report};
	const struct place_sink *sink = loader->sink;
	double start = seconds_now();

	memset(report, 0, sizeof(*report));
	gazetteer.rows = rows_open(path);
	if (gazetteer.rows == NULL) {
		gazetteer_stop(
		    &gazetteer, 1, "cannot be opened: %s", privileges_error(errno));
		return PLACES_REFUSED;
	}
	if (gazetteer_format(&gazetteer)) {
		while (!gazetteer.stopped && gazetteer_row(&gazetteer)) {
			report->rows++;
			gazetteer_take(&gazetteer);
			if (sink->progress != NULL &&
			    report->rows % PROGRESS_ROWS == 0)
				sink->progress(sink->arg, report->rows);
		}
		if (!gazetteer.stopped)
			gazetteer_end(&gazetteer);
	}
	rows_close(gazetteer.rows);
	report->seconds = seconds_now() - start;
	return gazetteer.stopped ? PLACES_REFUSED : PLACES_OK;
}

void
places_report_text(
    struct buf *out, const char *path, const struct places_report *report)
{
	buf_printf(out,
	    "%s: %s: %ld rows read, %ld kept, %ld refused, %ld no longer in "
	    "use, %ld without a position, %ld of Northern Ireland, in %.1f s",
	    path, report->format == NULL ? "unknown" : report->format,
	    report->rows, report->kept, report->refused, report->terminated,
	    report->unplaced, report->northern_irish, report->seconds);
}

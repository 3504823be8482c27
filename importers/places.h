/*
 * Gazetteers: the places that are shipped in data/places, and whole ones
 * that an operator loads with "signpost-import places".  Files are streamed
 * and their rows handed to a sink, which the record implements.  Runs in
 * signpost-import; memory does not grow with the file.
 *
 * Formats of the whole ones, known by their columns:
 * - Code-Point Open: as Ordnance Survey gives it (no header, ten columns,
 *   one file a postcode area), or with a header row;
 * - the ONS Postcode Directory and the National Statistics Postcode Lookup,
 *   by header, with the column names of any year.
 * Each may be gzipped.  Northern Ireland's rows are left out: ONS licenses
 * them for use inside organisations only, so they are not open data.
 */
#ifndef SIGNPOST_PLACES_H
#define SIGNPOST_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "schema/place.h"
#include "schema/problem.h"

#define PLACES_MAX_LINE     4096 /* bytes: ONSPD's longest is under 700 */
#define PLACES_MAX_COLUMNS  128  /* ONSPD has 53 */
#define PLACES_MAX_OUTCODES 4096 /* the United Kingdom has about 3,000 */
/*
 * A file with this many rows refused, and more refused than kept, is not
 * what we took it for: it is refused whole.
 */
#define PLACES_MAX_REFUSED 1000

/* A council or county, ward or country.  Texts are lent for the call. */
struct places_area {
	const char *gss;      /* "E08000009" */
	enum place_kind kind; /* PLACE_COUNTRY, PLACE_COUNCIL, PLACE_WARD */
	/* The upper of two tiers: a council whose districts name it parent. */
	bool county;
	const char *name;       /* "Trafford"; a ward's own name, "Clifford" */
	const char *slug;       /* "trafford", "clifford-trafford" */
	const char *parent;     /* GSS code, or "" for the United Kingdom */
	const char *nation;     /* GSS code of its country */
	bool placed;            /* else lat and lon are 0: none known */
	int32_t lat_e6, lon_e6; /* millionths of a degree, WGS84 */
	const char *official;   /* "Trafford Metropolitan Borough Council" */
	/*
	 * Other slugs and former GSS codes that mean the same area, separated
	 * by spaces: "banes bathnes", "E08000016"; or "".
	 */
	const char *aliases;
};

struct places_outcode {
	const char *outcode;    /* "M32" */
	int32_t lat_e6, lon_e6; /* the mean of its postcodes */
	/*
	 * How many postcodes that rests on.  One that rests on far fewer than
	 * the one already kept comes from a file that holds only part of it,
	 * and would lose councils: keep the old one below nine tenths.
	 */
	long postcodes;
	const char *const *districts; /* GSS codes, most postcodes first */
	size_t districts_count;       /* 1 to PLACE_MAX_DISTRICTS */
};

struct place_sink {
	void *arg;
	void (*area)(void *arg, const struct places_area *area);
	void (*outcode)(void *arg, const struct places_outcode *outcode);
	/* "M32 0TH"; district and ward are GSS codes we have, or "". */
	void (*postcode)(void *arg, const char *postcode, int32_t lat_e6,
	    int32_t lon_e6, const char *district, const char *ward);
	void (*problem)(void *arg, const struct problem *problem);
	/* Now and then, for a progress line; may be NULL. */
	void (*progress)(void *arg, long rows);
};

enum places_result {
	PLACES_OK = 0,
	PLACES_REFUSED, /* a PROBLEM_DOCUMENT was reported: roll back */
};

/* What became of one file's rows: they add up. */
struct places_report {
	const char *format; /* "Code-Point Open", "ONSPD or NSPL" */
	long rows;          /* below the header */
	long kept;
	long terminated; /* no longer in use */
	long northern_irish;
	long unplaced; /* without coordinates */
	long refused;  /* each reported with its line */
	/* Of those kept: codes not in data/places/areas.tsv, left out. */
	long unknown_districts, unknown_wards;
	double seconds;
};

/*
 * Hands over all areas, outcodes and postcodes of the files in "folder"
 * (areas.tsv, outcodes.tsv, postcodes.txt).
 */
enum places_result places_load_shipped(
    const char *folder, const struct place_sink *sink) MUST_CHECK;

/*
 * Loads whole gazetteers: places_loader_file() for each file, then
 * places_loader_finish(), which hands over the outcodes that follow from
 * all the postcodes loaded.  NULL where the areas.tsv of "folder" cannot be
 * read (reported): its codes are needed to tell present ones from former.
 * The sink is borrowed until places_loader_free().
 */
struct places_loader;

struct places_loader *places_loader_new(
    const char *folder, const struct place_sink *sink) MUST_CHECK;
enum places_result places_loader_file(struct places_loader *loader,
    const char *path, struct places_report *report) MUST_CHECK;
void places_loader_finish(struct places_loader *loader);
void places_loader_free(struct places_loader *loader);

/* Appends one line that says what the report counts, without newline. */
void places_report_text(
    struct buf *out, const char *path, const struct places_report *report);

#endif

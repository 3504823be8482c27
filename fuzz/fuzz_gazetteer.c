/* What an operator may have downloaded and takes for a gazetteer. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/alloc.h"
#include "importers/places.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

struct seen {
	long postcodes, documents, records;
};

static void
area_cb(void *arg, const struct places_area *area)
{
	(void)arg;
	(void)area;
	assert(0); /* a gazetteer brings no areas */
}

static void
outcode_cb(void *arg, const struct places_outcode *outcode)
{
	(void)arg;
	assert(outcode->postcodes > 0);
	assert(outcode->districts_count > 0);
	assert(outcode->districts_count <= PLACE_MAX_DISTRICTS);
	assert(place_plausible(outcode->lat_e6 / 1e6, outcode->lon_e6 / 1e6));
}

static void
postcode_cb(void *arg, const char *postcode, int32_t lat_e6, int32_t lon_e6,
    const char *district, const char *ward)
{
	struct seen *seen = arg;
	char normal[POSTCODE_TEXT];

	seen->postcodes++;
	assert(postcode_parse(postcode, normal) == POSTCODE_UNIT);
	assert(strcmp(postcode, normal) == 0);
	assert(!postcode_northern_irish(postcode));
	assert(place_plausible(lat_e6 / 1e6, lon_e6 / 1e6));
	assert(strlen(district) == 0 || strlen(district) == 9);
	assert(strlen(ward) == 0 || strlen(ward) == 9);
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct seen *seen = arg;
	struct buf text = {0};

	problem_text(&text, "places", problem);
	seen->documents += problem->kind == PROBLEM_DOCUMENT;
	seen->records += problem->kind == PROBLEM_RECORD;
	buf_clear(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct seen seen = {0};
	const struct place_sink sink = {.arg = &seen,
	    .area = area_cb,
	    .outcode = outcode_cb,
	    .postcode = postcode_cb,
	    .problem = problem_cb};
	const char *srcdir = getenv("srcdir");
	int fd = memfd_create("gazetteer", 0);
	struct places_report report;
	struct places_loader *loader;
	enum places_result result;
	char path[40], *places;

	assert(fd >= 0 && write(fd, data, length) == (ssize_t)length);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	places = xasprintf("%s/data/places", srcdir != NULL ? srcdir : ".");
	loader = places_loader_new(places, &sink);
	assert(loader != NULL);
	result = places_loader_file(loader, path, &report);
	assert(report.kept == seen.postcodes);
	assert(report.refused == seen.records);
	assert(seen.documents == (result == PLACES_REFUSED));
	assert(result == PLACES_REFUSED ||
	       report.rows == report.kept + report.terminated +
				  report.northern_irish + report.unplaced +
				  report.refused);
	places_loader_finish(loader);
	places_loader_free(loader);
	free(places);
	close(fd);
	return 0;
}

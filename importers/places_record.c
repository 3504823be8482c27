#include "importers/places_record.h"

#include "schema/record_place.h"

struct writing {
	struct record *record;
	const struct places_listener *listener;
	bool failed; /* the record's fault, logged; the rest is not written */
};

static void
area_cb(void *arg, const struct places_area *area)
{
	struct writing *writing = arg;
	const struct record_area row = {
	    .gss = area->gss,
	    .kind = area->kind,
	    .county = area->county,
	    .name = area->name,
	    .slug = area->slug,
	    .parent = area->parent,
	    .nation = area->nation,
	    .official = area->official,
	    .aliases = area->aliases,
	    .placed = area->placed,
	    .lat_e6 = area->lat_e6,
	    .lon_e6 = area->lon_e6,
	};

	if (!writing->failed)
		writing->failed =
		    record_area_put(writing->record, &row) != RECORD_OK;
}

static void
outcode_cb(void *arg, const struct places_outcode *outcode)
{
	struct writing *writing = arg;

	if (!writing->failed)
		writing->failed =
		    record_outcode_put(writing->record, outcode->outcode,
			outcode->lat_e6, outcode->lon_e6, outcode->postcodes,
			outcode->districts,
			outcode->districts_count) != RECORD_OK;
}

static void
postcode_cb(void *arg, const char *postcode, int32_t lat_e6, int32_t lon_e6,
    const char *district, const char *ward)
{
	struct writing *writing = arg;

	if (!writing->failed)
		writing->failed =
		    record_postcode_put(writing->record, postcode, lat_e6,
			lon_e6, district, ward) != RECORD_OK;
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct writing *writing = arg;

	writing->listener->problem(writing->listener->arg, problem);
}

static void
progress_cb(void *arg, long rows)
{
	struct writing *writing = arg;

	writing->listener->progress(writing->listener->arg, rows);
}

static struct place_sink
writing_sink(struct writing *writing)
{
	return (struct place_sink){
	    .arg = writing,
	    .area = area_cb,
	    .outcode = outcode_cb,
	    .postcode = postcode_cb,
	    .problem = problem_cb,
	    .progress =
		writing->listener->progress != NULL ? progress_cb : NULL,
	};
}

/* Commits what was written whole, else rolls back. */
static enum places_result
writing_end(struct writing *writing, enum places_result result)
{
	if (result != PLACES_OK || writing->failed) {
		record_rollback(writing->record);
		return PLACES_REFUSED;
	}
	record_places_changed(writing->record);
	return record_commit(writing->record) ? PLACES_OK : PLACES_REFUSED;
}

enum places_result
places_record_shipped(struct record *record, const char *folder,
    const struct places_listener *listener)
{
	struct writing writing = {.record = record, .listener = listener};
	const struct place_sink sink = writing_sink(&writing);

	if (!record_begin(record))
		return PLACES_REFUSED;
	return writing_end(&writing, places_load_shipped(folder, &sink));
}

enum places_result
places_record_load(struct record *record, const char *folder,
    const char *const *paths, size_t paths_count,
    const struct places_listener *listener, struct places_report *reports)
{
	struct writing writing = {.record = record, .listener = listener};
	const struct place_sink sink = writing_sink(&writing);
	struct places_loader *loader = places_loader_new(folder, &sink);
	enum places_result result = PLACES_OK;
	size_t i;

	if (loader == NULL)
		return PLACES_REFUSED;
	if (!record_begin(record)) {
		places_loader_free(loader);
		return PLACES_REFUSED;
	}
	for (i = 0; result == PLACES_OK && i < paths_count; i++)
		result = places_loader_file(loader, paths[i], &reports[i]);
	if (result == PLACES_OK)
		places_loader_finish(loader);
	places_loader_free(loader);
	return writing_end(&writing, result);
}

/*
 * Writes the search index: one flat file, the same bytes for the same
 * listings.  Used by publish alone, which adds listings along the
 * space-filling curve (index_curve) so that a circle is a few ranges.
 */
#ifndef SIGNPOST_INDEX_BUILD_H
#define SIGNPOST_INDEX_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "schema/listing.h"
#include "schema/vocabulary.h"

struct index_builder;

/* Where a point lies on the curve: the order in which to add listings. */
uint64_t index_curve(double lat, double lon);
uint64_t index_curve_listing(const struct listing *listing);

struct index_builder *index_builder_new(const struct vocabulary *);
/*
 * Adds one listing; its document number is how many were added before.
 * row    its key in listings.db
 * A listing whose status is closed or deleted keeps its card and is found
 * by no search.
 * card   its bytes, copied
 */
void index_builder_add(struct index_builder *, const struct listing *listing,
    long row, const void *card, size_t card_bytes);
/* Areas above an area (a ward's council, a council's county and country). */
void index_builder_area_parent(
    struct index_builder *, const char *gss, const char *parent_gss);
/* An area's name, by which rules may call it ("Trafford residents only"). */
void index_builder_area_name(
    struct index_builder *, const char *gss, const char *name);
/* Writes the file, once (not fsynced: publish does that).  False: see "error".
 */
bool index_builder_write(struct index_builder *, const char *path, char *error,
    size_t error_size) MUST_CHECK;
void index_builder_free(struct index_builder *);

#endif

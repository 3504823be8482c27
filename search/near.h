/*
 * Places: what stands within a distance, what serves a place, and for whose
 * residents (design section 5, "Area").  All add to bitmaps.
 */
#ifndef SIGNPOST_NEAR_H
#define SIGNPOST_NEAR_H

#include "schema/place.h"
#include "search/index_read.h"
#include "search/verdict.h"

/* within_miles  0: any distance */
void near_placed(const struct index *, const struct place *,
    double within_miles, uint64_t *here);
/* What goes to people there, or is reached by phone or online. */
void near_serves(const struct index *, const struct place *, uint64_t *serves);
/* What stands in an area, and what serves it or a part of it. */
void near_in_area(const struct index *, const struct place *area,
    uint64_t *here, uint64_t *serves);
/*
 * What stands in an area, names it or a part of it, or what lies above it
 * short of a nation: not what is there for everybody in the country.
 */
void near_local(const struct index *, const char *gss, uint64_t *local);
/* What names the areas it serves, none of which holds the place. */
void near_outside(
    const struct index *, const struct place *, uint64_t *outside);
/*
 * Fills the asker's resident_in and resident_partly, which are empty.
 * scratch  a bitmap to work in
 */
void near_residents(const struct index *, const struct place *,
    struct verdict_asker *asker, uint64_t *scratch);

#endif

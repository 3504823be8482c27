/* A small generation's databases, written to a folder. */
#ifndef SIGNPOST_TESTING_GENERATION_H
#define SIGNPOST_TESTING_GENERATION_H

#include "schema/served_build.h"

/*
 * The places of these tests: two councils with a ward Castle each, a
 * country, a county's worth of names, outcodes M32 and QX4, four postcodes.
 */
void test_places_fill(struct places_builder *);
/* Writes places.db and, of number files, a manifest for all in the folder. */
void test_places_write(const char *folder);
void test_manifest_write(const char *folder);

#endif

/* Saying to a sink what is wrong with a gazetteer. */
#ifndef SIGNPOST_PLACES_PROBLEM_H
#define SIGNPOST_PLACES_PROBLEM_H

#include "importers/places.h"

/*
 * Reports one problem; "what" is formatted and kept under PROBLEM_MAX_TEXT.
 * record  the row's postcode or code, or NULL
 * done    what we did about it
 */
void places_problem(const struct place_sink *sink, enum problem_kind kind,
    const char *path, long line, const char *record, const char *done,
    const char *what, ...) PRINTF_LIKE(7, 8);

#endif

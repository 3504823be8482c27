/*
 * What visitors searched for and did not find, beside what is listed where:
 * for /gaps and /gaps-unmet.csv, where the operator has it counted.
 */
#ifndef SIGNPOST_GAPS_UNMET_H
#define SIGNPOST_GAPS_UNMET_H

#include "server/gaps.h"
#include "server/unmet.h"

struct gaps_unmet {
	const struct unmet_row *row;
	struct place council;
	const char *type; /* its label; its id where the vocabulary forgot it */
};

/*
 * Those of the area and the type that are chosen; of a ward, its council's.
 * The latest week first, then by council.  None where nothing is counted.
 */
size_t gaps_unmet_read(const struct gaps *, struct gaps_unmet **out);
/* The section of /gaps. */
void gaps_unmet_show(const struct gaps *, struct view *view);

#endif

/* Text to numbers.  The whole text must be the number; no locale, no hex. */
#ifndef SIGNPOST_NUMBER_H
#define SIGNPOST_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"

/* Decimal digits only (a '-' first where min is below 0), min to max. */
bool number_long(const char *text, long min, long max, long *out) MUST_CHECK;
/* Digits with at most one point and a sign; no exponent, finite. */
bool number_double(const char *text, double min, double max, double *out)
    MUST_CHECK;

#endif

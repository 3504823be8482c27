/*
 * The space-filling curve along which listings are numbered: points that
 * are near each other on the ground are mostly near each other on the
 * curve, and so a circle is a few ranges of it (Hilbert's curve over a box
 * around the United Kingdom, 65,536 steps each way: about 20 m).
 */
#ifndef SIGNPOST_CURVE_H
#define SIGNPOST_CURVE_H

#include <stddef.h>
#include <stdint.h>

#define CURVE_MAX_RANGES 64

struct curve_range {
	uint32_t first, last; /* both included */
};

/* Points outside the box count as on its edge. */
uint32_t curve_point(double lat, double lon);
/*
 * Ranges that hold every point of a box in degrees, ascending and apart;
 * they may hold others too.  Returns how many were filled.
 */
size_t curve_ranges(double south, double west, double north, double east,
    struct curve_range ranges[CURVE_MAX_RANGES]);

#endif

#include "search/curve.h"

#define CURVE_BITS  16
#define CURVE_STEPS (1u << CURVE_BITS)

/* The box: from south of Scilly to north of Shetland, Rockall to Norfolk. */
static const double south_edge = 49.0, north_edge = 61.5;
static const double west_edge = -14.0, east_edge = 3.0;

static uint32_t
step(double value, double low, double high)
{
	double steps = (value - low) / (high - low) * CURVE_STEPS;

	if (!(steps > 0))
		return 0;
	if (steps >= CURVE_STEPS - 1)
		return CURVE_STEPS - 1;
	return (uint32_t)steps;
}

/*
 * Where the cell x, y of a grid of "bits" bits each way lies on the curve:
 * the quadrant's place, then the rest turned so that ends meet.
 */
static uint32_t
along(uint32_t x, uint32_t y, unsigned bits)
{
	uint32_t place = 0, size = 1u << bits, swap;

	for (uint32_t half = size >> 1; half > 0; half >>= 1) {
		uint32_t right = (x & half) != 0, top = (y & half) != 0;

		place = place << 2 | ((3 * right) ^ top);
		if (top)
			continue;
		if (right) {
			x = (size - 1) ^ x;
			y = (size - 1) ^ y;
		}
		swap = x;
		x = y;
		y = swap;
	}
	return place;
}

uint32_t
curve_point(double lat, double lon)
{
	return along(step(lon, west_edge, east_edge),
	    step(lat, south_edge, north_edge), CURVE_BITS);
}

static size_t
join_ranges(struct curve_range *ranges, size_t count)
{
	size_t kept = 0;

	for (size_t i = 1; i < count; i++) {
		struct curve_range range = ranges[i];
		size_t j = i;

		for (; j > 0 && ranges[j - 1].first > range.first; j--)
			ranges[j] = ranges[j - 1];
		ranges[j] = range;
	}
	for (size_t i = 0; i < count; i++)
		if (kept > 0 && ranges[kept - 1].last + 1 == ranges[i].first)
			ranges[kept - 1].last = ranges[i].last;
		else
			ranges[kept++] = ranges[i];
	return kept;
}

/*
 * Covers the box with the cells of the finest grid on which it is not more
 * than CURVE_MAX_RANGES cells: each cell is one range.
 */
size_t
curve_ranges(double south, double west, double north, double east,
    struct curve_range ranges[CURVE_MAX_RANGES])
{
	uint32_t x0 = step(west, west_edge, east_edge);
	uint32_t x1 = step(east, west_edge, east_edge);
	uint32_t y0 = step(south, south_edge, north_edge);
	uint32_t y1 = step(north, south_edge, north_edge);
	unsigned shift = 0, bits;
	size_t count = 0;

	while (((uint64_t)(x1 >> shift) - (x0 >> shift) + 1) *
		   ((y1 >> shift) - (y0 >> shift) + 1) >
	       CURVE_MAX_RANGES)
		shift++;
	bits = CURVE_BITS - shift;
	for (uint32_t y = y0 >> shift; y <= y1 >> shift; y++)
		for (uint32_t x = x0 >> shift; x <= x1 >> shift; x++) {
			uint32_t cell = along(x, y, bits);

			ranges[count].first = cell << (2 * shift);
			ranges[count].last =
			    ranges[count].first + ((1u << 2 * shift) - 1);
			if (shift == CURVE_BITS) {
				ranges[count].first = 0;
				ranges[count].last = UINT32_MAX;
			}
			count++;
		}
	return join_ranges(ranges, count);
}

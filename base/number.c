#include "base/number.h"

#include <math.h>
#include <stdlib.h>

#define NUMBER_MAX_CHARS 40 /* of a decimal fraction: more is no quantity */

bool
number_long(const char *text, long min, long max, long *out)
{
	const char *at = text;
	bool negative = false;
	long value = 0;

	if (*at == '-' && min < 0) {
		negative = true;
		at++;
	}
	if (*at == '\0')
		return false;
	for (; *at != '\0'; at++) {
		if (*at < '0' || *at > '9')
			return false;
		/* Counted downwards: LONG_MIN has no positive counterpart. */
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_sub_overflow(value, *at - '0', &value))
			return false;
	}
	if (!negative && __builtin_sub_overflow(0, value, &value))
		return false;
	if (value < min || value > max)
		return false;
	*out = value;
	return true;
}

bool
number_double(const char *text, double min, double max, double *out)
{
	const char *at = text;
	size_t digits = 0, points = 0;
	double value;

	if (*at == '-' || *at == '+')
		at++;
	for (; *at != '\0'; at++) {
		if (*at >= '0' && *at <= '9')
			digits++;
		else if (*at == '.')
			points++;
		else
			return false;
		if (digits > NUMBER_MAX_CHARS || points > 1)
			return false;
	}
	if (digits == 0)
		return false;
	/* No program of ours sets a locale, so that the point is a point. */
	value = strtod(text, NULL);
	if (!isfinite(value) || value < min || value > max)
		return false;
	*out = value;
	return true;
}

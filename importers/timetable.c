#include "importers/timetable.h"

#include <stdint.h>
#include <sys/random.h>

bool
timetable_due(const struct record_timetable *timetable, long every_s,
    time_t read_whole, time_t now)
{
	time_t due = timetable->due;

	if (timetable->on_hold || every_s <= 0)
		return false;
	if (due == 0)
		due = read_whole > 0 ? read_whole + every_s : now;
	return now >= due || due - now > 2 * every_s;
}

void
timetable_advance(struct record_timetable *timetable, long every_s, bool failed,
    double chance, time_t now)
{
	long distance_s = every_s;

	if (failed) {
		distance_s = TIMETABLE_RETRY_S;
		for (long n = 0; n < timetable->failures; n++) {
			if (distance_s < every_s)
				distance_s *= 2;
		}
		if (distance_s > every_s)
			distance_s = every_s;
		timetable->failures++;
	} else {
		timetable->failures = 0;
	}
	timetable->due =
	    now + distance_s +
	    (time_t)(chance * TIMETABLE_JITTER * (double)distance_s);
}

double
timetable_chance(void)
{
	uint32_t number;

	/* Without chance all are read at their earliest. */
	if (getrandom(&number, sizeof(number), GRND_NONBLOCK) !=
	    (ssize_t)sizeof(number))
		return 0;
	return (double)number / UINT32_MAX;
}

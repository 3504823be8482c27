/*
 * When a feed is read: each "every" of its configuration, a little later by
 * chance so that not all publishers are asked in one minute, and after
 * failures at growing distances until that.
 */
#ifndef SIGNPOST_TIMETABLE_H
#define SIGNPOST_TIMETABLE_H

#include <stdbool.h>

#include "schema/record_timetable.h"

#define TIMETABLE_RETRY_S (15 * 60) /* after the first failure; it doubles */
#define TIMETABLE_JITTER  0.1 /* of the distance, at most, is added by chance \
			       */

/*
 * Whether it is to be read now.  "read_whole" is when it last was, 0 never:
 * it counts where the timetable knows nothing yet.  A time further ahead
 * than there can be one (the clock went back) has come.
 */
bool timetable_due(const struct record_timetable *, long every_s,
    time_t read_whole, time_t now);
/*
 * What comes after a run that ended "now".  chance  0 to 1
 */
void timetable_advance(struct record_timetable *, long every_s, bool failed,
    double chance, time_t now);
/* 0 to 1, from the system. */
double timetable_chance(void);

#endif

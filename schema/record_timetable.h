/* When each feed of the configuration is read next. */
#ifndef SIGNPOST_RECORD_TIMETABLE_H
#define SIGNPOST_RECORD_TIMETABLE_H

#include <stdbool.h>
#include <time.h>

#include "schema/record.h"

struct record_timetable {
	time_t due;    /* not before; 0: never told */
	long failures; /* in a row */
	bool on_hold;  /* stopped by hand */
};

/* By the feed's id; zeros where nothing is known (RECORD_NOT_FOUND). */
enum record_result record_timetable_find(
    struct record *, const char *id, struct record_timetable *out);
enum record_result record_timetable_put(
    struct record *, const char *id, const struct record_timetable *);

#endif

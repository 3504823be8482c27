/*
 * Opening times that a source gives in a structured form: are they open,
 * and until when?  Prose stays prose.  Times are Europe/London.
 */
#ifndef SIGNPOST_HOURS_H
#define SIGNPOST_HOURS_H

#include <stdbool.h>
#include <time.h>

#include "base/alloc.h"
#include "schema/listing.h"

enum hours_state {
	HOURS_UNKNOWN = 0, /* not stated: never counted as closed */
	HOURS_OPEN,
	HOURS_CLOSED,
};

struct hours_answer {
	enum hours_state state;
	time_t changes; /* when the answer's words change next; 0: never */
	char *text; /* "Open now, until 8pm", "Closed, opens 9am Monday" */
};

/* What to say at "now" (UTC seconds).  The text is in the arena. */
void hours_answer(const struct listing_opening *openings, size_t count,
    time_t now, struct arena *arena, struct hours_answer *out);
/*
 * England's bank holidays (statute, for the years that the table knows):
 * on one, times of weekday 7 hold if any are given, else nothing is known.
 */
bool hours_bank_holiday(day_t day);
/* "9am", "6.30pm", "midnight", "noon".  In the arena. */
char *hours_minute_text(struct arena *arena, int minute);
/* "09:00", "9.30am", "17:30:00", "1730"; -1 where it is no time of day. */
int hours_minute_parse(const char *text);
/* "Monday", "mon", "Mo": 0 to 6; "Bank holidays" 7; -1. */
int hours_weekday_parse(const char *text);
extern const char *const hours_weekday_name[8];

#endif

/* A listing's hours on its own page: day by day, and bank holidays ahead. */
#ifndef SIGNPOST_VIEW_HOURS_H
#define SIGNPOST_VIEW_HOURS_H

#include "server/layout.h"

/*
 * Fills "days" {day, times, today}, "holidays" (lines) and, of a listing
 * that takes people, "open_text" and "open"; page->clock_until is when the
 * words change.  Nothing where its hours are not stated.
 */
void view_hours(const struct context *, struct arena *, struct view *,
    const struct listing *, struct page *);

/*
 * Its hours in one line: "Monday to Friday 9am to 5pm; Saturday 10am to noon";
 * else its words for them, cut; NULL where they are not stated.
 */
char *view_hours_line(const struct listing *, struct arena *);

#endif

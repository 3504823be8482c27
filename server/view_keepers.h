/*
 * Who keeps lists for an area: the feeds that cover it or have listings
 * there, and the lists that are known and not read yet (known.conf), so that
 * nobody takes a list that is missing for help that is missing.
 */
#ifndef SIGNPOST_VIEW_KEEPERS_H
#define SIGNPOST_VIEW_KEEPERS_H

#include "search/tally.h"
#include "server/page.h"
#include "server/template.h"

/* A known list, and its areas: GSS codes, NULL where we know no such area. */
struct keepers_known {
	const struct known_list *list;
	const char **areas;
};
struct keepers {
	const struct context *context;
	struct arena *arena;
	struct served_feed *feeds;
	size_t feeds_count;
	struct keepers_known *known;
	size_t known_count;
};

/* All there are.  False: the files are damaged. */
bool keepers_read(
    const struct context *, struct arena *, struct keepers *out) MUST_CHECK;
/* Of the area that the counter has taken up, whose code is "gss". */
bool keepers_feed_here(const struct keepers *, size_t feed,
    const struct tally_counter *, const char *gss);
bool keepers_known_here(const struct keepers *, size_t known,
    const struct tally_counter *, const char *gss);
/*
 * Fills the group "keepers" for keepers.html: of the area that the counter
 * has taken up.
 */
void keepers_show(const struct keepers *, const struct tally_counter *,
    const struct place *area, struct view *view);
/* Fills the list "known": all lists that are not read yet. */
void keepers_show_known(const struct keepers *, struct view *view);

#endif

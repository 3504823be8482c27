/*
 * One listing as a visitor sees it in a list, for pages and embeds alike:
 * fills a template's view (hit.html, embed.html) from a card and what the
 * search found out about it.
 */
#ifndef SIGNPOST_VIEW_LISTING_H
#define SIGNPOST_VIEW_LISTING_H

#include "schema/card.h"
#include "schema/hours.h"
#include "search/search.h"
#include "server/page.h"
#include "server/template.h"

/* Days after which we say "phone before you refer". */
#define FRESH_DAYS 180

/*
 * The address of a listing's page, keeping the search it was found by and
 * which page of it.
 */
char *view_listing_url(
    struct arena *arena, const char *code, const struct query *query);
/*
 * Who checked it and when, in words.
 * old  set where the visitor had better phone before referring
 */
char *view_freshness(struct arena *arena, day_t checked, day_t collected,
    const char *source, day_t today, bool *old);
/*
 * What to say of a listing whose sources were last read whole on "read", so
 * long ago that it is to be said; NULL: lately.
 */
char *view_unread(struct arena *arena, day_t read, day_t today);
/* "Suits their age", "Cost not stated: ask" */
const char *view_verdict_label(
    struct arena *arena, const struct verdict_part *part);
/* "0.8 miles", "about 2 miles"; NULL where no distance applies. */
char *view_miles(struct arena *arena, const struct answer_hit *hit);
/*
 * What to say of its opening times now; NULL where none are structured.  On
 * a bank holiday without times it says so, and the state is unknown.
 * page->clock_until is brought forward to when the words change.
 */
char *view_open(const struct context *context, struct arena *arena,
    const struct card *card, struct page *page, enum hours_state *state);

/*
 * Whom it suits, and why it was found: "has_verdicts", "verdicts" and "why".
 * A sentence that stands in "summary", right above, is not quoted again.
 */
void view_reasons(const struct context *context, struct arena *arena,
    struct view *view, const struct answer_hit *hit, const char *summary);

/* Fills "view" for hit.html.  query may be NULL: no search led here. */
void view_hit(const struct context *context, struct arena *arena,
    struct view *view, struct page *page, const struct query *query,
    const struct answer_hit *hit, const struct card *card);

#endif

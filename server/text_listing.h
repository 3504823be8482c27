/* A listing in the words of a text message. */
#ifndef SIGNPOST_TEXT_LISTING_H
#define SIGNPOST_TEXT_LISTING_H

#include "schema/card.h"
#include "search/search.h"
#include "server/page.h"

/*
 * One result: name, number, what is known of whom it is for, cost, referral,
 * hours and place, as much as fits, and its code, which asks for more.
 * hit  what the search found out about it
 */
char *text_result(const struct context *, struct arena *,
    const struct answer_hit *hit, const struct card *, size_t septets);
/* All that is known of one, with the address of its page. */
char *text_whole(const struct context *, struct arena *, const struct listing *,
    size_t septets);
/*
 * The same in one message, for one person to send to another: of the clock
 * it says no more than that nobody has checked the listing for long.
 */
char *text_to_send(
    const struct context *, struct arena *, const struct listing *);

#endif

/*
 * The language of an answer: what "locale" of the address asks for; else, on
 * pages, what the browser prefers of those that we have; else English.
 */
#ifndef SIGNPOST_LANGUAGE_H
#define SIGNPOST_LANGUAGE_H

#include "server/page.h"

/*
 * From now on this thread speaks the language for that request, and the page
 * says which it is; "pages": Accept-Language counts.  language_end() when
 * the page is written.
 */
void language_begin(const struct request *, struct page *page, bool pages);
/* A redirect to an address of ours goes on in the language asked for. */
void language_end(struct page *page);

/*
 * An address of ours in another language: the same search.  NULL stays NULL.
 * In the arena.
 */
char *language_switch_url(
    const char *target, struct arena *arena, const char *language);

#endif

/* What our script says on a page, in the page's language. */
#ifndef SIGNPOST_SCRIPT_WORDS_H
#define SIGNPOST_SCRIPT_WORDS_H

#include "base/alloc.h"

/*
 * A JSON object from the English words to those of the language that is
 * spoken now (base/say.h), for the script's "data-words"; NULL in English,
 * which the script has itself.  In the arena.
 */
char *script_words(struct arena *arena);

#endif

/* What our script says on a page, in every language that we have. */
#ifndef SIGNPOST_SCRIPT_WORDS_H
#define SIGNPOST_SCRIPT_WORDS_H

#include "base/buf.h"

/*
 * Adds a JSON object: for each language but English ("cy") an object from
 * the English words to its own.  English is in the script itself.
 */
void script_words(struct buf *out);

#endif

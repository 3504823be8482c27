/*
 * How often somebody came within the hour: a sender of text messages, an
 * address that reports come from.  In memory alone, as salted hashes; each
 * day all are forgotten.  Threads share one.
 */
#ifndef SIGNPOST_OFTEN_H
#define SIGNPOST_OFTEN_H

#include <time.h>

struct often;

/* "most": beyond that many in an hour it counts one more, and no further. */
struct often *often_new(int most);
void often_free(struct often *); /* NULL is fine */
/*
 * Which time within the hour this is: 1, 2, ...; most + 1 for the first that
 * is one too many, most + 2 for all after it.
 */
int often_count(struct often *, const char *who, time_t now);

#endif

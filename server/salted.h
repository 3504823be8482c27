/*
 * Hashes of who asked, in memory alone, by which one can be told from another
 * and nobody can be named: with a salt that is thrown away, after a day where
 * it is left to salted_renew().
 */
#ifndef SIGNPOST_SALTED_H
#define SIGNPOST_SALTED_H

#include <stdbool.h>
#include <time.h>

#include "base/hash.h"

#define SALT_BYTES 32

typedef unsigned char salted_hash[SHA256_BYTES];

struct salted {
	unsigned char salt[SALT_BYTES];
	time_t since; /* 0: none yet */
};

/* A salt from now on: nothing that was made before is found again. */
void salted_new(struct salted *, time_t now);
/* True: the salt is new, so that whatever was kept means nothing now. */
bool salted_renew(struct salted *, time_t now);
/* Of two texts, of which neither can reach into the other. */
void salted_make(
    const struct salted *, const char *one, const char *other, salted_hash out);

#endif

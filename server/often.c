#include "server/often.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "server/salted.h"

#define HOUR_S 3600

/*
 * A table of sets, as in a cache; a full set forgets whoever began first.  It
 * takes 8,192 in an hour.
 */
#define SETS 1024
#define WAYS 8

struct counted {
	salted_hash who;
	time_t began; /* of the hour that is counted; 0: free */
	int count;
};

struct often {
	pthread_mutex_t lock;
	struct salted salted;
	int most;
	struct counted counted[SETS][WAYS];
};

struct often *
often_new(int most)
{
	struct often *often = xcalloc(1, sizeof(*often));

	pthread_mutex_init(&often->lock, NULL);
	often->most = most;
	return often;
}

void
often_free(struct often *often)
{
	if (often == NULL)
		return;
	pthread_mutex_destroy(&often->lock);
	free(often);
}

/* The place that is theirs, or the one to be given to them. */
static struct counted *
find(struct often *often, const salted_hash who)
{
	struct counted *set = often->counted[(who[0] << 8 | who[1]) % SETS];
	struct counted *oldest = &set[0];

	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].began != 0 &&
		    memcmp(set[i].who, who, sizeof(salted_hash)) == 0)
			return &set[i];
		if (set[i].began < oldest->began)
			oldest = &set[i];
	}
	memset(oldest, 0, sizeof(*oldest));
	memcpy(oldest->who, who, sizeof(salted_hash));
	return oldest;
}

int
often_count(struct often *often, const char *who, time_t now)
{
	struct counted *found;
	salted_hash hash;
	int count;

	pthread_mutex_lock(&often->lock);
	if (salted_renew(&often->salted, now))
		memset(often->counted, 0, sizeof(often->counted));
	salted_make(&often->salted, who, "", hash);
	found = find(often, hash);
	if (found->began == 0 || now - found->began >= HOUR_S ||
	    now < found->began) {
		found->began = now;
		found->count = 0;
	}
	if (found->count < often->most + 2)
		found->count++;
	count = found->count;
	pthread_mutex_unlock(&often->lock);
	return count;
}

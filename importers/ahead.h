/*
 * Work done ahead of its turn.  What is put in is worked on by a second
 * thread, a batch at a time, and comes back to the thread that put it in, in
 * the order in which it was put: so that one can write records while the
 * other reads rules out of the next ones.  Never more than AHEAD_BATCHES
 * batches are under way, whatever their number.  Where no second thread can
 * be had, the work is done as a batch is full.
 *
 * "work" must touch nothing that the first thread uses meanwhile.
 */
#ifndef SIGNPOST_AHEAD_H
#define SIGNPOST_AHEAD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A batch is passed on once it has so many things or bytes: waking a thread
 * for each would cost half as much as its work.
 */
#define AHEAD_BATCH_THINGS 32
#define AHEAD_BATCH_BYTES  (256UL << 10)
#define AHEAD_BATCHES      4 /* one each is filled, worked on, waiting, taken */

struct ahead_handler {
	void *arg;
	void (*work)(void *arg, void *thing); /* in the second thread */
	void (*take)(void *arg, void *thing); /* in the first; puts nothing */
};

struct ahead;

struct ahead *ahead_new(const struct ahead_handler *);
/* May take things that were put before.  "bytes" is about what it holds. */
void ahead_put(struct ahead *, void *thing, size_t bytes);
/* Is anything under way that has not been taken? */
bool ahead_busy(const struct ahead *);
/*
 * Waits until the second thread has nothing to do; it stays so until more is
 * put.  What it uses may be used meanwhile.
 */
void ahead_rest(struct ahead *);
/* All that was put has been taken. */
void ahead_settle(struct ahead *);
void ahead_free(struct ahead *); /* once settled */

#endif

#include "importers/ahead.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/alloc.h"

struct batch {
	void *things[AHEAD_BATCH_THINGS];
	size_t count, bytes;
};

struct ahead {
	struct ahead_handler handler;
	struct batch batches[AHEAD_BATCHES]; /* a ring */
	bool beside;                         /* there is a thread */
	pthread_t thread;
	pthread_mutex_t lock; /* of the four below */
	pthread_cond_t given_more, worked_more;
	unsigned long given, worked; /* batches, in all */
	bool ended;
	unsigned long taken; /* the first thread's own */
};

static struct batch *
batch_at(struct ahead *ahead, unsigned long number)
{
	return &ahead->batches[number % AHEAD_BATCHES];
}

static void
work_on(struct ahead *ahead, struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		ahead->handler.work(ahead->handler.arg, batch->things[i]);
}

static void *
second_thread(void *arg)
{
	struct ahead *ahead = arg;

	pthread_mutex_lock(&ahead->lock);
	for (;;) {
		struct batch *batch = batch_at(ahead, ahead->worked);

		while (ahead->given == ahead->worked && !ahead->ended)
			pthread_cond_wait(&ahead->given_more, &ahead->lock);
		if (ahead->given == ahead->worked)
			break;
		pthread_mutex_unlock(&ahead->lock);
		work_on(ahead, batch);
		pthread_mutex_lock(&ahead->lock);
		ahead->worked++;
		pthread_cond_signal(&ahead->worked_more);
	}
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

struct ahead *
ahead_new(const struct ahead_handler *handler)
{
	struct ahead *ahead = xcalloc(1, sizeof(*ahead));

	ahead->handler = *handler;
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->given_more, NULL);
	pthread_cond_init(&ahead->worked_more, NULL);
	ahead->beside =
	    pthread_create(&ahead->thread, NULL, second_thread, ahead) == 0;
	return ahead;
}

/* Waits until so many batches have been worked on. */
static void
wait_for(struct ahead *ahead, unsigned long batches)
{
	pthread_mutex_lock(&ahead->lock);
	while (ahead->worked < batches)
		pthread_cond_wait(&ahead->worked_more, &ahead->lock);
	pthread_mutex_unlock(&ahead->lock);
}

static void
take_oldest(struct ahead *ahead)
{
	struct batch *batch = batch_at(ahead, ahead->taken);

	wait_for(ahead, ahead->taken + 1);
	for (size_t i = 0; i < batch->count; i++)
		ahead->handler.take(ahead->handler.arg, batch->things[i]);
	batch->count = 0;
	batch->bytes = 0;
	ahead->taken++;
}

static void
give(struct ahead *ahead)
{
	if (!ahead->beside)
		work_on(ahead, batch_at(ahead, ahead->given));
	pthread_mutex_lock(&ahead->lock);
	ahead->given++;
	if (!ahead->beside)
		ahead->worked++;
	pthread_cond_signal(&ahead->given_more);
	pthread_mutex_unlock(&ahead->lock);
	/* The next to be filled must be empty. */
	if (ahead->given - ahead->taken == AHEAD_BATCHES)
		take_oldest(ahead);
}

void
ahead_put(struct ahead *ahead, void *thing, size_t bytes)
{
	struct batch *batch = batch_at(ahead, ahead->given);

	batch->things[batch->count++] = thing;
	batch->bytes += bytes;
	if (batch->count == AHEAD_BATCH_THINGS ||
	    batch->bytes >= AHEAD_BATCH_BYTES)
		give(ahead);
}

/* "given" is changed by the first thread alone, so it reads it freely. */
bool
ahead_busy(const struct ahead *ahead)
{
	return ahead->taken != ahead->given ||
	       ahead->batches[ahead->given % AHEAD_BATCHES].count > 0;
}

void
ahead_rest(struct ahead *ahead)
{
	wait_for(ahead, ahead->given);
}

void
ahead_settle(struct ahead *ahead)
{
	if (batch_at(ahead, ahead->given)->count > 0)
		give(ahead);
	while (ahead->taken != ahead->given)
		take_oldest(ahead);
}

void
ahead_free(struct ahead *ahead)
{
	if (!ahead)
		return;
	assert(!ahead_busy(ahead));
	pthread_mutex_lock(&ahead->lock);
	ahead->ended = true;
	pthread_cond_signal(&ahead->given_more);
	pthread_mutex_unlock(&ahead->lock);
	if (ahead->beside)
		pthread_join(ahead->thread, NULL);
	pthread_cond_destroy(&ahead->given_more);
	pthread_cond_destroy(&ahead->worked_more);
	pthread_mutex_destroy(&ahead->lock);
	free(ahead);
}

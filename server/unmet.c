#include "server/unmet.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "server/salted.h"

#define SLOTS 65536 /* of hashes: a quarter stays free, so that all is quick \
		     */

struct counted {
	char type[UNMET_MAX_TYPE];
	char council[PLACE_GSS_TEXT];
	long count;
	long told; /* to the keeper; 0: nothing yet */
};

/* Of a visitor how often they count, of a visit no more than that it was. */
struct slot {
	uint64_t who; /* 0: free */
	long times;
};

struct unmet {
	const struct unmet_door *door;
	pthread_mutex_t lock; /* of all below */
	struct unmet_table table;
	day_t week; /* that is counted; 0: none yet */
	struct salted salted;
	struct counted *counts;
	size_t counts_count;
	struct slot slots[SLOTS];
	size_t slots_count;
};

struct unmet *
unmet_new(const char *data_folder, const struct unmet_door *door)
{
	struct unmet *unmet = xcalloc(1, sizeof(*unmet));

	pthread_mutex_init(&unmet->lock, NULL);
	unmet->door = door;
	if (!unmet_table_load(&unmet->table, data_folder))
		log_line("server: what was searched for and not found: %s",
		    strerror(errno));
	return unmet;
}

void
unmet_free(struct unmet *unmet)
{
	if (unmet == NULL)
		return;
	unmet_table_clear(&unmet->table);
	free(unmet->counts);
	pthread_mutex_destroy(&unmet->lock);
	free(unmet);
}

static void
forget(struct unmet *unmet)
{
	free(unmet->counts);
	unmet->counts = NULL;
	unmet->counts_count = 0;
	memset(unmet->slots, 0, sizeof(unmet->slots));
	unmet->slots_count = 0;
	memset(&unmet->salted, 0, sizeof(unmet->salted));
	unmet->week = 0;
}

void
unmet_forget(struct unmet *unmet)
{
	pthread_mutex_lock(&unmet->lock);
	if (unmet->week != 0)
		forget(unmet);
	pthread_mutex_unlock(&unmet->lock);
}

/* Another week, be it an earlier one by a clock that was put right. */
static void
begin_week(struct unmet *unmet, time_t now)
{
	forget(unmet);
	unmet->week = unmet_week(now);
	salted_new(&unmet->salted, now);
	unmet_table_age(&unmet->table, now);
}

/* The slot of a visitor, or of their visit to "what"; free or not. */
static struct slot *
find_slot(
    struct unmet *unmet, const char *visitor, const char *what, uint64_t *who)
{
	salted_hash hash;
	size_t at;

	salted_make(&unmet->salted, visitor, what, hash);
	memcpy(who, hash, sizeof(*who));
	*who |= 1; /* 0 is free */
	at = (size_t)(*who >> 16) % SLOTS;
	while (unmet->slots[at].who != 0 && unmet->slots[at].who != *who)
		at = (at + 1) % SLOTS;
	return &unmet->slots[at];
}

/* One more time; false: it has no slot, and finds none. */
static bool
take_slot(struct unmet *unmet, struct slot *slot, uint64_t who)
{
	if (slot->who == 0) {
		if (unmet->slots_count == UNMET_MAX_VISITS)
			return false;
		unmet->slots_count++;
		slot->who = who;
	}
	slot->times++;
	return true;
}

/* Have they not come for this before, nor for too much? */
static bool
first_visit(struct unmet *unmet, const char *visitor, const char *what)
{
	uint64_t visit_hash, who;
	struct slot *visit = find_slot(unmet, visitor, what, &visit_hash);
	struct slot *slot;

	if (visit->who != 0 || !take_slot(unmet, visit, visit_hash))
		return false;
	slot = find_slot(unmet, visitor, "", &who);
	return slot->times < UNMET_A_VISITOR && take_slot(unmet, slot, who);
}

static struct counted *
find_count(struct unmet *unmet, const struct unmet_row *row)
{
	struct counted *found;

	for (size_t i = 0; i < unmet->counts_count; i++) {
		found = &unmet->counts[i];
		if (strcmp(found->type, row->type) == 0 &&
		    strcmp(found->council, row->council) == 0)
			return found;
	}
	if (unmet->counts_count == UNMET_MAX_COUNTS)
		return NULL;
	unmet->counts = grow_array(
	    unmet->counts, unmet->counts_count, sizeof(*unmet->counts));
	found = &unmet->counts[unmet->counts_count++];
	memset(found, 0, sizeof(*found));
	strcpy(found->type, row->type);
	strcpy(found->council, row->council);
	return found;
}

/* What the keeper cannot take now is told with a later visitor. */
static void
tell(struct unmet *unmet, struct counted *counted, struct unmet_row *row)
{
	row->count = unmet_rounded(counted->count);
	if (row->count <= counted->told)
		return;
	unmet_table_put(&unmet->table, row);
	if (unmet->door == NULL || unmet_door_send(unmet->door, row))
		counted->told = row->count;
}

static void
count_locked(
    struct unmet *unmet, struct unmet_row *row, const char *visitor, time_t now)
{
	char what[UNMET_LINE];
	struct counted *counted;

	if (row->week != unmet->week)
		begin_week(unmet, now);
	unmet_row_write(row, what);
	if (!first_visit(unmet, visitor, what))
		return;
	counted = find_count(unmet, row);
	if (counted == NULL)
		return;
	counted->count++;
	tell(unmet, counted, row);
}

void
unmet_count(struct unmet *unmet, const char *type, const char *council,
    const char *visitor, time_t now)
{
	struct unmet_row row;

	if (!unmet_row_init(&row, unmet_week(now), type, council, UNMET_LEAST))
		return;
	pthread_mutex_lock(&unmet->lock);
	count_locked(unmet, &row, visitor, now);
	pthread_mutex_unlock(&unmet->lock);
}

size_t
unmet_rows(struct unmet *unmet, time_t now, struct arena *arena,
    const struct unmet_row **out)
{
	day_t week = unmet_week(now);
	struct unmet_row *rows;
	size_t end, count = 0;

	pthread_mutex_lock(&unmet->lock);
	end = unmet->table.count;
	while (end > 0 && unmet->table.rows[end - 1].week >= week)
		end--;
	rows = arena_alloc(arena, (end + 1) * sizeof(*rows));
	/* The latest week first, and in each of them by council and type. */
	while (end > 0) {
		size_t first = end - 1;

		while (first > 0 && unmet->table.rows[first - 1].week ==
					unmet->table.rows[end - 1].week)
			first--;
		memcpy(&rows[count], &unmet->table.rows[first],
		    (end - first) * sizeof(*rows));
		count += end - first;
		end = first;
	}
	pthread_mutex_unlock(&unmet->lock);
	*out = rows;
	return count;
}

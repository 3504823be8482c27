#include "importers/duplicates.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/listing_join.h"
#include "schema/record_duplicate.h"

#define NEIGHBOURS 24 /* with whom a listing is compared in one block */
/* A fixed count of words by their hash: memory does not grow. */
#define WORD_COUNTS  65536
#define WORDS_RARE   3   /* names with one word, in a small directory */
#define NAMES_A_RARE 400 /* one name more in each so many */

struct pair {
	long one, other; /* the smaller row first */
	int score;
	bool decided;
};

struct pairs {
	struct pair *all;
	size_t count;
};

struct neighbour {
	long service;
	bool loaded;
	struct likeness likeness;
};

/* One pass over the whole record. */
struct duplicates {
	struct record *record;
	bool failed;
	bool near_too; /* keep near misses as well */
	long listings;
	uint16_t words[WORD_COUNTS];
	/* The block at hand, its last so many members. */
	uint64_t key;
	struct neighbour *block;
	size_t block_count, block_next;
	struct pairs alike, near, same, different;
};

static void
pair_add(struct pairs *pairs, long one, long other, int score, bool decided)
{
	pairs->all = grow_array(pairs->all, pairs->count, sizeof(*pairs->all));
	pairs->all[pairs->count++] = (struct pair){
	    .one = one < other ? one : other,
	    .other = one < other ? other : one,
	    .score = score,
	    .decided = decided,
	};
}

static int
pair_order(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;

	if (a->one != b->one)
		return a->one < b->one ? -1 : 1;
	return (a->other > b->other) - (a->other < b->other);
}

static int
pair_best(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;

	if (a->decided != b->decided)
		return a->decided ? -1 : 1;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return pair_order(left, right);
}

/* Two listings that share several keys were met several times. */
static void
pairs_sort(struct pairs *pairs)
{
	size_t kept = 0;

	if (pairs->count == 0)
		return;
	qsort(pairs->all, pairs->count, sizeof(*pairs->all), pair_order);
	for (size_t i = 0; i < pairs->count; i++) {
		if (kept == 0 ||
		    pair_order(&pairs->all[kept - 1], &pairs->all[i]) != 0)
			pairs->all[kept++] = pairs->all[i];
	}
	pairs->count = kept;
}

static bool
pairs_have(const struct pairs *pairs, long one, long other)
{
	struct pair asked = {.one = one < other ? one : other,
	    .other = one < other ? other : one};

	return pairs->count && bsearch(&asked, pairs->all, pairs->count,
				   sizeof(*pairs->all), pair_order);
}

static void
word_count_cb(void *arg, const char *word, size_t length)
{
	struct duplicates *run = arg;
	uint16_t *count =
	    &run->words[likeness_hash(word, length) % WORD_COUNTS];

	*count = (uint16_t)(*count + (*count < UINT16_MAX));
}

static bool
rare_cb(void *arg, const char *word, size_t length)
{
	struct duplicates *run = arg;

	return run->words[likeness_hash(word, length) % WORD_COUNTS] <=
	       WORDS_RARE + run->listings / NAMES_A_RARE;
}

static void
compared_cb(void *arg, const struct record_compared *compared)
{
	struct duplicates *run = arg;
	struct likeness likeness;
	unsigned char bytes[sizeof(likeness)];
	uint64_t keys[LIKENESS_KEYS], order;
	size_t count;

	if (run->failed)
		return;
	likeness_of(&likeness, &compared->listing);
	likeness.feed = compared->feed;
	likeness.gone = compared->gone;
	run->listings++;
	likeness_name_words(&likeness, word_count_cb, run);
	count = likeness_keys(&likeness, keys, &order);
	if (record_compare_keep(run->record, likeness.service, bytes,
		likeness_pack(&likeness, bytes)) != RECORD_OK)
		run->failed = true;
	for (size_t i = 0; i < count && !run->failed; i++) {
		if (record_compare_key(run->record, keys[i], order,
			likeness.service) != RECORD_OK)
			run->failed = true;
	}
}

static void
kept_cb(void *arg, const void *data, size_t length)
{
	likeness_unpack(arg, data, length);
}

static bool
find(struct duplicates *run, long service, struct likeness *out)
{
	return record_compare_find(run->record, service, kept_cb, out);
}

static bool
load(struct duplicates *run, struct neighbour *neighbour)
{
	if (!neighbour->loaded)
		neighbour->loaded =
		    find(run, neighbour->service, &neighbour->likeness);
	return neighbour->loaded;
}

static void
compare(
    struct duplicates *run, const struct likeness *a, const struct likeness *b)
{
	struct evidence evidence;

	/* No word in common, or nobody to be shown. */
	if (!(a->name_words & b->name_words) || (a->gone && b->gone) ||
	    a->service == b->service)
		return;
	evidence_weigh(&evidence, a, b, rare_cb, run);
	if (evidence_joins(&evidence, a, b))
		pair_add(
		    &run->alike, a->service, b->service, evidence.score, false);
	else if (run->near_too && !a->gone && !b->gone &&
		 evidence_near(&evidence))
		pair_add(
		    &run->near, a->service, b->service, evidence.score, false);
}

static void
key_cb(void *arg, uint64_t key, long service)
{
	struct duplicates *run = arg;
	struct neighbour *now;

	if (run->block_count == 0 || key != run->key) {
		run->key = key;
		run->block_count = run->block_next = 0;
	}
	now = &run->block[run->block_next];
	run->block_next = (run->block_next + 1) % NEIGHBOURS;
	now->service = service;
	now->loaded = false;
	if (run->block_count < NEIGHBOURS)
		run->block_count++;
	if (run->block_count == 1 || !load(run, now))
		return;
	for (size_t i = 0; i < run->block_count; i++) {
		if (&run->block[i] != now && load(run, &run->block[i]))
			compare(run, &run->block[i].likeness, &now->likeness);
	}
}

static void
decision_cb(void *arg, const struct record_pair_decision *made)
{
	struct duplicates *run = arg;

	pair_add(made->same ? &run->same : &run->different, made->one,
	    made->other, 0, true);
}

/* Fills run->alike and run->near, decisions in them. */
static bool
find_pairs(struct duplicates *run)
{
	if (record_compare_begin(run->record) != RECORD_OK ||
	    record_pair_decisions(run->record, decision_cb, run) != RECORD_OK ||
	    record_compared(run->record, compared_cb, run) != RECORD_OK ||
	    run->failed ||
	    record_compare_keys(run->record, key_cb, run) != RECORD_OK)
		return false;
	pairs_sort(&run->same);
	pairs_sort(&run->different);
	pairs_sort(&run->alike);
	pairs_sort(&run->near);
	for (size_t i = 0; i < run->alike.count; i++) {
		struct pair *pair = &run->alike.all[i];

		pair->decided = pairs_have(&run->same, pair->one, pair->other);
	}
	return true;
}

/* Listings that are joined so far: each knows the next of its ring. */
struct member {
	long service;
	size_t next, first; /* first: who stands for the ring */
	bool known, gone;
};

struct groups {
	struct duplicates *run;
	struct member *members;
	size_t count;
};

static int
member_order(const void *left, const void *right)
{
	const struct member *a = left, *b = right;

	return (a->service > b->service) - (a->service < b->service);
}

/* NULL: it is like nobody. */
static struct member *
member_find(const struct groups *groups, long service)
{
	struct member asked = {.service = service};

	if (groups->count == 0)
		return NULL;
	return bsearch(&asked, groups->members, groups->count,
	    sizeof(*groups->members), member_order);
}

static void
members_add(struct groups *groups, const struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const long both[2] = {pairs->all[i].one, pairs->all[i].other};

		for (size_t j = 0; j < 2; j++) {
			groups->members = grow_array(groups->members,
			    groups->count, sizeof(*groups->members));
			groups->members[groups->count++] =
			    (struct member){.service = both[j]};
		}
	}
}

static void
groups_begin(struct groups *groups)
{
	struct duplicates *run = groups->run;
	size_t kept = 0;

	members_add(groups, &run->alike);
	members_add(groups, &run->same);
	if (groups->count)
		qsort(groups->members, groups->count, sizeof(*groups->members),
		    member_order);
	for (size_t i = 0; i < groups->count; i++) {
		struct member *member = &groups->members[i];
		struct likeness likeness;

		if (kept &&
		    groups->members[kept - 1].service == member->service)
			continue;
		groups->members[kept] = *member;
		member = &groups->members[kept];
		member->next = member->first = kept++;
		member->known = find(run, member->service, &likeness);
		member->gone = member->known && likeness.gone;
	}
	groups->count = kept;
}

static size_t
ring_count(const struct groups *groups, size_t at, bool live_only)
{
	size_t count = 0, i = at;

	do {
		count += !live_only || !groups->members[i].gone;
		i = groups->members[i].next;
	} while (i != at);
	return count;
}

static bool
members_apart(struct duplicates *run, long one, long other, bool decided)
{
	struct likeness a, b;
	struct evidence evidence;

	if (pairs_have(&run->different, one, other))
		return true;
	if (decided || !find(run, one, &a) || !find(run, other, &b))
		return false;
	evidence_weigh(&evidence, &a, &b, rare_cb, run);
	return evidence.apart;
}

/* Whether anything keeps a member of one ring from one of the other. */
static bool
rings_apart(const struct groups *groups, size_t one, size_t other, bool decided)
{
	size_t i = one, j = other;

	do {
		do {
			if (members_apart(groups->run,
				groups->members[i].service,
				groups->members[j].service, decided))
				return true;
			j = groups->members[j].next;
		} while (j != other);
		i = groups->members[i].next;
	} while (i != one);
	return false;
}

static void
rings_merge(struct groups *groups, size_t one, size_t other)
{
	size_t first = groups->members[one].first, i = other, next;

	do {
		groups->members[i].first = first;
		i = groups->members[i].next;
	} while (i != other);
	next = groups->members[one].next;
	groups->members[one].next = groups->members[other].next;
	groups->members[other].next = next;
}

/*
 * One pair: its groups become one, unless that brings together what must stay
 * apart.  A withdrawn listing leads nobody else together.
 */
static void
groups_join(struct groups *groups, const struct pair *pair)
{
	const struct member *a = member_find(groups, pair->one);
	const struct member *b = member_find(groups, pair->other);
	size_t one = (size_t)(a - groups->members);
	size_t other = (size_t)(b - groups->members);

	if (!a->known || !b->known || a->first == b->first ||
	    ring_count(groups, one, false) + ring_count(groups, other, false) >
		LISTING_JOIN_MAX)
		return;
	if ((a->gone || b->gone) && ring_count(groups, one, true) > 0 &&
	    ring_count(groups, other, true) > 0)
		return;
	if (!rings_apart(groups, one, other, pair->decided))
		rings_merge(groups, one, other);
}

static void
groups_make(struct groups *groups)
{
	struct duplicates *run = groups->run;

	groups_begin(groups);
	for (size_t i = 0; i < run->same.count; i++)
		groups_join(groups, &run->same.all[i]);
	if (run->alike.count)
		qsort(run->alike.all, run->alike.count, sizeof(*run->alike.all),
		    pair_best);
	for (size_t i = 0; i < run->alike.count; i++)
		groups_join(groups, &run->alike.all[i]);
}

/* The oldest listing has the smallest row: it comes first. */
static bool
groups_write(struct groups *groups)
{
	struct record *record = groups->run->record;

	if (record_joined_clear(record) != RECORD_OK)
		return false;
	for (size_t i = 0; i < groups->count; i++) {
		const struct member *member = &groups->members[i];
		size_t lead = i, at = member->next;

		if (member->next == i || !ring_count(groups, i, true))
			continue;
		for (; at != i; at = groups->members[at].next) {
			if (at < lead)
				lead = at;
		}
		if (record_joined_add(record, member->service,
			groups->members[lead].service) != RECORD_OK)
			return false;
	}
	return true;
}

static struct duplicates *
duplicates_new(struct record *record, bool near_too)
{
	struct duplicates *run = xcalloc(1, sizeof(*run));

	run->record = record;
	run->near_too = near_too;
	run->block = xcalloc(NEIGHBOURS, sizeof(*run->block));
	return run;
}

static void
duplicates_free(struct duplicates *run)
{
	free(run->block);
	free(run->alike.all);
	free(run->near.all);
	free(run->same.all);
	free(run->different.all);
	free(run);
}

bool
duplicates_join(struct record *record)
{
	struct duplicates *run = duplicates_new(record, false);
	struct groups groups = {.run = run};
	bool done = find_pairs(run);

	if (done) {
		groups_make(&groups);
		done =
		    groups_write(&groups) &&
		    record_joining_set(record, LIKENESS_READING) == RECORD_OK &&
		    record_compare_begin(record) == RECORD_OK;
	}
	free(groups.members);
	duplicates_free(run);
	return done;
}

bool
duplicates_outdated(struct record *record)
{
	return record_joining(record) != LIKENESS_READING;
}

static void
tell(struct groups *groups, const struct pair *pair, duplicate_pair_cb *cb,
    void *arg)
{
	struct duplicates *run = groups->run;
	const struct member *one = member_find(groups, pair->one);
	const struct member *other = member_find(groups, pair->other);
	struct likeness a, b;
	struct duplicate_pair out = {
	    .one = pair->one,
	    .other = pair->other,
	    .joined = one && other && one->first == other->first,
	    .decided = pairs_have(&run->same, pair->one, pair->other) ||
		       pairs_have(&run->different, pair->one, pair->other),
	};

	if (!find(run, pair->one, &a) || !find(run, pair->other, &b) ||
	    a.gone || b.gone)
		return;
	evidence_weigh(&out.evidence, &a, &b, rare_cb, run);
	cb(arg, &out);
}

static void
pairs_gather(struct pairs *out, const struct pairs *from)
{
	for (size_t i = 0; i < from->count; i++)
		pair_add(out, from->all[i].one, from->all[i].other,
		    from->all[i].score, from->all[i].decided);
}

bool
duplicates_tell(struct record *record, duplicate_pair_cb *cb, void *arg)
{
	struct duplicates *run = duplicates_new(record, true);
	struct groups groups = {.run = run};
	struct pairs all = {0};
	bool done = find_pairs(run);

	if (done) {
		groups_make(&groups);
		pairs_gather(&all, &run->alike);
		pairs_gather(&all, &run->near);
		pairs_gather(&all, &run->same);
		pairs_gather(&all, &run->different);
		pairs_sort(&all);
		if (all.count)
			qsort(all.all, all.count, sizeof(*all.all), pair_best);
		for (size_t i = 0; i < all.count; i++)
			tell(&groups, &all.all[i], cb, arg);
		done = record_compare_begin(record) == RECORD_OK;
	}
	free(all.all);
	free(groups.members);
	duplicates_free(run);
	return done;
}

/*
 * Most sentences match no pattern, and glibc's matcher is slow.  So we ask
 * each expression which strings it cannot do without, and look for all
 * those strings at once (Aho and Corasick, CACM 1975).
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "schema/stated_parts.h"

/* More strings than this are not worth looking for. */
#define NEED_MAX 40
/* Members of a class such as [0-9] that count as strings. */
#define CLASS_MAX 12
#define TEXT_MAX  64

/* What a part of an expression is known to need. */
struct need {
	bool known; /* else the part may match anything */
	bool exact; /* it matches strings[0] and nothing else */
	size_t count;
	char strings[NEED_MAX][TEXT_MAX];
};

struct reading {
	const char *at;
};

static void need_alternation(struct reading *reading, struct need *need);

/* Better are longer strings, then fewer of them. */
static bool
need_better(const struct need *a, const struct need *b)
{
	size_t least_a = TEXT_MAX, least_b = TEXT_MAX, i;

	if (!a->known || a->count == 0)
		return false;
	if (!b->known || b->count == 0)
		return true;
	for (i = 0; i < a->count; i++) {
		if (strlen(a->strings[i]) < least_a)
			least_a = strlen(a->strings[i]);
	}
	for (i = 0; i < b->count; i++) {
		if (strlen(b->strings[i]) < least_b)
			least_b = strlen(b->strings[i]);
	}
	if (least_a != least_b)
		return least_a > least_b;
	return a->count < b->count;
}

static void
need_unknown(struct need *need)
{
	need->known = need->exact = false;
	need->count = 0;
}

static void
need_string(struct need *need, const char *text, size_t length)
{
	need->known = need->exact = true;
	need->count = 1;
	memcpy(need->strings[0], text, length);
	need->strings[0][length] = '\0';
}

/* "[0-9]", "[a-z0-9' -]", "[^...]": behind the opening bracket. */
static void
need_class(struct reading *reading, struct need *need)
{
	const char *at = reading->at;
	bool negated = *at == '^', too_many = false;
	int c, last;

	need->known = true;
	need->exact = false;
	need->count = 0;
	at += negated;
	do {
		c = last = (unsigned char)*at++;
		if (at[0] == '-' && at[1] != ']') {
			last = (unsigned char)at[1];
			at += 2;
		}
		for (; c <= last; c++) {
			if (need->count == CLASS_MAX || c >= 0x80) {
				too_many = true;
				break;
			}
			need->strings[need->count][0] = (char)c;
			need->strings[need->count++][1] = '\0';
		}
	} while (*at != ']' && *at != '\0');
	reading->at = *at == ']' ? at + 1 : at;
	if (negated || too_many)
		need_unknown(need);
}

/* One atom, without what may repeat it. */
static void
need_atom(struct reading *reading, struct need *need)
{
	char c = *reading->at++;

	switch (c) {
	case '(':
		need_alternation(reading, need);
		if (*reading->at == ')')
			reading->at++;
		break;
	case '[':
		need_class(reading, need);
		break;
	case '.':
		need_unknown(need);
		break;
	case '^':
	case '$':
		need_string(need, "", 0);
		break;
	case '\\':
		c = *reading->at;
		if (c != '\0')
			reading->at++;
		if (c == 'b') /* a word's edge has no length */
			need_string(need, "", 0);
		else if (strchr(".+*?()[]{}^$|\\-/", c) != NULL && c != '\0')
			need_string(need, &c, 1);
		else
			need_unknown(need);
		break;
	default:
		need_string(need, &c, 1);
	}
}

/* Past what repeats an atom; *optional: it may be absent. */
static bool
skip_repeats(struct reading *reading, bool *optional)
{
	bool repeated = false;

	*optional = false;
	for (;; repeated = true) {
		if (*reading->at == '?' || *reading->at == '*') {
			*optional = true;
			reading->at++;
		} else if (*reading->at == '+') {
			reading->at++;
		} else if (*reading->at == '{') {
			*optional |=
			    reading->at[1] < '1' || reading->at[1] > '9';
			reading->at += strcspn(reading->at, "}");
			if (*reading->at == '}')
				reading->at++;
		} else {
			return repeated;
		}
	}
}

/* Atoms in a row: the best of what any of them needs. */
static void
need_row(struct reading *reading, struct need *best)
{
	struct need *atom = xcalloc(1, sizeof(*atom));
	struct need *run = xcalloc(1, sizeof(*run));
	bool all_exact = true, optional, repeated;

	need_unknown(best);
	need_string(run, "", 0);
	while (*reading->at != '\0' && *reading->at != '|' &&
	       *reading->at != ')') {
		need_atom(reading, atom);
		repeated = skip_repeats(reading, &optional);
		if (optional)
			need_unknown(atom);
		if (atom->known && atom->exact && !repeated &&
		    strlen(run->strings[0]) + strlen(atom->strings[0]) <
			TEXT_MAX) {
			strcat(run->strings[0], atom->strings[0]);
			continue;
		}
		all_exact = false;
		if (run->strings[0][0] != '\0' && need_better(run, best))
			*best = *run;
		need_string(run, "", 0);
		if (atom->known && atom->count > 0 &&
		    atom->strings[0][0] != '\0' && need_better(atom, best))
			*best = *atom;
	}
	if (all_exact)
		*best = *run;
	else if (run->strings[0][0] != '\0' && need_better(run, best))
		*best = *run;
	best->exact = all_exact;
	free(atom);
	free(run);
}

/* Rows with '|' between them: what one of them needs, is needed. */
static void
need_alternation(struct reading *reading, struct need *need)
{
	struct need *row = xcalloc(1, sizeof(*row));
	size_t i;

	need_row(reading, need);
	if (need->known && need->count > 0 && need->strings[0][0] == '\0' &&
	    *reading->at == '|')
		need_unknown(need);
	while (*reading->at == '|') {
		reading->at++;
		need_row(reading, row);
		need->exact = false;
		if (!row->known || row->count == 0 ||
		    row->strings[0][0] == '\0' ||
		    need->count + row->count > NEED_MAX)
			need->known = false;
		if (!need->known)
			continue;
		for (i = 0; i < row->count; i++)
			memcpy(need->strings[need->count++], row->strings[i],
			    TEXT_MAX);
	}
	if (!need->known)
		need_unknown(need);
	free(row);
}

char **
stated_literals(struct arena *arena, const char *expression)
{
	struct need *need = xcalloc(1, sizeof(*need));
	struct reading reading = {expression};
	char **literals = NULL;
	size_t i;

	need_alternation(&reading, need);
	/* An unmatched bracket would have ended the reading early. */
	if (*reading.at == '\0' && need->known && need->count > 0 &&
	    need->strings[0][0] != '\0') {
		literals =
		    arena_alloc(arena, (need->count + 1) * sizeof(*literals));
		for (i = 0; i < need->count; i++)
			literals[i] = arena_strdup(arena, need->strings[i]);
	}
	free(need);
	return literals;
}

/* A state of the automaton: what has been read is the start of a string. */
struct state {
	uint16_t next[256];
	uint16_t fail;
	bool hits; /* "found" is not empty */
	struct stated_mask found;
};

struct stated_finder {
	struct state *states; /* 0 is the start */
	size_t count;
	struct stated_mask always;
};

static size_t
state_add(struct stated_finder *finder)
{
	finder->states =
	    grow_array(finder->states, finder->count, sizeof(*finder->states));
	memset(&finder->states[finder->count], 0, sizeof(*finder->states));
	assert(finder->count < UINT16_MAX);
	return finder->count++;
}

struct stated_finder *
stated_finder_new(void)
{
	struct stated_finder *finder = xcalloc(1, sizeof(*finder));

	state_add(finder);
	return finder;
}

void
stated_finder_free(struct stated_finder *finder)
{
	if (finder == NULL)
		return;
	free(finder->states);
	free(finder);
}

static void
mask_add(struct stated_mask *mask, size_t pattern)
{
	mask->words[pattern / 64] |= (uint64_t)1 << (pattern % 64);
}

void
stated_finder_add(struct stated_finder *finder, char **literals, size_t pattern)
{
	size_t state, next;
	const char *c;

	assert(pattern < STATED_MAX_PATTERNS);
	if (literals == NULL) {
		mask_add(&finder->always, pattern);
		return;
	}
	for (; *literals != NULL; literals++) {
		state = 0;
		for (c = *literals; *c != '\0'; c++) {
			next = finder->states[state].next[(unsigned char)*c];
			if (next == 0) {
				next = state_add(finder);
				finder->states[state].next[(unsigned char)*c] =
				    (uint16_t)next;
			}
			state = next;
		}
		mask_add(&finder->states[state].found, pattern);
		finder->states[state].hits = true;
	}
}

/* Where a string breaks off, the longest end of it that starts another. */
static void
state_link(struct stated_finder *finder, size_t from, int c, size_t to)
{
	struct state *state = &finder->states[to];
	size_t i;

	if (from != 0)
		state->fail = finder->states[finder->states[from].fail].next[c];
	for (i = 0; i < STATED_MASK_WORDS; i++)
		state->found.words[i] |=
		    finder->states[state->fail].found.words[i];
	state->hits |= finder->states[state->fail].hits;
}

void
stated_finder_finish(struct stated_finder *finder)
{
	uint16_t *queue = xcalloc(finder->count, sizeof(*queue));
	size_t head = 0, tail = 1, from, to;
	int c;

	while (head < tail) {
		from = queue[head++];
		for (c = 0; c < 256; c++) {
			to = finder->states[from].next[c];
			if (to == 0) {
				finder->states[from].next[c] =
				    finder->states[finder->states[from].fail]
					.next[c];
				continue;
			}
			state_link(finder, from, c, to);
			queue[tail++] = (uint16_t)to;
		}
	}
	free(queue);
}

void
stated_finder_find(const struct stated_finder *finder, const char *text,
    size_t length, struct stated_mask *found)
{
	const struct state *states = finder->states, *state = states;
	size_t at, i;

	*found = finder->always;
	for (at = 0; at < length; at++) {
		state = &states[state->next[(unsigned char)text[at]]];
		if (!state->hits)
			continue;
		for (i = 0; i < STATED_MASK_WORDS; i++)
			found->words[i] |= state->found.words[i];
	}
}

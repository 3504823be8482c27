#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "schema/stated_parts.h"

/* Letters, digits, '_', and one symbol for all else. */
#define SYMBOLS 38

/* Lists of strings in all: eight times what we ship. */
#define MAX_LISTS 4096

/* What has been read is the start of a string. */
struct state {
	uint16_t next[SYMBOLS];
	uint16_t fail;  /* the longest end of it that starts another */
	uint16_t lists; /* first of "found" that ends here, 0: none */
	/*
	 * The longest end of it, or all of it, that is a string; 0: none is.
	 * Met once in a text, its lists are noted, and those of its own ends.
	 */
	uint16_t ending;
};

/* A list of which a string ends at a state. */
struct found {
	uint16_t list;
	uint16_t next; /* 0: none */
};

/* An alternative of a pattern, and the lists it needs. */
struct alternative {
	uint16_t pattern;
	uint16_t lists_count;
	uint16_t lists[STATED_MAX_LISTS];
	uint16_t next; /* with the same first list; 0: none */
};

struct stated_finder {
	struct state *states; /* 0 is the start */
	size_t states_count;
	struct found *found; /* 0 is unused */
	size_t found_count;
	uint32_t *met; /* by state: the text where its lists were last noted */
	uint32_t text; /* the number of the text at hand */
	struct alternative *alternatives; /* 0 is unused */
	size_t alternatives_count;
	uint16_t by_list[MAX_LISTS]; /* first alternative that starts so */
	char *keys[MAX_LISTS];       /* a list's strings, to know it again */
	size_t lists_count;
	struct stated_mask always;
	unsigned char symbols[256];
};

/* Grows an array of the finder by one zeroed entry. */
#define FINDER_ADD(finder, list) \
	((finder)->list = grow_array( \
	     (finder)->list, (finder)->list##_count, sizeof(*(finder)->list)), \
	    memset(&(finder)->list[(finder)->list##_count], 0, \
		sizeof(*(finder)->list)), \
	    assert((finder)->list##_count < UINT16_MAX), \
	    (uint16_t)(finder)->list##_count++)

struct stated_finder *
stated_finder_new(void)
{
	struct stated_finder *finder = xcalloc(1, sizeof(*finder));
	int c;

	for (c = 'a'; c <= 'z'; c++)
		finder->symbols[c] = (unsigned char)(1 + c - 'a');
	for (c = '0'; c <= '9'; c++)
		finder->symbols[c] = (unsigned char)(27 + c - '0');
	finder->symbols['_'] = 37;
	FINDER_ADD(finder, states);
	FINDER_ADD(finder, found);
	FINDER_ADD(finder, alternatives);
	return finder;
}

void
stated_finder_free(struct stated_finder *finder)
{
	size_t i;

	if (finder == NULL)
		return;
	for (i = 0; i < finder->lists_count; i++)
		free(finder->keys[i]);
	free(finder->states);
	free(finder->found);
	free(finder->met);
	free(finder->alternatives);
	free(finder);
}

/* Notes that a string of the list ends with this text. */
static void
string_add(struct stated_finder *finder, const char *text, uint16_t list)
{
	uint16_t state = 0, next, found;
	unsigned char symbol;

	for (; *text != '\0'; text++) {
		symbol = finder->symbols[(unsigned char)*text];
		next = finder->states[state].next[symbol];
		if (next == 0) {
			next = FINDER_ADD(finder, states);
			finder->states[state].next[symbol] = next;
		}
		state = next;
	}
	found = FINDER_ADD(finder, found);
	finder->found[found].list = list;
	finder->found[found].next = finder->states[state].lists;
	finder->states[state].lists = found;
}

/* The number of a list; patterns often share one, such as all digits. */
static uint16_t
list_number(struct stated_finder *finder, char **list)
{
	struct buf key = {0};
	char **text, *joined;
	size_t i;

	for (text = list; *text != NULL; text++) {
		buf_add_text(&key, *text);
		buf_add_char(&key, '|');
	}
	joined = buf_take(&key);
	for (i = 0; i < finder->lists_count; i++) {
		if (strcmp(finder->keys[i], joined) == 0) {
			free(joined);
			return (uint16_t)i;
		}
	}
	assert(finder->lists_count < MAX_LISTS);
	finder->keys[finder->lists_count++] = joined;
	for (text = list; *text != NULL; text++)
		string_add(finder, *text, (uint16_t)i);
	return (uint16_t)i;
}

void
stated_finder_add(struct stated_finder *finder, const struct stated_need *need,
    size_t pattern)
{
	struct alternative *alternative;
	uint16_t number, list;
	size_t i, k;

	assert(pattern < STATED_MAX_PATTERNS);
	if (need->anything) {
		stated_mask_add(&finder->always, pattern);
		return;
	}
	for (i = 0; i < need->alternatives_count; i++) {
		number = FINDER_ADD(finder, alternatives);
		alternative = &finder->alternatives[number];
		alternative->pattern = (uint16_t)pattern;
		for (k = 0; k < need->alternatives[i].lists_count; k++)
			alternative->lists[alternative->lists_count++] =
			    list_number(finder, need->alternatives[i].lists[k]);
		list = alternative->lists[0];
		alternative->next = finder->by_list[list];
		finder->by_list[list] = number;
	}
}

void
stated_finder_finish(struct stated_finder *finder)
{
	uint16_t *queue = xcalloc(finder->states_count, sizeof(*queue));
	struct state *states = finder->states, *state, *next;
	size_t head = 0, tail = 1;
	uint16_t from, to;
	int symbol;

	while (head < tail) {
		from = queue[head++];
		state = &states[from];
		for (symbol = 0; symbol < SYMBOLS; symbol++) {
			to = state->next[symbol];
			if (to == 0) {
				state->next[symbol] =
				    states[state->fail].next[symbol];
				continue;
			}
			next = &states[to];
			if (from != 0)
				next->fail = states[state->fail].next[symbol];
			next->ending =
			    next->lists != 0 ? to : states[next->fail].ending;
			queue[tail++] = to;
		}
	}
	free(queue);
	finder->met = xcalloc(finder->states_count, sizeof(*finder->met));
}

/* Lists of which a string has been found. */
struct lists {
	uint64_t words[MAX_LISTS / 64];
};

static bool
has_list(const struct lists *lists, uint16_t list)
{
	return (lists->words[list / 64] >> (list % 64) & 1) != 0;
}

/* Notes all strings that end at the state, shorter ones, too. */
static inline void
take_strings(struct stated_finder *finder, const struct state *state,
    struct lists *lists)
{
	uint16_t ending = state->ending;

	while (ending != 0 && finder->met[ending] != finder->text) {
		const struct state *end = &finder->states[ending];

		finder->met[ending] = finder->text;
		for (uint16_t i = end->lists; i != 0; i = finder->found[i].next)
			lists->words[finder->found[i].list / 64] |=
			    (uint64_t)1 << (finder->found[i].list % 64);
		ending = finder->states[end->fail].ending;
	}
}

/* The alternatives that start with a list found, and have all they need. */
static void
take_patterns(const struct stated_finder *finder, const struct lists *lists,
    struct stated_mask *found)
{
	size_t word, words = (finder->lists_count + 63) / 64;
	const struct alternative *alternative;
	uint64_t bits;
	uint16_t number;
	size_t i;

	for (word = 0; word < words; word++) {
		for (bits = lists->words[word]; bits != 0; bits &= bits - 1) {
			number = finder->by_list[word * 64 +
						 (size_t)__builtin_ctzll(bits)];
			for (; number != 0; number = alternative->next) {
				alternative = &finder->alternatives[number];
				for (i = 1; i < alternative->lists_count; i++) {
					if (!has_list(
						lists, alternative->lists[i]))
						break;
				}
				if (i == alternative->lists_count)
					stated_mask_add(
					    found, alternative->pattern);
			}
		}
	}
}

void
stated_finder_find(struct stated_finder *finder, const char *text,
    size_t length, struct stated_mask *found)
{
	const struct state *states = finder->states;
	const struct state *state = &states[states[0].next[0]];
	size_t words = (finder->lists_count + 63) / 64, at;
	struct lists lists;

	memset(lists.words, 0, words * sizeof(*lists.words));
	if (++finder->text == 0) { /* all numbers have been used */
		memset(finder->met, 0,
		    finder->states_count * sizeof(*finder->met));
		finder->text = 1;
	}
	*found = finder->always;
	/* Both ends of the text count as a space. */
	take_strings(finder, state, &lists);
	for (at = 0; at <= length; at++) {
		unsigned char c = at < length ? (unsigned char)text[at] : ' ';

		state = &states[state->next[finder->symbols[c]]];
		take_strings(finder, state, &lists);
	}
	take_patterns(finder, &lists, found);
}

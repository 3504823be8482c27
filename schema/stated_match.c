/*
 * An expression becomes a net of nodes (Thompson, CACM 1968).  A state of the
 * automaton is the set of nodes that what was read may have led to, before
 * anything is decided that hangs on the next byte, as \b does.  Bytes that no
 * part of the expression tells apart share a column of the table.
 */
#include "schema/stated_match.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Nodes of one expression, with its repeats written out. */
#define MAX_NODES 8192
/* Groups within groups. */
#define MAX_DEPTH 32
/* Highest number in braces. */
#define MAX_TIMES 40
/* States kept; with one more all are forgotten and made again. */
#define MAX_STATES 1024

/* Columns of what is no byte. */
#define BYTES   256
#define BITS(n) (((n) + 63) / 64)

enum node_kind {
	NODE_BYTES = 0, /* one of a set of bytes */
	NODE_EMPTY,     /* one way on, or two */
	NODE_EDGE,      /* \b */
	NODE_START,
	NODE_END,
	NODE_MATCH,
};

#define NOWHERE UINT16_MAX

struct node {
	enum node_kind kind;
	uint16_t next, other; /* NOWHERE for none */
	uint16_t set;         /* number of the set of bytes */
};

struct byte_set {
	uint64_t bits[BITS(BYTES)];
};

/* What a state is known by; a state's table lies beside it. */
struct state {
	bool start, word; /* nothing read yet; the last byte is of a word */
	uint32_t hash;
	uint32_t first, count; /* its nodes, in "members" */
};

/* In the table: a state's number, or one of these. */
enum {
	STEP_UNKNOWN = 0,
	STEP_MATCH = 1,
	FIRST_STATE = 2,
};

struct stated_machine {
	struct node *nodes;
	size_t nodes_count;
	struct byte_set *sets;
	size_t sets_count;
	size_t groups;
	uint16_t first; /* node */
	uint16_t columns[BYTES];
	unsigned char column_byte[BYTES]; /* one that stands for it */
	size_t columns_count;             /* without that of the end */
	struct state *states;
	size_t states_count;
	uint16_t *members;
	size_t members_count, members_room;
	uint16_t *table; /* by state, then column; the last is the end */
	/* While a step is made. */
	uint16_t *waiting, *led;
	uint64_t *seen, *led_seen;
};

struct reading {
	struct stated_machine *machine;
	const char *at;
	size_t depth;
	bool again; /* a repeat is written out: its groups count once */
	bool wrong;
};

/* A part of the net: from its first node to a last one that leads on. */
struct part {
	uint16_t first, last;
};

static struct part read_rows(struct reading *reading);

static bool
is_word(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

static bool
has_bit(const uint64_t *bits, size_t at)
{
	return (bits[at / 64] >> (at % 64) & 1) != 0;
}

static void
set_bit(uint64_t *bits, size_t at)
{
	bits[at / 64] |= (uint64_t)1 << (at % 64);
}

static uint16_t
node_add(struct reading *reading, enum node_kind kind)
{
	struct stated_machine *machine = reading->machine;

	if (machine->nodes_count == MAX_NODES) {
		reading->wrong = true;
		return 0;
	}
	machine->nodes = grow_array(
	    machine->nodes, machine->nodes_count, sizeof(*machine->nodes));
	machine->nodes[machine->nodes_count] =
	    (struct node){.kind = kind, .next = NOWHERE, .other = NOWHERE};
	return (uint16_t)machine->nodes_count++;
}

static struct part
part_of_node(struct reading *reading, enum node_kind kind)
{
	uint16_t node = node_add(reading, kind);

	return (struct part){node, node};
}

static void
lead(struct reading *reading, uint16_t from, uint16_t to)
{
	reading->machine->nodes[from].next = to;
}

static struct part
part_row(struct reading *reading, struct part a, struct part b)
{
	lead(reading, a.last, b.first);
	return (struct part){a.first, b.last};
}

/* Either; or, where "b" is no more than one empty node, the first or none. */
static struct part
part_either(struct reading *reading, struct part a, struct part b)
{
	uint16_t fork = node_add(reading, NODE_EMPTY);
	uint16_t end = node_add(reading, NODE_EMPTY);

	lead(reading, fork, a.first);
	reading->machine->nodes[fork].other = b.first;
	lead(reading, a.last, end);
	lead(reading, b.last, end);
	return (struct part){fork, end};
}

static struct part
part_optional(struct reading *reading, struct part a)
{
	return part_either(reading, a, part_of_node(reading, NODE_EMPTY));
}

static struct part
part_many(struct reading *reading, struct part a)
{
	uint16_t fork = node_add(reading, NODE_EMPTY);
	uint16_t end = node_add(reading, NODE_EMPTY);

	lead(reading, a.last, fork);
	lead(reading, fork, a.first);
	reading->machine->nodes[fork].other = end;
	return (struct part){a.first, end};
}

static struct part
part_of_set(struct reading *reading, const struct byte_set *set)
{
	struct stated_machine *machine = reading->machine;
	struct part part = part_of_node(reading, NODE_BYTES);
	size_t i;

	for (i = 0; i < machine->sets_count; i++) {
		if (memcmp(&machine->sets[i], set, sizeof(*set)) == 0)
			break;
	}
	if (i == machine->sets_count) {
		machine->sets =
		    grow_array(machine->sets, i, sizeof(*machine->sets));
		machine->sets[machine->sets_count++] = *set;
	}
	if (!reading->wrong)
		machine->nodes[part.first].set = (uint16_t)i;
	return part;
}

static struct part
part_of_byte(struct reading *reading, char c)
{
	struct byte_set set = {{0}};

	set_bit(set.bits, (unsigned char)c);
	return part_of_set(reading, &set);
}

/* Behind the opening bracket. */
static struct part
read_class(struct reading *reading)
{
	const char *at = reading->at;
	struct byte_set set = {{0}};
	bool except = *at == '^';
	int c, last;

	at += except;
	do {
		if (*at == '\0')
			break;
		c = last = (unsigned char)*at++;
		if (at[0] == '-' && at[1] != ']' && at[1] != '\0') {
			last = (unsigned char)at[1];
			at += 2;
		}
		reading->wrong |= last < c;
		for (; c <= last; c++)
			set_bit(set.bits, (size_t)c);
	} while (*at != ']');
	reading->wrong |= *at != ']';
	reading->at = at + (*at == ']');
	for (size_t i = 0; except && i < BITS(BYTES); i++)
		set.bits[i] = ~set.bits[i];
	return part_of_set(reading, &set);
}

static struct part
read_group(struct reading *reading)
{
	struct part part;

	if (!reading->again)
		reading->machine->groups++;
	if (++reading->depth > MAX_DEPTH) {
		reading->wrong = true;
		return part_of_node(reading, NODE_EMPTY);
	}
	part = read_rows(reading);
	reading->depth--;
	reading->wrong |= *reading->at != ')';
	reading->at += *reading->at == ')';
	return part;
}

static struct part
read_escape(struct reading *reading)
{
	char c = *reading->at;

	reading->at += c != '\0';
	if (c == 'b')
		return part_of_node(reading, NODE_EDGE);
	reading->wrong |= c == '\0' || strchr(".+*?()[]{}^$|\\-/", c) == NULL;
	return part_of_byte(reading, c);
}

static struct part
read_atom(struct reading *reading)
{
	struct byte_set any;
	char c = *reading->at++;

	switch (c) {
	case '(':
		return read_group(reading);
	case '[':
		return read_class(reading);
	case '\\':
		return read_escape(reading);
	case '^':
		return part_of_node(reading, NODE_START);
	case '$':
		return part_of_node(reading, NODE_END);
	case '.':
		memset(&any, 0xff, sizeof(any));
		return part_of_set(reading, &any);
	case '*':
	case '+':
	case '?':
	case '{':
		reading->wrong = true;
	}
	return part_of_byte(reading, c);
}

/* Digits; false for none, or for a number that is too high. */
static bool
read_times(struct reading *reading, size_t *times)
{
	bool digits = false;

	for (*times = 0;
	     *reading->at >= '0' && *reading->at <= '9' && *times <= MAX_TIMES;
	     reading->at++) {
		*times = *times * 10 + (size_t)(*reading->at - '0');
		digits = true;
	}
	return digits && *times <= MAX_TIMES;
}

/* The atom once more, from its text. */
static struct part
atom_again(struct reading *reading, const char *text)
{
	const char *at = reading->at;
	bool again = reading->again;
	struct part part;

	reading->at = text;
	reading->again = true;
	part = read_atom(reading);
	reading->again = again;
	reading->at = at;
	return part;
}

/*
 * "{2}", "{1,2}", "{2,}" behind an atom: as often as it must, then as often
 * as it may, each time from its text.  "once" is the atom already read.
 */
static struct part
read_braces(struct reading *reading, const char *text, struct part once)
{
	struct part part = part_of_node(reading, NODE_EMPTY), next = once;
	size_t least, most, i;
	bool open = false;

	reading->at++;
	reading->wrong |= !read_times(reading, &least);
	most = least;
	if (*reading->at == ',') {
		reading->at++;
		open = *reading->at == '}';
		reading->wrong |= !open && !read_times(reading, &most);
	}
	reading->wrong |= *reading->at != '}' || most < least;
	if (reading->wrong)
		return part;
	reading->at++;
	for (i = 0; i < (open ? least + 1 : most) && !reading->wrong; i++) {
		if (i > 0)
			next = atom_again(reading, text);
		if (i >= least && open)
			next = part_many(reading, next);
		if (i >= least)
			next = part_optional(reading, next);
		part = part_row(reading, part, next);
	}
	return part;
}

/* An atom with all that repeats it. */
static struct part
read_repeated(struct reading *reading)
{
	const char *text = reading->at;
	struct part part = read_atom(reading);

	if (*reading->at == '{')
		part = read_braces(reading, text, part);
	for (; !reading->wrong; reading->at++) {
		char c = *reading->at;

		reading->wrong |= c == '{';
		if (c == '\0' || strchr("*+?", c) == NULL)
			break;
		if (c != '?')
			part = part_many(reading, part);
		if (c != '+')
			part = part_optional(reading, part);
	}
	return part;
}

static struct part
read_row(struct reading *reading)
{
	struct part part = part_of_node(reading, NODE_EMPTY);

	while (!reading->wrong && *reading->at != '\0' && *reading->at != '|' &&
	       *reading->at != ')')
		part = part_row(reading, part, read_repeated(reading));
	return part;
}

static struct part
read_rows(struct reading *reading)
{
	struct part part = read_row(reading);

	while (!reading->wrong && *reading->at == '|') {
		reading->at++;
		part = part_either(reading, part, read_row(reading));
	}
	return part;
}

/* Gives bytes that every set has or lacks together one column. */
static void
columns_make(struct stated_machine *machine)
{
	for (size_t c = 0; c < BYTES; c++) {
		size_t k;

		for (k = 0; k < machine->columns_count; k++) {
			unsigned char like = machine->column_byte[k];
			size_t i;

			if (is_word(like) != is_word((unsigned char)c))
				continue;
			for (i = 0; i < machine->sets_count; i++) {
				const uint64_t *bits = machine->sets[i].bits;

				if (has_bit(bits, like) != has_bit(bits, c))
					break;
			}
			if (i == machine->sets_count)
				break;
		}
		if (k == machine->columns_count)
			machine->column_byte[machine->columns_count++] =
			    (unsigned char)c;
		machine->columns[c] = (uint16_t)k;
	}
}

static uint32_t
hash_nodes(const uint16_t *nodes, size_t count, bool word)
{
	uint32_t hash = 2166136261u ^ word;

	for (size_t i = 0; i < count; i++)
		hash = (hash ^ nodes[i]) * 16777619u;
	return hash;
}

/* The state of these nodes: one that is there, or a new one. */
static uint16_t
state_find(struct stated_machine *machine, const uint16_t *nodes, size_t count,
    bool word, bool start)
{
	uint32_t hash = hash_nodes(nodes, count, word);
	struct state *state;

	for (size_t i = 0; i < machine->states_count; i++) {
		state = &machine->states[i];
		if (state->hash == hash && state->start == start &&
		    state->word == word && state->count == count &&
		    (count == 0 ||
			memcmp(machine->members + state->first, nodes,
			    count * sizeof(*nodes)) == 0))
			return (uint16_t)(i + FIRST_STATE);
	}
	machine->states = grow_array(
	    machine->states, machine->states_count, sizeof(*machine->states));
	state = &machine->states[machine->states_count];
	*state = (struct state){start, word, hash,
	    (uint32_t)machine->members_count, (uint32_t)count};
	if (machine->members_room < machine->members_count + count) {
		machine->members_room = 2 * (machine->members_count + count);
		machine->members = xreallocarray(machine->members,
		    machine->members_room, sizeof(*machine->members));
	}
	if (count > 0)
		memcpy(machine->members + machine->members_count, nodes,
		    count * sizeof(*nodes));
	machine->members_count += count;
	machine->table = xreallocarray(machine->table,
	    (machine->states_count + 1) * (machine->columns_count + 1),
	    sizeof(*machine->table));
	memset(machine->table +
		   machine->states_count * (machine->columns_count + 1),
	    0, (machine->columns_count + 1) * sizeof(*machine->table));
	return (uint16_t)(machine->states_count++ + FIRST_STATE);
}

/* All are forgotten but the one at the start of a text. */
static void
states_reset(struct stated_machine *machine)
{
	machine->states_count = 0;
	machine->members_count = 0;
	state_find(machine, NULL, 0, false, true);
}

/* What is known where a step is made. */
struct moment {
	bool start, end, edge;
	unsigned char byte;
};

static void
wait_for(struct stated_machine *machine, size_t *count, uint16_t node)
{
	if (node == NOWHERE || has_bit(machine->seen, node))
		return;
	set_bit(machine->seen, node);
	machine->waiting[(*count)++] = node;
}

/* Follows all ways on over one byte; true where one of them ends. */
static bool
follow(struct stated_machine *machine, const struct moment *now, size_t waiting,
    size_t *led)
{
	while (waiting > 0) {
		const struct node *node =
		    &machine->nodes[machine->waiting[--waiting]];
		bool passes = true;

		switch (node->kind) {
		case NODE_MATCH:
			return true;
		case NODE_BYTES:
			passes = false;
			if (now->end ||
			    !has_bit(machine->sets[node->set].bits, now->byte))
				break;
			if (!has_bit(machine->led_seen, node->next)) {
				set_bit(machine->led_seen, node->next);
				machine->led[(*led)++] = node->next;
			}
			break;
		case NODE_EDGE:
			passes = now->edge;
			break;
		case NODE_START:
			passes = now->start;
			break;
		case NODE_END:
			passes = now->end;
			break;
		case NODE_EMPTY:
			wait_for(machine, &waiting, node->other);
		}
		if (passes)
			wait_for(machine, &waiting, node->next);
	}
	return false;
}

static int
compare_nodes(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/*
 * Makes the step that the table lacks.  A match may start at every byte, so
 * the first node is a member of each state.
 */
static uint16_t
step_make(struct stated_machine *machine, uint16_t from, size_t column)
{
	const struct state *state = &machine->states[from - FIRST_STATE];
	bool end = column == machine->columns_count;
	unsigned char byte = end ? 0 : machine->column_byte[column];
	bool word = !end && is_word(byte);
	const struct moment now = {
	    state->start, end, state->word != word, byte};
	size_t waiting = 0, led = 0, bytes;
	uint16_t to = STEP_MATCH;
	bool full = false;

	bytes = BITS(machine->nodes_count) * sizeof(*machine->seen);
	memset(machine->seen, 0, bytes);
	memset(machine->led_seen, 0, bytes);
	wait_for(machine, &waiting, machine->first);
	for (uint32_t i = 0; i < state->count; i++)
		wait_for(machine, &waiting, machine->members[state->first + i]);
	if (!follow(machine, &now, waiting, &led)) {
		full = machine->states_count == MAX_STATES;
		if (full)
			states_reset(machine); /* "from" is forgotten, too */
		qsort(machine->led, led, sizeof(*machine->led), compare_nodes);
		to = state_find(machine, machine->led, led, word, false);
	}
	if (!full)
		machine->table[(size_t)(from - FIRST_STATE) *
				   (machine->columns_count + 1) +
			       column] = to;
	return to;
}

bool
stated_machine_finds(
    struct stated_machine *machine, const char *text, size_t length)
{
	size_t width = machine->columns_count + 1, column;
	uint16_t state = FIRST_STATE, next;

	for (size_t at = 0; at <= length; at++) {
		column = at < length ? machine->columns[(unsigned char)text[at]]
				     : machine->columns_count;
		next =
		    machine
			->table[(size_t)(state - FIRST_STATE) * width + column];
		if (next == STEP_UNKNOWN)
			next = step_make(machine, state, column);
		if (next == STEP_MATCH)
			return true;
		state = next;
	}
	return false;
}

struct stated_machine *
stated_machine_new(const char *expression)
{
	struct stated_machine *machine = xcalloc(1, sizeof(*machine));
	struct reading reading = {.machine = machine, .at = expression};
	struct part whole = read_rows(&reading);

	lead(&reading, whole.last, node_add(&reading, NODE_MATCH));
	if (reading.wrong || *reading.at != '\0') {
		stated_machine_free(machine);
		return NULL;
	}
	machine->first = whole.first;
	columns_make(machine);
	machine->waiting =
	    xcalloc(machine->nodes_count, sizeof(*machine->waiting));
	machine->led = xcalloc(machine->nodes_count, sizeof(*machine->led));
	machine->seen =
	    xcalloc(BITS(machine->nodes_count), sizeof(*machine->seen));
	machine->led_seen =
	    xcalloc(BITS(machine->nodes_count), sizeof(*machine->led_seen));
	states_reset(machine);
	return machine;
}

size_t
stated_machine_groups(const struct stated_machine *machine)
{
	return machine->groups;
}

void
stated_machine_free(struct stated_machine *machine)
{
	if (machine == NULL)
		return;
	free(machine->nodes);
	free(machine->sets);
	free(machine->states);
	free(machine->members);
	free(machine->table);
	free(machine->waiting);
	free(machine->led);
	free(machine->seen);
	free(machine->led_seen);
	free(machine);
}

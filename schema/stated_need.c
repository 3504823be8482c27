/*
 * Most sentences match no pattern, and glibc's matcher is slow.  So we ask
 * each expression once which strings it cannot do without.  A part that can
 * only match a few strings is kept as the set of them, and grows by what
 * follows; where that ends, the set is something that the text must have.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/stated_parts.h"

/* Strings of one set: more are not worth looking for. */
#define SET_MAX  80
#define TEXT_MAX 40
/* Stands for \b inside a string. */
#define EDGE '\1'

struct set {
	bool exact;   /* the part matches these strings and nothing else */
	size_t count; /* 0, and not exact: nothing is known */
	char strings[SET_MAX][TEXT_MAX];
};

/* The best sets of one row of atoms. */
struct row {
	size_t count;
	struct set sets[STATED_MAX_LISTS];
};

struct reading {
	const char *at;
};

static void read_group(struct reading *reading, struct set *set);

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static void
set_unknown(struct set *set)
{
	set->exact = false;
	set->count = 0;
}

static void
set_string(struct set *set, char c)
{
	set->exact = true;
	set->count = 1;
	set->strings[0][0] = c;
	set->strings[0][1] = '\0';
}

/* Adds a string; false where there is no room. */
static bool
set_add(struct set *set, const char *text)
{
	size_t i;

	for (i = 0; i < set->count; i++) {
		if (strcmp(set->strings[i], text) == 0)
			return true;
	}
	if (set->count == SET_MAX || strlen(text) >= TEXT_MAX)
		return false;
	strcpy(set->strings[set->count++], text);
	return true;
}

/* Each string of "set" with each of "next" behind it; false: too many. */
static bool
set_cross(struct set *set, const struct set *next)
{
	struct set *out = xcalloc(1, sizeof(*out));
	char text[2 * TEXT_MAX];
	bool fits = true;
	size_t i, k;

	out->exact = true;
	for (i = 0; fits && i < set->count; i++) {
		for (k = 0; fits && k < next->count; k++) {
			strcpy(text, set->strings[i]);
			strcat(text, next->strings[k]);
			fits = set_add(out, text);
		}
	}
	if (fits)
		*set = *out;
	free(out);
	return fits;
}

/*
 * Turns a string into what is looked for: an edge beside a letter is a
 * space, and so is every byte that is no letter or digit.
 */
static void
string_settle(const char *from, char *to)
{
	const char *start = to;
	size_t i;

	for (i = 0; from[i] != '\0'; i++) {
		if (from[i] != EDGE) {
			*to++ = is_word(from[i]) ? from[i] : ' ';
			continue;
		}
		while (from[i + 1] == EDGE)
			i++;
		if (to == start ? is_word(from[i + 1])
				: (is_word(to[-1]) && from[i + 1] == '\0'))
			*to++ = ' ';
	}
	*to = '\0';
}

/* Strings that have another of the set in them add nothing. */
static void
set_reduce(struct set *set)
{
	size_t i, k;

	for (i = 0; i < set->count; i++) {
		for (k = 0; k < set->count; k++) {
			if (i == k ||
			    strstr(set->strings[k], set->strings[i]) == NULL)
				continue;
			memmove(set->strings[k], set->strings[k + 1],
			    (set->count - k - 1) * TEXT_MAX);
			set->count--;
			if (k < i)
				i--;
			k--;
		}
	}
}

/* Letters and digits of the shortest string: what makes it worth finding. */
static size_t
set_shortest(const struct set *set)
{
	size_t least = TEXT_MAX, length, i;
	const char *c;

	for (i = 0; i < set->count; i++) {
		length = 0;
		for (c = set->strings[i]; *c != '\0'; c++)
			length += *c != ' ';
		if (length < least)
			least = length;
	}
	return least;
}

/* Better are longer strings, then fewer of them. */
static bool
set_better(const struct set *a, const struct set *b)
{
	size_t least_a = set_shortest(a), least_b = set_shortest(b);

	return least_a != least_b ? least_a > least_b : a->count < b->count;
}

/* Keeps a set that the row needs, if it is among the best. */
static void
row_needs(struct row *row, const struct set *set)
{
	struct set *settled;
	size_t i;

	if (set->count == 0)
		return;
	settled = xcalloc(1, sizeof(*settled));
	settled->count = set->count;
	for (i = 0; i < set->count; i++)
		string_settle(set->strings[i], settled->strings[i]);
	set_reduce(settled);
	if (set_shortest(settled) > 0) {
		for (i = row->count; i > 0; i--) {
			if (!set_better(settled, &row->sets[i - 1]))
				break;
			if (i < STATED_MAX_LISTS)
				row->sets[i] = row->sets[i - 1];
		}
		if (i < STATED_MAX_LISTS) {
			row->sets[i] = *settled;
			if (row->count < STATED_MAX_LISTS)
				row->count++;
		}
	}
	free(settled);
}

/* "[0-9]", "[a-z0-9' -]", "[^...]": behind the opening bracket. */
static void
read_class(struct reading *reading, struct set *set)
{
	const char *at = reading->at;
	bool good = *at != '^';
	int c, last;

	at += *at == '^';
	set->exact = true;
	set->count = 0;
	do {
		c = last = (unsigned char)*at++;
		if (at[0] == '-' && at[1] != ']' && at[1] != '\0') {
			last = (unsigned char)at[1];
			at += 2;
		}
		for (; good && c <= last; c++)
			good = set_add(set, (char[]){(char)c, '\0'});
	} while (*at != ']' && *at != '\0');
	reading->at = *at == ']' ? at + 1 : at;
	if (!good)
		set_unknown(set);
}

/* One atom, without what may repeat it. */
static void
read_atom(struct reading *reading, struct set *set)
{
	char c = *reading->at++;

	switch (c) {
	case '(':
		read_group(reading, set);
		if (*reading->at == ')')
			reading->at++;
		break;
	case '[':
		read_class(reading, set);
		break;
	case '.':
		set_unknown(set);
		break;
	case '^':
	case '$':
		set_string(set, '\0');
		break;
	case '\\':
		c = *reading->at;
		if (c == '\0') {
			set_unknown(set);
			break;
		}
		reading->at++;
		if (c == 'b')
			set_string(set, EDGE);
		else if (strchr(".+*?()[]{}^$|\\-/", c) != NULL)
			set_string(set, c);
		else
			set_unknown(set);
		break;
	default:
		set_string(set, c);
	}
}

/* What "?", "+", "*" and "{...}" behind an atom make of it. */
static void
read_repeats(struct reading *reading, struct set *set)
{
	bool optional = false, repeated = false;

	for (;; reading->at++) {
		if (*reading->at == '?') {
			optional = true;
		} else if (*reading->at == '*') {
			optional = repeated = true;
		} else if (*reading->at == '+') {
			repeated = true;
		} else if (*reading->at == '{') {
			optional |=
			    reading->at[1] < '1' || reading->at[1] > '9';
			repeated = true;
			reading->at += strcspn(reading->at, "}");
			if (*reading->at == '\0')
				break;
		} else {
			break;
		}
	}
	if (repeated)
		set->exact = false;
	if (optional && !(set->exact && set_add(set, "")))
		set_unknown(set);
}

/* Atoms in a row.  "exact" is what it matches, if that is all known. */
static void
read_row(struct reading *reading, struct row *row, struct set *exact)
{
	struct set *atom = xcalloc(1, sizeof(*atom));
	struct set *run = xcalloc(1, sizeof(*run));
	bool all = true;

	row->count = 0;
	set_string(run, '\0');
	while (*reading->at != '\0' && *reading->at != '|' &&
	       *reading->at != ')') {
		read_atom(reading, atom);
		read_repeats(reading, atom);
		if (atom->exact && set_cross(run, atom))
			continue;
		all = false;
		row_needs(row, run);
		if (atom->exact) {
			*run = *atom;
		} else {
			row_needs(row, atom);
			set_string(run, '\0');
		}
	}
	row_needs(row, run);
	if (all)
		*exact = *run;
	else
		set_unknown(exact);
	free(atom);
	free(run);
}

/*
 * Rows with '|' between, inside an expression: all their strings where all
 * are exact, else one of the best of each row.
 */
static void
read_group(struct reading *reading, struct set *set)
{
	struct set *row_exact = xcalloc(1, sizeof(*row_exact));
	struct set *needed = xcalloc(1, sizeof(*needed));
	struct row *row = xcalloc(1, sizeof(*row));
	bool exact = true, known = true;
	size_t i;

	set->exact = true;
	set->count = 0;
	for (;;) {
		read_row(reading, row, row_exact);
		exact = exact && row_exact->exact;
		for (i = 0; exact && i < row_exact->count; i++)
			exact = set_add(set, row_exact->strings[i]);
		known = known && row->count > 0;
		for (i = 0; known && i < row->sets[0].count; i++)
			known = set_add(needed, row->sets[0].strings[i]);
		if (*reading->at != '|')
			break;
		reading->at++;
	}
	if (!exact) {
		if (known)
			*set = *needed;
		else
			set_unknown(set);
		set->exact = false;
	}
	free(row);
	free(needed);
	free(row_exact);
}

void
stated_need_read(
    struct arena *arena, const char *expression, struct stated_need *need)
{
	struct set *exact = xcalloc(1, sizeof(*exact));
	struct row *row = xcalloc(1, sizeof(*row));
	struct reading reading = {expression};
	size_t i, k;
	char **list;

	memset(need, 0, sizeof(*need));
	for (;;) {
		read_row(&reading, row, exact);
		if (row->count == 0 ||
		    need->alternatives_count == STATED_MAX_ALTERNATIVES) {
			need->anything = true;
			break;
		}
		need->alternatives[need->alternatives_count].lists_count =
		    row->count;
		for (i = 0; i < row->count; i++) {
			list = arena_alloc(
			    arena, (row->sets[i].count + 1) * sizeof(*list));
			for (k = 0; k < row->sets[i].count; k++)
				list[k] = arena_strdup(
				    arena, row->sets[i].strings[k]);
			need->alternatives[need->alternatives_count].lists[i] =
			    list;
		}
		need->alternatives_count++;
		if (*reading.at != '|')
			break;
		reading.at++;
	}
	/* An unmatched bracket ends the reading early. */
	need->anything |= *reading.at != '\0' || need->alternatives_count == 0;
	free(row);
	free(exact);
}

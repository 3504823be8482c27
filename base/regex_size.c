#include "base/regex_size.h"

#include <stdlib.h>
#include <string.h>

/* Groups within groups. */
#define MAX_DEPTH 64
/* What a loop around something that may be empty counts more. */
#define EMPTY_LOOP 8

struct part {
	size_t size;
	bool empty; /* may match nothing */
};

/* The whole, or a group that is open. */
struct level {
	size_t size;
	bool row_empty; /* so is all of this alternative so far */
	bool empty;     /* and so was one before */
};

struct reading {
	struct level levels[MAX_DEPTH];
	struct level *level;
	struct part last; /* what a repeat would stand behind */
	bool row_before;  /* was the row empty before it? */
};

/* Behind a class's opening bracket; gives where its closing one stands. */
static const char *
class_end(const char *at)
{
	at += *at == '^';
	at += *at == ']';
	for (; *at != '\0' && *at != ']'; at++) {
		const char *end;
		char mark = at[1];

		if (*at != '[' || mark == '\0' || strchr(":.=", mark) == NULL)
			continue;
		for (end = at + 2; *end != '\0'; end++) {
			if (end[0] == mark && end[1] == ']')
				break;
		}
		if (*end == '\0')
			return end;
		at = end + 1;
	}
	return at;
}

static void
add(struct reading *reading, size_t size, bool empty)
{
	reading->last.size = size;
	reading->last.empty = empty;
	reading->row_before = reading->level->row_empty;
	reading->level->size += size;
	reading->level->row_empty = reading->row_before && empty;
}

/*
 * "copies" of what was last, as far as is known; one more runs in a loop
 * where it may follow itself without end.
 */
static void
repeat(struct reading *reading, size_t copies, bool loop, bool none)
{
	struct part *last = &reading->last;
	size_t size = last->size * (copies > 1 ? copies : 1);

	if (loop && last->empty)
		size *= EMPTY_LOOP;
	reading->level->size += size - last->size;
	last->size = size;
	last->empty |= none;
	reading->level->row_empty = reading->row_before && last->empty;
}

/* "{2}", "{1,2}", "{2,}"; returns the last byte of it that is there. */
static const char *
repeat_braces(struct reading *reading, const char *brace)
{
	const char *comma = brace + 1 + strspn(brace + 1, "0123456789");
	unsigned long least = strtoul(brace + 1, NULL, 10), most = least;
	const char *end = comma;

	if (*comma == ',') {
		most = strtoul(comma + 1, NULL, 10);
		end = comma + 1 + strspn(comma + 1, "0123456789");
	}
	if (most < least)
		most = least + 1;
	if (most > REGEX_MAX_SIZE)
		most = REGEX_MAX_SIZE + 1;
	repeat(reading, most, *comma == ',' && end == comma + 1, least == 0);
	return *end == '}' ? end : end - 1;
}

static void
open_group(struct reading *reading)
{
	*++reading->level = (struct level){.row_empty = true};
	reading->last = (struct part){0, true};
}

static void
next_row(struct reading *reading)
{
	struct level *level = reading->level;

	level->empty |= level->row_empty;
	level->row_empty = true;
	reading->last = (struct part){0, true};
}

static void
close_group(struct reading *reading)
{
	struct level group;

	next_row(reading);
	group = *reading->level--;
	add(reading, group.size > 0 ? group.size : 1, group.empty);
}

/* Reads a byte that stands for itself, a class, or an escape. */
static const char *
read_atom(struct reading *reading, const char *at)
{
	bool empty = strchr("^$", *at) != NULL;

	if (*at == '[') {
		at = class_end(at + 1);
		at -= *at == '\0';
	} else if (*at == '\\' && at[1] != '\0') {
		/* Edges, and what a group has caught. */
		empty = strchr("bB<>`'123456789", *++at) != NULL;
	}
	add(reading, 1, empty);
	return at;
}

bool
regex_too_large(const char *expression)
{
	struct reading reading = {.levels = {{.row_empty = true}}};

	reading.level = reading.levels;
	for (const char *at = expression; *at != '\0'; at++) {
		bool in_group = reading.level > reading.levels;

		if (*at == '(') {
			if (reading.level + 1 == reading.levels + MAX_DEPTH)
				return true;
			open_group(&reading);
		} else if (*at == ')' && in_group) {
			close_group(&reading);
		} else if (*at == '|') {
			next_row(&reading);
		} else if (*at == '?') {
			repeat(&reading, 1, false, true);
		} else if (*at == '*') {
			repeat(&reading, 1, true, true);
		} else if (*at == '+') {
			repeat(&reading, 2, true, false);
		} else if (*at == '{') {
			at = repeat_braces(&reading, at);
		} else {
			at = read_atom(&reading, at);
		}
		if (reading.last.size > REGEX_MAX_SIZE ||
		    reading.level->size > REGEX_MAX_SIZE)
			return true;
	}
	return false;
}

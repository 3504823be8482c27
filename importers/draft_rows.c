/* What a draft makes of several leaves together: opening times, ages. */
#include <string.h>

#include "importers/draft_parts.h"
#include "schema/hours.h"

static bool
is_one_of(const char *folded, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(folded, *names) == 0)
			return true;
	return false;
}

/* The leaf of an element that has one of these names; or -1. */
static int
leaf_named(const struct draft *draft, int element, const char *const *names)
{
	for (size_t i = 0; i < draft->count; i++)
		if (draft->paths[i].above == element &&
		    !draft->paths[i].parent && draft->paths[i].count > 0 &&
		    is_one_of(draft->paths[i].name, names))
			return (int)i;
	return -1;
}

/* How a block's expression names a leaf of its element. */
static const char *
inner_path(const struct draft *draft, int element, int leaf)
{
	return draft->paths[leaf].path + strlen(draft->paths[element].path) + 1;
}

static void
write_rows(struct draft *draft, int element, const int leaf[3])
{
	static const char *const words[] = {"day", "from", "to"};

	buf_add_text(draft->out, "\topening ");
	draft_add_expression(draft, element);
	buf_add_text(draft->out, " {\n");
	for (int i = 0; i < 3; i++) {
		struct draft_path *path = &draft->paths[leaf[i]];

		buf_printf(draft->out, "\t\t%-10s %s  # such as: %s\n",
		    words[i], inner_path(draft, element, leaf[i]),
		    path->example != NULL ? path->example : "");
		path->used = true;
	}
	buf_add_text(draft->out, "\t}\n");
}

static const char *const row_names[3][12] = {
    {"day", "days", "dayofweek", "dayoftheweek", "weekday", "dow", NULL},
    {"start", "from", "opens", "starttime", "open", "begin", "opensat",
	"timefrom", "beginninghour", "opentime", NULL},
    {"end", "to", "closes", "endtime", "close", "finish", "closesat", "timeto",
	"endinghour", "closetime", NULL}};

/* "mon" or "monday" before or behind "open": the day; 7: none. */
static int
day_of(const char *folded, const char *const *words)
{
	for (int day = 0; day < 7; day++) {
		const char *name = hours_weekday_name[day];
		size_t whole = strlen(name), length = strlen(folded);

		for (size_t part = 3; part <= whole;
		     part += part == 3 && whole > 3 ? whole - 3 : 1) {
			char rest[DRAFT_NAME];

			if (length <= part)
				break;
			if (strncasecmp(folded, name, part) == 0 &&
			    is_one_of(folded + part, words))
				return day;
			memcpy(rest, folded, length - part);
			rest[length - part] = '\0';
			if (strncasecmp(folded + length - part, name, part) ==
				0 &&
			    is_one_of(rest, words))
				return day;
		}
	}
	return 7;
}

/* mon_open="0900" mon_close="1700" tue_open=...: two leaves a day. */
static void
write_columns(struct draft *draft)
{
	for (size_t i = 0; i < draft->count; i++) {
		struct draft_path *open = &draft->paths[i], *close;
		int day = day_of(open->name, row_names[1]), steps;

		if (day == 7 || !draft_usable(draft, i, &steps))
			continue;
		for (size_t j = 0; j < draft->count; j++) {
			close = &draft->paths[j];
			if (close->above != open->above ||
			    close->attribute != open->attribute ||
			    day_of(close->name, row_names[2]) != day ||
			    !draft_usable(draft, j, &steps))
				continue;
			buf_printf(draft->out,
			    "\topening {\n\t\tday        const '%s'\n"
			    "\t\tfrom       ",
			    hours_weekday_name[day]);
			draft_add_expression(draft, (int)i);
			draft_add_comment(draft, open);
			buf_add_text(draft->out, "\n\t\tto         ");
			draft_add_expression(draft, (int)j);
			draft_add_comment(draft, close);
			buf_add_text(draft->out, "\n\t}\n");
			open->used = close->used = true;
			break;
		}
	}
}

void
draft_write_opening(struct draft *draft)
{
	int leaf[3];

	write_columns(draft);

	for (size_t i = 0; i < draft->count; i++) {
		bool whole = draft_below(draft, (int)i, draft->service) > 0;

		for (int j = 0; j < 3; j++) {
			leaf[j] = leaf_named(draft, (int)i, row_names[j]);
			whole = whole && leaf[j] >= 0;
		}
		if (whole) {
			write_rows(draft, (int)i, leaf);
			return;
		}
	}
}

const char *
draft_age_unit(const struct draft *draft, int leaf)
{
	static const char *const names[] = {
	    "unit", "units", "ageunit", "ageunits", NULL};
	int unit = leaf_named(draft, draft->paths[leaf].above, names);
	const char *example = unit >= 0 ? draft->paths[unit].example : NULL;

	if (example == NULL)
		return "";
	return *example == 'm' || *example == 'M'   ? " months"
	       : *example == 'w' || *example == 'W' ? " weeks"
	       : *example == 'd' || *example == 'D' ? " days"
						    : "";
}

/* The parameter open: now, a day, the evening, the weekend, any hour. */
#include <string.h>

#include "base/compiler.h"
#include "schema/hours.h"
#include "search/query_parts.h"

const char *
query_open_name(enum query_open open)
{
	if (open == OPEN_ANY)
		return "";
	return open == OPEN_NOW ? "now" : hours_when_name[open - OPEN_MONDAY];
}

enum query_open
query_open_of(const char *name)
{
	for (int open = OPEN_NOW; open <= OPEN_ALL_HOURS; open++)
		if (strcmp(query_open_name((enum query_open)open), name) == 0)
			return (enum query_open)open;
	return OPEN_ANY;
}

bool
query_read_open(struct query_parse *parse, const char *value)
{
	enum query_open open = query_open_of(value);

	if (open != OPEN_ANY)
		parse->query->open = open;
	return open != OPEN_ANY;
}

void
query_write_open(const struct query *query, struct buf *out)
{
	if (query->open != OPEN_ANY && !query_reads(query, "open"))
		query_put(out, "open", query_open_name(query->open));
}

bool
query_drop_open(struct query *query, const char *value UNUSED)
{
	bool had = query->open != OPEN_ANY;

	query->open = OPEN_ANY;
	return had;
}

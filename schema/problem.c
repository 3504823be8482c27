#include "schema/problem.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void
problem_text(struct buf *out, const char *feed, const struct problem *problem)
{
	buf_printf(out, "%s: ", feed);
	if (problem->source != NULL)
		buf_printf(out, "%s: ", problem->source);
	buf_printf(out, "line %ld", problem->line < 1 ? 1 : problem->line);
	if (problem->column > 0)
		buf_printf(out, ", column %ld", problem->column);
	buf_add_text(out, ": ");
	if (problem->record != NULL)
		buf_printf(out, "record %s: ", problem->record);
	buf_add_text(out, problem->what);
	if (problem->done == NULL)
		return;
	/* Some explain themselves with a question. */
	if (out->data[out->length - 1] == '?')
		buf_printf(out, " (%s)", problem->done);
	else
		buf_printf(out, ", %s", problem->done);
}

const char *
problem_source_shown(const struct problem *problem)
{
	const char *slash;

	if (problem->source == NULL || *problem->source != '/')
		return problem->source;
	slash = strrchr(problem->source, '/');
	return slash[1] != '\0' ? slash + 1 : NULL;
}

/* Whatever was cut to be shown: the other end refuses what is no UTF-8. */
static void
put_text(struct buf *out, const char *text)
{
	char *copy;

	if (text == NULL) {
		wire_put_text(out, NULL);
		return;
	}
	copy = xstrdup(text);
	utf8_mend(copy);
	copy[utf8_clip(copy, PROBLEM_MAX_TEXT)] = '\0';
	wire_put_text(out, copy);
	free(copy);
}

void
problem_pack(struct buf *out, const struct problem *problem)
{
	wire_put_u8(out, (uint8_t)problem->kind);
	wire_put_i64(out, problem->line);
	wire_put_i64(out, problem->column);
	put_text(out, problem->source);
	put_text(out, problem->record);
	put_text(out, problem->field);
	put_text(out, problem->what);
	put_text(out, problem->done);
}

/* A place in a document: not below "min", and no more than a feed can have. */
static long
get_place(struct wire *in, long min)
{
	int64_t value = wire_get_i64(in);

	if (value >= min && value <= UINT32_MAX)
		return (long)value;
	if (in->error == WIRE_OK)
		in->error = WIRE_RANGE;
	return min;
}

enum wire_error
problem_unpack(struct wire *in, struct problem *problem)
{
	*problem = (struct problem){0};
	problem->kind = wire_get_u8(in, PROBLEM_NOTE);
	problem->line = get_place(in, 1);
	problem->column = get_place(in, 0);
	problem->source = wire_get_text(in, PROBLEM_MAX_TEXT);
	problem->record = wire_get_text(in, PROBLEM_MAX_TEXT);
	problem->field = wire_get_text(in, PROBLEM_MAX_TEXT);
	problem->what = wire_get_text(in, PROBLEM_MAX_TEXT);
	problem->done = wire_get_text(in, PROBLEM_MAX_TEXT);
	if (problem->what == NULL && in->error == WIRE_OK)
		in->error = WIRE_RANGE; /* a problem that says nothing */
	return wire_end(in);
}

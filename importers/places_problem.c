#include "importers/places_problem.h"

#include <stdarg.h>
#include <stdio.h>

void
places_problem(const struct place_sink *sink, enum problem_kind kind,
    const char *path, long line, const char *record, const char *done,
    const char *what, ...)
{
	char text[PROBLEM_MAX_TEXT];
	va_list args;

	va_start(args, what);
	vsnprintf(text, sizeof(text), what, args);
	va_end(args);
	/* The fields are not const, for others own theirs; nobody writes. */
	sink->problem(sink->arg, &(struct problem){.kind = kind,
				     .line = line > 0 ? line : 1,
				     .source = (char *)path,
				     .record = (char *)record,
				     .what = text,
				     .done = done});
}

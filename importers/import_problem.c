/* What a run says is wrong: told at once, and kept for its row. */
#include <stdarg.h>

#include "base/utf8.h"
#include "importers/import_parts.h"

void
import_problem(struct import *import, const struct problem *problem)
{
	struct problem *kept;

	if (import_problem_waits(import, problem))
		return;
	import->run->problems++;
	if (problem->kind == PROBLEM_DOCUMENT && !import->refusal)
		import->refusal = arena_strdup(import->arena, problem->what);
	if (import->problems_count < PROBLEM_MAX_KEPT) {
		import->problems = arena_grow(import->arena, import->problems,
		    import->problems_count, sizeof(*import->problems));
		kept = &import->problems[import->problems_count++];
		*kept = *problem;
		kept->source = arena_strdup(import->arena, problem->source);
		kept->record = arena_strdup(import->arena, problem->record);
		kept->field = arena_strdup(import->arena, problem->field);
		kept->what = arena_strdup(import->arena, problem->what);
		kept->done = arena_strdup(import->arena, problem->done);
	}
	import->listener->problem(
	    import->listener->arg, import->feed.id, problem);
}

void
import_report_record(struct import *import, enum problem_kind kind,
    const struct listing *listing, const char *done, const char *format, ...)
{
	struct problem problem = {.kind = kind,
	    .line = listing->line > 0 ? listing->line : 1,
	    .done = done};
	struct buf what = {0};
	va_list args;

	va_start(args, format);
	buf_vprintf(&what, format, args);
	va_end(args);
	problem.record =
	    listing->source_id ? listing->source_id : listing->name;
	utf8_mend(what.data); /* the format may have cut a character */
	problem.what = what.data;
	import_problem(import, &problem);
	buf_clear(&what);
}

void
import_document_problem(struct import *import, const char *what)
{
	struct problem problem = {.kind = PROBLEM_DOCUMENT,
	    .line = 1,
	    .what = what,
	    .done = "nothing was changed"};

	import_problem(import, &problem);
}

void
import_record_problems_clear(struct import *import)
{
	arena_clear(&import->record_arena);
	import->record_problems = NULL;
	import->record_problems_count = 0;
}

void
import_record_problem_add(struct import *import, const struct problem *problem)
{
	struct arena *arena = &import->record_arena;
	struct problem *kept;

	import->record_problems = arena_grow(arena, import->record_problems,
	    import->record_problems_count, sizeof(*import->record_problems));
	kept = &import->record_problems[import->record_problems_count++];
	*kept = (struct problem){.kind = problem->kind};
	kept->field = arena_strdup(arena, problem->field);
	kept->what = arena_strdup(arena, problem->what);
	kept->done = arena_strdup(arena, problem->done);
}

/* What a run would do: told where it is only tried, kept where it is held. */
#include <stdlib.h>
#include <string.h>

#include "importers/import_parts.h"
#include "importers/mapping_files.h"

void
import_changes_tell(struct import *import)
{
	if (import->job->dry_run && import->listener->changed &&
	    record_history(import->record, import->run->number,
		import->listener->changed, import->listener->arg) != RECORD_OK)
		import->failed = true;
}

static char *
field_names(struct arena *arena, const struct record_history *history)
{
	struct buf names = {0};
	char *out;

	if (history->key_new)
		buf_add_text(&names, "id");
	for (size_t i = 0; i < history->fields_count; i++) {
		if (names.length)
			buf_add_text(&names, ", ");
		buf_add_text(&names, history->fields[i].field);
	}
	out = names.length ? arena_strdup(arena, buf_text(&names)) : NULL;
	buf_clear(&names);
	return out;
}

static void
plan_cb(void *arg, const struct record_history *history)
{
	struct import *import = arg;
	struct import_plan *plan = &import->plan;
	struct arena *arena = import->arena;
	struct record_held_change *change;

	if (plan->held.totals[history->kind]++ >= HELD_RUN_NAMES)
		return;
	plan->changes = arena_grow(
	    arena, plan->changes, plan->count, sizeof(*plan->changes));
	change = &plan->changes[plan->count++];
	change->kind = history->kind;
	change->uuid = arena_strdup(arena, history->uuid);
	change->name = arena_strdup(arena, history->name);
	change->fields = history->kind == HISTORY_CHANGED
			     ? field_names(arena, history)
			     : NULL;
}

bool
import_plan(struct import *import)
{
	import_changes_tell(import);
	return record_history(import->record, import->run->number, plan_cb,
		   import) == RECORD_OK &&
	       !import->failed;
}

/* A mapping file by its whole path: the one who accepts may sit elsewhere. */
static char *
mapping_path(struct arena *arena, const char *name)
{
	char *path = NULL, *out;

	if (name && mapping_name_is_file(name))
		path = realpath(name, NULL);
	out = arena_strdup(arena, path ? path : name);
	free(path);
	return out;
}

bool
import_plan_keep(struct import *import)
{
	const struct import_job *job = import->job;
	struct record_held_run *held = &import->plan.held;
	struct arena *arena = import->arena;

	held->feed = import->feed.row;
	held->run = import->run->number;
	held->kept_run = documents_kept_run(&import->documents);
	held->documents = held->kept_run ? (long)import->documents.count : 0;
	held->mapping = mapping_path(arena, job->mapping);
	held->title = arena_strdup(arena, job->title);
	held->publisher = arena_strdup(arena, job->publisher);
	held->licence = arena_strdup(arena, job->licence);
	held->area = arena_strdup(arena, job->area);
	held->owner = arena_strdup(arena, job->owner);
	held->every_s = job->every_s;
	held->collected = job->collected;
	held->max_bytes = job->max_bytes;
	held->max_records = job->max_records;
	held->repairs = job->repairs;
	if (record_held_run_put(import->record, held) != RECORD_OK)
		return false;
	for (size_t i = 0; i < import->plan.count; i++) {
		if (record_held_change_add(import->record, held->feed,
			(long)i + 1, &import->plan.changes[i]) != RECORD_OK)
			return false;
	}
	return true;
}

/* "accept": a run that was held is stored after all, as it was read. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "importers/commands.h"
#include "importers/documents.h"
#include "schema/record_held_run.h"

/* What messages and the record call the sources: those of the held run. */
static const char *const *
source_names(struct arena *arena, const char *lines, size_t count)
{
	const char **names = arena_alloc(arena, count * sizeof(*names));
	const char *last = "the held document";

	for (size_t i = 0; i < count; i++) {
		size_t length = lines ? strcspn(lines, "\n") : 0;

		/* Further pages have no line of their own. */
		if (length)
			last = arena_strndup(arena, lines, length);
		names[i] = last;
		if (lines)
			lines += length + (lines[length] == '\n');
	}
	return names;
}

static void
job_of(struct import_job *job, const struct record_held_run *held,
    const char *feed, const char *data_folder, struct arena *arena)
{
	size_t count = (size_t)held->documents;
	const char **sources = arena_alloc(arena, count * sizeof(*sources));

	for (size_t i = 0; i < count; i++) {
		char *path = documents_kept_path(
		    data_folder, feed, held->kept_run, count, i);

		sources[i] = arena_strdup(arena, path);
		free(path);
	}
	*job = (struct import_job){.id = feed,
	    .title = held->title,
	    .publisher = held->publisher,
	    .licence = held->licence,
	    .owner = held->owner,
	    .area = held->area,
	    .mapping = held->mapping,
	    .sources = sources,
	    .names = source_names(arena, held->source, count),
	    .sources_count = count,
	    .every_s = held->every_s,
	    .collected = (day_t)held->collected,
	    .max_bytes = held->max_bytes,
	    .max_records = held->max_records,
	    .repairs = (unsigned)held->repairs,
	    .accept_shrink = true};
}

/* False: there is nothing to accept, and why has been said. */
static bool
held_find(struct workshop *shop, const char *id, struct arena *arena,
    struct record_held_run *held)
{
	struct record_feed feed;

	if (record_feed_find(shop->record, id, arena, &feed) != RECORD_OK) {
		log_line("%s: there is no such feed", id);
		return false;
	}
	if (record_held_run_find(shop->record, feed.row, arena, held) !=
	    RECORD_OK) {
		log_line("%s: none of its runs is held", id);
		return false;
	}
	if (!held->documents) {
		log_line("%s: the document of run %ld could not be kept;"
			 " fetch it again with --accept-shrink",
		    id, held->run);
		return false;
	}
	return true;
}

int
command_accept(const struct options *options)
{
	const char *id = options->arguments[0];
	struct workshop shop;
	struct record_held_run held;
	struct import_job job;
	struct arena arena = {0};
	int status = EXIT_FAILED;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (held_find(&shop, id, &arena, &held)) {
		job_of(&job, &held, id, options->data_folder, &arena);
		status = job_run(&shop, &job);
	}
	arena_clear(&arena);
	workshop_close(&shop);
	return status;
}

#include "importers/publish.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/log.h"
#include "importers/publish_folder.h"
#include "importers/publish_steps.h"
#include "schema/record_made.h"
#include "search/index.h"

/*
 * Room that a generation may need: three times the one before (it grows, and
 * the listings lie beside it while they are sorted), and this at least.
 */
#define ROOM_TIMES 3
#define ROOM_LEAST (64L << 20) /* bytes: the sample needs 20 MB */

static const char *const files[] = {"listings.db", "places.db", INDEX_NAME};

bool
publish_fail(struct publish *publish, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(publish->error, publish->error_size, format, args);
	va_end(args);
	return false;
}

/* The generation that is live: what did not change is linked from it. */
static void
find_before(struct publish *publish)
{
	long live = generation_live(publish->data_folder);
	char error[512];

	if (live == 0)
		return;
	publish->before = generation_folder(publish->data_folder, live);
	if (manifest_read(publish->before, &publish->old, error, sizeof(error)))
		return;
	log_line("publish: %s: nothing is taken from it", error);
	free(publish->before);
	publish->before = NULL;
	memset(&publish->old, 0, sizeof(publish->old));
}

static bool
room_enough(struct publish *publish)
{
	struct statvfs disk;
	long long needed = 0, room;

	for (size_t i = 0; i < publish->old.files_count; i++)
		needed += publish->old.files[i].bytes;
	needed *= ROOM_TIMES;
	if (needed < ROOM_LEAST)
		needed = ROOM_LEAST;
	if (statvfs(publish->data_folder, &disk) != 0)
		return publish_fail(
		    publish, "%s: %s", publish->data_folder, strerror(errno));
	room = (long long)disk.f_bavail * (long long)disk.f_frsize;
	return room >= needed ||
	       publish_fail(publish,
		   "%s: %lld MB are free, a new generation may need %lld MB; "
		   "make room and run publish again",
		   publish->data_folder, room >> 20, needed >> 20);
}

static bool
begin(struct publish *publish)
{
	long *number = &publish->report->generation;

	if (!generations_create(publish->data_folder))
		return publish_fail(publish, "%s/" GENERATIONS_FOLDER ": %s",
		    publish->data_folder, strerror(errno));
	if (record_generation_next(publish->record,
		generations_highest(publish->data_folder), number) != RECORD_OK)
		return publish_fail(publish, "the record cannot be written");
	generations_tidy(publish->data_folder);
	find_before(publish);
	if (!room_enough(publish))
		return false;
	publish->building = generation_building(publish->data_folder, *number);
	return mkdir(publish->building, 0755) == 0 ||
	       publish_fail(
		   publish, "%s: %s", publish->building, strerror(errno));
}

/*
 * The file before under its name in the new folder, if it is still what its
 * manifest says; it is read to the end for that.
 */
static bool
link_sound(
    struct publish *publish, const struct manifest_file *old, bool *damaged)
{
	char *from = xasprintf("%s/%s", publish->before, old->name);
	char *to = xasprintf("%s/%s", publish->building, old->name);
	char *spare = xasprintf("%s/.%s", publish->building, old->name);
	bool linked = link(from, spare) == 0;
	char found[SHA256_TEXT];

	*damaged = linked && (!sha256_file(spare, found) ||
				 strcmp(found, old->sha256) != 0);
	linked = linked && !*damaged && rename(spare, to) == 0;
	/* A rename between two names of one file leaves both. */
	unlink(spare);
	free(from);
	free(to);
	free(spare);
	return linked;
}

bool
publish_keep(struct publish *publish, const struct manifest_file *old)
{
	bool damaged;

	if (link_sound(publish, old, &damaged))
		return true;
	if (damaged)
		log_line("publish: %s/%s: is damaged, made again",
		    publish->before, old->name);
	return false;
}

/*
 * Where the new file's bytes are those of the file before, one file serves
 * both.
 */
static bool
share_unchanged(struct publish *publish, const struct manifest_file *file)
{
	const struct manifest_file *old =
	    manifest_file(&publish->old, file->name);
	bool damaged;

	return old != NULL && strcmp(old->sha256, file->sha256) == 0 &&
	       link_sound(publish, old, &damaged);
}

static long
file_bytes(const struct publish *publish, const char *name)
{
	const struct manifest_file *file =
	    manifest_file(&publish->manifest, name);

	return file != NULL ? file->bytes : 0;
}

/* The index by its sections too: a large one is looked at piece by piece. */
static bool
describe_index(struct publish *publish)
{
	char *path = xasprintf("%s/" INDEX_NAME, publish->building);
	struct index *index =
	    index_open(path, publish->error, publish->error_size);
	struct index_extent extent;
	bool added = true;

	free(path);
	if (index == NULL)
		return false;
	for (size_t i = 0; added && index_extent(index, i, &extent); i++)
		added = manifest_add_section(&publish->manifest,
		    publish->building, INDEX_NAME, extent.name, extent.offset,
		    extent.bytes, publish->error, publish->error_size);
	index_close(index);
	return added;
}

static bool
describe(struct publish *publish)
{
	struct manifest *manifest = &publish->manifest;

	manifest->generation = publish->report->generation;
	manifest->published = time(NULL);
	snprintf(manifest->vocabulary, sizeof(manifest->vocabulary), "%s",
	    vocabulary_hash(publish->vocabulary));
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (!manifest_add(manifest, publish->building, files[i],
			publish->error, publish->error_size))
			return false;
	if (!describe_index(publish))
		return false;
	share_unchanged(publish, manifest_file(manifest, "listings.db"));
	publish->report->index_unchanged =
	    publish->report->index_kept ||
	    share_unchanged(publish, manifest_file(manifest, INDEX_NAME));
	publish->report->listings_bytes = file_bytes(publish, "listings.db");
	publish->report->places_bytes = file_bytes(publish, "places.db");
	publish->report->index_bytes = file_bytes(publish, INDEX_NAME);
	return manifest_write(
	    publish->building, manifest, publish->error, publish->error_size);
}

/* All of it on the disk before any name leads to it. */
static bool
sync_all(struct publish *publish)
{
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char *path = xasprintf("%s/%s", publish->building, files[i]);
		bool synced = path_sync(path);

		if (!synced)
			publish_fail(publish, "%s: %s", path, strerror(errno));
		free(path);
		if (!synced)
			return false;
	}
	return path_sync(publish->building) ||
	       publish_fail(
		   publish, "%s: %s", publish->building, strerror(errno));
}

static bool
swap(struct publish *publish)
{
	long number = publish->report->generation;

	if (!generation_name(publish->data_folder, number))
		return publish_fail(
		    publish, "generation %ld: %s", number, strerror(errno));
	if (generation_go_live(publish->data_folder, number))
		return true;
	return publish_fail(
	    publish, "%s/live: %s", publish->data_folder, strerror(errno));
}

/* Nothing is left of a generation that did not become live. */
static void
abandon(struct publish *publish)
{
	char *named = generation_folder(
	    publish->data_folder, publish->report->generation);

	if (publish->building != NULL)
		generation_remove(publish->building);
	if (publish->report->generation != 0)
		generation_remove(named);
	free(named);
}

/* From what the index was made, so that the next run need not make it. */
static void
note_made(struct publish *publish)
{
	struct record_made made;

	if (publish->report->index_kept || publish->index_from[0] == '\0')
		return;
	memcpy(made.from, publish->index_from, sizeof(made.from));
	memcpy(made.sha256,
	    manifest_file(&publish->manifest, INDEX_NAME)->sha256,
	    sizeof(made.sha256));
	if (record_made_put(publish->record, INDEX_NAME, &made) != RECORD_OK)
		log_line("publish: the record did not take note of what the "
			 "index is made from");
}

bool
publish_run(struct record *record, const struct vocabulary *vocabulary,
    const char *data_folder, struct publish_report *report, char *error,
    size_t error_size)
{
	struct publish publish = {.record = record,
	    .vocabulary = vocabulary,
	    .data_folder = data_folder,
	    .report = report,
	    .error = error,
	    .error_size = error_size};
	bool live;

	memset(report, 0, sizeof(*report));
	live = begin(&publish) && publish_rows(&publish) &&
	       publish_places(&publish) && describe(&publish) &&
	       publish_check(&publish) && sync_all(&publish) && swap(&publish);
	if (!live) {
		abandon(&publish);
	} else {
		if (record_generation_done(record, report->generation) !=
		    RECORD_OK)
			log_line("publish: the record did not take note of "
				 "generation %ld",
			    report->generation);
		note_made(&publish);
		generations_prune(data_folder, PUBLISH_KEEP);
	}
	free(publish.building);
	free(publish.before);
	return live;
}

void
publish_forget_older(const char *data_folder)
{
	generations_prune(data_folder, 1);
}

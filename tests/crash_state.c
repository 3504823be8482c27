/*
 * For the crash tests: what a data folder holds, told in two lines that can
 * be compared, after everything that must hold whatever was killed when has
 * been checked: the record is intact, what is served is whole.
 *
 *	crash_state FOLDER
 *	live SHA-256 of the index, or "live none"
 *	record SHA-256 of all listings
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/privileges.h"
#include "schema/listing_wire.h"
#include "schema/manifest.h"
#include "schema/record_published.h"

#define ALL_BYTES (1L << 40)

static void
listing_cb(void *arg, const struct published_listing *published)
{
	struct buf *out = arg;

	buf_printf(out, "%s %s %d %d\n", published->listing.uuid,
	    published->listing.code, (int)published->state,
	    (int)published->withdrawn);
	if (published->state != PUBLISHED_HIDDEN)
		listing_pack_canonical(out, &published->listing);
}

static bool
record_tell(const char *folder)
{
	char error[500] = "", hash[SHA256_TEXT];
	struct record *record = record_open(folder, error, sizeof(error));
	struct buf all = {0};
	bool sound;

	sound =
	    record && record_intact(record, error, sizeof(error)) &&
	    record_published_listings(record, listing_cb, &all) == RECORD_OK;
	if (sound) {
		sha256_text(buf_text(&all), all.length, hash);
		printf("record %s\n", hash);
	} else {
		log_line("%s: %s", folder, error);
	}
	buf_clear(&all);
	record_close(record);
	return sound;
}

static bool
live_tell(const char *folder)
{
	char *live = xasprintf("%s/live", folder), error[500] = "";
	struct manifest manifest;
	struct stat about;
	bool sound;

	if (lstat(live, &about) < 0) {
		puts("live none");
		free(live);
		return true;
	}
	sound =
	    manifest_read(live, &manifest, error, sizeof(error)) &&
	    manifest_check(&manifest, live, ALL_BYTES, error, sizeof(error));
	for (size_t i = 0; sound && i < manifest.files_count; i++) {
		if (strcmp(manifest.files[i].name, "search.index") == 0)
			printf("live %s\n", manifest.files[i].sha256);
	}
	if (!sound)
		log_line("%s: %s", live, error);
	free(live);
	return sound;
}

int
main(int argc, char **argv)
{
	bool sound;

	log_open("crash_state");
	if (argc != 2)
		fatal("usage: crash_state FOLDER");
	if (!privileges_drop(NULL, argv[1]))
		return EXIT_FAILURE;
	sound = live_tell(argv[1]);
	sound &= record_tell(argv[1]);
	return sound ? EXIT_SUCCESS : EXIT_FAILURE;
}

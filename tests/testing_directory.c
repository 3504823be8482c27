#include "tests/testing_directory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/log.h"
#include "base/paths.h"
#include "schema/card.h"
#include "schema/manifest.h"
#include "schema/served_build.h"
#include "search/index_build.h"
#include "tests/testing_generation.h"
#include "tests/testing_listing.h"

static char error[512];

static void
must(bool done)
{
	if (!done)
		fatal("%s", error);
}

static struct vocabulary *
load_vocabulary(void)
{
	char *folder = path_data("vocabulary");
	struct vocabulary *vocabulary =
	    vocabulary_load(folder, error, sizeof(error));

	must(vocabulary != NULL);
	free(folder);
	return vocabulary;
}

static void
add_listing(
    struct served_builder *rows, struct index_builder *index, unsigned number)
{
	struct published_listing published = {.feed = (char *)"westby"};
	struct arena arena = {0};
	struct buf card = {0};
	long row;

	test_listing_fill(&published.listing, &arena, number);
	row = served_builder_listing(rows, &published);
	card_build(&card, &published.listing);
	index_builder_add(
	    index, &published.listing, row, card.data, card.length);
	buf_clear(&card);
	arena_clear(&arena);
}

static void
write_listings(
    const char *folder, const struct vocabulary *vocabulary, unsigned listings)
{
	const struct served_feed feed = {.id = (char *)"westby",
	    .title = (char *)"Westby wellbeing directory",
	    .publisher = (char *)"Westby Council",
	    .licence = (char *)"OGL-UK-3.0"};
	struct served_builder *rows = served_builder_new(folder);
	struct index_builder *index = index_builder_new(vocabulary);
	char *path = xasprintf("%s/search.index", folder);
	unsigned i;

	served_builder_feed(rows, &feed);
	for (i = 1; i <= listings; i++)
		add_listing(rows, index, i);
	must(served_builder_finish(rows, error, sizeof(error)));
	must(index_builder_write(index, path, error, sizeof(error)));
	index_builder_free(index);
	served_builder_free(rows);
	free(path);
}

static void
write_manifest(
    const char *folder, const struct vocabulary *vocabulary, long number)
{
	struct manifest manifest = {
	    .generation = number, .published = time(NULL)};

	strcpy(manifest.vocabulary, vocabulary_hash(vocabulary));
	must(manifest_add(
	    &manifest, folder, "listings.db", error, sizeof(error)));
	must(
	    manifest_add(&manifest, folder, "places.db", error, sizeof(error)));
	must(manifest_add(
	    &manifest, folder, "search.index", error, sizeof(error)));
	must(manifest_write(folder, &manifest, error, sizeof(error)));
}

static void
swap_link(const char *data_folder, long number)
{
	char *target = xasprintf("generations/%06ld", number);
	char *fresh = xasprintf("%s/live.new", data_folder);
	char *live = xasprintf("%s/live", data_folder);

	if (symlink(target, fresh) < 0 || rename(fresh, live) < 0)
		fatal("%s: %s", live, strerror(errno));
	free(live);
	free(fresh);
	free(target);
}

void
test_directory_publish(const char *data_folder, long number, unsigned listings)
{
	char *parent = xasprintf("%s/generations", data_folder);
	char *folder = xasprintf("%s/%06ld", parent, number);
	struct vocabulary *vocabulary = load_vocabulary();

	if ((mkdir(parent, 0755) < 0 && errno != EEXIST) ||
	    mkdir(folder, 0755) < 0)
		fatal("%s: %s", folder, strerror(errno));
	write_listings(folder, vocabulary, listings);
	test_places_write(folder);
	write_manifest(folder, vocabulary, number);
	swap_link(data_folder, number);
	vocabulary_free(vocabulary);
	free(folder);
	free(parent);
}

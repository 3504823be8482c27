#include "server/live.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/log.h"
#include "base/paths.h"

struct settings {
	struct site site;
	int references;
};

struct held_vocabulary {
	struct vocabulary *vocabulary;
	int references;
};

#define ERROR_BYTES 1024 /* of a message: one log line */

static void
settings_release(struct settings *settings)
{
	if (__atomic_sub_fetch(&settings->references, 1, __ATOMIC_ACQ_REL) > 0)
		return;
	site_clear(&settings->site);
	free(settings);
}

static struct settings *
settings_hold(struct settings *settings)
{
	__atomic_add_fetch(&settings->references, 1, __ATOMIC_RELAXED);
	return settings;
}

static struct settings *
settings_open(const struct live_source *source, char *error, size_t error_size)
{
	struct settings *settings = xcalloc(1, sizeof(*settings));

	settings->references = 1;
	if (!site_read(source->config, &settings->site, error, error_size)) {
		free(settings);
		return NULL;
	}
	if (*settings->site.base_url == '\0') {
		free(settings->site.base_url);
		settings->site.base_url = xstrdup(source->base_url);
	}
	return settings;
}

static void
words_release(struct held_vocabulary *words)
{
	if (__atomic_sub_fetch(&words->references, 1, __ATOMIC_ACQ_REL) > 0)
		return;
	vocabulary_free(words->vocabulary);
	free(words);
}

static struct held_vocabulary *
words_hold(struct held_vocabulary *words)
{
	__atomic_add_fetch(&words->references, 1, __ATOMIC_RELAXED);
	return words;
}

static struct held_vocabulary *
words_open(const struct live_source *source, char *error, size_t error_size)
{
	char *folder = source->vocabulary != NULL ? xstrdup(source->vocabulary)
						  : path_data("vocabulary");
	struct vocabulary *vocabulary =
	    vocabulary_load(folder, error, error_size);
	struct held_vocabulary *words;

	free(folder);
	if (vocabulary == NULL)
		return NULL;
	words = xcalloc(1, sizeof(*words));
	words->vocabulary = vocabulary;
	words->references = 1;
	return words;
}

/*
 * The files as they are now: a new generation was published with them.
 * Where they cannot be read, those of before.
 */
static struct held_vocabulary *
words_again(const struct live_source *source, struct held_vocabulary *before)
{
	char error[ERROR_BYTES];
	struct held_vocabulary *words =
	    words_open(source, error, sizeof(error));

	if (words != NULL)
		return words;
	log_line("server: vocabulary not taken up: %s", error);
	return words_hold(before);
}

/* Takes "settings", "words" and "generation". */
static struct live *
live_new(struct settings *settings, struct held_vocabulary *words,
    struct generation *generation, const char *target, bool degraded)
{
	struct live *live = xcalloc(1, sizeof(*live));

	live->references = 1;
	live->settings = settings;
	live->site = &settings->site;
	live->words = words;
	live->vocabulary = words->vocabulary;
	live->generation = generation;
	live->degraded = degraded;
	strcpy(live->target, target);
	return live;
}

static void
say_taken_up(
    const struct generation *generation, const struct vocabulary *vocabulary)
{
	log_line("server: generation %ld: %ld listings",
	    generation->manifest.generation, generation->totals.listings);
	if (strcmp(generation->manifest.vocabulary,
		vocabulary_hash(vocabulary)) != 0)
		log_line("server: generation %ld was published with another "
			 "vocabulary; run signpost-import publish",
		    generation->manifest.generation);
}

/*
 * What the link points to now.  Where that cannot be opened, "old" (held
 * once more) or else the newest that can.
 */
static struct live *
live_take_up(const struct live_source *source, struct settings *settings,
    struct held_vocabulary *words, struct generation *old, const char *target)
{
	struct generation *generation;
	char error[ERROR_BYTES];
	bool degraded = false;

	if (*target == '\0') {
		log_line("server: %s: nothing is published yet",
		    source->data_folder);
		return live_new(settings, words, NULL, target, false);
	}
	generation = generation_open(target, error, sizeof(error));
	if (generation == NULL) {
		log_line("server: not taken up: %s", error);
		degraded = true;
		if (old != NULL)
			generation = generation_hold(old);
		else
			generation =
			    generation_open_newest(source->data_folder, target);
	}
	if (generation != NULL && generation != old)
		say_taken_up(generation, words->vocabulary);
	return live_new(settings, words, generation, target, degraded);
}

struct live *
live_open(const struct live_source *source, char *error, size_t error_size)
{
	struct settings *settings = settings_open(source, error, error_size);
	struct held_vocabulary *words;
	char target[PATH_MAX];

	if (settings == NULL)
		return NULL;
	words = words_open(source, error, error_size);
	if (words == NULL) {
		settings_release(settings);
		return NULL;
	}
	generation_live_folder(source->data_folder, target);
	return live_take_up(source, settings, words, NULL, target);
}

struct live *
live_refresh(const struct live_source *source, struct live *old)
{
	char target[PATH_MAX];

	generation_live_folder(source->data_folder, target);
	if (*target == '\0' || strcmp(target, old->target) == 0)
		return NULL;
	return live_take_up(source, settings_hold(old->settings),
	    words_again(source, old->words), old->generation, target);
}

struct live *
live_verify(
    const struct live_source *source, struct live *now, struct live *before)
{
	struct generation *generation;
	char error[ERROR_BYTES];

	if (now->generation == NULL || !generation_large(now->generation) ||
	    generation_verify(now->generation, error, sizeof(error)))
		return NULL;
	log_line("server: given up: %s", error);
	if (before != NULL && before->generation != NULL &&
	    before->generation != now->generation)
		generation = generation_hold(before->generation);
	else
		generation = generation_open_newest(
		    source->data_folder, now->generation->folder);
	return live_new(settings_hold(now->settings), words_hold(now->words),
	    generation, now->target, true);
}

struct live *
live_hold(struct live *live)
{
	__atomic_add_fetch(&live->references, 1, __ATOMIC_RELAXED);
	return live;
}

void
live_release(struct live *live)
{
	int left;

	if (live == NULL)
		return;
	left = __atomic_sub_fetch(&live->references, 1, __ATOMIC_ACQ_REL);
	assert(left >= 0);
	if (left > 0)
		return;
	generation_release(live->generation);
	settings_release(live->settings);
	words_release(live->words);
	free(live);
}

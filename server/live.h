/*
 * All that answers come from, at one moment: configuration, vocabulary and
 * generation.  Nothing in it changes: what is new comes as a new one, and
 * each thread moves on to it between two requests.  Held by reference; the
 * last one to let go closes it.
 */
#ifndef SIGNPOST_LIVE_H
#define SIGNPOST_LIVE_H

#include "server/generation.h"
#include "server/site.h"

struct settings;        /* configuration, with references */
struct held_vocabulary; /* likewise */

struct live {
	struct settings *settings;
	struct held_vocabulary *words;
	const struct site *site;
	const struct vocabulary *vocabulary;
	struct generation *generation; /* NULL: none is published yet */
	bool degraded; /* a newer one could not be taken up: logged */
	/* the rest is live.c's business */
	char target[PATH_MAX]; /* what the link pointed to, "" for nothing */
	int references;
};

/* What the server was started with. */
struct live_source {
	const char *config; /* path, or NULL */
	const char *data_folder;
	const char *base_url;   /* where the configuration names none */
	const char *vocabulary; /* its folder; NULL: the installed one */
};

/*
 * Opens everything.  NULL where configuration or vocabulary cannot be read:
 * message in "error".  A generation that cannot be opened is not an error:
 * the newest one that can is taken, and "degraded" says so.
 */
struct live *live_open(
    const struct live_source *, char *error, size_t error_size);
/*
 * What has changed since "old": a new live, or NULL where nothing has.
 * With a new generation comes the vocabulary as its files are then; where
 * they cannot be read, that of "old", and a line of the log says so.
 * A generation that could not be opened is not tried again until the link
 * points elsewhere.
 */
struct live *live_refresh(const struct live_source *, struct live *old);
/*
 * Hashes the generation's large files, which were taken up by their size
 * alone.  Where one is damaged: a new live with the generation of "before"
 * (or the newest that can be opened, where that is NULL); else NULL.
 */
struct live *live_verify(
    const struct live_source *, struct live *now, struct live *before);
struct live *live_hold(struct live *);
void live_release(struct live *);

#endif

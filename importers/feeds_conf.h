/*
 * feeds.conf: the feeds that "signpost-import all" reads, one section each.
 * A section's name is the feed's id.  Files and mappings are named relative
 * to the folder of the configuration file.
 */
#ifndef SIGNPOST_FEEDS_CONF_H
#define SIGNPOST_FEEDS_CONF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"
#include "base/config.h"
#include "base/date.h"
#include "importers/reader_child.h"

enum feed_role {
	FEED_ROLE_LISTINGS = 0,
	FEED_ROLE_HELPLINES, /* the operator's file of national help */
};

struct feed_conf {
	char *id; /* the section */
	char *title, *publisher, *licence, *owner;
	char *area;    /* GSS code: where a record names none */
	char *mapping; /* "jadu", or a file: ends in ".mapping" or has a '/' */
	struct config_list sources; /* one document set */
	long every_s; /* how often its owner puts out a new one; 0: no word */
	char *collected_text, *role_text;
	day_t collected; /* the day its data is from, or 0 */
	enum feed_role role;
	char *repair_text;
	unsigned repairs;            /* of what is ill-formed: a set */
	long max_bytes, max_records; /* 0: the standard, as below */
	struct feed_limits limits;
	long max_ratio;     /* unpacked bytes for each that comes */
	long timeout_s;     /* for fetching one document */
	char *ca_file;      /* whom to trust for its https: PEM */
	bool allow_private; /* its address may be of a private network */
};

struct feeds_conf {
	struct feed_conf *feeds;
	size_t count;
	char *folder; /* of the configuration file */
	/* Before the first section: what takes mails to owners, or NULL. */
	char *report_command;
};

/* False: the message, with file and line where there is one, is in "error". */
bool feeds_conf_read(struct feeds_conf *out, const char *path, char *error,
    size_t error_size) MUST_CHECK;
void feeds_conf_clear(struct feeds_conf *);
/* NULL where no section has that name. */
const struct feed_conf *feeds_conf_find(
    const struct feeds_conf *, const char *id);
/*
 * A source as the configuration names it: its own folder before a relative
 * file.  The caller's.
 */
char *feeds_conf_path(const struct feeds_conf *, const char *name);

#endif

/*
 * What the operator decided: signpost.conf and urgent.conf, read at start
 * and again on SIGHUP.  Shared read-only by all threads.
 */
#ifndef SIGNPOST_SITE_H
#define SIGNPOST_SITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/config.h"
#include "base/date.h"
#include "base/hash.h"
#include "server/site_phone.h"

#define SITE_MAX_STATEMENT 65536 /* bytes of a statement */
#define SITE_MAX_THREADS 256 /* more than any machine we know has cores */

struct urgent_number {
	char *name; /* "Samaritans" */
	char *number; /* "116 123" as shown */
	char *dial; /* "116123" */
	char *text; /* number for text messages, or NULL */
	char *nation; /* "England", or NULL: all */
	char *hours; /* "any time" */
	char *words; /* "If life is at risk", what it is for */
	char *source; /* where it was read */
	day_t verified; /* 0: left out, save 999 and Samaritans */
};

/* A list that somebody keeps, and that is no feed of ours yet. */
struct known_list {
	char *title; /* "Groups of Westby Mind" */
	char *publisher; /* "Westby Mind", or NULL */
	char *url; /* where people can read it, or NULL */
	/* Which areas it is for: GSS codes, names or slugs. */
	struct config_list areas;
	long line; /* where known.conf names it */
};

struct site {
	char *title; /* "Signpost", "Help in Westby" */
	/*
	 * Without a final slash.  Where the file names none, site_read()
	 * leaves "" and the server fills in the address it listens at.
	 */
	char *base_url;
	bool example; /* example data: banner, noindex */
	struct config_list listen; /* "127.0.0.1:8080" */
	char *urgent_file;
	char *framers; /* "*", or origins separated by spaces */
	char *contact_phone, *contact_email; /* help using the site, or NULL */
	char *contact_dial; /* contact_phone as a tel: link dials it, or NULL */
	/* The operator's statements, as the files have them; NULL: none. */
	char *privacy, *accessibility;
	char *privacy_file, *accessibility_file;
	bool unmet; /* searches that found nothing are counted: unmet.h */
	char *phone_file; /* phone.conf, or NULL: no text messages */
	struct site_phone phone;
	/* For text messages; NULL without them.  It has its own lock. */
	struct sms_ledger *ledger;
	char *exit_url; /* where "Exit this page" leads */
	long threads;
	struct urgent_number *urgent; /* 999 first */
	size_t urgent_count;
	char *known_file;
	struct known_list *known; /* in the order of the file */
	size_t known_count;
	/* SHA-256 of the files' bytes: pages change with it. */
	char version[SHA256_TEXT];
};

/*
 * Reads "path" (NULL: defaults) and the urgent file it names, relative to
 * the configuration's folder.  False: message with file and line.
 */
bool site_read(const char *path, struct site *out, char *error,
    size_t error_size) MUST_CHECK;
void site_clear(struct site *);

#endif

/*
 * A feed's state for its owner, in plain words that can be mailed: what was
 * read, what is wrong and how to mend it, what stands there twice, what is
 * old, and what would raise the score most.
 */
#ifndef SIGNPOST_OWNER_REPORT_H
#define SIGNPOST_OWNER_REPORT_H

#include "base/buf.h"
#include "base/compiler.h"
#include "base/hash.h"
#include "importers/feed_facts.h"
#include "importers/feed_quality.h"
#include "importers/likeness.h"

#define OWNER_OLD_SHOWN   20 /* of the oldest listings */
#define OWNER_PAIRS_SHOWN 20 /* of those that are likely the same */

/* A listing that nobody checked for long. */
struct owner_old {
	char *name, *record;
	day_t checked; /* 0: not given */
};

/* Two listings that are likely the same; the first is the feed's. */
struct owner_pair {
	char *names[2], *records[2];
	char *other_feed; /* title of the second's, NULL: the same feed */
	char *signs;      /* "the same phone number, the same name" */
	bool joined;
};

struct owner_report {
	struct feed_facts facts;
	struct feed_quality quality; /* of this feed alone it is whole */
	struct owner_old old[OWNER_OLD_SHOWN]; /* the oldest first */
	size_t old_count;
	long old_total;
	struct owner_pair pairs[OWNER_PAIRS_SHOWN];
	size_t pairs_count;
	long pairs_total;
	day_t today;
	struct arena arena;
};

/*
 * Reads all of it; false: there is no such feed, or the record's fault,
 * logged.  Clear it either way.
 */
bool owner_report_read(struct owner_report *, struct record *,
    const struct vocabulary *, const char *id, time_t now) MUST_CHECK;
void owner_report_clear(struct owner_report *);

/* owner_report_text.c: the whole of it, from its title on. */
void owner_report_text(struct buf *out, const struct owner_report *);
/* What of it is worth another mail: all but times and ages. */
void owner_report_hash(
    const struct owner_report *, unsigned char out[SHA256_BYTES]);

#endif

/* What the files importers/publish*.c share.  Nobody else includes this. */
#ifndef SIGNPOST_PUBLISH_STEPS_H
#define SIGNPOST_PUBLISH_STEPS_H

#include "importers/publish.h"
#include "schema/manifest.h"
#include "schema/record_published.h"

#define INDEX_NAME "search.index"

/* One run of publish_run(). */
struct publish {
	struct record *record;
	const struct vocabulary *vocabulary;
	const char *data_folder;
	char *building; /* the folder that is filled */
	char *before;   /* the live generation's folder; NULL: there is none */
	struct manifest old;      /* its manifest */
	struct manifest manifest; /* of the new one */
	/* A hash of all that the index is made of; "": not known. */
	char index_from[SHA256_TEXT];
	struct publish_report *report;
	char *error;
	size_t error_size;
};

/* Says why, and returns false. */
bool publish_fail(struct publish *, const char *format, ...) PRINTF_LIKE(2, 3);
/*
 * The file before under its name in the new folder, if it is still what its
 * manifest says: it is read to the end, for it might be damaged.
 */
bool publish_keep(struct publish *, const struct manifest_file *old) MUST_CHECK;
/*
 * listings.db and search.index, from the record; the index is a hard link to
 * the one before where all that it is made of is the same.
 */
bool publish_rows(struct publish *) MUST_CHECK;
/* places.db, from the record, or a hard link to the one before. */
bool publish_places(struct publish *) MUST_CHECK;
/* Opens what was built as the server would, and looks for a few listings. */
bool publish_check(struct publish *) MUST_CHECK;

#endif

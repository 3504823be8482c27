/*
 * From what a generation's file was made: where that is as it was, the file
 * is not made again.
 */
#ifndef SIGNPOST_RECORD_MADE_H
#define SIGNPOST_RECORD_MADE_H

#include "base/hash.h"
#include "schema/record.h"

struct record_made {
	char from[SHA256_TEXT];   /* of all that the file depends on */
	char sha256[SHA256_TEXT]; /* of the file */
};

/* The last one noted; RECORD_NOT_FOUND and "" where there is none. */
enum record_result record_made_find(
    struct record *, const char *name, struct record_made *out);
enum record_result record_made_put(
    struct record *, const char *name, const struct record_made *);

#endif

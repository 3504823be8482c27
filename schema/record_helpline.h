/*
 * National help, from the operator's file alone.  Writing belongs between
 * record_begin() and record_commit(); reading is record_published.h's.
 */
#ifndef SIGNPOST_RECORD_HELPLINE_H
#define SIGNPOST_RECORD_HELPLINE_H

#include "schema/record.h"
#include "schema/served.h"

enum record_result record_helplines_clear(struct record *);
/* "number" counts from 1 in the order of the file. */
enum record_result record_helpline_add(
    struct record *, long number, const struct served_helpline *);

#endif

/*
 * A first mapping for a format that nobody has mapped: what a record is, and
 * which element fills which field, guessed from names and examples.  What it
 * prints is a whole mapping, to be read and put right.
 */
#ifndef SIGNPOST_DRAFT_H
#define SIGNPOST_DRAFT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "importers/reader_child.h"

/*
 * Appends a mapping made from a survey of "source", which "repairs" (a set)
 * were needed to read.  False where no element
 * with a name could be found in it.
 */
bool draft_write(struct buf *out, const struct reader_summary *survey,
    const char *source, unsigned repairs) MUST_CHECK;

#endif

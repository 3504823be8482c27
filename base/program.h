/* What this process runs, to tell whether another ran the same. */
#ifndef SIGNPOST_PROGRAM_H
#define SIGNPOST_PROGRAM_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/compiler.h"

/*
 * Adds, for the program and each of its libraries, the file that is mapped:
 * its name, number, size and times.  Where two processes of one machine add
 * the same bytes, they run the same code: a file that is replaced has
 * another number, and one that is written to another time of change, which
 * nobody can set.  False where this system does not tell, or where a file
 * was replaced since the process began.
 */
bool program_identity(struct buf *out) MUST_CHECK;

#endif

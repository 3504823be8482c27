/*
 * Names of columns and elements as they are compared: whoever exports a
 * table spells them in a way of their own.
 */
#ifndef SIGNPOST_FOLD_NAME_H
#define SIGNPOST_FOLD_NAME_H

#include <stddef.h>

#include "base/buf.h"

/*
 * "Opening_times", "openingTimes", "opening-times" and Access's
 * "Opening_x0020_times" are one: lower case, letters and digits only.
 * Returns the length; out is cut at "size".
 */
size_t fold_name(const char *name, char *out, size_t size);
/* Appends a name without such escapes: "Opening times". */
void fold_name_plain(struct buf *out, const char *name);

#endif

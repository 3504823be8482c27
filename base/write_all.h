/* Writing to a descriptor until all is written. */
#ifndef SIGNPOST_WRITE_ALL_H
#define SIGNPOST_WRITE_ALL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

/* False: errno, and some of it may have been written. */
bool write_all(int fd, const void *data, size_t length) MUST_CHECK;

#endif

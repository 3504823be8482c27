/*
 * One run of a feed at a time: while one reads its document, another of the
 * same feed would store an older one after a newer.  The lock is one byte of
 * DATA/feeds.lock, and goes with the process, however it ends.
 */
#ifndef SIGNPOST_FEED_LOCK_H
#define SIGNPOST_FEED_LOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

/*
 * The descriptor that holds it, to be closed; -1: it cannot be had, and
 * "error" says why.  "*busy": because another process has it.  A process
 * has the lock of one feed at a time.
 */
int feed_lock_take(const char *data_folder, const char *feed, bool *busy,
    char *error, size_t error_size) MUST_CHECK;

#endif

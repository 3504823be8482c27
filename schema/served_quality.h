/* Writes what is counted of a feed's listings; for served_build.c alone. */
#ifndef SIGNPOST_SERVED_QUALITY_H
#define SIGNPOST_SERVED_QUALITY_H

#include "schema/quality.h"
#include "schema/served_write.h"

void served_write_quality(
    struct served_writer *, const char *feed, const struct quality *quality);

#endif

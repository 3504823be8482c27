/*
 * National help: the operator's file into the record's helplines, read like
 * any feed, but never a feed.  The file is taken whole or not at all.
 */
#ifndef SIGNPOST_HELPLINES_H
#define SIGNPOST_HELPLINES_H

#include "importers/import.h"

enum import_result helplines_run(const struct importer *,
    const struct import_job *, const struct import_listener *,
    struct arena *arena, struct import_report *report) MUST_CHECK;

#endif

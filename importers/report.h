/* What a run did, for people and for programs. */
#ifndef SIGNPOST_REPORT_H
#define SIGNPOST_REPORT_H

#include "base/json.h"
#include "importers/import.h"

/* "westby: 120 records, 118 kept (10 new...)", one line without newline. */
void report_text(struct buf *out, const struct import_report *,
    enum import_result, bool dry_run);
/* The members of an object that is open. */
void report_json(struct json *, const struct import_report *,
    enum import_result, bool dry_run);
void problem_json(struct json *, const struct problem *);
/* Seconds since 1970 as "2026-11-22T06:05:00Z". */
void instant_json(struct json *, const char *key, time_t when);
void day_json(struct json *, const char *key, day_t day);

#endif

/*
 * Who has which code (schema/code.h).  Made from the UUID; where two UUIDs
 * would have the same, the second gets the next one of its own row.
 */
#ifndef SIGNPOST_RECORD_CODE_H
#define SIGNPOST_RECORD_CODE_H

#include "base/hash.h"
#include "schema/code.h"
#include "schema/listing.h"
#include "schema/record.h"

enum code_kind {
	CODE_LISTING = 0,
	CODE_ORGANISATION,
};

/* The code number "counter" (from 0) of a UUID. */
void code_derive(
    const char *uuid, unsigned counter, char out[LISTING_CODE_TEXT]);
/* Gives the UUID a code that nobody has, for ever. */
enum record_result record_code_give(struct record *, const char *uuid,
    enum code_kind kind, char out[LISTING_CODE_TEXT]);
enum record_result record_code_find(struct record *, const char *code,
    char uuid[UUID_TEXT], enum code_kind *kind);

#endif

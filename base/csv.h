/*
 * One field of CSV (RFC 4180): quoted where needed.  A field that a
 * spreadsheet would run as a formula (= + - @ tab) gets a leading ', for
 * our CSV is opened in spreadsheets.
 */
#ifndef SIGNPOST_CSV_H
#define SIGNPOST_CSV_H

#include "base/buf.h"

void csv_field(struct buf *out, const char *text);

#endif

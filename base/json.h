/*
 * JSON out.  json_text() is the only place where text becomes JSON; the
 * writer around it sees to commas.  A key of NULL means: inside an array.
 * Values that are not there are left out by the caller, never written null.
 */
#ifndef SIGNPOST_JSON_H
#define SIGNPOST_JSON_H

#include <stdbool.h>

#include "base/buf.h"

void json_text(struct buf *out, const char *text); /* quoted and escaped */
void json_text_n(struct buf *out, const char *text, size_t length);

struct json {
	struct buf *out;
	bool comma; /* something stands before at this level */
};

void json_open(struct json *json, const char *key, char bracket); /* { or [ */
void json_close(struct json *json, char bracket); /* } or ] */
void json_string(struct json *json, const char *key, const char *value);
/* As json_string(), and writes nothing where value is NULL or empty. */
void json_string_if(struct json *json, const char *key, const char *value);
void json_integer(struct json *json, const char *key, long value);
/* With "places" decimals (0 to 6), trailing zeros cut. */
void json_decimal(struct json *json, const char *key, double value, int places);
void json_bool(struct json *json, const char *key, bool value);
/* Ready JSON: one whole value, or for a NULL key one whole element. */
void json_raw(struct json *json, const char *key, const char *data, size_t n);

#endif

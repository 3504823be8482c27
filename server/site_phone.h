/*
 * phone.conf: the gateways that may ask by text message, each with the secret
 * by which it proves itself.  Without the file there is no such door.
 *
 *   [generic]
 *   token = ...         sent as "Authorization: Bearer ..."
 *   [twilio]
 *   auth_token = ...    signs each request
 */
#ifndef SIGNPOST_SITE_PHONE_H
#define SIGNPOST_SITE_PHONE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

/* Anybody may try as often as they like: a short secret would be found. */
#define PHONE_MIN_SECRET 16

struct site_phone {
	char *token;        /* NULL: no such gateway */
	char *twilio_token; /* NULL: no such gateway */
};

/*
 * False: message with the file in "error".  A file that other accounts may
 * read is an error, and so is one that names no gateway.
 */
bool phone_read(const char *path, struct site_phone *out, char *error,
    size_t error_size) MUST_CHECK;
void phone_clear(struct site_phone *);

#endif

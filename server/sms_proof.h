/* How a gateway of text messages proves who it is. */
#ifndef SIGNPOST_SMS_PROOF_H
#define SIGNPOST_SMS_PROOF_H

#include "base/hash.h"
#include "server/request.h"

/* "Authorization: Bearer TOKEN" (RFC 6750). */
bool sms_bearer(const char *token, const struct request *);
/*
 * What Twilio, and those who work like it, sign: the whole public address
 * with its query, then name and value of each field of the body, sorted by
 * name, nothing between.
 */
void sms_signature(const char *token, const char *base_url,
    const struct request *, char out[HMAC_SHA1_BASE64]);
/* Is that the request's signature? */
bool sms_signed(
    const char *token, const char *base_url, const struct request *);

#endif

/* SHA-256, UUIDs, and how callers prove who they are, over nettle. */
#ifndef SIGNPOST_HASH_H
#define SIGNPOST_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHA256_BYTES 32
#define SHA256_TEXT  65 /* hex and NUL */
#define SHA256_BASE64 45 /* base64 with padding, and NUL */
#define HMAC_SHA1_BASE64 29 /* base64 with padding, and NUL */
#define UUID_BYTES   16
#define UUID_TEXT    37 /* 8-4-4-4-12 and NUL */

void sha256(const void *data, size_t length, unsigned char out[SHA256_BYTES]);
void sha256_text(const void *data, size_t length, char out[SHA256_TEXT]);
/* Of what comes in pieces. */
struct sha256_sum;
struct sha256_sum *sha256_sum_new(void);
void sha256_sum_add(struct sha256_sum *, const void *data, size_t length);
/* Of all so far; begins anew. */
void sha256_sum_text(struct sha256_sum *, char out[SHA256_TEXT]);
void sha256_sum_free(struct sha256_sum *);
/* As content security policies write it. */
void sha256_base64(const void *data, size_t length, char out[SHA256_BASE64]);
/*
 * Of a file's bytes; false where it cannot be read (errno).  An open one
 * stays where it is read.
 */
bool sha256_open_file(int fd, char out[SHA256_TEXT]);
bool sha256_file(const char *path, char out[SHA256_TEXT]);
/* Of those from "offset", "bytes" at the most. */
bool sha256_file_part(const char *path, unsigned long offset,
    unsigned long bytes, char out[SHA256_TEXT]);

/* HMAC-SHA1 (RFC 2104), as webhooks are signed with it. */
void hmac_sha1_base64(const char *key, const void *data, size_t length,
    char out[HMAC_SHA1_BASE64]);
/* How long it takes tells nobody how much of a secret was guessed right. */
bool secret_equal(const char *secret, const char *given);

/* Version 5 (RFC 9562): SHA-1 of namespace and name. */
void uuid_v5(const unsigned char name_space[UUID_BYTES], const void *name,
    size_t length, unsigned char out[UUID_BYTES]);
void uuid_text(const unsigned char uuid[UUID_BYTES], char out[UUID_TEXT]);
bool uuid_parse(const char *text, unsigned char out[UUID_BYTES]);

#endif

#include "base/hash.h"

#include <fcntl.h>
#include <limits.h>
#include <nettle/base64.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>
#include <unistd.h>

#include "base/alloc.h"

static const char hex[] = "0123456789abcdef";

static void
hex_text(const unsigned char *bytes, size_t length, char *out)
{
	size_t i;

	for (i = 0; i < length; i++) {
		out[2 * i] = hex[bytes[i] >> 4];
		out[2 * i + 1] = hex[bytes[i] & 15];
	}
	out[2 * length] = '\0';
}

void
sha256(const void *data, size_t length, unsigned char out[SHA256_BYTES])
{
	struct sha256_ctx context;

	sha256_init(&context);
	sha256_update(&context, length, data);
	sha256_digest(&context, SHA256_BYTES, out);
}

void
sha256_text(const void *data, size_t length, char out[SHA256_TEXT])
{
	unsigned char digest[SHA256_BYTES];

	sha256(data, length, digest);
	hex_text(digest, sizeof(digest), out);
}

struct sha256_sum {
	struct sha256_ctx context;
};

struct sha256_sum *
sha256_sum_new(void)
{
	struct sha256_sum *sum = xmalloc(sizeof(*sum));

	sha256_init(&sum->context);
	return sum;
}

void
sha256_sum_add(struct sha256_sum *sum, const void *data, size_t length)
{
	sha256_update(&sum->context, length, data);
}

void
sha256_sum_text(struct sha256_sum *sum, char out[SHA256_TEXT])
{
	unsigned char digest[SHA256_BYTES];

	sha256_digest(&sum->context, SHA256_BYTES, digest);
	hex_text(digest, sizeof(digest), out);
}

void
sha256_sum_free(struct sha256_sum *sum)
{
	free(sum);
}

void
sha256_base64(const void *data, size_t length, char out[SHA256_BASE64])
{
	unsigned char digest[SHA256_BYTES];

	sha256(data, length, digest);
	base64_encode_raw(out, sizeof(digest), digest);
	out[SHA256_BASE64 - 1] = '\0';
}

void
hmac_sha1_base64(const char *key, const void *data, size_t length,
    char out[HMAC_SHA1_BASE64])
{
	unsigned char digest[SHA1_DIGEST_SIZE];
	struct hmac_sha1_ctx context;

	hmac_sha1_set_key(&context, strlen(key), (const uint8_t *)key);
	hmac_sha1_update(&context, length, data);
	hmac_sha1_digest(&context, sizeof(digest), digest);
	base64_encode_raw(out, sizeof(digest), digest);
	out[HMAC_SHA1_BASE64 - 1] = '\0';
}

bool
secret_equal(const char *secret, const char *given)
{
	unsigned char a[SHA256_BYTES], b[SHA256_BYTES];

	/* Hashes are of one length, whatever was given. */
	sha256(secret, strlen(secret), a);
	sha256(given, strlen(given), b);
	return memeql_sec(a, b, sizeof(a)) != 0;
}

/* So many bytes of a file from there on, whatever has been read of it. */
static bool
hash_file(int fd, unsigned long offset, unsigned long bytes,
    char out[SHA256_TEXT])
{
	unsigned char digest[SHA256_BYTES], block[64 * 1024];
	struct sha256_ctx context;
	ssize_t length;

	sha256_init(&context);
	do {
		length = pread(fd, block,
		    bytes < sizeof(block) ? (size_t)bytes : sizeof(block),
		    (off_t)offset);
		if (length > 0) {
			sha256_update(&context, (size_t)length, block);
			offset += (unsigned long)length;
			bytes -= (unsigned long)length;
		}
	} while (length > 0 || (length < 0 && errno == EINTR));
	if (length < 0)
		return false;
	sha256_digest(&context, SHA256_BYTES, digest);
	hex_text(digest, sizeof(digest), out);
	return true;
}

bool
sha256_open_file(int fd, char out[SHA256_TEXT])
{
	return hash_file(fd, 0, ULONG_MAX, out);
}

bool
sha256_file_part(const char *path, unsigned long offset, unsigned long bytes,
    char out[SHA256_TEXT])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), read_errno;
	bool good;

	if (fd < 0)
		return false;
	good = hash_file(fd, offset, bytes, out);
	read_errno = errno;
	close(fd);
	errno = read_errno;
	return good;
}

bool
sha256_file(const char *path, char out[SHA256_TEXT])
{
	return sha256_file_part(path, 0, ULONG_MAX, out);
}

void
uuid_v5(const unsigned char name_space[UUID_BYTES], const void *name,
    size_t length, unsigned char out[UUID_BYTES])
{
	unsigned char digest[SHA1_DIGEST_SIZE];
	struct sha1_ctx context;

	sha1_init(&context);
	sha1_update(&context, UUID_BYTES, name_space);
	sha1_update(&context, length, name);
	sha1_digest(&context, sizeof(digest), digest);
	memcpy(out, digest, UUID_BYTES);
	out[6] = (unsigned char)((out[6] & 0x0f) | 0x50); /* version 5 */
	out[8] = (unsigned char)((out[8] & 0x3f) | 0x80); /* variant */
}

/* A UUID's groups have 8, 4, 4, 4 and 12 digits. */
static bool
dash_before_byte(size_t byte)
{
	return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

void
uuid_text(const unsigned char uuid[UUID_BYTES], char out[UUID_TEXT])
{
	size_t i;

	for (i = 0; i < UUID_BYTES; i++) {
		if (dash_before_byte(i))
			*out++ = '-';
		*out++ = hex[uuid[i] >> 4];
		*out++ = hex[uuid[i] & 15];
	}
	*out = '\0';
}

static int
hex_value(char c)
{
	const char *found;

	if (c >= 'A' && c <= 'F')
		c = (char)(c - 'A' + 'a');
	found = c != '\0' ? strchr(hex, c) : NULL;
	return found != NULL ? (int)(found - hex) : -1;
}

bool
uuid_parse(const char *text, unsigned char out[UUID_BYTES])
{
	unsigned char parsed[UUID_BYTES];
	int high, low;
	size_t i;

	for (i = 0; i < UUID_BYTES; i++) {
		if (dash_before_byte(i) && *text++ != '-')
			return false;
		high = hex_value(*text);
		if (high < 0)
			return false;
		low = hex_value(text[1]);
		if (low < 0)
			return false;
		parsed[i] = (unsigned char)(high << 4 | low);
		text += 2;
	}
	if (*text != '\0')
		return false;
	memcpy(out, parsed, sizeof(parsed));
	return true;
}

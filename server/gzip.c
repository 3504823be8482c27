#include "server/gzip.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "base/alloc.h"

#define GZIP_WINDOW_BITS (15 + 16) /* the largest, with gzip's header */
#define GZIP_MEMORY      8         /* zlib's own choice */

struct gzip {
	z_stream stream;
};

struct gzip *
gzip_new(void)
{
	struct gzip *gzip = xcalloc(1, sizeof(*gzip));
	int result;

	result = deflateInit2(&gzip->stream, GZIP_LEVEL, Z_DEFLATED,
	    GZIP_WINDOW_BITS, GZIP_MEMORY, Z_DEFAULT_STRATEGY);
	assert(result == Z_OK);
	return gzip;
}

void
gzip_free(struct gzip *gzip)
{
	if (gzip == NULL)
		return;
	deflateEnd(&gzip->stream);
	free(gzip);
}

void
gzip_pack(struct gzip *gzip, struct buf *body)
{
	z_stream *stream = &gzip->stream;
	struct buf packed = {0};
	int result;

	assert(body->length <= UINT_MAX);
	packed.capacity = deflateBound(stream, (uLong)body->length) + 1;
	packed.data = xmalloc(packed.capacity);
	stream->next_in = (Bytef *)body->data;
	stream->avail_in = (uInt)body->length;
	stream->next_out = (Bytef *)packed.data;
	stream->avail_out = (uInt)(packed.capacity - 1);
	result = deflate(stream, Z_FINISH);
	assert(result == Z_STREAM_END);
	packed.length = packed.capacity - 1 - stream->avail_out;
	packed.data[packed.length] = '\0';
	deflateReset(stream);
	buf_clear(body);
	*body = packed;
}

/* True where the parameters behind a coding say "q=0": do not send it. */
static bool
is_refused(const char *parameters, const char *end)
{
	const char *q = parameters;

	while (q < end && *q != '=')
		q++;
	if (q == end)
		return false;
	for (q++; q < end; q++) {
		if (strchr("0. \t", *q) == NULL)
			return false;
	}
	return true;
}

bool
gzip_accepted(const char *value)
{
	const char *end;
	size_t length;

	for (; value != NULL && *value != '\0'; value = end) {
		value += strspn(value, ", \t");
		end = value + strcspn(value, ",");
		length = strcspn(value, ";, \t");
		if (length == 4 && strncasecmp(value, "gzip", 4) == 0)
			return !is_refused(value + length, end);
	}
	return false;
}

#include "search/index_store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/write_all.h"

#define PENDING_BYTES (64u << 10) /* collected before they are written */

struct index_store {
	FILE *file; /* for its descriptor alone */
	uint64_t written;
	size_t pending_bytes;
	int error;
	unsigned char pending[PENDING_BYTES];
};

struct index_store *
index_store_new(void)
{
	struct index_store *store = xmalloc(sizeof(*store));

	store->written = 0;
	store->pending_bytes = 0;
	store->file = tmpfile();
	store->error = store->file == NULL ? errno : 0;
	return store;
}

void
index_store_free(struct index_store *store)
{
	if (store == NULL)
		return;
	if (store->file != NULL)
		fclose(store->file);
	free(store);
}

static void
write_out(struct index_store *store, const unsigned char *data, size_t bytes)
{
	if (store->error == 0 && !write_all(fileno(store->file), data, bytes))
		store->error = errno;
	store->written += bytes;
}

uint64_t
index_store_add(struct index_store *store, const void *data, size_t bytes)
{
	uint64_t at = index_store_bytes(store);

	if (bytes > PENDING_BYTES - store->pending_bytes) {
		write_out(store, store->pending, store->pending_bytes);
		store->pending_bytes = 0;
	}
	if (bytes > PENDING_BYTES) {
		write_out(store, data, bytes);
	} else if (bytes > 0) {
		memcpy(store->pending + store->pending_bytes, data, bytes);
		store->pending_bytes += bytes;
	}
	return at;
}

uint64_t
index_store_bytes(const struct index_store *store)
{
	return store->written + store->pending_bytes;
}

/* Of what is written: all or none. */
static bool
read_written(
    struct index_store *store, uint64_t at, unsigned char *out, size_t bytes)
{
	size_t got = 0;

	while (got < bytes && store->error == 0) {
		ssize_t some = pread(fileno(store->file), out + got,
		    bytes - got, (off_t)(at + got));

		if (some == 0)
			store->error = EIO; /* shorter than we wrote it */
		else if (some < 0 && errno != EINTR)
			store->error = errno;
		if (some > 0)
			got += (size_t)some;
	}
	return got == bytes;
}

bool
index_store_read(
    struct index_store *store, uint64_t at, void *out, size_t bytes)
{
	unsigned char *to = out;
	size_t first = 0;

	if (at > index_store_bytes(store) ||
	    bytes > index_store_bytes(store) - at)
		return false;
	if (at < store->written) {
		first = bytes;
		if (first > store->written - at)
			first = (size_t)(store->written - at);
		if (!read_written(store, at, to, first))
			return false;
	}
	if (bytes > first)
		memcpy(to + first,
		    store->pending + (at + first - store->written),
		    bytes - first);
	return true;
}

int
index_store_error(const struct index_store *store)
{
	return store->error;
}

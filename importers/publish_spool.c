#include "importers/publish_spool.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/wire.h"
#include "base/write_all.h"
#include "schema/listing_wire.h"

#define SPOOL_WRITE_BYTES (1u << 20) /* collected before they are written */

/* Where one listing lies: what its source says, then what the record adds. */
struct entry {
	uint64_t curve;
	unsigned char uuid[UUID_BYTES];
	off_t offset;
	uint32_t said_bytes, added_bytes;
	enum published_state state;
};

struct publish_spool {
	int fd;
	int error;          /* errno of the first write that failed */
	struct buf pending; /* not written yet */
	off_t written;
	struct entry *entries;
	size_t count;
	struct sha256_sum *sum;
};

struct publish_spool *
publish_spool_new(const char *folder)
{
	char *path = xasprintf("%s/.spool", folder);
	struct publish_spool *spool = NULL;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0) {
		unlink(path);
		spool = xcalloc(1, sizeof(*spool));
		spool->fd = fd;
		spool->sum = sha256_sum_new();
	}
	free(path);
	return spool;
}

void
publish_spool_free(struct publish_spool *spool)
{
	if (spool == NULL)
		return;
	close(spool->fd);
	buf_clear(&spool->pending);
	sha256_sum_free(spool->sum);
	free(spool->entries);
	free(spool);
}

static void
flush(struct publish_spool *spool)
{
	if (spool->error == 0 &&
	    !write_all(spool->fd, spool->pending.data, spool->pending.length))
		spool->error = errno;
	spool->written += (off_t)spool->pending.length;
	buf_reset(&spool->pending);
}

/* What listing_pack() leaves to the record: codes, UUIDs and sources. */
static void
pack_added(struct buf *out, const struct published_listing *published)
{
	const struct listing *listing = &published->listing;

	wire_put_text(out, listing->code);
	wire_put_text(out, listing->uuid);
	wire_put_text(out, listing->org_code);
	wire_put_text(out, listing->org_uuid);
	wire_put_text(out, published->feed);
	wire_put_i64(out, published->withdrawn);
	wire_put_u32(out, (uint32_t)listing->sources_count);
	for (size_t i = 0; i < listing->sources_count; i++) {
		const struct listing_source *source = &listing->sources[i];

		wire_put_text(out, source->feed);
		wire_put_text(out, source->source_id);
		wire_put_text(out, source->title);
		wire_put_text(out, source->publisher);
		wire_put_text(out, source->url);
		wire_put_i64(out, source->checked);
		wire_put_i64(out, source->modified);
		wire_put_i64(out, source->collected);
		wire_put_i64(out, source->read);
	}
	wire_put_u32(out, (uint32_t)listing->disagreements_count);
	for (size_t i = 0; i < listing->disagreements_count; i++) {
		wire_put_text(out, listing->disagreements[i].about);
		wire_put_u32(out, (uint32_t)listing->disagreements[i].source);
		wire_put_text(out, listing->disagreements[i].says);
	}
}

static void
get_fixed(struct wire *in, char *out, size_t size)
{
	const char *text = wire_get_text(in, size - 1);

	snprintf(out, size, "%s", text != NULL ? text : "");
}

static enum wire_error
unpack_added(struct wire *in, struct published_listing *out)
{
	struct listing *listing = &out->listing;
	uint32_t sources, disagreements;

	get_fixed(in, listing->code, sizeof(listing->code));
	get_fixed(in, listing->uuid, sizeof(listing->uuid));
	get_fixed(in, listing->org_code, sizeof(listing->org_code));
	get_fixed(in, listing->org_uuid, sizeof(listing->org_uuid));
	out->feed = wire_get_text(in, LISTING_MAX_SHORT);
	out->withdrawn = (day_t)wire_get_i64(in);
	sources = wire_get_u32(in, LISTING_MAX_ITEMS);
	for (uint32_t i = 0; i < sources && in->error == WIRE_OK; i++) {
		struct listing_source *source = listing_source_add(listing);

		source->feed = wire_get_text(in, LISTING_MAX_SHORT);
		source->source_id = wire_get_text(in, LISTING_MAX_SHORT);
		source->title = wire_get_text(in, LISTING_MAX_SHORT);
		source->publisher = wire_get_text(in, LISTING_MAX_SHORT);
		source->url = wire_get_text(in, LISTING_MAX_URL);
		source->checked = (day_t)wire_get_i64(in);
		source->modified = (day_t)wire_get_i64(in);
		source->collected = (day_t)wire_get_i64(in);
		source->read = (day_t)wire_get_i64(in);
	}
	disagreements = wire_get_u32(in, LISTING_MAX_ITEMS);
	for (uint32_t i = 0; i < disagreements && in->error == WIRE_OK; i++) {
		struct listing_disagreement *said =
		    listing_disagreement_add(listing);

		said->about = wire_get_text(in, LISTING_MAX_SHORT);
		said->source = wire_get_u32(in, LISTING_MAX_ITEMS);
		said->says = wire_get_text(in, LISTING_MAX_SHORT);
	}
	return wire_end(in);
}

/* With what it is sorted by, and with lengths: no two ways give one sum. */
static void
sum_entry(
    struct publish_spool *spool, const struct entry *entry, const char *bytes)
{
	const uint32_t head[] = {
	    (uint32_t)entry->state, entry->said_bytes, entry->added_bytes};

	sha256_sum_add(spool->sum, head, sizeof(head));
	sha256_sum_add(spool->sum, &entry->curve, sizeof(entry->curve));
	sha256_sum_add(
	    spool->sum, bytes, (size_t)entry->said_bytes + entry->added_bytes);
}

void
publish_spool_sum(struct publish_spool *spool, char out[SHA256_TEXT])
{
	sha256_sum_text(spool->sum, out);
}

void
publish_spool_add(struct publish_spool *spool,
    const struct published_listing *published, uint64_t curve)
{
	struct buf *out = &spool->pending;
	size_t begin = out->length, middle;
	struct entry *entry;
	bool known;

	spool->entries =
	    grow_array(spool->entries, spool->count, sizeof(*spool->entries));
	entry = &spool->entries[spool->count++];
	listing_pack(out, &published->listing);
	middle = out->length;
	pack_added(out, published);
	*entry = (struct entry){
	    .curve = curve,
	    .offset = spool->written + (off_t)begin,
	    .said_bytes = (uint32_t)(middle - begin),
	    .added_bytes = (uint32_t)(out->length - middle),
	    .state = published->state,
	};
	sum_entry(spool, entry, out->data + begin);
	known = uuid_parse(published->listing.uuid, entry->uuid);
	assert(known);
	if (out->length >= SPOOL_WRITE_BYTES)
		flush(spool);
}

static int
entry_order(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	if (a->state != b->state)
		return a->state < b->state ? -1 : 1;
	if (a->curve != b->curve)
		return a->curve < b->curve ? -1 : 1;
	return memcmp(a->uuid, b->uuid, UUID_BYTES);
}

bool
publish_spool_sort(struct publish_spool *spool)
{
	flush(spool);
	if (spool->count > 0)
		qsort(spool->entries, spool->count, sizeof(*spool->entries),
		    entry_order);
	errno = spool->error;
	return spool->error == 0;
}

size_t
publish_spool_count(const struct publish_spool *spool)
{
	return spool->count;
}

/* The whole of an entry's bytes. */
static bool
entry_bytes(const struct publish_spool *spool, const struct entry *entry,
    struct buf *bytes)
{
	size_t length = (size_t)entry->said_bytes + entry->added_bytes;
	char chunk[16384];

	buf_reset(bytes);
	while (bytes->length < length) {
		size_t want = length - bytes->length;
		ssize_t got = pread(spool->fd, chunk,
		    want < sizeof(chunk) ? want : sizeof(chunk),
		    entry->offset + (off_t)bytes->length);

		if (got <= 0 && !(got < 0 && errno == EINTR))
			return false;
		if (got > 0)
			buf_add(bytes, chunk, (size_t)got);
	}
	return true;
}

bool
publish_spool_read(const struct publish_spool *spool, size_t index,
    struct buf *bytes, struct arena *arena, struct published_listing *out)
{
	const struct entry *entry = &spool->entries[index];
	struct wire in;

	if (!entry_bytes(spool, entry, bytes))
		return false;
	memset(out, 0, sizeof(*out));
	out->state = entry->state;
	listing_init(&out->listing, arena);
	wire_begin(&in, bytes->data, entry->said_bytes, arena);
	if (listing_unpack(&in, &out->listing) != WIRE_OK)
		return false;
	wire_begin(
	    &in, bytes->data + entry->said_bytes, entry->added_bytes, arena);
	return unpack_added(&in, out) == WIRE_OK;
}

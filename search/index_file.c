#include "search/index_file.h"

#include "search/index_store.h"

void
index_file_put(struct index_file *out, const void *data, size_t bytes)
{
	if (bytes > 0 && fwrite(data, 1, bytes, out->file) != bytes)
		out->failed = true;
	out->offset += bytes;
}

void
index_file_pad(struct index_file *out, unsigned alignment)
{
	static const char zeros[INDEX_ALIGN];

	index_file_put(
	    out, zeros, (alignment - out->offset % alignment) % alignment);
}

void
index_file_begin(
    struct index_file *out, enum index_section_id id, size_t entry_bytes)
{
	index_file_pad(out, INDEX_ALIGN);
	out->sections[id].id = (uint32_t)id;
	out->sections[id].entry_bytes = (uint32_t)entry_bytes;
	out->sections[id].offset = out->offset;
}

void
index_file_end(struct index_file *out, enum index_section_id id)
{
	out->sections[id].bytes = out->offset - out->sections[id].offset;
}

void
index_file_section(struct index_file *out, enum index_section_id id,
    const void *entries, size_t count, size_t entry_bytes)
{
	index_file_begin(out, id, entry_bytes);
	index_file_put(out, entries, count * entry_bytes);
	index_file_end(out, id);
}

void
index_file_texts(struct index_file *out, enum index_section_id id,
    const struct text_pool *pool)
{
	index_file_section(out, id, pool->bytes, pool->bytes_count, 1);
}

void
index_file_copy(struct index_file *out, enum index_section_id id,
    struct index_store *store, size_t entry_bytes)
{
	uint64_t left = index_store_bytes(store), at = 0;
	char block[65536];

	index_file_begin(out, id, entry_bytes);
	while (left > 0) {
		size_t bytes =
		    left < sizeof(block) ? (size_t)left : sizeof(block);

		if (!index_store_read(store, at, block, bytes)) {
			out->failed = true;
			return;
		}
		index_file_put(out, block, bytes);
		at += bytes;
		left -= bytes;
	}
	index_file_end(out, id);
}

#include "search/index_file.h"

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

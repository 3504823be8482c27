#include "search/index_spill.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/index_store.h"

/* What was put away at once: the pieces of all lists, one after the other. */
struct part {
	uint64_t at;      /* in the file */
	uint32_t *starts; /* of each list's piece in the part, and the end */
	uint32_t lists;
};

struct index_spill {
	struct index_store *file;
	struct part *parts;
	uint32_t parts_count;
};

struct index_spill *
index_spill_new(void)
{
	struct index_spill *spill = xcalloc(1, sizeof(*spill));

	spill->file = index_store_new();
	return spill;
}

void
index_spill_free(struct index_spill *spill)
{
	if (spill == NULL)
		return;
	for (uint32_t i = 0; i < spill->parts_count; i++)
		free(spill->parts[i].starts);
	free(spill->parts);
	index_store_free(spill->file);
	free(spill);
}

void
index_spill_put(
    struct index_spill *spill, struct builder_term *terms, uint32_t count)
{
	struct part *part;
	uint32_t length = 0;

	spill->parts =
	    grow_array(spill->parts, spill->parts_count, sizeof(*spill->parts));
	part = &spill->parts[spill->parts_count++];
	part->at = index_store_bytes(spill->file);
	part->lists = count;
	part->starts = xcalloc(count + 1u, sizeof(*part->starts));
	for (uint32_t i = 0; i < count; i++) {
		struct packed_list *list = &terms[i].list;

		part->starts[i] = length;
		index_store_add(spill->file, list->bytes, list->length);
		length += list->length;
		free(list->bytes);
		list->bytes = NULL;
		list->length = list->room = 0;
	}
	part->starts[count] = length;
}

static void
make_room(struct unspilled *out, uint32_t more)
{
	if (out->room - out->length >= more)
		return;
	out->room = (out->length + more) * 2;
	out->bytes = xreallocarray(out->bytes, out->room, 1);
}

struct packed_list
index_spill_whole(struct index_spill *spill, uint32_t number,
    const struct packed_list *list, struct unspilled *out)
{
	struct packed_list whole = *list;

	if (spill->parts_count == 0)
		return whole;
	out->length = 0;
	for (uint32_t i = 0; i < spill->parts_count; i++) {
		const struct part *part = &spill->parts[i];
		uint32_t length;

		if (number >= part->lists)
			continue;
		length = part->starts[number + 1] - part->starts[number];
		make_room(out, length);
		if (length > 0 && index_store_read(spill->file,
				      part->at + part->starts[number],
				      out->bytes + out->length, length))
			out->length += length;
	}
	make_room(out, list->length);
	if (list->length > 0)
		memcpy(out->bytes + out->length, list->bytes, list->length);
	out->length += list->length;
	whole.bytes = out->bytes;
	whole.length = out->length;
	return whole;
}

int
index_spill_error(const struct index_spill *spill)
{
	return index_store_error(spill->file);
}

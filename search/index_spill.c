#include "search/index_spill.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"

/* What was put away at once: the pieces of all lists, one after the other. */
struct part {
	uint64_t at;      /* in the file */
	uint32_t *starts; /* of each list's piece in the part, and the end */
	uint32_t lists;
};

struct index_spill {
	FILE *file; /* nameless */
	uint64_t bytes;
	struct part *parts;
	uint32_t parts_count;
	bool failed;
};

struct index_spill *
index_spill_new(void)
{
	struct index_spill *spill = xcalloc(1, sizeof(*spill));

	spill->file = tmpfile();
	spill->failed = spill->file == NULL;
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
	if (spill->file != NULL)
		fclose(spill->file);
	free(spill);
}

void
index_spill_put(
    struct index_spill *spill, struct builder_term *terms, uint32_t count)
{
	struct part *part;
	uint32_t length = 0;

	if (spill->failed)
		return;
	spill->parts =
	    grow_array(spill->parts, spill->parts_count, sizeof(*spill->parts));
	part = &spill->parts[spill->parts_count++];
	part->at = spill->bytes;
	part->lists = count;
	part->starts = xcalloc(count + 1u, sizeof(*part->starts));
	for (uint32_t i = 0; i < count; i++) {
		struct packed_list *list = &terms[i].list;

		part->starts[i] = length;
		if (list->length > 0 && fwrite(list->bytes, 1, list->length,
					    spill->file) != list->length)
			spill->failed = true;
		length += list->length;
		free(list->bytes);
		list->bytes = NULL;
		list->length = list->room = 0;
	}
	part->starts[count] = length;
	spill->bytes += length;
	if (fflush(spill->file) != 0)
		spill->failed = true;
}

/* The next bytes of the file into "out", all or none. */
static bool
read_at(struct index_spill *spill, uint64_t at, uint32_t length,
    struct unspilled *out)
{
	uint32_t got = 0;

	while (got < length) {
		ssize_t some =
		    pread(fileno(spill->file), out->bytes + out->length + got,
			length - got, (off_t)(at + got));

		if (some == 0 || (some < 0 && errno != EINTR))
			return false;
		if (some > 0)
			got += (uint32_t)some;
	}
	out->length += length;
	return true;
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
	for (uint32_t i = 0; i < spill->parts_count && !spill->failed; i++) {
		const struct part *part = &spill->parts[i];
		uint32_t length;

		if (number >= part->lists)
			continue;
		length = part->starts[number + 1] - part->starts[number];
		make_room(out, length);
		spill->failed = !read_at(
		    spill, part->at + part->starts[number], length, out);
	}
	make_room(out, list->length);
	if (list->length > 0)
		memcpy(out->bytes + out->length, list->bytes, list->length);
	out->length += list->length;
	whole.bytes = out->bytes;
	whole.length = out->length;
	return whole;
}

bool
index_spill_failed(const struct index_spill *spill)
{
	return spill->failed;
}

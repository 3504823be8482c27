#include "server/text_parts.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "server/gsm.h"

#define BETWEEN        ". "
#define BETWEEN_LENGTH 2 /* septets */
/* Of a part that must be there but is not the first: longer ones are cut,
 * so that three of them leave room for a name. */
#define MUST_SEPTETS 60

void
text_part_add(struct text_parts *parts, enum text_rank rank, const char *words)
{
	struct text_part *part;
	struct buf text = {0};

	if (words != NULL)
		gsm_add(&text, words);
	while (text.length > 0 && strchr(" .;,", text.data[text.length - 1]))
		text.data[--text.length] = '\0';
	if (text.length > 0) {
		assert(parts->count < TEXT_MAX_PARTS);
		part = &parts->parts[parts->count++];
		part->words = arena_strndup(parts->arena, text.data,
		    rank == TEXT_MUST && parts->count > 1
			? gsm_clip(text.data, MUST_SEPTETS)
			: text.length);
		part->septets = gsm_length(part->words);
		part->rank = rank;
	}
	buf_clear(&text);
}

/* What has to be there; the first part is cut to leave room for the rest. */
static size_t
take_musts(struct text_parts *parts, size_t room)
{
	struct text_part *first = &parts->parts[0];
	size_t used = 0, others;

	for (size_t i = 0; i < parts->count; i++) {
		struct text_part *part = &parts->parts[i];

		part->taken = i == 0 || part->rank == TEXT_MUST;
		if (part->taken)
			used += part->septets + (i > 0 ? BETWEEN_LENGTH : 0);
	}
	others = used - first->septets;
	if (used <= room || others >= room) /* the caller cuts */
		return used;
	first->words = arena_strndup(
	    parts->arena, first->words, gsm_clip(first->words, room - others));
	return room;
}

/* What else there is room for, the most useful first. */
static void
take_rest(struct text_parts *parts, size_t used, size_t room)
{
	for (int rank = TEXT_WARNS; rank <= TEXT_LAST; rank++) {
		for (size_t i = 1; i < parts->count; i++) {
			struct text_part *part = &parts->parts[i];
			size_t needs = part->septets + BETWEEN_LENGTH;

			if ((int)part->rank != rank || used + needs > room)
				continue;
			part->taken = true;
			used += needs;
		}
	}
}

void
text_parts_write(struct text_parts *parts, size_t room, struct buf *out)
{
	size_t begin = out->length;

	if (parts->count == 0)
		return;
	take_rest(parts, take_musts(parts, room), room);
	for (size_t i = 0; i < parts->count; i++) {
		if (!parts->parts[i].taken)
			continue;
		if (i > 0)
			buf_add_text(out, BETWEEN);
		buf_add_text(out, parts->parts[i].words);
	}
	/* Only where what must be there is itself too long. */
	out->length = begin + gsm_clip(out->data + begin, room);
	out->data[out->length] = '\0';
}

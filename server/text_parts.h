/*
 * A text message put together of parts, each a fact in a few words: where
 * not all find room, those that matter least stay out.  A part is whole or
 * not there: half a number or half an address helps nobody.
 */
#ifndef SIGNPOST_TEXT_PARTS_H
#define SIGNPOST_TEXT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"
#include "base/buf.h"

#define TEXT_MAX_PARTS 16

/* Of less use from one to the next. */
enum text_rank {
	TEXT_MUST = 0, /* always there; only the first part may be cut */
	TEXT_WARNS,
	TEXT_DECIDES, /* whom it is for, what it costs */
	TEXT_HELPS,
	TEXT_LAST,
};

struct text_part {
	const char *words;
	size_t septets;
	enum text_rank rank;
	bool taken;
};

struct text_parts {
	struct arena *arena;
	struct text_part parts[TEXT_MAX_PARTS];
	size_t count;
};

/*
 * Adds the next part, as gsm_add() writes it and without its final stop;
 * NULL and empty words add nothing.
 */
void text_part_add(struct text_parts *, enum text_rank, const char *words);
/*
 * Appends what fits in so many septets, in the order in which it was added,
 * with ". " between.
 */
void text_parts_write(struct text_parts *, size_t septets, struct buf *out);

#endif

/* What a feed may not be over, in words that say how to raise it. */
#include "importers/feed_reader_parts.h"

static const struct {
	const char *what, *unit, *key, *hint;
} overs[] = {
    [FEED_OVER_BYTES] = {"it is over", " long", "max_bytes", ""},
    [FEED_OVER_RECORDS] = {"it has more than", " records", "max_records", ""},
    [FEED_OVER_RECORD] = {"a record is over", "", "max_record_bytes",
	", but first see that the mapping takes the right element for a "
	"record"},
    [FEED_OVER_TEXT] = {"one text is over", " long", "max_text_bytes", ""},
    [FEED_OVER_ATTRIBUTE] = {"an attribute is over", " long", "max_text_bytes",
	""},
    [FEED_OVER_DEPTH] = {"elements stand more than", " deep in each other",
	"max_depth", ""},
    [FEED_OVER_ATTRIBUTES] = {"an element has more than", " attributes",
	"max_attributes", ""},
};

/* In the unit in which an operator set it: never as "0 MiB". */
static char *
amount(struct arena *arena, enum feed_over over, long limit)
{
	if (over == FEED_OVER_RECORDS || over == FEED_OVER_DEPTH ||
	    over == FEED_OVER_ATTRIBUTES)
		return arena_printf(arena, "%ld", limit);
	if (limit % (1L << 20) == 0)
		return arena_printf(arena, "%ld MiB", limit >> 20);
	if (limit % (1L << 10) == 0)
		return arena_printf(arena, "%ld KiB", limit >> 10);
	return arena_printf(arena, "%ld bytes", limit);
}

char *
feed_over_text(struct arena *arena, enum feed_over over, long limit)
{
	return arena_printf(arena,
	    "%s %s%s: if that is meant, raise %s for this feed in "
	    "feeds.conf%s",
	    overs[over].what, amount(arena, over, limit), overs[over].unit,
	    overs[over].key, overs[over].hint);
}

#include "importers/guard.h"

bool
guard_ids_pass(const struct guard_counts *counts, struct buf *message)
{
	if (counts->live < GUARD_IDS_AT_LEAST ||
	    counts->missing < counts->live ||
	    counts->named_again * 2 < counts->missing)
		return true;
	buf_printf(message,
	    "none of its %ld records has the id it had, but %ld have the"
	    " same names, as if they were renumbered",
	    counts->live, counts->named_again);
	return false;
}

bool
guard_passes(const struct guard_counts *counts, struct buf *message)
{
	long live = counts->live, gone = counts->withdrawn;
	bool all = live > 0 && gone >= live;
	bool large = gone > GUARD_SMALL_FEED && gone * GUARD_LARGE_SHARE > live;
	bool small = live <= GUARD_SMALL_FEED && gone >= GUARD_SMALL_GONE;

	if (!all && !large && !small)
		return true;
	buf_printf(
	    message, "it would withdraw %ld of %ld listings", gone, live);
	return false;
}

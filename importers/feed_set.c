/* Is a set of documents the whole?  A page must never pass for it. */
#include <string.h>

#include "importers/feed_reader_parts.h"

#define SET_MAX_PAGES ((long)sizeof(((struct feed_set *)0)->seen) * 8)

void
feed_set_init(struct feed_set *set)
{
	*set = (struct feed_set){
	    .full = true, .declared_most = -1, .declared_sum = -1, .pages = -1};
}

static void
keep_first(char **slot, char *text)
{
	if (*slot == NULL)
		*slot = text;
}

void
feed_set_texts(struct feed_set *set, const struct mapping_facts *facts)
{
	keep_first(&set->feed_id, facts->feed_id);
	keep_first(&set->title, facts->title);
	keep_first(&set->publisher, facts->publisher);
	keep_first(&set->licence, facts->licence);
	keep_first(&set->area, facts->area);
}

void
feed_set_add(struct feed_set *set, const struct mapping_facts *facts)
{
	set->documents++;
	feed_set_texts(set, facts);
	set->full = set->full && facts->full;
	set->next = facts->next;
	if (facts->pages > set->pages)
		set->pages = facts->pages;
	if (facts->page >= 0 && facts->page < SET_MAX_PAGES)
		set->seen[facts->page / 8] |=
		    (unsigned char)(1u << facts->page % 8);
	else
		set->unnumbered++;
	if (facts->declared < 0)
		return;
	if (facts->declared > set->declared_most)
		set->declared_most = facts->declared;
	if (set->declared_sum < 0)
		set->declared_sum = 0;
	set->declared_sum += facts->declared;
}

/* Pages all declare the same total; documents that are no pages their own. */
long
feed_set_declared(const struct feed_set *set)
{
	return set->pages > 1 ? set->declared_most : set->declared_sum;
}

static bool
has_page(const struct feed_set *set, long page)
{
	return (set->seen[page / 8] & 1u << page % 8) != 0;
}

/* The first page that is missing; -1 where all are there. */
static long
missing_page(const struct feed_set *set)
{
	long first = has_page(set, 0) ? 0 : 1; /* some count from 0 */

	for (long page = first; page < first + set->pages; page++)
		if (page >= SET_MAX_PAGES || !has_page(set, page))
			return page;
	return -1;
}

const char *
feed_set_part(const struct feed_set *set, long records, struct arena *arena)
{
	long declared = feed_set_declared(set);

	if (set->pages > set->documents)
		return arena_printf(arena, "it has %ld pages and %ld came",
		    set->pages, set->documents);
	if (set->pages > 1 && set->unnumbered == 0 && missing_page(set) >= 0)
		return arena_printf(
		    arena, "page %ld did not come", missing_page(set));
	if (set->next)
		return "its last page names a next one, which did not come";
	if (declared >= 0 && declared != records)
		return arena_printf(arena,
		    "it says that it has %ld records; %ld were found", declared,
		    records);
	return NULL;
}

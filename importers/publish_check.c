/*
 * Looks at a generation as visitors will: the files against their manifest
 * and SQLite's own check, the counts against each other, and a few of its
 * listings by code, by row and by name.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "importers/publish_steps.h"
#include "schema/served.h"
#include "schema/served_build.h"
#include "search/bitmap.h"
#include "search/lapsed.h"
#include "search/search.h"

#define CHECK_SEARCHES 3 /* listings looked for: first, middle, last */
#define CHECK_NAME_MAX \
	80               /* bytes: all words of a longer name may not count \
			  */
#define CHECK_WORD_MIN 4 /* letters: a word that no analysis drops */
#define CHECK_HITS     100

/* What is open while it is checked. */
struct looked {
	struct served *served;
	struct index *index;
};

static bool
looked_open(struct publish *publish, struct looked *looked)
{
	char *path = xasprintf("%s/" INDEX_NAME, publish->building);

	looked->served =
	    served_open(publish->building, publish->error, publish->error_size);
	if (looked->served != NULL)
		looked->index =
		    index_open(path, publish->error, publish->error_size);
	free(path);
	return looked->index != NULL;
}

static bool
counts_agree(struct publish *publish, struct looked *looked)
{
	struct served_totals totals;
	long expected = publish->report->listings;

	if (served_totals(looked->served, &totals) != SERVED_OK)
		return publish_fail(publish, "listings.db cannot be read");
	if (totals.listings != expected)
		return publish_fail(publish,
		    "listings.db has %ld listings where the record has %ld",
		    totals.listings, expected);
	if ((long)index_count(looked->index) != expected)
		return publish_fail(publish,
		    "%s has %ld listings where the record has %ld", INDEX_NAME,
		    (long)index_count(looked->index), expected);
	return true;
}

/* A name that search must find: it has a word of plain letters. */
static bool
name_searchable(const char *name)
{
	size_t letters = 0, longest = 0;

	for (const char *at = name; *at != '\0'; at++) {
		letters = isalpha((unsigned char)*at) ? letters + 1 : 0;
		if (letters > longest)
			longest = letters;
	}
	return longest >= CHECK_WORD_MIN && strlen(name) <= CHECK_NAME_MAX;
}

/* Its feed has been silent for so long that no search finds it any more. */
static bool
has_lapsed(struct publish *publish, struct looked *looked, uint32_t document,
    time_t now, struct arena *arena)
{
	struct hours_clock clock;
	struct lapsed lapsed;

	hours_clock_init(&clock, vocabulary_holidays(publish->vocabulary), now);
	lapsed_ready(looked->index, clock.today.day, arena, &lapsed);
	return lapsed.out != NULL && bitmap_has(lapsed.out, document);
}

/* True where the name brings up a listing of that name. */
static bool
name_found(struct publish *publish, struct looked *looked, const char *name,
    time_t now, struct arena *arena)
{
	struct query query = {.q = name,
	    .need = name,
	    .age_min = -1,
	    .age_max = -1,
	    .page = 1,
	    .limit = CHECK_HITS,
	    .strict = true,
	    .locale = "en"};
	struct answer answer;
	struct card card;

	search_run(
	    looked->index, publish->vocabulary, &query, now, arena, &answer);
	for (size_t i = 0; i < answer.hits_count; i++)
		if (index_card(looked->index, answer.hits[i].document, &card) &&
		    strcmp(card.text[CARD_NAME], name) == 0)
			return true;
	return answer.partial;
}

/* One document: its card, its row and its code say the same. */
static bool
document_holds(struct publish *publish, struct looked *looked,
    uint32_t document, struct arena *arena)
{
	long row = index_row(looked->index, document);
	struct listing by_row, by_code;
	time_t now = time(NULL);
	struct card card;

	if (!index_card(looked->index, document, &card) ||
	    served_listing_by_row(looked->served, row, arena, &by_row) !=
		SERVED_OK ||
	    strcmp(card.text[CARD_CODE], by_row.code) != 0 ||
	    served_listing_by_code(looked->served, card.text[CARD_CODE], arena,
		&by_code) != SERVED_OK ||
	    by_code.row != row)
		return publish_fail(publish,
		    "%s and listings.db differ on document %lu", INDEX_NAME,
		    (unsigned long)document);
	if (name_searchable(by_row.name) &&
	    !has_lapsed(publish, looked, document, now, arena) &&
	    !name_found(publish, looked, by_row.name, now, arena))
		return publish_fail(publish,
		    "a search for %s (\"%s\") does not find it", by_row.code,
		    by_row.name);
	return true;
}

static bool
searches_find(struct publish *publish, struct looked *looked)
{
	uint32_t count = index_count(looked->index);
	struct arena arena = {0};
	bool hold = true;

	for (uint32_t i = 0; i < CHECK_SEARCHES && count > 0 && hold; i++)
		hold = document_holds(publish, looked,
		    (uint32_t)((uint64_t)(count - 1) * i /
			       (CHECK_SEARCHES - 1)),
		    &arena);
	arena_clear(&arena);
	return hold;
}

bool
publish_check(struct publish *publish)
{
	struct looked looked = {0};
	/* Sizes alone: the hashes were made of these files a moment ago. */
	bool sound =
	    manifest_check(&publish->manifest, publish->building, 0,
		publish->error, publish->error_size) &&
	    served_check(publish->building, !publish->report->places_unchanged,
		publish->error, publish->error_size) &&
	    looked_open(publish, &looked) && counts_agree(publish, &looked) &&
	    searches_find(publish, &looked);

	index_close(looked.index);
	served_close(looked.served);
	return sound;
}

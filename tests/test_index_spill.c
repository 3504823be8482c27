/* Lists that are put away while they grow, and come back whole. */
#include <stdlib.h>
#include <string.h>

#include "search/index_spill.h"
#include "tests/testing.h"

#define TERMS     5
#define DOCUMENTS 3000

/* Term t stands in each document that t + 1 divides, from "from" on. */
static void
add(struct builder_term *terms, uint32_t count, uint32_t from, uint32_t to)
{
	for (uint32_t d = from; d < to; d++)
		for (uint32_t t = 0; t < count; t++) {
			const unsigned char extra[2] = {
			    (unsigned char)(d * 7 + t), (unsigned char)t};

			if (d % (t + 1) == 0)
				packed_list_add(&terms[t].list, d, extra, 2);
		}
}

static void
assert_whole(struct index_spill *spill, const struct builder_term *terms,
    const struct builder_term *kept)
{
	struct unspilled room = {0};

	for (uint32_t t = 0; t < TERMS; t++) {
		const struct packed_list list =
		    index_spill_whole(spill, t, &terms[t].list, &room);

		assert_int_equal(list.count, kept[t].list.count);
		assert_int_equal(list.length, kept[t].list.length);
		if (list.length > 0)
			assert_memory_equal(
			    list.bytes, kept[t].list.bytes, list.length);
	}
	free(room.bytes);
}

static void
clear(struct builder_term *terms)
{
	for (uint32_t t = 0; t < TERMS; t++)
		free(terms[t].list.bytes);
}

static void
gives_back_what_was_never_put_away(void **state UNUSED)
{
	struct builder_term terms[TERMS] = {0}, kept[TERMS] = {0};
	struct index_spill *spill = index_spill_new();

	add(terms, TERMS, 0, DOCUMENTS);
	add(kept, TERMS, 0, DOCUMENTS);
	assert_whole(spill, terms, kept);
	assert_int_equal(index_spill_error(spill), 0);
	index_spill_free(spill);
	clear(terms);
	clear(kept);
}

static void
joins_what_was_put_away_to_what_came_later(void **state UNUSED)
{
	struct builder_term terms[TERMS] = {0}, kept[TERMS] = {0};
	struct index_spill *spill = index_spill_new();

	/* The last term is not known yet when lists are first put away. */
	add(terms, TERMS - 1, 0, 1000);
	add(kept, TERMS - 1, 0, 1000);
	index_spill_put(spill, terms, TERMS - 1);
	assert_null(terms[0].list.bytes);
	add(terms, TERMS, 1000, 2000);
	add(kept, TERMS, 1000, 2000);
	index_spill_put(spill, terms, TERMS);
	assert_whole(spill, terms, kept);
	add(terms, TERMS, 2000, DOCUMENTS);
	add(kept, TERMS, 2000, DOCUMENTS);
	assert_whole(spill, terms, kept);
	assert_int_equal(index_spill_error(spill), 0);
	index_spill_free(spill);
	clear(terms);
	clear(kept);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_back_what_was_never_put_away),
	    cmocka_unit_test(joins_what_was_put_away_to_what_came_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

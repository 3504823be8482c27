/* What a reader that has broken can send to the importer. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "importers/reader_wire.h"
#include "schema/listing_wire.h"
#include "schema/problem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* What was accepted can be sent on, and comes back the same. */
static void
goes_round(const struct listing *listing, struct arena *arena)
{
	struct buf one = {0}, two = {0};
	struct listing again;
	struct wire in;

	listing_pack(&one, listing);
	listing_init(&again, arena);
	wire_begin(&in, one.data, one.length, arena);
	assert(listing_unpack(&in, &again) == WIRE_OK);
	listing_pack(&two, &again);
	assert(one.length == two.length &&
	       memcmp(one.data, two.data, one.length) == 0);
	buf_clear(&one);
	buf_clear(&two);
}

static void
summary_goes_round(const struct reader_summary *summary, struct arena *arena)
{
	struct buf one = {0}, two = {0};
	struct reader_summary again;
	struct wire in;

	reader_summary_pack(&one, summary);
	wire_begin(&in, one.data, one.length, arena);
	assert(reader_summary_unpack(&in, &again) == WIRE_OK);
	reader_summary_pack(&two, &again);
	assert(one.length == two.length &&
	       memcmp(one.data, two.data, one.length) == 0);
	buf_clear(&one);
	buf_clear(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct arena arena = {0};
	struct reader_summary summary;
	struct listing listing;
	struct problem problem;
	struct buf text = {0};
	struct wire in;

	listing_init(&listing, &arena);
	wire_begin(&in, data, length, &arena);
	if (listing_unpack(&in, &listing) == WIRE_OK)
		goes_round(&listing, &arena);
	wire_begin(&in, data, length, &arena);
	if (problem_unpack(&in, &problem) == WIRE_OK)
		problem_text(&text, "feed", &problem);
	wire_begin(&in, data, length, &arena);
	if (reader_summary_unpack(&in, &summary) == WIRE_OK)
		summary_goes_round(&summary, &arena);
	buf_clear(&text);
	arena_clear(&arena);
	return 0;
}

/*
 * The first byte chooses: a damaged card, as a mapped file may hold it, or
 * any listing, of which a card is made that must open again.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "schema/card.h"
#include "schema/listing_wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* Touches all that a card offers, so that a sanitizer sees what is read. */
static void
read_card(const struct card *card, size_t length)
{
	size_t bytes = 0;

	for (size_t i = 0; i < N_CARD_FIELDS; i++) {
		assert(card->text[i][card->length[i]] == '\0');
		bytes += strlen(card->text[i]) + 1;
	}
	assert(bytes <= length);
	for (size_t i = 0; i < card->openings_count; i++) {
		struct listing_opening opening;

		card_opening(card, i, &opening);
		assert(opening.weekday >= 0 && opening.weekday <= 7);
		assert(opening.opens >= 0 && opening.opens <= 1440);
		assert(opening.closes >= 0 && opening.closes <= 1440);
		assert(opening.note == NULL || strlen(opening.note) < length);
	}
}

static void
make_card(const uint8_t *data, size_t length)
{
	struct arena arena = {0};
	struct buf bytes = {0};
	struct listing listing;
	struct wire in;
	struct card card;

	wire_begin(&in, data, length, &arena);
	listing_init(&listing, &arena);
	if (listing_unpack(&in, &listing) == WIRE_OK) {
		bool open;

		card_build(&bytes, &listing);
		open = card_open(bytes.data, bytes.length, &card);
		assert(open);
		read_card(&card, bytes.length);
		assert(card.openings_count == listing.openings_count);
		for (size_t i = CARD_JSON_HEAD; i <= CARD_JSON_TAIL; i++)
			assert(utf8_valid(card.text[i], card.length[i]));
	}
	buf_clear(&bytes);
	arena_clear(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct card card;

	if (length == 0)
		return 0;
	if (data[0] % 2 == 1)
		make_card(data + 1, length - 1);
	else if (card_open(data + 1, length - 1, &card))
		read_card(&card, length - 1);
	return 0;
}

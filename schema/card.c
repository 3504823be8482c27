#include "schema/card.h"

#include <assert.h>
#include <stdint.h>

#include "schema/card_format.h"

static unsigned
get_u16(const unsigned char *at)
{
	return (unsigned)at[0] | (unsigned)at[1] << 8;
}

static uint32_t
get_u32(const unsigned char *at)
{
	return (uint32_t)get_u16(at) | (uint32_t)get_u16(at + 2) << 16;
}

/* False where the bytes end, or say more than a card may have. */
static bool
get_length(const unsigned char **at, const unsigned char *end, size_t *out)
{
	size_t value = 0;
	unsigned shift = 0;

	for (; *at < end && shift < 28; shift += 7) {
		unsigned byte = *(*at)++;

		value |= (size_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			*out = value;
			return value <= CARD_MAX_BYTES;
		}
	}
	return false;
}

static bool
open_head(const unsigned char *at, struct card *out)
{
	if (at[0] != CARD_MARK || at[1] != CARD_VERSION ||
	    at[2] > LISTING_ORGANISATION || at[3] > LISTING_DELETED ||
	    at[4] > MODE_ALL)
		return false;
	out->kind = (enum listing_kind)at[2];
	out->status = (enum listing_status)at[3];
	out->modes = at[4];
	out->national = (at[5] & CARD_NATIONAL) != 0;
	out->disagree = (at[5] & CARD_DISAGREE) != 0;
	out->holiday = (enum hours_holiday)(at[5] >> CARD_HOLIDAY_SHIFT & 3);
	out->nations = at[5] >> CARD_NATIONS_SHIFT & HOLIDAY_ALL;
	out->prose = (at[5] & CARD_PROSE) != 0;
	out->locations = get_u16(at + 6);
	out->openings_count = get_u16(at + 8);
	out->notes_length = get_u32(at + 10);
	out->checked = (day_t)get_u32(at + 14);
	out->modified = (day_t)get_u32(at + 18);
	out->collected = (day_t)get_u32(at + 22);
	return out->holiday <= HOURS_HOLIDAY_USUAL &&
	       out->openings_count <= LISTING_MAX_ITEMS &&
	       out->notes_length > 0 && out->notes_length <= CARD_MAX_BYTES;
}

/* Every note must begin within the notes, and the notes end in a NUL. */
static bool
openings_hold(const struct card *card)
{
	const unsigned char *notes =
	    card->openings + card->openings_count * CARD_OPENING_BYTES;

	for (size_t i = 0; i < card->openings_count; i++) {
		const unsigned char *at =
		    card->openings + i * CARD_OPENING_BYTES;

		if (!HOURS_WEEKDAY_IS(at[0]) || get_u16(at + 1) > 1440 ||
		    get_u16(at + 3) > 1440 ||
		    get_u16(at + 5) >= card->notes_length)
			return false;
	}
	return notes[card->notes_length - 1] == '\0';
}

bool
card_open(const void *data, size_t length, struct card *out)
{
	const unsigned char *at = data, *end = at + length;
	size_t openings_bytes;

	if (length < CARD_HEAD_BYTES || !open_head(at, out))
		return false;
	at += CARD_HEAD_BYTES;
	for (size_t i = 0; i < N_CARD_FIELDS; i++)
		if (!get_length(&at, end, &out->length[i]))
			return false;
	openings_bytes = out->openings_count * CARD_OPENING_BYTES;
	if ((size_t)(end - at) < openings_bytes + out->notes_length)
		return false;
	out->openings = at;
	if (!openings_hold(out))
		return false;
	at += openings_bytes + out->notes_length;
	for (size_t i = 0; i < N_CARD_FIELDS; i++) {
		if ((size_t)(end - at) <= out->length[i] ||
		    at[out->length[i]] != '\0')
			return false;
		out->text[i] = (const char *)at;
		at += out->length[i] + 1;
	}
	return at == end;
}

void
card_opening(const struct card *card, size_t index, struct listing_opening *out)
{
	const unsigned char *at = card->openings + index * CARD_OPENING_BYTES;
	const unsigned char *notes =
	    card->openings + card->openings_count * CARD_OPENING_BYTES;
	unsigned note = get_u16(at + 5);

	assert(index < card->openings_count);
	out->weekday = at[0];
	out->opens = (int)get_u16(at + 1);
	out->closes = (int)get_u16(at + 3);
	/* Borrowed from the mapped file: a reader does not write to it. */
	out->note = note == 0 ? NULL : (char *)(uintptr_t)(notes + note);
}

void
card_hours(const struct card *card, struct arena *arena, struct hours *out)
{
	struct listing_opening *openings = arena_alloc(
	    arena, (card->openings_count + 1) * sizeof(*openings));

	for (size_t i = 0; i < card->openings_count; i++)
		card_opening(card, i, &openings[i]);
	*out = (struct hours){
	    .openings = openings,
	    .count = card->openings_count,
	    .holiday = card->holiday,
	    .nations = card->nations,
	    .prose = card->prose,
	};
}

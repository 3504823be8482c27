/* A listing's card, made at publish. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/json.h"
#include "schema/card.h"
#include "schema/card_format.h"

#define COORDINATE_PLACES 5 /* decimals: about a metre */

static void
put_u16(struct buf *out, unsigned value)
{
	buf_add_char(out, (char)(value & 0xff));
	buf_add_char(out, (char)(value >> 8 & 0xff));
}

static void
put_u32(struct buf *out, uint32_t value)
{
	put_u16(out, value & 0xffff);
	put_u16(out, value >> 16);
}

static void
put_length(struct buf *out, size_t value)
{
	while (value >= 0x80) {
		buf_add_char(out, (char)(0x80 | (value & 0x7f)));
		value >>= 7;
	}
	buf_add_char(out, (char)value);
}

static bool
given(const char *text)
{
	return text != NULL && *text != '\0';
}

/* The number to show first: one that can be dialled, for speech at best. */
static const struct listing_phone *
best_phone(const struct listing *listing)
{
	const struct listing_phone *best = NULL;
	int best_rank = 0;

	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *phone = &listing->phones[i];
		int rank = 1;

		if (phone->dial != NULL)
			rank = phone->text ? 2 : 3;
		else if (!given(phone->given))
			continue;
		if (rank > best_rank) {
			best = phone;
			best_rank = rank;
		}
	}
	return best;
}

static const struct listing_location *
first_placed(const struct listing *listing)
{
	if (listing->hide_address)
		return NULL;
	for (size_t i = 0; i < listing->locations_count; i++)
		if (listing->locations[i].position_from != POSITION_NONE)
			return &listing->locations[i];
	return NULL;
}

/* What to call where it is: its town, or else its venue. */
static const char *
place_name(const struct listing *listing)
{
	const struct listing_location *at = first_placed(listing);

	if (at == NULL && listing->locations_count > 0 &&
	    !listing->hide_address)
		at = &listing->locations[0];
	if (at == NULL)
		return NULL;
	return given(at->town) ? at->town : at->name;
}

/* The newest day on which any of its sources says that it verified. */
static day_t
newest_checked(const struct listing *listing)
{
	day_t newest = listing->checked;

	for (size_t i = 0; i < listing->sources_count; i++)
		if (listing->sources[i].checked > newest)
			newest = listing->sources[i].checked;
	return newest;
}

static bool
is_national(const struct listing *listing)
{
	for (size_t i = 0; i < listing->areas_count; i++)
		if (listing->areas[i].national)
			return true;
	return false;
}

/* While a card is made: its fields, one after the other in one buf. */
struct card_writer {
	const struct listing *listing;
	struct hours hours;
	struct arena arena; /* of the words made for it */
	struct buf texts;
	size_t length[N_CARD_FIELDS];
	size_t begin;                    /* of the field being written */
	const char *text[N_CARD_FIELDS]; /* as given, for the JSON parts */
};

static struct buf *
field_begin(struct card_writer *writer)
{
	writer->begin = writer->texts.length;
	return &writer->texts;
}

static void
field_end(struct card_writer *writer, enum card_field field)
{
	writer->length[field] = writer->texts.length - writer->begin;
	buf_add_char(&writer->texts, '\0');
}

static void
write_texts(struct card_writer *writer)
{
	for (size_t i = 0; i <= CARD_STATUS_NOTE; i++) {
		buf_add_text(field_begin(writer), writer->text[i]);
		field_end(writer, (enum card_field)i);
	}
}

static char *
joined_types(struct card_writer *writer)
{
	const struct listing *listing = writer->listing;
	struct buf ids = {0};
	char *out;

	for (size_t i = 0; i < listing->types_count; i++) {
		if (i > 0)
			buf_add_char(&ids, ' ');
		buf_add_text(&ids, listing->types[i].id);
	}
	out = arena_strdup(&writer->arena, buf_text(&ids));
	buf_clear(&ids);
	return out;
}

/* Whose day of checking is told: that of the source that checked last. */
static size_t
named_source(const struct listing *listing)
{
	size_t named = 0;

	for (size_t i = 1; i < listing->sources_count; i++)
		if (listing->sources[i].checked >
		    listing->sources[named].checked)
			named = i;
	return named;
}

static bool
titled_before(const struct listing *listing, size_t index, size_t named)
{
	const char *title = listing->sources[index].title;

	if (given(listing->sources[named].title) &&
	    strcmp(listing->sources[named].title, title) == 0)
		return true;
	for (size_t i = 0; i < index; i++)
		if (listing->sources[i].title != NULL &&
		    strcmp(listing->sources[i].title, title) == 0)
			return true;
	return false;
}

/* Titles of the other sources; one feed may hold the same service twice. */
static char *
joined_others(struct card_writer *writer)
{
	const struct listing *listing = writer->listing;
	size_t named = named_source(listing);
	struct buf titles = {0};
	char *out;

	for (size_t i = 0; i < listing->sources_count; i++) {
		if (i == named || !given(listing->sources[i].title) ||
		    titled_before(listing, i, named))
			continue;
		if (titles.length > 0)
			buf_add_text(&titles, "; ");
		buf_add_text(&titles, listing->sources[i].title);
	}
	out = arena_strdup(&writer->arena, buf_text(&titles));
	buf_clear(&titles);
	return out;
}

static void
collect_phone(struct card_writer *writer)
{
	const struct listing_phone *phone = best_phone(writer->listing);

	if (phone == NULL)
		return;
	if (phone->dial == NULL) {
		writer->text[CARD_PHONE_GIVEN] = phone->given;
		return;
	}
	writer->text[CARD_DIAL] = phone->dial;
	writer->text[CARD_SHOW] =
	    given(phone->show) ? phone->show : phone->dial;
}

static void
collect_source(struct card_writer *writer)
{
	const struct listing *listing = writer->listing;
	const struct listing_source *source = listing->sources;

	if (listing->sources_count == 0) {
		writer->text[CARD_SOURCE_ID] = listing->source_id;
		return;
	}
	writer->text[CARD_FEED] = source->feed;
	writer->text[CARD_SOURCE_ID] = source->source_id;
	source = &listing->sources[named_source(listing)];
	writer->text[CARD_SOURCE_TITLE] =
	    given(source->publisher) ? source->publisher : source->title;
	writer->text[CARD_ALSO] = joined_others(writer);
}

/* All fields that are plain texts; those not given stay NULL. */
static void
collect_texts(struct card_writer *writer)
{
	const struct listing *listing = writer->listing;
	const char **text = writer->text;

	text[CARD_CODE] = listing->code;
	text[CARD_UUID] = listing->uuid;
	text[CARD_NAME] = listing->name;
	if (given(listing->org_name) &&
	    (listing->name == NULL ||
		strcmp(listing->org_name, listing->name) != 0))
		text[CARD_ORGANISATION] = listing->org_name;
	text[CARD_ORGANISATION_CODE] = listing->org_code;
	text[CARD_SUMMARY] = listing_summary(listing, &writer->arena);
	collect_phone(writer);
	text[CARD_EMAIL] =
	    given(listing->email) ? listing->email : listing->org_email;
	text[CARD_URL] = given(listing->url) ? listing->url : listing->org_url;
	text[CARD_PLACE] = place_name(listing);
	text[CARD_WHO] = listing_who(listing, &writer->arena);
	text[CARD_COST] = listing_cost(listing, &writer->arena);
	text[CARD_REFERRAL] = listing_referral(listing, &writer->arena);
	if (listing->openings_count == 0)
		text[CARD_HOURS] = listing->hours;
	text[CARD_TYPES] = joined_types(writer);
	collect_source(writer);
	text[CARD_STATUS_NOTE] = listing->status_note;
}

static void
json_head(struct card_writer *writer)
{
	struct json json = {.out = field_begin(writer)};
	const struct listing *listing = writer->listing;
	const char *const *text = writer->text;

	json_string(&json, "id", text[CARD_CODE]);
	json_string_if(&json, "uuid", text[CARD_UUID]);
	json_string(&json, "name", text[CARD_NAME] ? text[CARD_NAME] : "");
	json_string_if(&json, "organisation", text[CARD_ORGANISATION]);
	json_string_if(&json, "summary", text[CARD_SUMMARY]);
	if (listing->types_count > 0) {
		json_open(&json, "types", '[');
		for (size_t i = 0; i < listing->types_count; i++)
			json_string(&json, NULL, listing->types[i].id);
		json_close(&json, ']');
	}
	json_string_if(&json, "phone", text[CARD_DIAL]);
	json_string_if(&json, "phone_display",
	    text[CARD_DIAL] ? text[CARD_SHOW] : text[CARD_PHONE_GIVEN]);
	field_end(writer, CARD_JSON_HEAD);
}

static void
json_place(struct card_writer *writer)
{
	struct json json = {.out = field_begin(writer), .comma = true};
	const struct listing_location *at = first_placed(writer->listing);

	if (at != NULL) {
		json_decimal(&json, "lat", at->lat, COORDINATE_PLACES);
		json_decimal(&json, "lon", at->lon, COORDINATE_PLACES);
	}
	json_string_if(&json, "place", writer->text[CARD_PLACE]);
	field_end(writer, CARD_JSON_PLACE);
}

static void
json_middle(struct card_writer *writer)
{
	struct json json = {.out = field_begin(writer), .comma = true};

	json_string_if(&json, "who", writer->text[CARD_WHO]);
	json_string_if(&json, "cost", writer->text[CARD_COST]);
	json_string_if(&json, "referral", writer->text[CARD_REFERRAL]);
	field_end(writer, CARD_JSON_MIDDLE);
}

static void
json_day(struct json *json, const char *key, day_t day)
{
	char text[DATE_TEXT];

	if (day == 0)
		return;
	date_text(day, text);
	json_string(json, key, text);
}

/* What each source says of a thing stands together. */
static void
json_disagreements(struct json *json, const struct listing *listing)
{
	const struct listing_disagreement *said = listing->disagreements;
	size_t count = listing->disagreements_count;

	if (count == 0)
		return;
	json_open(json, "disagreements", '[');
	for (size_t i = 0; i < count; i++) {
		bool first =
		    i == 0 || strcmp(said[i].about, said[i - 1].about) != 0;
		bool last = i + 1 == count ||
			    strcmp(said[i].about, said[i + 1].about) != 0;
		const struct listing_source *source =
		    &listing->sources[said[i].source];

		if (first) {
			json_open(json, NULL, '{');
			json_string(json, "about", said[i].about);
			json_open(json, "sources", '[');
		}
		json_open(json, NULL, '{');
		json_string_if(json, "feed", source->feed);
		json_string_if(json, "title", source->title);
		json_string_if(json, "source_id", source->source_id);
		json_string_if(json, "says", said[i].says);
		json_close(json, '}');
		if (last) {
			json_close(json, ']');
			json_close(json, '}');
		}
	}
	json_close(json, ']');
}

static void
json_tail(struct card_writer *writer)
{
	struct json json = {.out = field_begin(writer), .comma = true};
	const struct listing *listing = writer->listing;

	json_string_if(&json, "feed", writer->text[CARD_FEED]);
	json_string_if(&json, "source_id", writer->text[CARD_SOURCE_ID]);
	if (listing->sources_count > 0)
		json_open(&json, "sources", '[');
	for (size_t i = 0; i < listing->sources_count; i++) {
		const struct listing_source *source = &listing->sources[i];

		json_open(&json, NULL, '{');
		json_string_if(&json, "feed", source->feed);
		json_string_if(&json, "title", source->title);
		json_string_if(&json, "source_id", source->source_id);
		json_day(&json, "checked", source->checked);
		json_close(&json, '}');
	}
	if (listing->sources_count > 0)
		json_close(&json, ']');
	json_disagreements(&json, listing);
	json_day(&json, "checked", newest_checked(listing));
	field_end(writer, CARD_JSON_TAIL);
}

/* Where a note stands already; 0: nowhere. */
static size_t
note_offset(const struct buf *notes, const char *note)
{
	for (size_t at = 1; at < notes->length;
	     at += strlen(notes->data + at) + 1)
		if (strcmp(notes->data + at, note) == 0)
			return at;
	return 0;
}

/* The openings, and their notes once each: timetables repeat them. */
static void
put_openings(
    const struct hours *hours, struct buf *openings, struct buf *notes)
{
	buf_add_char(notes, '\0'); /* offset 0: no note */
	for (size_t i = 0; i < hours->count; i++) {
		const struct listing_opening *opening = &hours->openings[i];
		size_t at = 0;

		if (given(opening->note)) {
			at = note_offset(notes, opening->note);
			if (at == 0 && notes->length < UINT16_MAX) {
				at = notes->length;
				buf_add(notes, opening->note,
				    strlen(opening->note) + 1);
			}
		}
		buf_add_char(openings, (char)opening->weekday);
		put_u16(openings, (unsigned)opening->opens);
		put_u16(openings, (unsigned)opening->closes);
		put_u16(openings, (unsigned)at);
	}
}

static char
card_flags(const struct card_writer *writer)
{
	unsigned flags = is_national(writer->listing) ? CARD_NATIONAL : 0;

	if (writer->listing->disagreements_count > 0)
		flags |= CARD_DISAGREE;
	flags |= (unsigned)writer->hours.holiday << CARD_HOLIDAY_SHIFT;
	flags |= writer->hours.nations << CARD_NATIONS_SHIFT;
	if (writer->hours.prose)
		flags |= CARD_PROSE;
	return (char)flags;
}

static void
put_card(struct buf *out, struct card_writer *writer)
{
	const struct listing *listing = writer->listing;
	struct buf openings = {0}, notes = {0};

	put_openings(&writer->hours, &openings, &notes);
	buf_add_char(out, (char)CARD_MARK);
	buf_add_char(out, CARD_VERSION);
	buf_add_char(out, (char)listing->kind);
	buf_add_char(out, (char)listing->status);
	buf_add_char(out, (char)listing->modes);
	buf_add_char(out, card_flags(writer));
	put_u16(out, (unsigned)listing->locations_count);
	put_u16(out, (unsigned)writer->hours.count);
	put_u32(out, (uint32_t)notes.length);
	put_u32(out, (uint32_t)newest_checked(listing));
	put_u32(out, (uint32_t)listing->modified);
	put_u32(out, (uint32_t)listing->collected);
	for (size_t i = 0; i < N_CARD_FIELDS; i++)
		put_length(out, writer->length[i]);
	buf_add(out, buf_text(&openings), openings.length);
	buf_add(out, buf_text(&notes), notes.length);
	buf_add(out, buf_text(&writer->texts), writer->texts.length);
	buf_clear(&openings);
	buf_clear(&notes);
}

void
card_build(struct buf *out, const struct listing *listing)
{
	struct card_writer writer = {.listing = listing};

	assert(listing->locations_count <= LISTING_MAX_ITEMS);
	assert(listing->openings_count <= LISTING_MAX_ITEMS);
	hours_of_listing(listing, &writer.arena, &writer.hours);
	collect_texts(&writer);
	write_texts(&writer);
	json_head(&writer);
	json_place(&writer);
	json_middle(&writer);
	json_tail(&writer);
	put_card(out, &writer);
	buf_clear(&writer.texts);
	arena_clear(&writer.arena);
}

#include "server/text_listing.h"

#include <string.h>

#include "base/date.h"
#include "schema/ageing.h"
#include "server/gsm.h"
#include "server/layout.h"
#include "server/text_parts.h"
#include "server/view_listing.h"
#include "server/view_reach.h"
#include "server/view_source.h"
#include "server/words.h"

#define STATUS_BYTES 60

static char *
written(struct text_parts *parts, size_t septets)
{
	struct buf text = {0};

	text_parts_write(parts, septets, &text);
	return buf_take_into(&text, parts->arena);
}

static const char *
given(const char *text)
{
	return text != NULL && *text != '\0' ? text : NULL;
}

/* How to reach it: a number, or else an address. */
static const char *
card_contact(const struct card *card)
{
	static const enum card_field fields[] = {
	    CARD_SHOW, CARD_PHONE_GIVEN, CARD_EMAIL, CARD_URL};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (card->length[fields[i]] > 0)
			return card->text[fields[i]];
	return "No number given";
}

/* The source's own words, where they are few. */
static const char *
status_words(enum listing_status status, const char *note)
{
	if (status == LISTING_ACTIVE)
		return NULL;
	if (given(note) != NULL && strlen(note) <= STATUS_BYTES)
		return note;
	return status == LISTING_PAUSED ? "Not taking new people now"
					: "Closed, its source says";
}

/* What the search could not decide: "Age not stated: ask". */
static void
add_verdicts(struct text_parts *parts, const struct answer_hit *hit)
{
	for (size_t i = 0; i < hit->parts_count; i++)
		if (hit->parts[i].verdict >= VERDICT_NOT_STATED)
			text_part_add(parts, TEXT_WARNS,
			    view_verdict_label(parts->arena, &hit->parts[i]));
}

/* True where nobody has checked it for long. */
static bool
is_old(const struct context *context, struct arena *arena, day_t checked)
{
	struct london today;
	bool old;

	date_london(context->now, &today);
	view_freshness(arena, checked, 0, NULL, today.day, &old);
	return old;
}

/* What to say of that, whoever it is sent to. */
static void
add_old(struct text_parts *parts, const struct context *context,
    const struct listing *listing)
{
	if (!is_old(context, parts->arena, listing->checked))
		return;
	text_part_add(parts, TEXT_WARNS,
	    listing->checked != 0 ? "Checked over 6 months ago: phone first"
				  : "Date checked not given: phone first");
}

/* What the age of its source's last reading makes necessary to say. */
static void
add_unread(struct text_parts *parts, const struct context *context, day_t read)
{
	struct london today;

	date_london(context->now, &today);
	if (ageing_reached(read, today.day, AGEING_SAY_DAYS))
		text_part_add(parts, TEXT_WARNS,
		    arena_printf(parts->arena, "Not read since %s",
			date_long(parts->arena, read)));
}

char *
text_result(const struct context *context, struct arena *arena,
    const struct answer_hit *hit, const struct card *card, size_t septets)
{
	struct text_parts parts = {.arena = arena};
	const char *const *text = card->text;
	struct page clock;
	enum hours_state state;
	const char *open;

	page_init(&clock); /* a text is not kept: the clock may go on */
	open = view_open(context, arena, card, &clock, &state);
	text_part_add(&parts, TEXT_MUST, text[CARD_NAME]);
	text_part_add(&parts, TEXT_MUST, card_contact(card));
	text_part_add(&parts, TEXT_MUST,
	    status_words(card->status, text[CARD_STATUS_NOTE]));
	if (card->kind == LISTING_ORGANISATION)
		text_part_add(
		    &parts, TEXT_DECIDES, "Organisation: ask what it offers");
	add_verdicts(&parts, hit);
	add_unread(&parts, context, hit->unread_since);
	text_part_add(&parts, TEXT_DECIDES, text[CARD_WHO]);
	text_part_add(&parts, TEXT_DECIDES, text[CARD_COST]);
	text_part_add(&parts, TEXT_HELPS, text[CARD_REFERRAL]);
	text_part_add(
	    &parts, TEXT_HELPS, open != NULL ? open : text[CARD_HOURS]);
	text_part_add(&parts, TEXT_HELPS, view_miles(arena, hit));
	text_part_add(&parts, TEXT_LAST, text[CARD_PLACE]);
	if (is_old(context, arena, card->checked))
		text_part_add(&parts, TEXT_LAST, "Not checked for long");
	text_part_add(&parts, TEXT_MUST, text[CARD_CODE]);
	return written(&parts, septets);
}

static void
add_phones(struct text_parts *parts, const struct listing *listing, size_t most)
{
	struct arena *arena = parts->arena;

	for (size_t i = 0; i < listing->phones_count && i < most; i++) {
		const struct listing_phone *phone = &listing->phones[i];
		const char *note =
		    phone->dial != NULL ? given(phone->note) : NULL;

		text_part_add(parts, i == 0 ? TEXT_MUST : TEXT_HELPS,
		    arena_printf(arena, "%s%s%s%s%s%s",
			phone->text ? "Text " : "",
			phone->dial != NULL ? phone->show : phone->given,
			phone->extension != NULL ? " ext " : "",
			phone->extension != NULL ? phone->extension : "",
			note != NULL ? ", " : "", note != NULL ? note : ""));
	}
}

static const char *
referral_of(struct arena *arena, const struct listing *listing)
{
	return listing->referral != NULL ? listing->referral
					 : listing_referral(listing, arena);
}

static const char *
page_of(const struct context *context, struct arena *arena,
    const struct listing *listing)
{
	return words_absolute(
	    arena, context, arena_printf(arena, "/%s", listing->code));
}

char *
text_whole(const struct context *context, struct arena *arena,
    const struct listing *listing, size_t septets)
{
	struct text_parts parts = {.arena = arena};
	struct hours hours;
	struct hours_answer open = {0};

	hours_of_listing(listing, arena, &hours);
	if (hours.count > 0 && listing->status == LISTING_ACTIVE)
		hours_answer(&hours, vocabulary_holidays(context->vocabulary),
		    context->now, arena, &open);
	text_part_add(&parts, TEXT_MUST, listing->name);
	add_phones(&parts, listing, 2);
	text_part_add(&parts, TEXT_MUST,
	    status_words(listing->status, listing->status_note));
	add_old(&parts, context, listing);
	add_unread(
	    &parts, context, view_source_last_read(context, arena, listing));
	text_part_add(&parts, TEXT_DECIDES, listing_who(listing, arena));
	text_part_add(&parts, TEXT_DECIDES, listing_cost(listing, arena));
	text_part_add(&parts, TEXT_DECIDES, referral_of(arena, listing));
	text_part_add(&parts, TEXT_HELPS, open.text);
	text_part_add(&parts, TEXT_HELPS, listing->hours);
	text_part_add(&parts, TEXT_HELPS, view_address(listing, arena));
	text_part_add(&parts, TEXT_HELPS,
	    words_email(
		listing->email != NULL ? listing->email : listing->org_email));
	text_part_add(&parts, TEXT_LAST, listing_summary(listing, arena));
	text_part_add(&parts, TEXT_MUST, page_of(context, arena, listing));
	return written(&parts, septets);
}

char *
text_to_send(const struct context *context, struct arena *arena,
    const struct listing *listing)
{
	struct text_parts parts = {.arena = arena};

	text_part_add(&parts, TEXT_MUST, listing->name);
	add_phones(&parts, listing, 1);
	text_part_add(&parts, TEXT_MUST,
	    status_words(listing->status, listing->status_note));
	add_old(&parts, context, listing);
	add_unread(
	    &parts, context, view_source_last_read(context, arena, listing));
	text_part_add(&parts, TEXT_DECIDES, listing_who(listing, arena));
	text_part_add(&parts, TEXT_DECIDES, listing_cost(listing, arena));
	text_part_add(&parts, TEXT_HELPS, listing_referral(listing, arena));
	text_part_add(&parts, TEXT_HELPS, listing->hours);
	text_part_add(&parts, TEXT_LAST, view_address(listing, arena));
	text_part_add(&parts, TEXT_MUST, page_of(context, arena, listing));
	return written(&parts, GSM_ONE);
}

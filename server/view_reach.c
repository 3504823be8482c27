#include "server/view_reach.h"

#include "base/buf.h"
#include "base/say.h"

void
view_phones(struct view *view, const struct listing *listing)
{
	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *phone = &listing->phones[i];
		struct view *item = view_item(view, "phones");

		view_text(item, "dial", phone->dial);
		view_text(item, "show", phone->show);
		view_text(item, "given", phone->given);
		view_text(item, "extension", phone->extension);
		view_text(item, "note", phone->note);
		view_text(item, "scheme", phone->text ? "sms" : "tel");
		view_text(item, "verb",
		    phone->text ? C_("before a number", "Text")
				: C_("before a number", "Call"));
	}
}

/* "The Hall, 1 Mill Lane, Westby, QX4 2AB", or "". */
static char *
address_line(const struct listing_location *place, struct arena *arena)
{
	const char *const parts[] = {place->name, place->address, place->town,
	    place->county,
	    place->postcode != NULL ? place->postcode : place->postcode_given};
	struct buf line = {0};
	char *kept;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (parts[i] != NULL)
			buf_printf(&line, "%s%s", line.length > 0 ? ", " : "",
			    parts[i]);
	kept = arena_strdup(arena, buf_text(&line));
	buf_clear(&line);
	return kept;
}

void
view_addresses(struct view *view, const struct listing *listing)
{
	if (listing->hide_address) {
		view_flag(view, "no_address", true);
		return;
	}
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *place = &listing->locations[i];
		char *address = address_line(place, view_arena(view));
		struct view *item;

		if (*address == '\0' && place->access_text == NULL)
			continue;
		item = view_item(view, "places");
		view_text(item, "address", address);
		view_text(item, "access", place->access_text);
		view_flag(view, "has_places", true);
	}
}

char *
view_address(const struct listing *listing, struct arena *arena)
{
	char *address;

	if (listing->hide_address)
		return NULL;
	for (size_t i = 0; i < listing->locations_count; i++) {
		address = address_line(&listing->locations[i], arena);
		if (*address != '\0')
			return address;
	}
	return NULL;
}

void
view_status(struct view *view, const struct listing *listing)
{
	if (listing->status == LISTING_ACTIVE)
		return;
	if (listing->status_note != NULL)
		view_text(view, "status_given", listing->status_note);
	else if (listing->status == LISTING_PAUSED)
		view_text(view, "status_note",
		    _("Not taking new people now, its source says."));
	else
		view_text(view, "status_note", _("Closed, its source says."));
}

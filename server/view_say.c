#include "server/view_say.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"

/* Bytes of one part: longer ones are for reading, not for hearing. */
#define SAY_PART 90

/* How much of a text is said: its first sentence or line. */
static size_t
said_length(const char *text)
{
	size_t length = strcspn(text, "\n");

	for (size_t i = 0; i + 1 < length; i++)
		if (strchr(".!?", text[i]) != NULL && text[i + 1] == ' ')
			length = i;
	while (length > 0 && strchr(" .,;:", text[length - 1]) != NULL)
		length--;
	return length;
}

/* A part that is too long to be heard is left out, not cut short. */
static void
add_part(
    struct buf *out, const char **before, const char *lead, const char *text)
{
	size_t length = text != NULL ? said_length(text) : 0;
	bool calm;

	if (length == 0 || length > SAY_PART)
		return;
	/* "Free" goes on a sentence in small letters, "NHS" and "I" do not. */
	calm = *lead == '\0' && isupper((unsigned char)text[0]) &&
	       islower((unsigned char)text[1]);
	buf_add_text(out, *before);
	buf_add_text(out, lead);
	buf_add_char(
	    out, calm ? (char)tolower((unsigned char)text[0]) : text[0]);
	buf_add(out, text + 1, length - 1);
	*before = "; ";
}

char *
view_say(struct arena *arena, const struct card *card, const char *open_text)
{
	struct buf out = {0};
	const char *before = ": ";
	char *said;

	buf_add_text(&out, card->text[CARD_NAME]);
	if (card->length[CARD_ORGANISATION] > 0)
		buf_printf(&out, ", by %s", card->text[CARD_ORGANISATION]);
	if (card->length[CARD_PLACE] > 0)
		buf_printf(&out, ", in %s", card->text[CARD_PLACE]);
	if (card->status == LISTING_PAUSED)
		add_part(&out, &before, "", "not taking new people now");
	else if (card->status == LISTING_CLOSED)
		add_part(&out, &before, "", "closed");
	add_part(&out, &before, "who for: ", card->text[CARD_WHO]);
	add_part(&out, &before, "cost: ", card->text[CARD_COST]);
	add_part(&out, &before, "referral: ", card->text[CARD_REFERRAL]);
	add_part(&out, &before, "",
	    open_text != NULL ? open_text : card->text[CARD_HOURS]);
	buf_add_char(&out, '.');
	if (card->length[CARD_DIAL] > 0)
		buf_printf(&out, " Phone %s.", card->text[CARD_SHOW]);
	else if (card->length[CARD_PHONE_GIVEN] > 0)
		buf_printf(&out, " Phone: %s.", card->text[CARD_PHONE_GIVEN]);
	said = arena_strndup(arena, buf_text(&out), out.length);
	buf_clear(&out);
	return said;
}

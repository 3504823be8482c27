#include "server/view_say.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

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

/* Does a text begin with one of some words, whole? */
static bool
begins(const char *text, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t length = strlen(*words);

		if (strncasecmp(text, *words, length) == 0 &&
		    !isalnum((unsigned char)text[length]))
			return true;
	}
	return false;
}

/* Words that have a capital for standing first, and lose it inside. */
static const char *const common[] = {"a", "adult", "adults", "age", "aged",
    "ages", "all", "an", "any", "anybody", "anyone", "at", "boys", "by", "call",
    "carers", "charges", "children", "closed", "concessions", "donations",
    "every", "everybody", "everyone", "families", "fee", "fees", "for", "free",
    "from", "girls", "in", "just", "living", "men", "must", "no", "not", "on",
    "only", "older", "open", "over", "parents", "pay", "people", "phone",
    "refer", "referral", "referrals", "registered", "residents", "self",
    "self-identifying", "self-refer", "sliding", "small", "suggested", "the",
    "those", "under", "usually", "weekdays", "women", "you", "young", NULL};

static void
add_words(struct buf *out, const char *text, size_t length)
{
	if (length == 0)
		return;
	buf_add_char(out, begins(text, common)
			      ? (char)tolower((unsigned char)text[0])
			      : text[0]);
	buf_add(out, text + 1, length - 1);
}

/* A part that is too long to be heard is left out, not cut short. */
static void
add_part(
    struct buf *out, const char **before, const char *lead, const char *text)
{
	size_t length = text != NULL ? said_length(text) : 0;

	if (length == 0 || length > SAY_PART)
		return;
	buf_add_text(out, *before);
	buf_add_text(out, lead);
	add_words(out, text, length);
	*before = "; ";
}

/* What makes a rule of whom it is for follow on "for". */
static const char *
who_lead(const char *text)
{
	static const char *const people[] = {"adult", "adults", "age", "ages",
	    "all", "anybody", "anyone", "boys", "carers", "children",
	    "everybody", "everyone", "families", "girls", "men", "older",
	    "over", "parents", "people", "residents", "self-identifying",
	    "those", "under", "unpaid", "women", "young", NULL};
	static const char *const conditions[] = {
	    "aged", "from", "living", "registered", NULL};
	static const char *const whole[] = {
	    "a", "an", "for", "not", "only", "no", NULL};
	static const char *const duties[] = {"must", NULL};
	size_t digits = strspn(text, "0123456789");

	if (begins(text, whole))
		return "";
	if (digits > 0 || begins(text, conditions))
		return "for people ";
	if (begins(text, duties))
		return "people ";
	return begins(text, people) || strstr(text, "residents") != NULL
		   ? "for "
		   : "who for: ";
}

/* "18+" is no word: "aged 18 and over". */
static void
add_rule(struct buf *out, const char *text, size_t length)
{
	size_t digits = strspn(text, "0123456789");

	buf_add_text(out, who_lead(text));
	if (digits == 0 || digits > 3) {
		add_words(out, text, length);
		return;
	}
	buf_add_text(out, "aged ");
	buf_add(out, text, digits);
	if (text[digits] == '+') {
		buf_add_text(out, " and over");
		digits++;
	}
	buf_add(out, text + digits, length - digits);
}

/* The rules of whom it is for, which a card has with "; " between. */
static void
add_who(struct buf *out, const char **before, const char *text)
{
	size_t left = text != NULL ? said_length(text) : 0;

	if (left > SAY_PART)
		return;
	while (left > 0) {
		size_t length = strcspn(text, ";");

		if (length > left)
			length = left;
		buf_add_text(out, *before);
		add_rule(out, text, length);
		*before = ", ";
		text += length;
		left -= length;
		while (left > 0 && strchr("; ", *text) != NULL) {
			text++;
			left--;
		}
	}
	if (strcmp(*before, ", ") == 0)
		*before = "; ";
}

static const char *
cost_lead(const char *text)
{
	static const char *const plain[] = {
	    "charges", "concessions", "donations", "free", "no", "pay", NULL};

	if (strncmp(text, "£", strlen("£")) == 0)
		return "it costs ";
	return begins(text, plain) ? "" : "cost: ";
}

static void
add_cost(struct buf *out, const char **before, const char *text)
{
	if (text == NULL)
		return;
	if (strcmp(text, "£0") == 0)
		text = "free";
	add_part(out, before, cost_lead(text), text);
}

static void
add_referral(struct buf *out, const char **before, const char *text)
{
	static const char *const plain[] = {"refer", "referral", "referrals",
	    "self-refer", "self-referral", "gp", "you", NULL};
	static const char *const self[] = {"refer yourself", NULL};

	if (text != NULL)
		add_part(out, before,
		    begins(text, self)    ? "you can "
		    : begins(text, plain) ? ""
					  : "referral: ",
		    text);
}

/* "Exe Steps OCD Support" says already whose it is. */
static void
add_name(struct buf *out, const struct card *card)
{
	buf_add_text(out, card->text[CARD_NAME]);
	if (card->length[CARD_ORGANISATION] > 0 &&
	    strcasestr(card->text[CARD_NAME], card->text[CARD_ORGANISATION]) ==
		NULL)
		buf_printf(out, ", by %s", card->text[CARD_ORGANISATION]);
	if (card->length[CARD_PLACE] > 0)
		buf_printf(out, ", in %s", card->text[CARD_PLACE]);
}

char *
view_say(struct arena *arena, const struct card *card, const char *open_text)
{
	struct buf out = {0};
	const char *before = ": ";
	char *said;

	add_name(&out, card);
	if (card->status == LISTING_PAUSED)
		add_part(&out, &before, "", "not taking new people now");
	else if (card->status == LISTING_CLOSED)
		add_part(&out, &before, "", "closed");
	add_who(&out, &before, card->text[CARD_WHO]);
	add_cost(&out, &before, card->text[CARD_COST]);
	add_referral(&out, &before, card->text[CARD_REFERRAL]);
	if (open_text != NULL)
		add_part(&out, &before, "", open_text);
	else
		add_part(&out, &before, "hours: ", card->text[CARD_HOURS]);
	if (card->length[CARD_DIAL] > 0)
		buf_printf(
		    &out, "%sthe number is %s", before, card->text[CARD_SHOW]);
	else if (card->length[CARD_PHONE_GIVEN] > 0)
		buf_printf(
		    &out, "%sphone: %s", before, card->text[CARD_PHONE_GIVEN]);
	buf_add_char(&out, '.');
	said = arena_strndup(arena, buf_text(&out), out.length);
	buf_clear(&out);
	return said;
}

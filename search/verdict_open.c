/*
 * Verdicts on when a service is open.  Hours that are not stated are never
 * counted as closed.
 */
#include <string.h>

#include "base/say.h"
#include "search/index_hours.h"
#include "search/verdict.h"

/* What a parameter's value asks of enum hours_when. */
static unsigned
when_of(enum query_open open)
{
	return open > OPEN_NOW ? 1u << (open - OPEN_MONDAY) : 0;
}

static enum verdict
closed(const struct hours *hours)
{
	return hours->prose ? VERDICT_MAY_NOT_SUIT : VERDICT_DOES_NOT_SUIT;
}

static enum verdict
verdict_now(const struct verdict_asker *asker, const struct hours *hours)
{
	switch (hours_state(hours, asker->clock)) {
	case HOURS_OPEN:
		return VERDICT_SUITS;
	case HOURS_CHECK:
		return VERDICT_CHECK;
	case HOURS_CLOSED:
		return closed(hours);
	case HOURS_UNKNOWN:
		break;
	}
	return VERDICT_NOT_STATED;
}

/* A rule read from the words of a listing that says nothing of its hours. */
static const char *
rule_words(const struct index *index, uint32_t document, enum query_open open)
{
	const char *value = query_open_name(open);

	return verdict_sentence(index, document, "time", &value, 1);
}

enum verdict
verdict_open(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	struct listing_opening openings[LISTING_MAX_ITEMS];
	unsigned every, some, asked = when_of(asker->open);
	struct hours hours;

	index_hours_when(index, document, &every, &some);
	if ((every & asked) != 0)
		return VERDICT_SUITS;
	if ((some & asked) != 0)
		return VERDICT_CHECK;
	index_hours_of(index, document, openings, &hours);
	if (asker->open == OPEN_NOW)
		return verdict_now(asker, &hours);
	if (rule_words(index, document, asker->open) != NULL)
		return every == 0 ? VERDICT_SUITS : VERDICT_CHECK;
	return every == 0 && some == 0 ? VERDICT_NOT_STATED : closed(&hours);
}

/* Is it a bank holiday that makes it doubtful now? */
static bool
is_holiday(const struct verdict_asker *asker, const struct hours *hours)
{
	unsigned nations = hours->nations != 0 ? hours->nations : HOLIDAY_ALL;

	return (asker->clock->holidays[0] & nations) != 0;
}

/* Its words for its hours, where they are no others than it gives. */
static const char *
hours_words(const struct index *index, uint32_t document)
{
	struct card card;

	if (!index_card(index, document, &card) || card.length[CARD_HOURS] == 0)
		return NULL;
	return card.text[CARD_HOURS];
}

void
verdict_words_open(const struct verdict_asker *asker, const struct index *index,
    uint32_t document, struct verdict_part *part)
{
	struct listing_opening openings[LISTING_MAX_ITEMS];
	struct hours hours;

	index_hours_of(index, document, openings, &hours);
	if (asker->open == OPEN_NOW && part->verdict == VERDICT_CHECK &&
	    is_holiday(asker, &hours))
		part->words = _("may differ: bank holiday");
	if (part->words == NULL)
		part->words = hours_words(index, document);
	if (part->words == NULL && asker->open != OPEN_NOW)
		part->words = rule_words(index, document, asker->open);
}

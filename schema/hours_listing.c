/* The times of a listing, from the best that it says of them. */
#include <string.h>

#include "base/compiler.h"
#include "schema/hours_parts.h"

static unsigned
nations_of(const struct listing *listing)
{
	unsigned nations = 0;

	for (size_t i = 0; i < listing->locations_count; i++)
		nations |= holiday_nations_of(listing->locations[i].district);
	for (size_t i = 0; i < listing->areas_count && nations == 0; i++) {
		if (listing->areas[i].national)
			return HOLIDAY_ALL;
		for (size_t j = i; j < listing->areas_count; j++)
			nations |= holiday_nations_of(listing->areas[j].code);
	}
	return nations;
}

/* "Lines are open 24 hours": a rule read from its text. */
static void
any_hour(struct arena *arena, struct hours *out)
{
	struct listing_opening *openings =
	    arena_alloc(arena, 7 * sizeof(*openings));

	for (int day = 0; day < 7; day++)
		openings[day] =
		    (struct listing_opening){day, 0, HOURS_DAY_MINUTES, NULL};
	out->openings = openings;
	out->count = 7;
	out->prose = true;
}

/* "We answer within 24 hours" is no opening time. */
static bool
is_any_hour(const char *sentence)
{
	static const char *const says[] = {"24/7", "24 hours a day",
	    "24 hours per day", "open 24 hours", "24-hour helpline",
	    "24 hour helpline", "24-hour line", "24 hour line", "day and night",
	    "day or night", "round the clock"};
	static const char *const denies[] = {
	    "within", " not ", "n't", "no longer", "reply", "respond"};
	bool found = false;

	for (size_t i = 0; i < ARRAY_LEN(denies); i++)
		if (strcasestr(sentence, denies[i]) != NULL)
			return false;
	for (size_t i = 0; i < ARRAY_LEN(says); i++)
		found |= strcasestr(sentence, says[i]) != NULL;
	return found;
}

static bool
says_any_hour(const struct listing *listing)
{
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		if (rule->dimension != NULL && rule->value != NULL &&
		    rule->sentence != NULL &&
		    strcmp(rule->dimension, "time") == 0 &&
		    strcmp(rule->value, "all-hours") == 0 &&
		    is_any_hour(rule->sentence))
			return true;
	}
	return false;
}

void
hours_of_listing(
    const struct listing *listing, struct arena *arena, struct hours *out)
{
	memset(out, 0, sizeof(*out));
	if (listing->openings_count > 0) {
		out->openings = listing->openings;
		out->count = listing->openings_count;
		out->holiday = hours_holiday_said(listing->hours);
	} else if (listing->hours != NULL) {
		/* False leaves it as it is: not stated. */
		if (!hours_read(listing->hours, arena, out))
			memset(out, 0, sizeof(*out));
	} else if (says_any_hour(listing)) {
		any_hour(arena, out);
	}
	out->nations = nations_of(listing);
}

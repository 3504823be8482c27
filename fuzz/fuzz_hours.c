/* Times, weekdays and hours as feeds write them; answers at any time. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "schema/hours.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* More openings than any real listing has. */
#define OPENINGS 24

/* 1 January 2100, UTC: later times are no one's question. */
#define LATEST 4102444800u

/* The words stay the same until they are said to change. */
static void
check_answer(const struct hours *hours, time_t now)
{
	struct hours_answer answer, later;
	struct hours_clock clock;
	struct arena arena = {0};

	hours_answer(hours, NULL, now, &arena, &answer);
	hours_clock_init(&clock, NULL, now);
	assert(hours_state(hours, &clock) == answer.state);
	assert(answer.state == HOURS_UNKNOWN || answer.text != NULL);
	if (answer.changes != 0) {
		assert(answer.changes > now);
		hours_answer(hours, NULL, answer.changes - 1, &arena, &later);
		assert(later.state == answer.state);
		assert((later.text == NULL) == (answer.text == NULL));
		assert(answer.text == NULL ||
		       strcmp(later.text, answer.text) == 0);
	}
	arena_clear(&arena);
}

/* What is read of any words is times of a week. */
static void
check_prose(const char *text, time_t now)
{
	struct hours hours = {0};
	struct arena arena = {0};
	unsigned every, some;

	assert(hours_holiday_said(text) <= HOURS_HOLIDAY_USUAL);
	if (hours_read(text, &arena, &hours)) {
		assert(hours.count > 0 && hours.count <= LISTING_MAX_ITEMS);
		for (size_t i = 0; i < hours.count; i++) {
			const struct listing_opening *opening =
			    &hours.openings[i];

			assert(HOURS_WEEKDAY_IS(opening->weekday));
			assert(opening->opens >= 0 && opening->opens < 1440);
			assert(opening->closes >= 0 && opening->closes <= 1440);
		}
		hours_when(&hours, &every, &some);
		assert((every & some) == 0);
		check_answer(&hours, now);
	}
	arena_clear(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct listing_opening openings[OPENINGS];
	struct hours hours = {.openings = openings};
	char *text = xstrndup((const char *)data, length);
	uint32_t when = 0;
	size_t i;
	int minute = hours_minute_parse(text);

	assert(minute >= -1 && minute <= 1440);
	assert(hours_weekday_parse(text) >= -1);
	assert(hours_weekday_parse(text) <= 7);
	for (i = 0; i < 4 && i < length; i++)
		when = when << 8 | data[i];
	check_prose(text, (time_t)(when % LATEST));
	hours.nations = when % 8;
	hours.holiday = (enum hours_holiday)(when / 8 % 3);
	for (; i + 3 <= length && hours.count < OPENINGS; i += 3) {
		int weekday = data[i] % 48;

		if (!HOURS_WEEKDAY_IS(weekday))
			continue;
		openings[hours.count++] = (struct listing_opening){weekday,
		    data[i + 1] * 6 % 1440, data[i + 2] * 6 % 1441, NULL};
	}
	check_answer(&hours, (time_t)(when % LATEST));
	free(text);
	return 0;
}

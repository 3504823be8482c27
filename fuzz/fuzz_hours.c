/* Times and weekdays as feeds write them, and answers at any time. */
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
check_answer(const struct listing_opening *openings, size_t count, time_t now)
{
	struct hours_answer answer, later;
	struct arena arena = {0};

	hours_answer(openings, count, now, &arena, &answer);
	assert(answer.state == HOURS_UNKNOWN || answer.text != NULL);
	if (answer.changes != 0) {
		assert(answer.changes > now);
		hours_answer(
		    openings, count, answer.changes - 1, &arena, &later);
		assert(later.state == answer.state);
		assert((later.text == NULL) == (answer.text == NULL));
		assert(answer.text == NULL ||
		       strcmp(later.text, answer.text) == 0);
	}
	arena_clear(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct listing_opening openings[OPENINGS];
	char *text = xstrndup((const char *)data, length);
	uint32_t when = 0;
	size_t count = 0, i;
	int minute = hours_minute_parse(text);

	assert(minute >= -1 && minute <= 1440);
	assert(hours_weekday_parse(text) >= -1);
	assert(hours_weekday_parse(text) <= 7);
	for (i = 0; i < 4 && i < length; i++)
		when = when << 8 | data[i];
	for (; i + 3 <= length && count < OPENINGS; i += 3, count++) {
		openings[count] = (struct listing_opening){data[i] % 8,
		    data[i + 1] * 6 % 1440, data[i + 2] * 6 % 1441, NULL};
	}
	check_answer(openings, count, (time_t)(when % LATEST));
	free(text);
	return 0;
}

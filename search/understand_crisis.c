#include <string.h>

#include "schema/phone.h"
#include "search/understand_parts.h"

/* All of q's digits, however they are spaced; false where it has more. */
static bool
spaced_digits(const char *q, char digits[PHONE_MAX_DIGITS + 1])
{
	size_t count = 0;

	while (*q != '\0') {
		size_t mark = phone_mark_length(q);

		if (mark > 0) {
			q += mark;
			continue;
		}
		if (*q < '0' || *q > '9' || count == PHONE_MAX_DIGITS)
			return false;
		digits[count++] = *q++;
	}
	digits[count] = '\0';
	return count > 0;
}

void
read_crisis(struct reader *reader)
{
	struct query *query = reader->query;
	char digits[PHONE_MAX_DIGITS + 1];

	query->crisis = crisis_find(reader->vocabulary, query->q,
	    &query->crisis_at, &query->crisis_length);
	if (query->crisis != CRISIS_NONE || !spaced_digits(query->q, digits))
		return;
	/* "9-9-9" */
	query->crisis = crisis_find(reader->vocabulary, digits, NULL, NULL);
	query->crisis_at = 0;
	query->crisis_length = strlen(query->q);
}

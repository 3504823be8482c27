/* A telephone field of a feed, and a number that a visitor types. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "schema/phone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* What we would have people dial is a number, and shown it is the same. */
static void
check_dial(struct arena *arena, const struct phone *phone)
{
	char digits[PHONE_MAX_DIGITS + 1], shown[PHONE_MAX_DIGITS + 1];
	size_t length = strlen(phone->dial);

	assert(strspn(phone->dial, "+0123456789") == length);
	assert(strchr(phone->dial + 1, '+') == NULL);
	assert(phone_dial_digits(phone->dial, digits) > 0);
	assert(phone->show != NULL);
	if (strncmp(phone->dial, "+44", 3) == 0) {
		assert(phone_national_valid(phone->dial + 3, length - 3));
		assert(phone_query_digits(phone->show, shown) > 0);
		assert(strcmp(digits, shown) == 0);
		assert(phone_query_digits(
			   phone_show(arena, phone->dial), shown) > 0);
		assert(strcmp(digits, shown) == 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	char *text = xstrndup((const char *)data, length);
	char digits[PHONE_MAX_DIGITS + 1];
	struct phone found[PHONE_MAX_FOUND];
	struct arena arena = {0};
	size_t count = phones_parse(&arena, text, found), i;

	assert(count <= PHONE_MAX_FOUND);
	for (i = 0; i < count; i++) {
		assert(found[i].given != NULL && found[i].given[0] != '\0');
		assert(strstr(text, found[i].given) != NULL);
		if (found[i].dial != NULL)
			check_dial(&arena, &found[i]);
	}
	assert(phone_query_digits(text, digits) == strlen(digits));
	arena_clear(&arena);
	free(text);
	return 0;
}

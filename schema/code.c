#include "schema/code.h"

#include <string.h>

#include "base/compiler.h"
#include "schema/listing.h"

/*
 * A99 9AA, A9A 9AA and AA9 9AA: the postcodes of six characters.  (Outcodes
 * have four at most.)
 */
static bool
shaped_like_postcode(const char *text)
{
	static const char *const shapes[] = {"a999aa", "a9a9aa", "aa99aa"};
	char shape[LISTING_CODE_TEXT] = "";

	for (size_t i = 0; i < LISTING_CODE_BYTES; i++)
		shape[i] = text[i] >= '0' && text[i] <= '9' ? '9' : 'a';
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		if (strcmp(shape, shapes[i]) == 0)
			return true;
	}
	return false;
}

bool
code_valid(const char *text)
{
	size_t digits = strcspn(text, "bcdfghjkmnpqrstvwxz");
	size_t letters = strcspn(text, "23456789");

	return strlen(text) == LISTING_CODE_BYTES &&
	       strspn(text, CODE_ALPHABET) == LISTING_CODE_BYTES &&
	       digits < LISTING_CODE_BYTES && letters < LISTING_CODE_BYTES &&
	       !shaped_like_postcode(text);
}

#include "importers/places_codes.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static void
codes_add_one(struct places_codes *codes, const char *given, size_t length,
    const char *present)
{
	struct places_code *code;

	if (length != PLACE_GSS_TEXT - 1 ||
	    strlen(present) != PLACE_GSS_TEXT - 1)
		return;
	codes->codes =
	    grow_array(codes->codes, codes->count, sizeof(*codes->codes));
	code = &codes->codes[codes->count++];
	memcpy(code->given, given, length);
	code->given[length] = '\0';
	memcpy(code->present, present, PLACE_GSS_TEXT);
}

void
places_codes_add(struct places_codes *codes, const struct places_area *area)
{
	const char *at = area->aliases;

	codes_add_one(codes, area->gss, strlen(area->gss), area->gss);
	while (*at != '\0') {
		size_t length = strcspn(at, " ");

		/* Slugs are in small letters, codes start with a capital. */
		if (isupper((unsigned char)*at))
			codes_add_one(codes, at, length, area->gss);
		at += length;
		at += strspn(at, " ");
	}
}

static int
codes_compare(const void *left, const void *right)
{
	const struct places_code *a = left, *b = right;

	return strcmp(a->given, b->given);
}

void
places_codes_sort(struct places_codes *codes)
{
	if (codes->count > 0)
		qsort(codes->codes, codes->count, sizeof(*codes->codes),
		    codes_compare);
}

const char *
places_codes_present(const struct places_codes *codes, const char *gss)
{
	const struct places_code *code;
	struct places_code key;
	size_t length = strlen(gss);

	if (length != PLACE_GSS_TEXT - 1 || codes->count == 0)
		return NULL;
	memcpy(key.given, gss, length + 1);
	code = bsearch(&key, codes->codes, codes->count, sizeof(*codes->codes),
	    codes_compare);
	return code == NULL ? NULL : code->present;
}

void
places_codes_clear(struct places_codes *codes)
{
	free(codes->codes);
	memset(codes, 0, sizeof(*codes));
}

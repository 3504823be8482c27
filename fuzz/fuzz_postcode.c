/* Postcodes in what a feed or a visitor writes. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/postcode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	char *text = xstrndup((const char *)data, length);
	char out[POSTCODE_TEXT], again[POSTCODE_TEXT];
	enum postcode_kind kind = postcode_parse(text, out);
	unsigned long at, found;

	/* What was read is read the same again. */
	assert((kind == POSTCODE_NOT) == (out[0] == '\0'));
	if (kind != POSTCODE_NOT) {
		assert(postcode_parse(out, again) == kind);
		assert(strcmp(out, again) == 0);
		assert(postcode_outcode_length(out) <= strlen(out));
	}
	kind = postcode_find(text, out, &at, &found);
	assert(at + found <= strlen(text));
	if (kind != POSTCODE_NOT)
		assert(postcode_parse(out, again) == kind);
	free(text);
	return 0;
}

/* What a broken or hostile process at the other end of a pipe can send. */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

#define MAX_TEXT 1000

/* The input's own bytes choose what is asked for next. */
static void
get_one(struct wire *in, uint8_t what)
{
	const char *text;

	switch (what % 5) {
	case 0:
		assert(wire_get_u8(in, what) <= what);
		break;
	case 1:
		assert(wire_get_u32(in, 70000) <= 70000);
		break;
	case 2:
		wire_get_i64(in);
		break;
	case 3:
		assert(isfinite(wire_get_double(in)));
		break;
	default:
		text = wire_get_text(in, MAX_TEXT);
		assert(text == NULL || strlen(text) <= MAX_TEXT);
		assert(text == NULL || utf8_valid(text, strlen(text)));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct arena arena = {0};
	size_t i, plan = length < 8 ? length : 8;
	struct wire in;

	wire_begin(&in, data + plan, length - plan, &arena);
	for (i = 0; i < plan; i++)
		get_one(&in, data[i]);
	if (wire_end(&in) == WIRE_OK)
		assert(in.at == in.end);
	arena_clear(&arena);
	return 0;
}

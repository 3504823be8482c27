/*
 * A mapping is the operator's, but may be half written: whatever it says, it
 * is refused with its line or runs within its bounds.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "fuzz/feed_sink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static const char codes[] = "code,label\n1,one\n\"a, b\",\"say \"\"b\"\"\"\n";
static const char feed[] =
    "<?xml version='1.0'?><a n='2' page='1' pages='1'><h>head</h>"
    "<b id='1' c='true'><n>Name &lt;b&gt;one&lt;/b&gt;</n><t>0113 496 0182"
    "</t><p>QX4 1AA</p><d>2026-01-05</d><g>16-25</g><l>53.8,-1.5</l>"
    "<o><y>Mon-Fri</y><f>09:00</f><u>17:00</u></o><x k='v'>X<i>Y</i></x></b>"
    "<b id='2'><n>Two</n><e>a@example.org</e><w>www.example.org</w></b></a>";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	char *text = xstrndup((const char *)data, length);
	struct mapping_error error = {.line = 0};
	const struct mapping_beside beside = {"codes.csv", codes};
	struct mapping *mapping =
	    mapping_parse_beside("fuzz", text, &beside, 1, &error);

	if (mapping == NULL) {
		assert(error.line > 0 && error.text[0] != '\0');
	} else {
		feed_sink_read(&mapping, 1, feed, sizeof(feed) - 1, 4096);
		mapping_free(mapping);
	}
	free(text);
	return 0;
}

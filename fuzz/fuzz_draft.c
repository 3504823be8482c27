/*
 * A hostile feed that nobody has mapped: whatever is in it, the draft written
 * for it is a mapping, and the feed can be read with it.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "fuzz/feed_sink.h"
#include "importers/draft.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static void
write_draft(void *arg, const struct reader_summary *survey)
{
	struct buf *draft = arg;

	if (!draft_write(draft, survey, "feed.xml", 0))
		buf_reset(draft);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct mapping_error error;
	struct mapping *mapping;
	struct buf draft = {0};

	feed_sink_survey(data, length, 64 * 1024, write_draft, &draft);
	if (draft.length > 0) {
		mapping = mapping_parse("draft", buf_text(&draft), &error);
		if (mapping == NULL) {
			fprintf(stderr, "line %u: %s\n%s", error.line,
			    error.text, buf_text(&draft));
			abort();
		}
		feed_sink_read(&mapping, 1, data, length, 64 * 1024);
		mapping_free(mapping);
	}
	buf_clear(&draft);
	return 0;
}

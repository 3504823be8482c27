/* What a server that was broken into hands the keeper; what lies in inbox/. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "schema/visitor_report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

static bool
same_text(const char *one, const char *other)
{
	return one == NULL || other == NULL ? one == other
					    : strcmp(one, other) == 0;
}

/* What was taken can be kept, and is the same when it is read again. */
static void
goes_round(const struct visitor_report *report, struct arena *arena)
{
	struct visitor_report again;
	struct buf bytes = {0};

	visitor_report_pack(&bytes, report);
	assert(bytes.length <= VISITOR_MAX_BYTES);
	assert(visitor_report_unpack(bytes.data, bytes.length, arena, &again));
	assert(same_text(report->text, again.text));
	buf_reset(&bytes);
	visitor_report_write(&bytes, report);
	assert(bytes.length <= VISITOR_MAX_BYTES);
	assert(visitor_report_read(bytes.data, bytes.length, arena, &again));
	assert(same_text(report->text, again.text));
	assert(same_text(report->contact, again.contact));
	assert(strcmp(report->code, again.code) == 0);
	assert(report->topic == again.topic && report->when == again.when &&
	       report->sent == again.sent);
	buf_clear(&bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct visitor_report report;
	struct arena arena = {0};

	if (visitor_report_unpack(data, length, &arena, &report)) {
		report.when = 1795000000;
		goes_round(&report, &arena);
	}
	if (visitor_report_read((const char *)data, length, &arena, &report))
		goes_round(&report, &arena);
	arena_clear(&arena);
	return 0;
}

#include "schema/visitor_report.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mail.h"
#include "base/say.h"
#include "base/utf8.h"
#include "base/wire.h"
#include "schema/code.h"

#define FIRST_LINE "Signpost report 1\n"

const char *const visitor_topic_name[N_VISITOR_TOPICS] = {
    [VISITOR_PHONE] = "phone",
    [VISITOR_CLOSED] = "closed",
    [VISITOR_WHO] = "who",
    [VISITOR_HOURS] = "hours",
    [VISITOR_OTHER] = "other",
};

const char *const visitor_topic_words[N_VISITOR_TOPICS] = {
    [VISITOR_PHONE] = N_("The phone number does not work"),
    [VISITOR_CLOSED] = N_("The service has closed or moved"),
    [VISITOR_WHO] = N_("Who it is for, or how to get in, is wrong"),
    [VISITOR_HOURS] = N_("Opening times are wrong"),
    [VISITOR_OTHER] = N_("Something else"),
};

enum visitor_topic
visitor_topic_find(const char *name)
{
	size_t i = 0;

	while (i < N_VISITOR_TOPICS && strcmp(name, visitor_topic_name[i]) != 0)
		i++;
	return (enum visitor_topic)i;
}

/* utf8_clean() takes away what could hide or turn round other words. */
bool
visitor_text_valid(const char *text)
{
	char *clean;
	bool same;

	if (*text == '\0' || strlen(text) > VISITOR_MAX_TEXT)
		return false;
	clean = utf8_clean(text);
	same = strcmp(clean, text) == 0;
	free(clean);
	return same;
}

static bool
report_valid(const struct visitor_report *report)
{
	return code_valid(report->code) &&
	       (report->text == NULL || visitor_text_valid(report->text)) &&
	       (report->contact == NULL || mail_address_valid(report->contact));
}

void
visitor_report_pack(struct buf *out, const struct visitor_report *report)
{
	wire_put_text(out, report->code);
	wire_put_u8(out, (uint8_t)report->topic);
	wire_put_text(out, report->text);
	wire_put_text(out, report->contact);
}

bool
visitor_report_unpack(const void *data, size_t length, struct arena *arena,
    struct visitor_report *out)
{
	struct wire in;
	const char *code;

	*out = (struct visitor_report){0};
	wire_begin(&in, data, length, arena);
	code = wire_get_text(&in, LISTING_CODE_BYTES);
	out->topic = (enum visitor_topic)wire_get_u8(&in, N_VISITOR_TOPICS - 1);
	out->text = wire_get_text(&in, VISITOR_MAX_TEXT);
	out->contact = wire_get_text(&in, MAIL_MAX_ADDRESS);
	if (wire_end(&in) != WIRE_OK || code == NULL)
		return false;
	strcpy(out->code, code);
	return report_valid(out);
}

static void
write_time(struct buf *out, const char *name, time_t when)
{
	char text[DATE_INSTANT];

	if (when == 0)
		return;
	date_instant(when, text);
	buf_printf(out, "%s: %s\n", name, text);
}

void
visitor_report_write(struct buf *out, const struct visitor_report *report)
{
	buf_add_text(out, FIRST_LINE);
	write_time(out, "When", report->when);
	buf_printf(out, "Listing: %s\n", report->code);
	buf_printf(out, "Topic: %s\n", visitor_topic_name[report->topic]);
	if (report->contact != NULL)
		buf_printf(out, "Contact: %s\n", report->contact);
	write_time(out, "Sent", report->sent);
	if (report->text != NULL)
		buf_printf(out, "\n%s\n", report->text);
}

/* What follows "Name: " on the line; NULL where the line is another. */
static char *
value_of(struct arena *arena, const char *line, size_t length, const char *name)
{
	size_t before = strlen(name);

	if (length <= before + 2 || memcmp(line, name, before) != 0 ||
	    memcmp(line + before, ": ", 2) != 0)
		return NULL;
	return arena_strndup(arena, line + before + 2, length - before - 2);
}

/* False: no line that we write. */
static bool
read_line(struct arena *arena, const char *line, size_t length,
    struct visitor_report *out)
{
	char *value;

	if ((value = value_of(arena, line, length, "When")) != NULL)
		return date_instant_parse(value, &out->when);
	if ((value = value_of(arena, line, length, "Sent")) != NULL)
		return date_instant_parse(value, &out->sent);
	if ((value = value_of(arena, line, length, "Listing")) != NULL) {
		if (strlen(value) != LISTING_CODE_BYTES)
			return false;
		strcpy(out->code, value);
		return true;
	}
	if ((value = value_of(arena, line, length, "Topic")) != NULL) {
		out->topic = visitor_topic_find(value);
		return out->topic != N_VISITOR_TOPICS;
	}
	out->contact = value_of(arena, line, length, "Contact");
	return out->contact != NULL;
}

bool
visitor_report_read(const char *data, size_t length, struct arena *arena,
    struct visitor_report *out)
{
	const char *end = data + length, *at = data;
	bool words = false;

	*out = (struct visitor_report){.topic = N_VISITOR_TOPICS};
	if (length > VISITOR_MAX_BYTES || length < strlen(FIRST_LINE) ||
	    !utf8_valid(data, length) || data[length - 1] != '\n' ||
	    memcmp(data, FIRST_LINE, strlen(FIRST_LINE)) != 0)
		return false;
	for (at += strlen(FIRST_LINE); at < end && !words;) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		words = stop == at;
		if (!words && !read_line(arena, at, (size_t)(stop - at), out))
			return false;
		at = stop + 1;
	}
	if (words && at < end)
		out->text = arena_strndup(arena, at, (size_t)(end - at) - 1);
	return out->topic != N_VISITOR_TOPICS && out->when != 0 &&
	       report_valid(out);
}

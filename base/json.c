#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"

/*
 * Escaped beside what RFC 8259 asks for: '<', so that JSON is safe inside a
 * page, U+2028 and U+2029, which end a line in older JavaScript, and delete.
 */
static bool
json_must_escape(uint32_t code)
{
	return code < 0x20 || code == '"' || code == '\\' || code == '<' ||
	       code == 0x7f || code == 0x2028 || code == 0x2029;
}

static void
json_escape(struct buf *out, uint32_t code)
{
	static const char hex[] = "0123456789abcdef";
	char escape[6] = "\\u";

	switch (code) {
	case '"':
		buf_add_text(out, "\\\"");
		return;
	case '\\':
		buf_add_text(out, "\\\\");
		return;
	case '\n':
		buf_add_text(out, "\\n");
		return;
	case '\t':
		buf_add_text(out, "\\t");
		return;
	default:
		escape[2] = hex[code >> 12 & 15];
		escape[3] = hex[code >> 8 & 15];
		escape[4] = hex[code >> 4 & 15];
		escape[5] = hex[code & 15];
		buf_add(out, escape, sizeof(escape));
	}
}

void
json_text(struct buf *out, const char *text)
{
	json_text_n(out, text, strlen(text));
}

void
json_text_n(struct buf *out, const char *text, size_t length)
{
	size_t begin = 0, at, step;
	uint32_t code;

	buf_add_char(out, '"');
	for (at = 0; at < length; at += step) {
		step = utf8_next(text + at, length - at, &code);
		if (step > 0 && !json_must_escape(code))
			continue;
		buf_add(out, text + begin, at - begin);
		if (step > 0) {
			json_escape(out, code);
		} else if (text[at] == '\0') {
			json_escape(out, 0);
			step = 1;
		} else {
			/* Not UTF-8: JSON that lies is worse than a gap. */
			buf_add_text(out, "\\ufffd");
			step = 1;
		}
		begin = at + step;
	}
	buf_add(out, text + begin, length - begin);
	buf_add_char(out, '"');
}

/* The comma before, and the key where there is one. */
static void
json_begin(struct json *json, const char *key)
{
	if (json->comma)
		buf_add_char(json->out, ',');
	json->comma = true;
	if (key != NULL) {
		json_text(json->out, key);
		buf_add_char(json->out, ':');
	}
}

void
json_open(struct json *json, const char *key, char bracket)
{
	assert(bracket == '{' || bracket == '[');
	json_begin(json, key);
	buf_add_char(json->out, bracket);
	json->comma = false;
}

void
json_close(struct json *json, char bracket)
{
	assert(bracket == '}' || bracket == ']');
	buf_add_char(json->out, bracket);
	json->comma = true;
}

void
json_string(struct json *json, const char *key, const char *value)
{
	json_begin(json, key);
	json_text(json->out, value);
}

void
json_string_if(struct json *json, const char *key, const char *value)
{
	if (value != NULL && *value != '\0')
		json_string(json, key, value);
}

void
json_integer(struct json *json, const char *key, long value)
{
	json_begin(json, key);
	buf_add_long(json->out, value);
}

void
json_decimal(struct json *json, const char *key, double value, int places)
{
	struct buf *out = json->out;
	size_t begin;

	assert(isfinite(value) && places >= 0 && places <= 6);
	json_begin(json, key);
	begin = out->length;
	buf_printf(out, "%.*f", places, value);
	if (places > 0) {
		while (out->data[out->length - 1] == '0')
			out->length--;
		if (out->data[out->length - 1] == '.')
			out->length--;
		out->data[out->length] = '\0';
	}
	if (strcmp(out->data + begin, "-0") == 0) {
		out->length = begin;
		buf_add_char(out, '0');
	}
}

void
json_bool(struct json *json, const char *key, bool value)
{
	json_begin(json, key);
	buf_add_text(json->out, value ? "true" : "false");
}

void
json_raw(struct json *json, const char *key, const char *data, size_t n)
{
	json_begin(json, key);
	buf_add(json->out, data, n);
}

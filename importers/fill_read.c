#include "importers/fill_read.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "schema/language.h"
#include "schema/listing.h"

/* Length of a blank: a no-break space is one. */
static size_t
blank_at(const char *at)
{
	if (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\v' ||
	    *at == '\f')
		return 1;
	return at[0] == '\xc2' && at[1] == '\xa0' ? 2 : 0;
}

char *
fill_read_lines(struct arena *arena, const char *text)
{
	char *out = arena_strdup(arena, text), *to = out;
	size_t step, ends = 0;
	bool blank = false;

	for (const char *at = out; *at != '\0'; at += step) {
		step = blank_at(at);
		if (step > 0) {
			blank = true;
			continue;
		}
		step = 1;
		if (*at == '\n') {
			ends++;
			blank = false;
			continue;
		}
		if (to > out && ends > 0) {
			*to++ = '\n';
			if (ends > 1)
				*to++ = '\n';
		} else if (to > out && blank) {
			*to++ = ' ';
		}
		ends = 0;
		blank = false;
		*to++ = *at;
	}
	*to = '\0';
	return out;
}

static char *
without_ends(char *part)
{
	size_t length;

	part += strspn(part, " ,;");
	length = strlen(part);
	while (length > 0 && strchr(" ,;", part[length - 1]) != NULL)
		part[--length] = '\0';
	return part;
}

static bool
has_part(const struct buf *joined, const char *part)
{
	size_t length = strlen(part);

	for (const char *at = buf_text(joined);;) {
		size_t here = strcspn(at, ",");
		if (here == length && strncasecmp(at, part, length) == 0)
			return true;
		if (at[here] == '\0')
			return false;
		at += here + 1;
		at += strspn(at, " ");
	}
}

char *
fill_read_address(struct values *values)
{
	struct buf joined = {0};
	char *out, *save, *part;

	for (size_t i = 0; i < values->count; i++) {
		char *lines =
		    fill_read_lines(values->arena, values->items[i].text);

		for (part = strtok_r(lines, "\n", &save); part != NULL;
		     part = strtok_r(NULL, "\n", &save)) {
			part = without_ends(part);
			if (*part == '\0' || filter_placeholder(part) ||
			    has_part(&joined, part))
				continue;
			if (joined.length > 0)
				buf_add_text(&joined, ", ");
			buf_add_text(&joined, part);
		}
	}
	out = arena_strndup(values->arena, buf_text(&joined), joined.length);
	buf_clear(&joined);
	return out;
}

const char *
fill_read_language(const char *text)
{
	const char *code = language_code_of_name(text);

	return code != NULL ? code : text;
}

unsigned
fill_read_mode(const char *text)
{
	static const struct {
		const char *word;
		unsigned mode;
	} known[] = {{"in-person", MODE_IN_PERSON}, {"home", MODE_HOME},
	    {"phone", MODE_PHONE}, {"online", MODE_ONLINE},
	    {"text", MODE_TEXT}};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcasecmp(known[i].word, text) == 0)
			return known[i].mode;
	return 0;
}

bool
fill_read_gss(const char *text)
{
	return strlen(text) == 9 && strchr("EWSNK", text[0]) != NULL &&
	       strspn(text + 1, "0123456789") == 8;
}

bool
fill_read_national(const char *text)
{
	static const char *const known[] = {"uk", "uk-wide", "uk wide",
	    "united kingdom", "national", "nationwide", "whole of the uk",
	    "k02000001"};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcasecmp(known[i], text) == 0)
			return true;
	return false;
}

const char *
fill_clip(struct values *values, size_t index, size_t max_bytes)
{
	const char *text = values->items[index].text;
	size_t length = strlen(text);

	if (length <= max_bytes)
		return text;
	return arena_strndup(values->arena, text, utf8_clip(text, max_bytes));
}

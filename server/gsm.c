#include "server/gsm.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/compiler.h"
#include "base/utf8.h"

/* Beyond ASCII, the alphabet has these. */
static const char beyond[] = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉÄÖÑÜ§¿¡äöñüà¤€";
/* These take two septets. */
static const char doubled[] = "^{}\\[~]|€";

/* What people's word processors write, and what a phone has for it. */
static const struct {
	uint32_t from, to; /* a range */
	const char *words;
} plain[] = {
    {0x2018, 0x201b, "'"},
    {0x201c, 0x201f, "\""},
    {0xab, 0xab, "\""},
    {0xbb, 0xbb, "\""},
    {0x2010, 0x2015, "-"},
    {0x2212, 0x2212, "-"},
    {0x2022, 0x2023, "-"},
    {0xb7, 0xb7, "-"},
    {0x2026, 0x2026, "..."},
    {0x2032, 0x2032, "'"},
    {0x60, 0x60, "'"},
    {0xb4, 0xb4, "'"},
    {0xbd, 0xbd, "1/2"},
    {0xbc, 0xbc, "1/4"},
    {0xbe, 0xbe, "3/4"},
    {0xd7, 0xd7, "x"},
    {0x2713, 0x2714, "yes"},
    {0x2122, 0x2122, ""},
    {0xa9, 0xa9, ""},
    {0xae, 0xae, ""},
    {0x0152, 0x0152, "OE"},
    {0x0153, 0x0153, "oe"},
    {0x0141, 0x0141, "L"},
    {0x0142, 0x0142, "l"},
};

static bool
holds(const char *alphabet, const char *character, size_t length)
{
	const char *at = alphabet;
	uint32_t code;
	size_t step;

	while ((step = utf8_next(at, strlen(at), &code)) > 0) {
		if (step == length && memcmp(at, character, length) == 0)
			return true;
		at += step;
	}
	return false;
}

static bool
in_alphabet(const char *character, size_t length, uint32_t code)
{
	if (code < 0x80)
		return code >= ' ' && code != '`' && code != 0x7f;
	return holds(beyond, character, length);
}

/* A letter without the accent that the alphabet lacks: "ŵ" is "w". */
static bool
add_bare(struct buf *out, uint32_t code)
{
	utf8proc_int32_t parts[16];
	utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)code,
	    parts, ARRAY_LEN(parts),
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK, NULL);
	bool added = false;

	if (count < 0 || count > (utf8proc_ssize_t)ARRAY_LEN(parts))
		return false;
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		if (parts[i] < ' ' || parts[i] >= 0x7f)
			return false;
	}
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		buf_add_char(out, (char)parts[i]);
		added = true;
	}
	return added;
}

static void
add_other(struct buf *out, uint32_t code)
{
	size_t length = out->length;

	for (size_t i = 0; i < ARRAY_LEN(plain); i++) {
		if (code >= plain[i].from && code <= plain[i].to) {
			buf_add_text(out, plain[i].words);
			return;
		}
	}
	if (utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_MN)
		return;
	if (add_bare(out, code))
		return;
	if (length == 0 || out->data[length - 1] != '?')
		buf_add_char(out, '?');
}

static bool
is_space(uint32_t code)
{
	return code <= ' ' || code == 0xa0 ||
	       utf8proc_category((utf8proc_int32_t)code) ==
		   UTF8PROC_CATEGORY_ZS;
}

void
gsm_add(struct buf *out, const char *text)
{
	size_t left = strlen(text), step, begin = out->length;
	bool space = false;
	uint32_t code;

	for (; (step = utf8_next(text, left, &code)) > 0;
	     text += step, left -= step) {
		if (is_space(code)) {
			space = true;
			continue;
		}
		if (space && out->length > begin)
			buf_add_char(out, ' ');
		space = false;
		if (in_alphabet(text, step, code))
			buf_add(out, text, step);
		else
			add_other(out, code);
	}
}

/* Septets of the character at the front, whose bytes are in *step. */
static size_t
character_length(const char *text, size_t left, size_t *step)
{
	uint32_t code;

	*step = utf8_next(text, left, &code);
	return holds(doubled, text, *step) ? 2 : 1;
}

size_t
gsm_length(const char *text)
{
	size_t septets = 0, step, left = strlen(text);

	for (; left > 0; text += step, left -= step)
		septets += character_length(text, left, &step);
	return septets;
}

size_t
gsm_segments(size_t septets)
{
	if (septets <= GSM_ONE)
		return septets > 0;
	return (septets + GSM_SEGMENT - 1) / GSM_SEGMENT;
}

size_t
gsm_clip(const char *text, size_t septets)
{
	size_t length, step, at = 0, left = strlen(text);

	for (; left > 0; at += step, left -= step) {
		length = character_length(text + at, left, &step);
		if (length > septets)
			break;
		septets -= length;
	}
	return at;
}

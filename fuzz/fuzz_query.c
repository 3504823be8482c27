/*
 * What a visitor can ask: one "name=value" a line.  Whatever it is, the same
 * search written as a link and read again is the same.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "fuzz/sample_query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* A link's parameters, one a line; lines within a value become spaces. */
static char *
decode_link(const struct buf *link, struct arena *arena)
{
	struct buf lines = {0}, part = {0};
	const char *at = buf_text(link);
	char *text;

	while (*at != '\0') {
		size_t length = strcspn(at, "&");

		assert(url_decode(&part, at, length));
		for (size_t i = 0; i < part.length; i++)
			if (part.data[i] == '\n')
				part.data[i] = ' ';
		buf_add(&lines, part.data, part.length);
		buf_add_char(&lines, '\n');
		at += length + (at[length] == '&');
	}
	text = arena_strdup(arena, buf_text(&lines));
	buf_clear(&lines);
	buf_clear(&part);
	return text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	struct arena arena = {0};
	struct buf link = {0}, again = {0};
	struct query query, read_back;

	sample_query_read(arena_strndup(&arena, (const char *)data, length),
	    '\n', &arena, &query);
	query_url(&query, &link, NULL, 0);
	sample_query_read(decode_link(&link, &arena), '\n', &arena, &read_back);
	query_url(&read_back, &again, NULL, 0);
	assert(strcmp(buf_text(&link), buf_text(&again)) == 0);
	buf_clear(&link);
	buf_clear(&again);
	arena_clear(&arena);
	return 0;
}

#include "server/words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "schema/hours.h"

static char *
arena_take(struct arena *arena, struct buf *buf)
{
	char *text = arena_strndup(arena, buf_text(buf), buf->length);

	buf_clear(buf);
	return text;
}

/* Digits in threes: people read "1,227" faster. */
static void
add_grouped(struct buf *out, long number)
{
	char digits[32];
	int length = snprintf(digits, sizeof(digits), "%ld", number);

	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-')
			buf_add_char(out, ',');
		buf_add_char(out, digits[i]);
	}
}

char *
words_count(struct arena *arena, long count, const char *one, const char *many)
{
	struct buf text = {0};

	add_grouped(&text, count);
	buf_add_char(&text, ' ');
	buf_add_text(&text, count == 1 ? one : many);
	return arena_take(arena, &text);
}

char *
words_time(struct arena *arena, time_t when)
{
	struct london london;

	date_london(when, &london);
	return arena_printf(arena, "%s, %s", date_long(arena, london.day),
	    hours_minute_text(arena, london.minute));
}

char *
words_heading(struct arena *arena, const struct vocabulary *vocabulary,
    const struct query *query)
{
	struct buf text = {0};

	if (query->need != NULL)
		buf_add_text(&text, query->need);
	else if (query->phone[0] != '\0')
		buf_add_text(&text, query->q);
	for (size_t i = 0; i < query->types_count; i++) {
		int type = vocabulary_type_find(vocabulary, query->types[i]);

		if (type < 0)
			continue;
		if (text.length > 0)
			buf_add_text(&text, i > 0 ? " or " : ": ");
		buf_add_text(
		    &text, vocabulary_type(vocabulary, (size_t)type)->label);
	}
	if (text.length == 0)
		buf_add_text(&text, "All services");
	if (query->has_near)
		buf_printf(&text, " near %s", query->near.name);
	if (query->has_area)
		buf_printf(&text, " in %s", query->area.name);
	text.data[0] = (char)toupper((unsigned char)text.data[0]);
	return arena_take(arena, &text);
}

char *
words_search_url(struct arena *arena, const char *path,
    const struct query *query, const char *drop, int page)
{
	struct buf url = {0};
	size_t bare;

	buf_add_text(&url, path);
	bare = url.length;
	buf_add_char(&url, '?');
	query_url(query, &url, drop, page);
	if (url.length == bare + 1)
		url.length = bare;
	return arena_take(arena, &url);
}

char *
words_absolute(
    struct arena *arena, const struct context *context, const char *path)
{
	return arena_printf(arena, "%s%s", context->site->base_url, path);
}

enum page_caching
words_caching(const struct query *query)
{
	return query->q != NULL || query->has_near || query->age_min >= 0 ||
		       query->gender != GENDER_ANY
		   ? CACHE_NONE
		   : CACHE_BROWSE;
}

static enum place_result
find_place(void *arg, const char *text, struct place *out)
{
	return served_place_find(arg, text, out);
}

static enum place_result
find_area(void *arg, const char *text, struct place *out)
{
	return served_area_find(arg, text, out);
}

struct query_places
words_places(const struct context *context)
{
	struct query_places places = {
	    .arg = context->served,
	    .find = find_place,
	    .find_area = find_area,
	};

	return places;
}

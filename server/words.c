#include "server/words.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/html.h"
#include "base/say.h"
#include "base/url.h"
#include "schema/hours.h"
#include "schema/language.h"

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
	buf_add_text(&text, say_plural(count, one, many));
	return buf_take_into(&text, arena);
}

long
words_whole(double number)
{
	return number == (double)(long)number ? (long)number : 100;
}

char *
words_time(struct arena *arena, time_t when)
{
	struct london london;

	date_london(when, &london);
	return arena_printf(arena, "%s, %s", date_long(arena, london.day),
	    hours_minute_text(arena, london.minute));
}

const char *
words_label(const char *label)
{
	return label != NULL ? say_in("vocabulary", label) : NULL;
}

const char *
words_type(const struct vocabulary *vocabulary, int type)
{
	return words_label(vocabulary_type(vocabulary, (size_t)type)->label);
}

const char *
words_term(const struct vocabulary *vocabulary, const char *dimension,
    const char *value)
{
	return words_label(vocabulary_term_label(vocabulary, dimension, value));
}

char *
words_heading(struct arena *arena, const struct vocabulary *vocabulary,
    const struct query *query)
{
	struct buf text = {0};

	if (query->need != NULL)
		buf_add_text(&text, query->need);
	else if (query_looks_up(query))
		buf_add_text(&text, query->q);
	for (size_t i = 0; i < query->types_count; i++) {
		int type = vocabulary_type_find(vocabulary, query->types[i]);

		if (type < 0)
			continue;
		if (text.length > 0)
			buf_add_text(&text, i > 0 ? _(" or ") : ": ");
		buf_add_text(&text, words_type(vocabulary, type));
	}
	if (text.length == 0)
		buf_add_text(&text, _("All services"));
	if (query->has_near)
		buf_printf(&text, _(" near %s"), query->near.name);
	if (query->has_area)
		buf_printf(&text, _(" in %s"), query->area.name);
	if (!query_looks_up(query))
		text.data[0] = (char)toupper((unsigned char)text.data[0]);
	return buf_take_into(&text, arena);
}

/* A search with nothing to say needs no "?". */
static char *
search_url(struct arena *arena, const char *path, struct buf *query)
{
	struct buf url = {0};

	buf_add_text(&url, path);
	if (query->length > 0)
		buf_add_char(&url, '?');
	buf_add(&url, query->data, query->length);
	buf_clear(query);
	return buf_take_into(&url, arena);
}

char *
words_search_url(struct arena *arena, const char *path,
    const struct query *query, const char *drop, int page)
{
	struct buf parameters = {0};

	query_url(query, &parameters, drop, page);
	return search_url(arena, path, &parameters);
}

char *
words_search_url_without(struct arena *arena, const char *path,
    const struct query *query, const char *name, const char *value)
{
	struct buf parameters = {0};

	query_url_without(query, &parameters, name, value);
	return search_url(arena, path, &parameters);
}

char *
words_undo_url(struct arena *arena, const char *path, const struct query *query,
    const struct query_reading *reading)
{
	struct buf parameters = {0};

	query_url_undo(query, &parameters, reading);
	return search_url(arena, path, &parameters);
}

char *
words_absolute(
    struct arena *arena, const struct context *context, const char *path)
{
	return arena_printf(arena, "%s%s", context->site->base_url, path);
}

char *
words_frame(struct arena *arena, const char *address, const char *title,
    const char *width, long height)
{
	struct buf text = {0};

	buf_add_text(&text, "<iframe src=\"");
	html_text(&text, address);
	buf_add_text(&text, "\" title=\"");
	html_text(&text, title);
	buf_printf(&text,
	    "\" width=\"%s\" height=\"%ld\" style=\"border:0\" "
	    "loading=\"lazy\" referrerpolicy=\"no-referrer\"></iframe>",
	    width, height);
	return buf_take_into(&text, arena);
}

const char *
words_parameter(const char *name)
{
	static const char *const words[][2] = {
	    {"q", N_("the words typed")},
	    {"type", N_("the type of help")},
	    {"near", N_("the place")},
	    {"within", N_("the distance")},
	    {"area", N_("the area")},
	    {"age", N_("the age")},
	    {"gender", N_("the gender")},
	    {"for", N_("the group of people")},
	    {"cost", N_("the cost")},
	    {"referral", N_("the way to be referred")},
	    {"mode", N_("the way of meeting")},
	    {"open", N_("when it is open")},
	    {"lang", N_("the language")},
	    {"access", N_("the access need")},
	    {"feed", N_("the source")},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i][0], name) == 0)
			return _(words[i][1]);
	return name;
}

const char *
words_open(enum query_open open)
{
	static const char *const words[] = {
	    [OPEN_ANY] = N_("Any time"),
	    [OPEN_NOW] = N_("Open now"),
	    [OPEN_MONDAY] = N_("Open on Mondays"),
	    [OPEN_MONDAY + 1] = N_("Open on Tuesdays"),
	    [OPEN_MONDAY + 2] = N_("Open on Wednesdays"),
	    [OPEN_MONDAY + 3] = N_("Open on Thursdays"),
	    [OPEN_MONDAY + 4] = N_("Open on Fridays"),
	    [OPEN_SATURDAY] = N_("Open on Saturdays"),
	    [OPEN_SUNDAY] = N_("Open on Sundays"),
	    [OPEN_EVENING] = N_("Open in the evening"),
	    [OPEN_WEEKEND] = N_("Open at the weekend"),
	    [OPEN_ALL_HOURS] = N_("Open day and night"),
	};

	return _(words[open]);
}

const char *
words_referral(enum query_referral referral)
{
	static const char *const words[] = {
	    [REFERRAL_ANY] = N_("Any way"),
	    [REFERRAL_SELF] = N_("Refer yourself"),
	    [REFERRAL_GP] = N_("Referred by a GP"),
	    [REFERRAL_PROFESSIONAL] = N_("Referred by a professional"),
	};

	return _(words[referral]);
}

const char *
words_mode(enum listing_mode mode)
{
	switch (mode) {
	case MODE_IN_PERSON:
		return _("Face to face");
	case MODE_HOME:
		return _("At home");
	case MODE_PHONE:
		return _("By phone");
	case MODE_ONLINE:
		return _("Online");
	case MODE_TEXT:
		return _("By text message");
	}
	return "";
}

const char *
words_value(const struct vocabulary *vocabulary, const char *parameter,
    const char *value)
{
	const char *words = NULL;
	unsigned mode;

	if (strcmp(parameter, "for") == 0)
		words = words_term(vocabulary, "group", value);
	else if (strcmp(parameter, "access") == 0)
		words = words_term(vocabulary, "access", value);
	else if (strcmp(parameter, "lang") == 0)
		words = language_name_said(value);
	else if (strcmp(parameter, "open") == 0)
		words = words_open(query_open_of(value));
	else if (strcmp(parameter, "referral") == 0)
		words = words_referral(query_referral_of(value));
	else if (strcmp(parameter, "mode") == 0 &&
		 (mode = query_mode_of(value)) != 0)
		words = words_mode((enum listing_mode)mode);
	return words != NULL ? words : value;
}

const char *
words_facet_label(struct arena *arena, const struct context *context,
    const struct facet *facet, const struct facet_value *value)
{
	struct place place;

	if (strcmp(facet->name, "lang") == 0)
		return language_name_said(value->value);
	if (strcmp(facet->name, "area") != 0 ||
	    served_area_find(context->served, value->value, &place) !=
		PLACE_FOUND)
		return words_label(value->label);
	return arena_strdup(arena, place.name);
}

const char *
words_urgent(const char *text)
{
	/* Those of samples/urgent.conf. */
	static const char *const known[] = {NC_("urgent", "Life at risk"),
	    NC_("urgent", "Crisis"), NC_("urgent", "Under 19"),
	    NC_("urgent", "any time"), NC_("urgent", "England"),
	    NC_("urgent", "Wales"), NC_("urgent", "Scotland"),
	    NC_("urgent", "Northern Ireland"),
	    NC_("urgent", "mental health option"), NC_("urgent", "press 2")};

	for (size_t i = 0; text != NULL && i < ARRAY_LEN(known); i++)
		if (strcmp(known[i], text) == 0)
			return say_in("urgent", known[i]);
	return text;
}

char *
words_web(struct arena *arena, const char *text)
{
	char *link = text != NULL ? url_link(text) : NULL;
	char *kept = arena_strdup(arena, link);

	free(link);
	return kept;
}

const char *
words_email(const char *text)
{
	const char *at = text != NULL ? strchr(text, '@') : NULL;

	/* Names of a mailto: link ("?bcc=") are not for a feed to give. */
	if (at == NULL || at == text || at[1] == '\0' ||
	    strchr(at + 1, '@') != NULL)
		return NULL;
	for (const char *c = text; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || strchr("?&,;:<>\"%", *c))
			return NULL;
	return text;
}

enum page_caching
words_caching(const struct request *request)
{
	static const char *const personal[] = {
	    "q", "near", "age", "gender", "for"};

	if (request->method == METHOD_POST)
		return CACHE_NONE;
	for (size_t i = 0; i < ARRAY_LEN(personal); i++) {
		const char *value = request_parameter(request, personal[i]);

		if (value != NULL && *value != '\0')
			return CACHE_NONE;
	}
	return CACHE_BROWSE;
}

void
words_clock(
    const struct context *context, const struct query *query, struct page *page)
{
	time_t next = (context->now / 60 + 1) * 60;

	if (query->open != OPEN_NOW)
		return;
	page->caching = CACHE_NONE;
	if (page->clock_until == 0 || next < page->clock_until)
		page->clock_until = next;
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

/* Of a listing that was joined with another, that one's. */
static long
find_code(void *arg, const char *code)
{
	char moved[LISTING_CODE_TEXT];
	struct arena arena = {0};
	struct listing listing;
	long row = 0;

	if (served_code_moved(arg, code, moved) == SERVED_OK)
		code = moved;
	listing_init(&listing, &arena);
	if (served_listing_by_code(arg, code, &arena, &listing) == SERVED_OK)
		row = listing.row;
	arena_clear(&arena);
	return row;
}

struct query_places
words_places(const struct context *context)
{
	struct query_places places = {
	    .arg = context->served,
	    .find = find_place,
	    .find_area = find_area,
	    .find_code = find_code,
	    .index = context->index,
	};

	return places;
}

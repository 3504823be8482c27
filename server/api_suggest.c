/*
 * /suggest.json: as-you-type.  A list of {n: name, s: what it is, u: where
 * it leads}, best first; empty where nothing begins with the words.
 */
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/say.h"
#include "base/url.h"
#include "schema/postcode.h"
#include "search/search.h"
#include "server/route.h"
#include "server/words.h"

#define SUGGEST_ROOM   8 /* more cannot be taken in while typing */
#define SUGGEST_PLACES 3

static void
write_line(
    struct json *json, const char *name, const char *note, const char *url)
{
	json_open(json, NULL, '{');
	json_string(json, "n", name);
	json_string(json, "s", note);
	json_string(json, "u", url);
	json_close(json, '}');
}

/* An organisation that has no page of its own is searched for. */
static char *
organisation_url(struct arena *arena, const struct suggestion *found)
{
	struct buf url = {0};
	char *kept;

	if (*found->code != '\0')
		return arena_printf(arena, "/organisations/%s", found->code);
	buf_add_text(&url, "/search?q=");
	url_part(&url, found->name);
	kept = arena_strdup(arena, buf_text(&url));
	buf_clear(&url);
	return kept;
}

static void
write_suggestion(
    struct json *json, struct arena *arena, const struct suggestion *found)
{
	if (strcmp(found->kind, "type") == 0)
		write_line(json, words_label(found->name),
		    words_count(arena, found->total, "service", "services"),
		    arena_printf(arena, "/search?type=%s", found->code));
	else if (strcmp(found->kind, "organisation") == 0)
		write_line(json, found->name, _("Organisation"),
		    organisation_url(arena, found));
	else
		write_line(json, found->name,
		    found->note != NULL ? found->note : _("Service"),
		    arena_printf(arena, "/services/%s", found->code));
}

static const char *
place_note(const struct place *place)
{
	switch (place->kind) {
	case PLACE_COUNCIL:
		return _("Council area");
	case PLACE_WARD:
		return _("Ward");
	case PLACE_TOWN:
		return _("Town");
	case PLACE_COUNTRY:
		return _("Country");
	case PLACE_POSTCODE:
	case PLACE_OUTCODE:
		return _("Postcode");
	default:
		return _("Place");
	}
}

static void
write_place(struct json *json, struct arena *arena, const struct place *place)
{
	struct buf url = {0};

	buf_add_text(&url, "/search?near=");
	url_part(&url, place->slug[0] != '\0' ? place->slug : place->name);
	write_line(json, place->name, place_note(place),
	    arena_strdup(arena, buf_text(&url)));
	buf_clear(&url);
}

/* A postcode, whole or its first half, is a place as it stands. */
static size_t
suggest_places(const struct context *context, const char *q,
    struct place places[SUGGEST_PLACES])
{
	char postcode[POSTCODE_TEXT];
	enum postcode_kind kind = postcode_parse(q, postcode);

	if ((kind == POSTCODE_UNIT || kind == POSTCODE_OUTCODE) &&
	    served_place_find(context->served, postcode, &places[0]) ==
		PLACE_FOUND)
		return 1;
	return served_places_suggest(
	    context->served, q, places, SUGGEST_PLACES);
}

enum status
api_suggest(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct json json = {.out = &page->body};
	struct suggestion found[SUGGEST_ROOM];
	struct place places[SUGGEST_PLACES];
	const char *q = request_parameter(request, "q");
	size_t count = 0, places_count = 0;
	struct london today;

	date_london(context->now, &today);
	if (q != NULL && strlen(q) >= 2 && strlen(q) <= QUERY_MAX_BYTES) {
		count = search_suggest(context->index, context->vocabulary, q,
		    today.day, &arena, found, SUGGEST_ROOM - SUGGEST_PLACES);
		places_count = suggest_places(context, q, places);
	}
	page->type = "application/json";
	page->open_to_scripts = true;
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < count; i++)
		write_suggestion(&json, &arena, &found[i]);
	for (size_t i = 0; i < places_count; i++)
		write_place(&json, &arena, &places[i]);
	json_close(&json, ']');
	arena_clear(&arena);
	return STATUS_OK;
}

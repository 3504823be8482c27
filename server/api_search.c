/* /search.json: any search as data, in the shape of signpost-api(7). */
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "search/search.h"
#include "server/help.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/unmet_search.h"
#include "server/view_listing.h"
#include "server/words.h"

struct api {
	const struct context *context;
	struct page *page;
	struct arena *arena;
	struct query query;
	struct answer answer;
	struct help help;
	struct json json;
};

static void
write_terms(
    struct json *json, const char *name, const struct query_terms *terms)
{
	if (terms->count == 0)
		return;
	json_open(json, name, '[');
	for (size_t i = 0; i < terms->count; i++)
		json_string(json, NULL, terms->values[i]);
	json_close(json, ']');
}

static void
write_modes(struct json *json, unsigned modes)
{
	if (modes == 0)
		return;
	json_open(json, "mode", '[');
	for (unsigned mode = 1; mode <= MODE_ALL; mode *= 2)
		if ((modes & mode) != 0)
			json_string(json, NULL,
			    query_mode_name((enum listing_mode)mode));
	json_close(json, ']');
}

static void
write_query(struct api *api)
{
	static const char *const sorts[] = {
	    "best", "nearest", "name", "checked"};
	const struct query *query = &api->query;
	struct json *json = &api->json;

	json_open(json, "query", '{');
	json_string_if(json, "q", query->q);
	if (query->types_count > 0) {
		json_open(json, "type", '[');
		for (size_t i = 0; i < query->types_count; i++)
			json_string(json, NULL, query->types[i]);
		json_close(json, ']');
	}
	if (query->has_near) {
		json_string(json, "near", query->near.name);
		if (query->within_miles > 0)
			json_decimal(json, "within", query->within_miles, 1);
		else
			json_string(json, "within", "any");
	}
	if (query->has_area)
		json_string(json, "area", query->area.slug);
	if (query->age_min >= 0 && query->age_min == query->age_max)
		json_integer(json, "age", query->age_min);
	else if (query->age_min >= 0)
		json_string(json, "age",
		    arena_printf(
			api->arena, "%d-%d", query->age_min, query->age_max));
	if (query->gender != GENDER_ANY)
		json_string(json, "gender",
		    query->gender == GENDER_WOMEN ? "women" : "men");
	write_terms(json, "for", &query->groups);
	if (query->cost != COST_ANY)
		json_string(
		    json, "cost", query->cost == COST_FREE ? "free" : "low");
	if (query->referral != REFERRAL_ANY)
		json_string(
		    json, "referral", query_referral_name(query->referral));
	write_modes(json, query->modes);
	if (query->open != OPEN_ANY)
		json_string(json, "open", query_open_name(query->open));
	json_string_if(json, "lang", query->language);
	write_terms(json, "access", &query->access);
	json_string_if(json, "feed", query->feed);
	if (query->sort != SORT_BEST)
		json_string(json, "sort", sorts[query->sort]);
	if (query->limit != QUERY_LIMIT)
		json_integer(json, "limit", query->limit);
	if (query->strict)
		json_integer(json, "strict", 1);
	if (query->explain)
		json_integer(json, "explain", 1);
	json_close(json, '}');
}

/* "undo" is the address of the search without it; NULL: there is none. */
static void
write_reading(
    struct api *api, const struct query_reading *reading, const char *undo)
{
	json_open(&api->json, NULL, '{');
	json_string(&api->json, "words", reading->words);
	json_string(&api->json, "as", reading->as);
	json_string(&api->json, "value", reading->value);
	if (undo != NULL)
		json_string(&api->json, "undo",
		    words_absolute(api->arena, api->context, undo));
	json_close(&api->json, '}');
}

static void
write_readings(struct api *api)
{
	const struct query *query = &api->query;
	const struct spelling *spelling = &api->answer.spelling;
	struct query typed = *query;

	json_open(&api->json, "read_as", '[');
	typed.strict = true;
	typed.page = 1;
	for (size_t i = 0; i < query->readings_count; i++) {
		const struct query_reading *reading = &query->readings[i];

		if (strcmp(reading->as, "sound") == 0)
			write_reading(api, reading,
			    words_search_url(
				api->arena, "/search.json", &typed, NULL, 0));
		else
			write_reading(api, reading,
			    query_undo(reading) == NULL
				? NULL
				: words_undo_url(api->arena, "/search.json",
				      query, reading));
	}
	for (size_t i = 0; i < spelling->readings_count; i++)
		write_reading(api, &spelling->readings[i],
		    words_search_url(
			api->arena, "/search.json", &typed, NULL, 0));
	json_close(&api->json, ']');
}

static void
write_relaxed(struct api *api)
{
	const struct answer *answer = &api->answer;

	json_open(&api->json, "relaxed", '[');
	for (size_t i = 0; i < answer->relaxed_count; i++)
		json_string(&api->json, NULL, answer->relaxed[i]);
	json_close(&api->json, ']');
	json_open(&api->json, "relaxations", '[');
	for (size_t i = 0; i < answer->relaxations_count; i++) {
		const struct relaxation *relaxation = &answer->relaxations[i];
		char *path = words_search_url(
		    api->arena, "/search", &api->query, relaxation->drop, 0);

		json_open(&api->json, NULL, '{');
		json_string(&api->json, "drop", relaxation->drop);
		json_integer(&api->json, "total", relaxation->total);
		json_string(&api->json, "url",
		    words_absolute(api->arena, api->context, path));
		json_close(&api->json, '}');
	}
	json_close(&api->json, ']');
}

static void
write_facet(struct api *api, const struct facet *facet)
{
	struct json *json = &api->json;

	json_open(json, facet->name, '[');
	for (size_t i = 0; i < facet->count; i++) {
		const struct facet_value *value = &facet->values[i];

		json_open(json, NULL, '{');
		json_string(json, "value", value->value);
		json_string(json, "label",
		    words_facet_label(api->arena, api->context, facet, value));
		json_integer(json, "total", value->total);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* Where nothing was found: what else there is here, and what was meant. */
static void
write_nothing(struct api *api)
{
	struct answer *answer = &api->answer;
	const struct facet nearest = {
	    .name = "nearest_types",
	    .values = answer->nearest,
	    .count = answer->nearest_count,
	};

	if (answer->total > 0)
		return;
	json_string_if(&api->json, "did_you_mean", answer->did_you_mean);
	write_facet(api, &nearest);
}

static void
write_counts(struct api *api)
{
	const struct answer *answer = &api->answer;
	struct json *json = &api->json;

	json_open(json, "facets", '{');
	for (size_t i = 0; i < answer->facets_count; i++)
		write_facet(api, &answer->facets[i]);
	json_close(json, '}');
	json_open(json, "groups", '{');
	for (size_t i = 0; i < N_VERDICTS; i++)
		json_integer(json, verdict_name[i], answer->groups[i]);
	json_close(json, '}');
	if (answer->question.parameter != NULL) {
		json_open(json, "question", '{');
		json_string(json, "parameter", answer->question.parameter);
		json_integer(json, "total", answer->question.total);
		json_close(json, '}');
	}
	json_bool(json, "partial", answer->partial);
}

static void
write_reasons(struct json *json, const struct answer_hit *hit)
{
	json_open(json, "verdicts", '[');
	for (size_t i = 0; i < hit->parts_count; i++) {
		json_open(json, NULL, '{');
		json_string(json, "about", hit->parts[i].about);
		json_string(
		    json, "verdict", verdict_name[hit->parts[i].verdict]);
		json_string_if(json, "words", hit->parts[i].words);
		json_string_if(json, "also", hit->parts[i].also);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_open(json, "why", '[');
	for (size_t i = 0; i < hit->why_count; i++) {
		json_open(json, NULL, '{');
		json_string_if(json, "matched", hit->why[i].matched);
		json_string_if(json, "as", hit->why[i].as);
		json_string(json, "by", hit->why[i].by);
		json_string_if(json, "words", hit->why[i].words);
		json_close(json, '}');
	}
	json_close(json, ']');
}

/* A part of the card as it stands: all but the first begin with a comma. */
static void
add_part(struct api *api, const struct card *card, enum card_field part)
{
	buf_add(api->json.out, card->text[part], card->length[part]);
	api->json.comma = true;
}

static void
write_score(struct json *json, const struct answer_hit *hit)
{
	const struct score_factors *factors = hit->factors;

	json_decimal(json, "score", hit->score, 3);
	if (factors == NULL)
		return;
	json_open(json, "factors", '{');
	json_decimal(json, "words", factors->words, 3);
	json_decimal(json, "kind", factors->kind, 3);
	json_decimal(json, "freshness", factors->freshness, 3);
	json_decimal(json, "state", factors->state, 3);
	json_decimal(json, "cost", factors->cost, 3);
	json_decimal(json, "few", factors->few, 3);
	json_decimal(json, "place", factors->place, 3);
	json_decimal(json, "residence", factors->residence, 3);
	json_decimal(json, "name", factors->name, 3);
	json_close(json, '}');
}

static void
write_hit(struct api *api, const struct answer_hit *hit)
{
	char unread_since[DATE_TEXT];
	struct json *json = &api->json;
	struct card card;
	const char *open_text;
	enum hours_state state;

	if (!index_card(api->context->index, hit->document, &card))
		return;
	json_open(json, NULL, '{');
	add_part(api, &card, CARD_JSON_HEAD);
	json_string(json, "url",
	    arena_printf(api->arena, "%s/services/%s",
		api->context->site->base_url, card.text[CARD_CODE]));
	add_part(api, &card, CARD_JSON_PLACE);
	if (hit->miles >= 0)
		json_decimal(json, "miles", hit->miles, 1);
	if (hit->miles >= 0 && hit->about)
		json_bool(json, "about", true);
	open_text =
	    view_open(api->context, api->arena, &card, api->page, &state);
	if (state == HOURS_OPEN || state == HOURS_CLOSED)
		json_bool(json, "open_now", state == HOURS_OPEN);
	json_string_if(json, "open_text", open_text);
	add_part(api, &card, CARD_JSON_MIDDLE);
	write_reasons(json, hit);
	json_open(json, "relaxed", '[');
	for (size_t i = 0; i < api->answer.relaxed_count; i++)
		json_string(json, NULL, api->answer.relaxed[i]);
	json_close(json, ']');
	add_part(api, &card, CARD_JSON_TAIL);
	if (hit->unread_since != 0) {
		date_text(hit->unread_since, unread_since);
		json_string(json, "unread_since", unread_since);
	}
	if (api->query.explain)
		write_score(json, hit);
	json_close(json, '}');
}

static void
write_envelope(struct api *api)
{
	const struct answer *answer = &api->answer;
	const struct query *query = &api->query;
	struct json *json = &api->json;
	char instant[DATE_INSTANT];

	json_open(json, NULL, '{');
	json_string_if(
	    json, "example", layout_example(api->context, api->arena));
	write_query(api);
	json_integer(json, "total", answer->total);
	json_integer(json, "page", query->page);
	if ((long)query->page * query->limit < answer->total &&
	    query->page < QUERY_MAX_PAGE)
		json_string(json, "next",
		    words_absolute(api->arena, api->context,
			words_search_url(api->arena, "/search.json", query,
			    NULL, query->page + 1)));
	date_instant(api->context->generation->totals.published, instant);
	json_string(json, "updated", instant);
	json_integer(
	    json, "generation", api->context->generation->totals.generation);
	write_readings(api);
	write_relaxed(api);
	write_nothing(api);
	help_write_urgent(json, &api->help);
	/* Beside an answer that is none, and in a crisis. */
	if (answer->total == 0 || answer->relaxed_count > 0 ||
	    api->help.crisis != CRISIS_NONE)
		help_write_lines(json, &api->help);
	write_counts(api);
	json_open(json, "results", '[');
	for (size_t i = 0; i < answer->hits_count; i++)
		write_hit(api, &answer->hits[i]);
	json_close(json, ']');
	json_open(json, "may_not_suit", '[');
	for (size_t i = 0; i < answer->may_not_count; i++)
		write_hit(api, &answer->may_not[i]);
	json_close(json, ']');
	json_close(json, '}');
}

enum status
api_search(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct api api = {
	    .context = context,
	    .page = page,
	    .arena = &arena,
	    .json = {.out = &page->body},
	};
	struct query_error errors[8];
	struct query_places places = words_places(context);
	enum status status = STATUS_OK;
	size_t count = query_parse(request->parameters,
	    request->parameters_count, &places, context->vocabulary, &arena,
	    &api.query, errors, ARRAY_LEN(errors));

	page->open_to_scripts = true;
	if (count > 0) {
		status = problem_parameter(context, page, errors, count);
	} else {
		search_run(context->index, context->vocabulary, &api.query,
		    context->now, &arena, &api.answer);
		unmet_search(context, request, &api.query, &api.answer, &arena);
		help_find(
		    context, &api.query, &api.answer, &arena, page, &api.help);
		page->type = "application/json";
		page->caching = words_caching(request);
		words_clock(context, &api.query, page);
		write_envelope(&api);
	}
	arena_clear(&arena);
	return status;
}

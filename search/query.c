#include "search/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/number.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/analyse.h"
#include "search/understand.h"

#define MAX_FEED_BYTES 100 /* a feed's id is far shorter */

/* A query being read. */
struct parse {
	const struct query_places *places;
	const struct vocabulary *vocabulary;
	struct arena *arena;
	struct query *query;
	struct query_error *errors;
	size_t count, room; /* of errors */
};

static void
add_error(struct parse *parse, const char *parameter, const char *given,
    const char *allowed)
{
	struct query_error *error;

	if (parse->count == parse->room)
		return;
	error = &parse->errors[parse->count++];
	error->parameter = parameter;
	error->given = arena_strdup(parse->arena, given);
	error->allowed = allowed;
}

static void
add_cut(struct parse *parse, const char *dropped, const char *why)
{
	struct query *query = parse->query;
	struct query_reading *reading =
	    &query->readings[query->readings_count++];

	reading->words = arena_strdup(parse->arena, dropped);
	reading->as = "cut";
	reading->value = why;
}

/* Keeps as many bytes, and then words, as are looked at. */
static void
cut_q(struct parse *parse, char *q)
{
	size_t length = strlen(q), position = 0, words = 0;
	struct analyse_word word;

	if (length > QUERY_MAX_BYTES) {
		length = utf8_clip(q, QUERY_MAX_BYTES);
		add_cut(parse, q + length, "200 bytes");
		q[length] = '\0';
	}
	while (analyse_next(q, &position, &word))
		if (++words > QUERY_MAX_WORDS) {
			add_cut(parse, q + word.at, "12 words");
			q[word.at] = '\0';
			break;
		}
	for (length = strlen(q); length > 0 && q[length - 1] == ' ';)
		q[--length] = '\0';
}

static void
parse_q(struct parse *parse, const char *value)
{
	char *clean, *q;

	clean = utf8_clean(value);
	for (q = clean; *q == ' ' || *q == '\t' || *q == '\n'; q++)
		;
	q = arena_strdup(parse->arena, q);
	free(clean);
	for (char *c = q; *c != '\0'; c++)
		if (*c == '\t' || *c == '\n')
			*c = ' ';
	cut_q(parse, q);
	if (*q != '\0')
		parse->query->q = q;
}

static void
parse_type(struct parse *parse, const char *value)
{
	static const char allowed[] =
	    "the id of a service type, such as talking.counselling;"
	    " at most 10 of them";
	struct query *query = parse->query;
	int number = vocabulary_type_find(parse->vocabulary, value);

	if (number < 0) {
		add_error(parse, "type", value, allowed);
		return;
	}
	for (size_t i = 0; i < query->types_count; i++)
		if (strcmp(query->types[i], value) == 0)
			return;
	if (query->types_count == QUERY_MAX_TYPES) {
		add_error(parse, "type", value, allowed);
		return;
	}
	query->types[query->types_count++] = arena_strdup(parse->arena, value);
}

static void
parse_near(struct parse *parse, const char *value)
{
	static const char *const allowed[] = {
	    [PLACE_UNKNOWN] = "a place we know: a postcode, such as"
			      " M32 0TH, a town, a ward or a council",
	    [PLACE_NORTHERN_IRELAND] =
		"a town or council in Northern Ireland: there is no open"
		" data about its postcodes",
	    [PLACE_UNREADABLE] =
		"a postcode, such as M32 0TH, the first half of one, a"
		" town, a ward, a council, or latitude,longitude",
	};
	struct query *query = parse->query;
	enum place_result result =
	    parse->places->find(parse->places->arg, value, &query->near);

	query->has_near = result == PLACE_FOUND;
	if (result != PLACE_FOUND)
		add_error(parse, "near", value, allowed[result]);
}

static void
parse_area(struct parse *parse, const char *value)
{
	struct query *query = parse->query;

	query->has_area = parse->places->find_area(parse->places->arg, value,
			      &query->area) == PLACE_FOUND &&
			  query->area.gss[0] != '\0';
	if (!query->has_area)
		add_error(parse, "area", value,
		    "a council or ward, by name or code, such as trafford"
		    " or E08000009");
}

static void
parse_within(struct parse *parse, const char *value)
{
	long miles;

	if (strcmp(value, "any") == 0)
		parse->query->within_miles = 0;
	else if (number_long(value, 1, 100, &miles))
		parse->query->within_miles = (double)miles;
	else
		add_error(parse, "within", value,
		    "a whole number of miles from 1 to 100, or any");
}

static void
parse_age(struct parse *parse, const char *value)
{
	char *low = arena_strdup(parse->arena, value);
	char *high = strchr(low, '-');
	long min, max;

	if (high != NULL)
		*high++ = '\0';
	else
		high = low;
	if (!number_long(low, 0, QUERY_MAX_AGE, &min) ||
	    !number_long(high, 0, QUERY_MAX_AGE, &max) || min > max) {
		add_error(parse, "age", value,
		    "years, such as 17, or a range, such as 16-25");
		return;
	}
	parse->query->age_min = (int)min;
	parse->query->age_max = (int)max;
}

/* The place of "value" among "names", or -1 after an error. */
static int
parse_name(struct parse *parse, const char *parameter, const char *value,
    const char *const names[], const char *allowed)
{
	for (int i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], value) == 0)
			return i;
	add_error(parse, parameter, value, allowed);
	return -1;
}

static const char *const gender_names[] = {"", "women", "men", NULL};
static const char *const cost_names[] = {"", "free", "low", NULL};
static const char *const sort_names[] = {
    "best", "nearest", "name", "checked", NULL};
static const char *const locale_names[] = {"en", "cy", NULL};
static const char *const flag_names[] = {"0", "1", NULL};

static void
parse_gender(struct parse *parse, const char *value)
{
	int found =
	    parse_name(parse, "gender", value, gender_names, "women or men");

	if (found >= 0)
		parse->query->gender = (enum query_gender)found;
}

static void
parse_cost(struct parse *parse, const char *value)
{
	int found = parse_name(parse, "cost", value, cost_names, "free or low");

	if (found >= 0)
		parse->query->cost = (enum query_cost)found;
}

static void
parse_sort(struct parse *parse, const char *value)
{
	int found = parse_name(
	    parse, "sort", value, sort_names, "best, nearest, name or checked");

	if (found >= 0)
		parse->query->sort = (enum query_sort)found;
}

static void
parse_locale(struct parse *parse, const char *value)
{
	int found =
	    parse_name(parse, "locale", value, locale_names, "en or cy");

	if (found >= 0)
		parse->query->locale = locale_names[found];
}

static void
parse_strict(struct parse *parse, const char *value)
{
	parse->query->strict =
	    parse_name(parse, "strict", value, flag_names, "1 or 0") == 1;
}

static void
parse_explain(struct parse *parse, const char *value)
{
	parse->query->explain =
	    parse_name(parse, "explain", value, flag_names, "1 or 0") == 1;
}

static void
parse_feed(struct parse *parse, const char *value)
{
	if (strlen(value) > MAX_FEED_BYTES)
		add_error(parse, "feed", value, "the id of a feed");
	else
		parse->query->feed = arena_strdup(parse->arena, value);
}

static void
parse_page(struct parse *parse, const char *value)
{
	long page;

	if (number_long(value, 1, QUERY_MAX_PAGE, &page))
		parse->query->page = (int)page;
	else
		add_error(
		    parse, "page", value, "a whole number from 1 to 1000");
}

static void
parse_limit(struct parse *parse, const char *value)
{
	long limit;

	if (number_long(value, 1, QUERY_MAX_LIMIT, &limit))
		parse->query->limit = (int)limit;
	else
		add_error(
		    parse, "limit", value, "a whole number from 1 to 100");
}

/* In the order in which query_url() writes them. */
static const struct {
	const char *name;
	void (*parse)(struct parse *, const char *);
	bool many;
} parameters_known[] = {
    {"q", parse_q, false},
    {"type", parse_type, true},
    {"near", parse_near, false},
    {"within", parse_within, false},
    {"area", parse_area, false},
    {"age", parse_age, false},
    {"gender", parse_gender, false},
    {"cost", parse_cost, false},
    {"feed", parse_feed, false},
    {"sort", parse_sort, false},
    {"page", parse_page, false},
    {"limit", parse_limit, false},
    {"strict", parse_strict, false},
    {"explain", parse_explain, false},
    {"locale", parse_locale, false},
};

static void
set_defaults(struct query *query)
{
	memset(query, 0, sizeof(*query));
	query->within_miles = QUERY_WITHIN;
	query->age_min = query->age_max = -1;
	query->page = 1;
	query->limit = QUERY_LIMIT;
	query->locale = "en";
}

/* Spaces around a value are a slip of the hand. */
static const char *
trimmed(struct arena *arena, const char *value)
{
	size_t length;

	while (*value == ' ')
		value++;
	length = strlen(value);
	while (length > 0 && value[length - 1] == ' ')
		length--;
	return arena_strndup(arena, value, length);
}

static void
parse_parameter(
    struct parse *parse, const struct query_parameter *given, bool *seen)
{
	for (size_t i = 0; i < ARRAY_LEN(parameters_known); i++) {
		const char *value;

		if (strcmp(parameters_known[i].name, given->name) != 0)
			continue;
		if (!utf8_valid(given->value, strlen(given->value))) {
			add_error(parse, parameters_known[i].name, "",
			    "text in UTF-8");
			return;
		}
		value = trimmed(parse->arena, given->value);
		if (*value == '\0' || (seen[i] && !parameters_known[i].many))
			return;
		seen[i] = true;
		parameters_known[i].parse(parse, value);
		return;
	}
}

size_t
query_parse(const struct query_parameter *parameters, size_t count,
    const struct query_places *places, const struct vocabulary *vocabulary,
    struct arena *arena, struct query *out, struct query_error *errors,
    size_t room)
{
	bool seen[ARRAY_LEN(parameters_known)] = {false};
	struct parse parse = {
	    .places = places,
	    .vocabulary = vocabulary,
	    .arena = arena,
	    .query = out,
	    .errors = errors,
	    .room = room,
	};

	set_defaults(out);
	for (size_t i = 0; i < count; i++)
		parse_parameter(&parse, &parameters[i], seen);
	understand(places, vocabulary, arena, out);
	if (out->sort == SORT_NEAREST && !out->has_near) {
		out->sort = SORT_BEST;
		add_error(&parse, "sort", "nearest",
		    "nearest only together with near");
	}
	return parse.count;
}

bool
query_reads(const struct query *query, const char *parameter)
{
	for (size_t i = 0; i < query->readings_count; i++)
		if (query->readings[i].length > 0 &&
		    strcmp(query->readings[i].as, parameter) == 0)
			return true;
	return false;
}

static bool
sets_parameter(const char *as)
{
	static const char *const none[] = {"phone", "name", "words", "cut"};

	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		if (strcmp(none[i], as) == 0)
			return false;
	return true;
}

const char *
query_undo(const struct query_reading *reading)
{
	if (sets_parameter(reading->as))
		return reading->as;
	return reading->length > 0 && strcmp(reading->as, "words") != 0 ? "q"
									: NULL;
}

/* Does the byte of q at "at" belong to words that are left out? */
static bool
left_out(const struct query *query, const char *as, size_t at)
{
	for (size_t i = 0; i < query->readings_count; i++) {
		const struct query_reading *reading = &query->readings[i];

		if (at - reading->at < reading->length &&
		    (as != NULL ? strcmp(reading->as, as) == 0
				: sets_parameter(reading->as) &&
				      !reading->also_need))
			return true;
	}
	return false;
}

void
query_words(const struct query *query, const char *as, struct buf *out)
{
	const char *q = query->q != NULL ? query->q : "";
	size_t begin = out->length;
	bool cut = false;

	for (size_t at = 0; q[at] != '\0'; at++) {
		if (left_out(query, as, at)) {
			cut = true;
			continue;
		}
		/* One space where words were taken from between two. */
		if (cut && q[at] == ' ' &&
		    (out->length == begin || out->data[out->length - 1] == ' '))
			continue;
		cut = false;
		buf_add_char(out, q[at]);
	}
	while (out->length > begin && out->data[out->length - 1] == ' ')
		out->length--;
	if (out->length > begin)
		out->data[out->length] = '\0';
}

static void
put(struct buf *out, const char *name, const char *value)
{
	if (out->length > 0)
		buf_add_char(out, '&');
	buf_add_text(out, name);
	buf_add_char(out, '=');
	url_part(out, value);
}

static void
put_long(struct buf *out, const char *name, long value)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", value);
	put(out, name, text);
}

static void
put_place(struct buf *out, const char *name, const struct place *place)
{
	char point[64];

	if (place->kind == PLACE_POINT) {
		snprintf(
		    point, sizeof(point), "%.5f,%.5f", place->lat, place->lon);
		put(out, name, point);
	} else {
		put(out, name,
		    place->slug[0] != '\0' ? place->slug : place->name);
	}
}

static void
put_age(struct buf *out, const struct query *query)
{
	char text[32];

	if (query->age_min == query->age_max)
		snprintf(text, sizeof(text), "%d", query->age_min);
	else
		snprintf(text, sizeof(text), "%d-%d", query->age_min,
		    query->age_max);
	put(out, "age", text);
}

/* q, without the words that say what is dropped. */
static void
put_words(const struct query *query, struct buf *out, const char *drop)
{
	struct buf words = {0};

	query_words(query, drop, &words);
	if (words.length > 0)
		put(out, "q", buf_text(&words));
	buf_clear(&words);
}

/* q, types and places. */
static void
put_what_and_where(const struct query *query, struct buf *out, const char *name,
    const char *value)
{
#define KEEPS(parameter) (strcmp(name, parameter) != 0 || value != NULL)
#define IN_Q(parameter)  (KEEPS("q") && query_reads(query, parameter))
	if (KEEPS("q"))
		put_words(query, out, value == NULL ? name : "");
	for (size_t i = 0; i < query->types_count; i++)
		if (KEEPS("type") &&
		    (value == NULL || strcmp(query->types[i], value) != 0))
			put(out, "type", query->types[i]);
	if (query->has_near && !IN_Q("near") && KEEPS("near"))
		put_place(out, "near", &query->near);
	if (query->has_near && KEEPS("near")) {
		if (!KEEPS("within") || query->within_miles <= 0)
			put(out, "within", "any");
		else if ((int)query->within_miles != QUERY_WITHIN)
			put_long(out, "within", (long)query->within_miles);
	}
	if (query->has_area && !IN_Q("area") && KEEPS("area"))
		put_place(out, "area", &query->area);
}

static void
put_who_and_how(const struct query *query, struct buf *out, const char *name,
    const char *value)
{
	if (query->age_min >= 0 && !IN_Q("age") && KEEPS("age"))
		put_age(out, query);
	if (query->gender != GENDER_ANY && !IN_Q("gender") && KEEPS("gender"))
		put(out, "gender", gender_names[query->gender]);
	if (query->cost != COST_ANY && !IN_Q("cost") && KEEPS("cost"))
		put(out, "cost", cost_names[query->cost]);
	if (query->feed != NULL && KEEPS("feed"))
		put(out, "feed", query->feed);
	/* Nothing is nearest where nothing is near. */
	if (query->sort != SORT_BEST && KEEPS("sort") &&
	    (query->sort != SORT_NEAREST || KEEPS("near")))
		put(out, "sort", sort_names[query->sort]);
}

static void
put_query(const struct query *query, struct buf *out, const char *name,
    const char *value, int page)
{
	struct buf parts = {0};

	put_what_and_where(query, &parts, name, value);
	put_who_and_how(query, &parts, name, value);
	if (page > 0)
		put_long(&parts, "page", page);
	if (query->limit != QUERY_LIMIT && KEEPS("limit"))
		put_long(&parts, "limit", query->limit);
	if (query->strict && KEEPS("strict"))
		put(&parts, "strict", "1");
	if (query->explain && KEEPS("explain"))
		put(&parts, "explain", "1");
	if (strcmp(query->locale, "en") != 0 && KEEPS("locale"))
		put(&parts, "locale", query->locale);
	buf_add(out, parts.data, parts.length);
	buf_clear(&parts);
#undef KEEPS
#undef IN_Q
}

void
query_url(
    const struct query *query, struct buf *out, const char *drop, int page)
{
	put_query(query, out, drop != NULL ? drop : "", NULL, page);
}

void
query_url_without(const struct query *query, struct buf *out, const char *name,
    const char *value)
{
	put_query(query, out, name, value, 0);
}

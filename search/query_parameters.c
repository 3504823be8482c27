/* The parameters of a query, each with all that it takes to be one. */
#include <stdio.h>
#include <string.h>

#include "base/compiler.h"
#include "base/number.h"
#include "base/say.h"
#include "search/query_parts.h"

#define MAX_FEED_BYTES 100 /* a feed's id is far shorter */

static void
write_q(const struct query *query, struct buf *out)
{
	if (query->q != NULL && *query->q != '\0')
		query_put(out, "q", query->q);
}

static bool
drop_q(struct query *query, const char *value UNUSED)
{
	bool had = query->need != NULL;

	query->q = query->need = NULL;
	query->readings_count = 0;
	return had;
}

static bool
read_type(struct query_parse *parse, const char *value)
{
	struct query *query = parse->query;

	if (vocabulary_type_find(parse->vocabulary, value) < 0)
		return false;
	for (size_t i = 0; i < query->types_count; i++)
		if (strcmp(query->types[i], value) == 0)
			return true;
	if (query->types_count == QUERY_MAX_TYPES)
		return false;
	query->types[query->types_count++] = arena_strdup(parse->arena, value);
	return true;
}

static void
write_type(const struct query *query, struct buf *out)
{
	for (size_t i = 0; i < query->types_count; i++)
		query_put(out, "type", query->types[i]);
}

static bool
drop_type(struct query *query, const char *value)
{
	size_t count = query->types_count, kept = 0;

	for (size_t i = 0; i < count; i++)
		if (value != NULL && strcmp(query->types[i], value) != 0)
			query->types[kept++] = query->types[i];
	query->types_count = kept;
	return kept < count;
}

/* Each way of not being a place has its own words. */
static bool
read_near(struct query_parse *parse, const char *value)
{
	static const char *const allowed[] = {
	    [PLACE_UNKNOWN] = N_("a place we know: a postcode, such as"
				 " M32 0TH, a town, a ward or a council"),
	    [PLACE_NORTHERN_IRELAND] =
		N_("a town or council in Northern Ireland: there is no open"
		   " data about its postcodes"),
	    [PLACE_UNREADABLE] =
		N_("a postcode, such as M32 0TH, the first half of one, a"
		   " town, a ward, a council, or latitude,longitude"),
	};
	struct query *query = parse->query;
	enum place_result result =
	    parse->places->find(parse->places->arg, value, &query->near);

	query->has_near = result == PLACE_FOUND;
	if (result != PLACE_FOUND)
		query_refuse(parse, "near", value, allowed[result]);
	return true;
}

static void
write_place(struct buf *out, const char *name, const struct place *place)
{
	char point[64];

	if (place->kind == PLACE_POINT) {
		snprintf(
		    point, sizeof(point), "%.5f,%.5f", place->lat, place->lon);
		query_put(out, name, point);
	} else {
		query_put(out, name,
		    place->slug[0] != '\0' ? place->slug : place->name);
	}
}

static void
write_near(const struct query *query, struct buf *out)
{
	if (query->has_near && !query_reads(query, "near"))
		write_place(out, "near", &query->near);
}

static bool
drop_near(struct query *query, const char *value UNUSED)
{
	bool had = query->has_near;

	query->has_near = false;
	return had;
}

static bool
read_within(struct query_parse *parse, const char *value)
{
	long miles;

	if (strcmp(value, "any") == 0)
		parse->query->within_miles = 0;
	else if (number_long(value, 1, 100, &miles))
		parse->query->within_miles = (double)miles;
	else
		return false;
	return true;
}

static void
write_within(const struct query *query, struct buf *out)
{
	if (!query->has_near)
		return;
	if (query->within_miles <= 0)
		query_put(out, "within", "any");
	else if ((int)query->within_miles != QUERY_WITHIN)
		query_put_long(out, "within", (long)query->within_miles);
}

/* Without a distance to keep to any is near enough. */
static bool
drop_within(struct query *query, const char *value UNUSED)
{
	bool had = query->has_near && query->within_miles > 0;

	query->within_miles = 0;
	return had;
}

static bool
read_area(struct query_parse *parse, const char *value)
{
	struct query *query = parse->query;

	query->has_area = parse->places->find_area(parse->places->arg, value,
			      &query->area) == PLACE_FOUND &&
			  query->area.gss[0] != '\0';
	return query->has_area;
}

static void
write_area(const struct query *query, struct buf *out)
{
	if (query->has_area && !query_reads(query, "area"))
		write_place(out, "area", &query->area);
}

static bool
drop_area(struct query *query, const char *value UNUSED)
{
	bool had = query->has_area;

	query->has_area = false;
	return had;
}

static bool
read_age(struct query_parse *parse, const char *value)
{
	char *low = arena_strdup(parse->arena, value);
	char *high = strchr(low, '-');
	long min, max;

	if (high != NULL)
		*high++ = '\0';
	else
		high = low;
	if (!number_long(low, 0, QUERY_MAX_AGE, &min) ||
	    !number_long(high, 0, QUERY_MAX_AGE, &max) || min > max)
		return false;
	parse->query->age_min = (int)min;
	parse->query->age_max = (int)max;
	return true;
}

static void
write_age(const struct query *query, struct buf *out)
{
	char text[32];

	if (query->age_min < 0 || query_reads(query, "age"))
		return;
	if (query->age_min == query->age_max)
		snprintf(text, sizeof(text), "%d", query->age_min);
	else
		snprintf(text, sizeof(text), "%d-%d", query->age_min,
		    query->age_max);
	query_put(out, "age", text);
}

static bool
drop_age(struct query *query, const char *value UNUSED)
{
	bool had = query->age_min >= 0;

	query->age_min = query->age_max = -1;
	return had;
}

/* The place of a value among some names, or -1. */
static int
name_of(const char *value, const char *const names[])
{
	for (int i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], value) == 0)
			return i;
	return -1;
}

static const char *const gender_names[] = {"", "women", "men", NULL};
static const char *const cost_names[] = {"", "free", "low", NULL};
static const char *const sort_names[] = {
    "best", "nearest", "name", "checked", NULL};
static const char *const locale_names[] = {"en", "cy", NULL};
static const char *const flag_names[] = {"0", "1", NULL};

static bool
read_gender(struct query_parse *parse, const char *value)
{
	int found = name_of(value, gender_names);

	if (found >= 0)
		parse->query->gender = (enum query_gender)found;
	return found >= 0;
}

static void
write_gender(const struct query *query, struct buf *out)
{
	if (query->gender != GENDER_ANY && !query_reads(query, "gender"))
		query_put(out, "gender", gender_names[query->gender]);
}

static bool
drop_gender(struct query *query, const char *value UNUSED)
{
	bool had = query->gender != GENDER_ANY;

	query->gender = GENDER_ANY;
	return had;
}

static bool
read_cost(struct query_parse *parse, const char *value)
{
	int found = name_of(value, cost_names);

	if (found >= 0)
		parse->query->cost = (enum query_cost)found;
	return found >= 0;
}

static void
write_cost(const struct query *query, struct buf *out)
{
	if (query->cost != COST_ANY && !query_reads(query, "cost"))
		query_put(out, "cost", cost_names[query->cost]);
}

static bool
drop_cost(struct query *query, const char *value UNUSED)
{
	bool had = query->cost != COST_ANY;

	query->cost = COST_ANY;
	return had;
}

static bool
read_sort(struct query_parse *parse, const char *value)
{
	int found = name_of(value, sort_names);

	if (found >= 0)
		parse->query->sort = (enum query_sort)found;
	return found >= 0;
}

/* Nothing is nearest where nothing is near. */
static void
write_sort(const struct query *query, struct buf *out)
{
	if (query->sort != SORT_BEST &&
	    (query->sort != SORT_NEAREST || query->has_near))
		query_put(out, "sort", sort_names[query->sort]);
}

static bool
drop_sort(struct query *query, const char *value UNUSED)
{
	bool had = query->sort != SORT_BEST;

	query->sort = SORT_BEST;
	return had;
}

static bool
read_feed(struct query_parse *parse, const char *value)
{
	if (strlen(value) > MAX_FEED_BYTES)
		return false;
	parse->query->feed = arena_strdup(parse->arena, value);
	return true;
}

static void
write_feed(const struct query *query, struct buf *out)
{
	if (query->feed != NULL)
		query_put(out, "feed", query->feed);
}

static bool
drop_feed(struct query *query, const char *value UNUSED)
{
	bool had = query->feed != NULL;

	query->feed = NULL;
	return had;
}

static bool
read_page(struct query_parse *parse, const char *value)
{
	long page;

	if (!number_long(value, 1, QUERY_MAX_PAGE, &page))
		return false;
	parse->query->page = (int)page;
	return true;
}

/* A link says itself which page it leads to: query_url(). */
static void
write_page(const struct query *query UNUSED, struct buf *out UNUSED)
{
}

static bool
drop_page(struct query *query, const char *value UNUSED)
{
	bool had = query->page != 1;

	query->page = 1;
	return had;
}

static bool
read_limit(struct query_parse *parse, const char *value)
{
	long limit;

	if (!number_long(value, 1, QUERY_MAX_LIMIT, &limit))
		return false;
	parse->query->limit = (int)limit;
	return true;
}

static void
write_limit(const struct query *query, struct buf *out)
{
	if (query->limit != QUERY_LIMIT)
		query_put_long(out, "limit", query->limit);
}

static bool
drop_limit(struct query *query, const char *value UNUSED)
{
	bool had = query->limit != QUERY_LIMIT;

	query->limit = QUERY_LIMIT;
	return had;
}

static bool
read_strict(struct query_parse *parse, const char *value)
{
	parse->query->strict = name_of(value, flag_names) == 1;
	return name_of(value, flag_names) >= 0;
}

static void
write_strict(const struct query *query, struct buf *out)
{
	if (query->strict)
		query_put(out, "strict", "1");
}

static bool
drop_strict(struct query *query, const char *value UNUSED)
{
	bool had = query->strict;

	query->strict = false;
	return had;
}

static bool
read_explain(struct query_parse *parse, const char *value)
{
	parse->query->explain = name_of(value, flag_names) == 1;
	return name_of(value, flag_names) >= 0;
}

static void
write_explain(const struct query *query, struct buf *out)
{
	if (query->explain)
		query_put(out, "explain", "1");
}

static bool
drop_explain(struct query *query, const char *value UNUSED)
{
	bool had = query->explain;

	query->explain = false;
	return had;
}

static bool
read_locale(struct query_parse *parse, const char *value)
{
	int found = name_of(value, locale_names);

	if (found >= 0)
		parse->query->locale = locale_names[found];
	return found >= 0;
}

static void
write_locale(const struct query *query, struct buf *out)
{
	if (query->locale != NULL)
		query_put(out, "locale", query->locale);
}

static bool
drop_locale(struct query *query, const char *value UNUSED)
{
	bool had = query->locale != NULL;

	query->locale = NULL;
	return had;
}

const struct query_parameter_kind query_parameters[] = {
    {"q", false, NULL, query_read_q, write_q, drop_q},
    {"type", true,
	N_("the id of a service type, such as talking.counselling;"
	   " at most 10 of them"),
	read_type, write_type, drop_type},
    {"near", false, NULL, read_near, write_near, drop_near},
    {"within", false, N_("a whole number of miles from 1 to 100, or any"),
	read_within, write_within, drop_within},
    {"area", false,
	N_("a council or ward, by name or code, such as trafford or E08000009"),
	read_area, write_area, drop_area},
    {"age", false, N_("years, such as 17, or a range, such as 16-25"), read_age,
	write_age, drop_age},
    {"gender", false, N_("women or men"), read_gender, write_gender,
	drop_gender},
    {"for", true, NULL, query_read_for, query_write_for, query_drop_for},
    {"cost", false, N_("free or low"), read_cost, write_cost, drop_cost},
    {"referral", false, N_("self, gp or professional"), query_read_referral,
	query_write_referral, query_drop_referral},
    {"mode", true, N_("in-person, home, phone, online or text"),
	query_read_mode, query_write_mode, query_drop_mode},
    {"open", false,
	N_("now, a day (mo, tu, we, th, fr, sa or su), evening, weekend or"
	   " all-hours"),
	query_read_open, query_write_open, query_drop_open},
    {"lang", false,
	N_("a language by its name or ISO 639 code, such as Polish, pl or bsl"),
	query_read_lang, query_write_lang, query_drop_lang},
    {"access", true, NULL, query_read_access, query_write_access,
	query_drop_access},
    {"feed", false, N_("the id of a feed"), read_feed, write_feed, drop_feed},
    {"sort", false, N_("best, nearest, name or checked"), read_sort, write_sort,
	drop_sort},
    {"page", false, N_("a whole number from 1 to 1000"), read_page, write_page,
	drop_page},
    {"limit", false, N_("a whole number from 1 to 100"), read_limit,
	write_limit, drop_limit},
    {"strict", false, N_("1 or 0"), read_strict, write_strict, drop_strict},
    {"explain", false, N_("1 or 0"), read_explain, write_explain, drop_explain},
    {"locale", false, N_("en or cy"), read_locale, write_locale, drop_locale},
    {0},
};
_Static_assert(sizeof(query_parameters) / sizeof(query_parameters[0]) <=
		   QUERY_MAX_PARAMETERS,
    "room for each parameter");

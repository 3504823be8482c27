#include "server/view_linked.h"

#include <string.h>

#include "base/json.h"
#include "base/number.h"
#include "schema/hours.h"
#include "server/view_reach.h"
#include "server/words.h"

/* schema.org's days, by weekday; the eighth are bank holidays. */
static const char *const days[] = {"Monday", "Tuesday", "Wednesday", "Thursday",
    "Friday", "Saturday", "Sunday", "PublicHolidays"};

struct linked {
	const struct context *context;
	struct arena *arena;
	const struct listing *listing;
	struct json json;
};

static void
open_type(struct linked *linked, const char *key, const char *type)
{
	json_open(&linked->json, key, '{');
	json_string(&linked->json, "@type", type);
}

/* A charity says that it is one; of others nothing is known. */
static void
write_provider(struct linked *linked)
{
	const struct listing *listing = linked->listing;

	open_type(linked, "provider",
	    listing->org_charity != NULL ? "NGO" : "Organization");
	json_string(&linked->json, "name",
	    listing->org_name != NULL ? listing->org_name : listing->name);
	json_string_if(
	    &linked->json, "url", words_web(linked->arena, listing->org_url));
	if (listing->org_charity != NULL)
		json_string(&linked->json, "identifier",
		    arena_printf(
			linked->arena, "GB-CHC-%s", listing->org_charity));
	json_close(&linked->json, '}');
}

static void
write_areas(struct linked *linked)
{
	const struct listing *listing = linked->listing;
	struct place place;

	if (listing->areas_count == 0)
		return;
	json_open(&linked->json, "areaServed", '[');
	for (size_t i = 0; i < listing->areas_count; i++) {
		const struct listing_area *area = &listing->areas[i];
		const char *name = area->name;

		if (name == NULL && area->national)
			name = "United Kingdom";
		if (name == NULL && area->code != NULL &&
		    served_area_find(linked->context->served, area->code,
			&place) == PLACE_FOUND)
			name = place.name;
		if (name != NULL)
			json_string(&linked->json, NULL, name);
	}
	json_close(&linked->json, ']');
}

static const char *
rule_of(const struct linked *linked, const char *dimension)
{
	const struct listing_rule *rule =
	    listing_rule_find(linked->listing, dimension);

	return rule != NULL ? rule->value : NULL;
}

static void
write_age(struct linked *linked, const char *key, const char *dimension)
{
	const char *value = rule_of(linked, dimension);
	long age;

	if (value != NULL && number_long(value, 0, 120, &age))
		json_integer(&linked->json, key, age);
}

static void
write_audience(struct linked *linked)
{
	const char *gender = rule_of(linked, "gender");
	bool women = gender != NULL && strcmp(gender, "women") == 0;
	bool men = gender != NULL && strcmp(gender, "men") == 0;

	if (rule_of(linked, "age.min") == NULL &&
	    rule_of(linked, "age.max") == NULL && !women && !men)
		return;
	open_type(linked, "audience", "PeopleAudience");
	write_age(linked, "suggestedMinAge", "age.min");
	write_age(linked, "suggestedMaxAge", "age.max");
	if (women || men)
		json_string(&linked->json, "suggestedGender",
		    women ? "female" : "male");
	json_string_if(&linked->json, "audienceType",
	    listing_who(linked->listing, linked->arena));
	json_close(&linked->json, '}');
}

/* 24:00 is no time of day there: a minute less is. */
static char *
time_of(struct arena *arena, int minute)
{
	if (minute >= 1440)
		minute = 1439;
	return arena_printf(arena, "%02d:%02d", minute / 60, minute % 60);
}

static void
write_hours(struct linked *linked)
{
	struct json *json = &linked->json;
	struct hours hours;
	bool any = false;

	hours_of_listing(linked->listing, linked->arena, &hours);
	for (size_t i = 0; i < hours.count; i++) {
		const struct listing_opening *opening = &hours.openings[i];

		/* What holds in some weeks alone has no word there. */
		if (HOURS_WEEK(opening) != 0 ||
		    opening->opens == opening->closes)
			continue;
		if (!any)
			json_open(json, "hoursAvailable", '[');
		any = true;
		open_type(linked, NULL, "OpeningHoursSpecification");
		json_string(json, "dayOfWeek", days[HOURS_WEEKDAY(opening)]);
		json_string(
		    json, "opens", time_of(linked->arena, opening->opens));
		json_string(
		    json, "closes", time_of(linked->arena, opening->closes));
		json_close(json, '}');
	}
	if (any)
		json_close(json, ']');
}

static void
write_place(struct linked *linked, const struct listing_location *at)
{
	struct json *json = &linked->json;

	open_type(linked, "serviceLocation", "Place");
	json_string_if(json, "name", at->name);
	open_type(linked, "address", "PostalAddress");
	json_string_if(json, "streetAddress", at->address);
	json_string_if(json, "addressLocality", at->town);
	json_string_if(json, "addressRegion", at->county);
	json_string_if(json, "postalCode", at->postcode);
	json_string(json, "addressCountry", "GB");
	json_close(json, '}');
	json_close(json, '}');
}

/* How it is reached: a channel with its numbers, and one for each place. */
static void
write_channels(struct linked *linked)
{
	const struct listing *listing = linked->listing;
	struct json *json = &linked->json;

	json_open(json, "availableChannel", '[');
	open_type(linked, NULL, "ServiceChannel");
	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *phone = &listing->phones[i];

		if (phone->dial == NULL)
			continue;
		open_type(linked,
		    phone->text ? "serviceSmsNumber" : "servicePhone",
		    "ContactPoint");
		json_string(json, "telephone", phone->dial);
		json_close(json, '}');
		break;
	}
	json_string_if(
	    json, "serviceUrl", words_web(linked->arena, listing->url));
	json_close(json, '}');
	for (size_t i = 0; i < listing->locations_count; i++) {
		if (listing->hide_address)
			break;
		open_type(linked, NULL, "ServiceChannel");
		write_place(linked, &listing->locations[i]);
		json_close(json, '}');
	}
	json_close(json, ']');
}

char *
view_linked(const struct context *context, struct arena *arena,
    const struct listing *listing)
{
	struct buf out = {0};
	struct linked linked = {.context = context,
	    .arena = arena,
	    .listing = listing,
	    .json = {.out = &out}};
	const char *cost;
	char *kept;

	json_open(&linked.json, NULL, '{');
	json_string(&linked.json, "@context", "https://schema.org");
	json_string(&linked.json, "@type", "Service");
	json_string(&linked.json, "@id",
	    words_absolute(arena, context,
		arena_printf(arena, "/services/%s", listing->code)));
	json_string(&linked.json, "name", listing->name);
	json_string_if(&linked.json, "alternateName", listing->alternate_name);
	json_string_if(
	    &linked.json, "description", listing_summary(listing, arena));
	write_provider(&linked);
	write_areas(&linked);
	write_audience(&linked);
	write_hours(&linked);
	write_channels(&linked);
	cost = rule_of(&linked, "cost");
	if (cost != NULL && strcmp(cost, "free") == 0) {
		open_type(&linked, "offers", "Offer");
		json_integer(&linked.json, "price", 0);
		json_string(&linked.json, "priceCurrency", "GBP");
		json_close(&linked.json, '}');
	}
	json_close(&linked.json, '}');
	kept = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return kept;
}

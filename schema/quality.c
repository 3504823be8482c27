#include "schema/quality.h"

#include <limits.h>
#include <string.h>

#include "base/compiler.h"
#include "base/say.h"

#define DESCRIPTION_BYTES 50 /* less says no more than the name */

static const struct {
	const char *name, *words;
} details[N_QUALITY_DETAILS] = {
    [QUALITY_DESCRIPTION] = {"description", N_("What they do, in a sentence")},
    [QUALITY_PHONE] = {"phone", N_("A phone number that can be dialled")},
    [QUALITY_CONTACT] = {"contact", N_("A phone number, e-mail or web page")},
    [QUALITY_WHERE] = {"postcode", N_("A postcode or position on the map")},
    [QUALITY_PLACE] = {"place",
	N_("Where: a place, an area served, or by phone "
	   "or online")},
    [QUALITY_AGE] = {"age", N_("An age")},
    [QUALITY_WHO] = {"who", N_("Whom it is for: an age, a group, or everyone")},
    [QUALITY_COST] = {"cost", N_("What it costs, or that it is free")},
    [QUALITY_HOURS] = {"hours", N_("Opening hours")},
    [QUALITY_REFERRAL] = {"referral", N_("How to be referred")},
    [QUALITY_TYPE] = {"type", N_("What sort of help it is")},
    [QUALITY_CHECKED] = {"checked", N_("The day it was checked")},
};

const char *
quality_detail_name(enum quality_detail detail)
{
	return details[detail].name;
}

const char *
quality_detail_words(enum quality_detail detail)
{
	return details[detail].words;
}

static bool
given(const char *text)
{
	return text != NULL && *text != '\0';
}

static bool
has_rule(const struct listing *listing, const char *about)
{
	size_t length = strlen(about);

	for (size_t i = 0; i < listing->rules_count; i++) {
		const char *dimension = listing->rules[i].dimension;

		if (dimension != NULL &&
		    strncmp(dimension, about, length) == 0 &&
		    (dimension[length] == '\0' || dimension[length] == '.'))
			return true;
	}
	return false;
}

static bool
has_phone(const struct listing *listing)
{
	for (size_t i = 0; i < listing->phones_count; i++)
		if (listing->phones[i].dial != NULL)
			return true;
	return false;
}

static bool
has_place(const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++)
		if (given(listing->locations[i].postcode) ||
		    listing->locations[i].position_from != POSITION_NONE)
			return true;
	/* Kept back for people's safety: that is no fault. */
	return listing->hide_address;
}

static void
find_details(const struct listing *listing, bool with[N_QUALITY_DETAILS])
{
	const char *about = given(listing->description) ? listing->description
							: listing->summary;

	with[QUALITY_DESCRIPTION] =
	    given(about) && strlen(about) >= DESCRIPTION_BYTES;
	with[QUALITY_PHONE] = has_phone(listing);
	with[QUALITY_CONTACT] = with[QUALITY_PHONE] || given(listing->email) ||
				given(listing->url) ||
				given(listing->org_email) ||
				given(listing->org_url);
	with[QUALITY_WHERE] = has_place(listing);
	with[QUALITY_PLACE] =
	    with[QUALITY_WHERE] || listing->areas_count > 0 ||
	    (listing->modes & (MODE_PHONE | MODE_ONLINE | MODE_TEXT)) != 0;
	with[QUALITY_AGE] = has_rule(listing, "age");
	with[QUALITY_WHO] = with[QUALITY_AGE] || has_rule(listing, "group") ||
			    has_rule(listing, "gender") ||
			    given(listing->eligibility);
	with[QUALITY_COST] = has_rule(listing, "cost") || given(listing->fees);
	with[QUALITY_HOURS] =
	    listing->openings_count > 0 || given(listing->hours);
	with[QUALITY_REFERRAL] =
	    has_rule(listing, "referral") || given(listing->referral);
	with[QUALITY_TYPE] = listing->types_count > 0;
	with[QUALITY_CHECKED] = listing->checked != 0;
}

void
quality_add_month(struct quality *quality, long month, long listings)
{
	size_t at = 0, count = quality->months_count;

	while (at < count && quality->months[at].month < month)
		at++;
	if (at == count || quality->months[at].month != month) {
		quality->months = arena_grow(&quality->arena, quality->months,
		    count, sizeof(*quality->months));
		memmove(quality->months + at + 1, quality->months + at,
		    (count - at) * sizeof(*quality->months));
		quality->months[at] = (struct quality_month){month, 0};
		quality->months_count++;
	}
	quality->months[at].listings += listings;
}

void
quality_add_twin(struct quality *quality, const char *id, long listings)
{
	size_t at = 0, count = quality->twins_count;

	while (at < count && strcmp(quality->twins[at].feed, id) < 0)
		at++;
	if (at == count || strcmp(quality->twins[at].feed, id) != 0) {
		quality->twins = arena_grow(&quality->arena, quality->twins,
		    count, sizeof(*quality->twins));
		memmove(quality->twins + at + 1, quality->twins + at,
		    (count - at) * sizeof(*quality->twins));
		quality->twins[at] =
		    (struct quality_twin){arena_strdup(&quality->arena, id), 0};
		quality->twins_count++;
	}
	quality->twins[at].listings += listings;
}

void
quality_add_unknown(struct quality *quality, const char *words, long listings)
{
	struct quality_unknown *unknown;

	if (quality->unknown_count == QUALITY_UNKNOWN)
		return;
	unknown = &quality->unknown[quality->unknown_count++];
	unknown->words = arena_strdup(&quality->arena, words);
	unknown->listings = listings;
}

static long
month_of(day_t day)
{
	int year, month, day_of_month;

	date_to_civil(day, &year, &month, &day_of_month);
	return year * 12L + month - 1;
}

void
quality_add(struct quality *quality, const struct listing *listing)
{
	bool with[N_QUALITY_DETAILS];

	quality->listings++;
	find_details(listing, with);
	for (int i = 0; i < N_QUALITY_DETAILS; i++)
		quality->with[i] += with[i];
	if (listing->checked != 0)
		quality_add_month(quality, month_of(listing->checked), 1);
}

void
quality_clear(struct quality *quality)
{
	arena_clear(&quality->arena);
	memset(quality, 0, sizeof(*quality));
}

static const struct {
	const char *name, *words;
	long months; /* ago, fewer than */
} ages[N_QUALITY_AGES] = {
    [QUALITY_HALF_YEAR] = {"under-6-months", N_("In the last 6 months"), 6},
    [QUALITY_YEAR] = {"6-to-12-months", N_("6 to 12 months ago"), 12},
    [QUALITY_TWO_YEARS] = {"1-to-2-years", N_("1 to 2 years ago"), 24},
    [QUALITY_OLDER] = {"over-2-years", N_("Over 2 years ago"), LONG_MAX},
    [QUALITY_NOT_GIVEN] = {"not-given", N_("Date not given"), LONG_MAX},
};

const char *
quality_age_name(enum quality_age age)
{
	return ages[age].name;
}

const char *
quality_age_words(enum quality_age age)
{
	return ages[age].words;
}

void
quality_ages(
    const struct quality *quality, day_t today, long out[N_QUALITY_AGES])
{
	long now = month_of(today);

	memset(out, 0, N_QUALITY_AGES * sizeof(*out));
	out[QUALITY_NOT_GIVEN] =
	    quality->listings - quality->with[QUALITY_CHECKED];
	for (size_t i = 0; i < quality->months_count; i++) {
		long ago = now - quality->months[i].month;
		int age = 0;

		while (ago >= ages[age].months)
			age++;
		out[age] += quality->months[i].listings;
	}
}

static const struct {
	const char *name;
	int weight;
	enum quality_detail detail; /* N_: counted otherwise */
	const char *counts, *raise;
} parts[QUALITY_PARTS] = {
    {"contact", 20, QUALITY_CONTACT,
	N_("have a phone number, an e-mail address or a web page"),
	N_("give each a phone number, an e-mail address or a web page")},
    {"place", 15, QUALITY_PLACE,
	N_("say where they are: a place, an area served, or by phone or online"),
	N_("give each a postcode, the area it serves, or say that it is by phone "
	   "or online")},
    {"description", 15, QUALITY_DESCRIPTION,
	N_("say in a sentence or more what they do"),
	N_("say of each in a sentence or two what it does")},
    {"who", 15, QUALITY_WHO,
	N_("say whom they are for: an age, a group of people, or everyone"),
	N_("say of each whom it is for: the youngest and the oldest age, and "
	   "which people")},
    {"checked", 15, N_QUALITY_DETAILS, N_("were checked in the last 12 months"),
	N_("look through the old ones, and give the day on which each was last "
	   "checked")},
    {"hours", 10, QUALITY_HOURS, N_("give their opening hours"),
	N_("give the days and times of each")},
    {"cost", 5, QUALITY_COST, N_("say what they cost, or that they are free"),
	N_("say of each what it costs, or that it is free")},
    {"read", 5, N_QUALITY_DETAILS, N_("could be read without a fault"),
	N_("put right the faults that are listed")},
};

/* Listings, out of "all", of which the part is true. */
static long
part_listings(
    const struct quality *quality, day_t today, size_t part, long *all)
{
	long by_age[N_QUALITY_AGES], whole;

	*all = quality->listings;
	if (parts[part].detail != N_QUALITY_DETAILS)
		return quality->with[parts[part].detail];
	if (strcmp(parts[part].name, "read") == 0) {
		*all += quality->refused;
		whole = quality->listings - quality->faulty;
		return whole > 0 ? whole : 0;
	}
	quality_ages(quality, today, by_age);
	return by_age[QUALITY_HALF_YEAR] + by_age[QUALITY_YEAR];
}

int
quality_score(const struct quality *quality, day_t today,
    struct quality_part out[QUALITY_PARTS])
{
	double sum = 0;

	for (size_t i = 0; i < QUALITY_PARTS; i++) {
		struct quality_part *part = &out[i];

		*part = (struct quality_part){.name = parts[i].name,
		    .counts = parts[i].counts,
		    .raise = parts[i].raise,
		    .weight = parts[i].weight};
		part->listings = part_listings(quality, today, i, &part->of);
		if (part->of > 0)
			part->points = part->weight * (double)part->listings /
				       (double)part->of;
		sum += part->points;
	}
	return (int)(sum + 0.5);
}

const struct quality_part *
quality_next_raise(
    const struct quality_part parts_of[QUALITY_PARTS], bool told[QUALITY_PARTS])
{
	double most = 0;
	int best = -1;

	for (int i = 0; i < QUALITY_PARTS; i++) {
		double wins = parts_of[i].weight - parts_of[i].points;

		if (told[i] || wins < 0.5 || wins <= most)
			continue;
		best = i;
		most = wins;
	}
	if (best < 0)
		return NULL;
	told[best] = true;
	return &parts_of[best];
}

#include "schema/listing_disagree.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/say.h"
#include "base/utf8.h"
#include "schema/hours.h"

#define SAYS_MAX 300 /* bytes of what one source says of one thing */

/* Phones: two sources that share a number do not contradict each other. */
static bool
phones_differ(const struct listing *a, const struct listing *b)
{
	bool one = false, other = false;

	for (size_t i = 0; i < a->phones_count; i++) {
		for (size_t j = 0; j < b->phones_count; j++) {
			const char *left = a->phones[i].dial;
			const char *right = b->phones[j].dial;

			one |= left != NULL;
			other |= right != NULL;
			if (left && right && strcmp(left, right) == 0)
				return false;
		}
	}
	return one && other;
}

static void
phones_say(struct buf *out, const struct listing *listing)
{
	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *phone = &listing->phones[i];

		if (!phone->dial)
			continue;
		if (out->length)
			buf_add_text(out, ", ");
		buf_add_text(out, phone->show ? phone->show : phone->dial);
	}
}

static bool
places_differ(const struct listing *a, const struct listing *b)
{
	bool both = false;

	for (size_t i = 0; i < a->locations_count; i++) {
		for (size_t j = 0; j < b->locations_count; j++) {
			const char *left = a->locations[i].postcode;
			const char *right = b->locations[j].postcode;

			if (!left || !right || !strchr(left, ' ') ||
			    !strchr(right, ' '))
				continue;
			both = true;
			if (strcmp(left, right) == 0)
				return false;
		}
	}
	return both;
}

static void
places_say(struct buf *out, const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];
		const char *parts[] = {
		    at->name, at->address, at->town, at->postcode};

		if (!at->postcode)
			continue;
		if (out->length)
			buf_add_text(out, "; ");
		for (size_t j = 0, said = 0; j < ARRAY_LEN(parts); j++) {
			if (parts[j] && said++)
				buf_add_text(out, ", ");
			buf_add_text(out, parts[j]);
		}
	}
}

static bool
same_openings(const struct listing *a, const struct listing *b)
{
	if (a->openings_count != b->openings_count)
		return false;
	for (size_t i = 0; i < a->openings_count; i++) {
		if (a->openings[i].weekday != b->openings[i].weekday ||
		    a->openings[i].opens != b->openings[i].opens ||
		    a->openings[i].closes != b->openings[i].closes)
			return false;
	}
	return true;
}

/* Letters and digits alone count: "9am - 5pm" and "9am-5pm". */
static bool
same_words(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a && !isalnum((unsigned char)*a))
			a++;
		while (*b && !isalnum((unsigned char)*b))
			b++;
		if (!*a || !*b)
			return *a == *b;
		if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
			return false;
	}
}

/* A table and words cannot be held against each other. */
static bool
hours_differ(const struct listing *a, const struct listing *b)
{
	if (a->openings_count && b->openings_count)
		return !same_openings(a, b);
	if (a->openings_count || b->openings_count)
		return false;
	return a->hours && b->hours && !same_words(a->hours, b->hours);
}

static void
hours_say(struct buf *out, const struct listing *listing)
{
	struct arena arena = {0};

	if (listing->hours)
		buf_add_text(out, listing->hours);
	for (size_t i = 0; i < listing->openings_count && !listing->hours;
	     i++) {
		const struct listing_opening *at = &listing->openings[i];

		if (out->length)
			buf_add_text(out, ", ");
		buf_printf(out, "%s %s to %s", hours_weekday_name[at->weekday],
		    hours_minute_text(&arena, at->opens),
		    hours_minute_text(&arena, at->closes));
	}
	arena_clear(&arena);
}

static bool
rules_differ(
    const struct listing *a, const struct listing *b, const char *dimension)
{
	const struct listing_rule *one = listing_rule_find(a, dimension);
	const struct listing_rule *other = listing_rule_find(b, dimension);

	return one && other && strcmp(one->value, other->value) != 0;
}

static bool
ages_differ(const struct listing *a, const struct listing *b)
{
	return rules_differ(a, b, "age.min") || rules_differ(a, b, "age.max");
}

static void
ages_say(struct buf *out, const struct listing *listing)
{
	const struct listing_rule *least =
	    listing_rule_find(listing, "age.min");
	const struct listing_rule *most = listing_rule_find(listing, "age.max");

	if (least && most)
		buf_printf(out, "%s to %s", least->value, most->value);
	else if (least)
		buf_printf(out, "%s and over", least->value);
	else if (most)
		buf_printf(out, "up to %s", most->value);
}

/* "Free" and "low cost" are two answers; the words need not be the same. */
static bool
costs_differ(const struct listing *a, const struct listing *b)
{
	return rules_differ(a, b, "cost");
}

static void
costs_say(struct buf *out, const struct listing *listing)
{
	struct arena arena = {0};

	if (listing->fees)
		buf_add_text(out, listing->fees);
	else
		buf_add_text(out, listing_cost(listing, &arena));
	arena_clear(&arena);
}

static bool
statuses_differ(const struct listing *a, const struct listing *b)
{
	return a->status != b->status;
}

static void
statuses_say(struct buf *out, const struct listing *listing)
{
	if (listing->status == LISTING_ACTIVE)
		buf_add_text(out, "open");
	else if (listing->status_note)
		buf_add_text(out, listing->status_note);
	else
		buf_add_text(out, "not taking new people");
}

static const struct thing {
	const char *about;
	bool (*differ)(const struct listing *, const struct listing *);
	void (*say)(struct buf *, const struct listing *);
} things[] = {
    {NC_("sources disagree", "phone"), phones_differ, phones_say},
    {NC_("sources disagree", "place"), places_differ, places_say},
    {NC_("sources disagree", "hours"), hours_differ, hours_say},
    {NC_("sources disagree", "age"), ages_differ, ages_say},
    {NC_("sources disagree", "cost"), costs_differ, costs_say},
    {NC_("sources disagree", "taking new people"), statuses_differ,
	statuses_say},
};

static bool
any_differ(
    const struct thing *thing, struct listing *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t j = i + 1; j < count; j++) {
			if (thing->differ(parts[i], parts[j]))
				return true;
		}
	}
	return false;
}

void
listing_disagree(
    struct listing *out, struct listing *const *parts, size_t count)
{
	for (size_t i = 0; i < ARRAY_LEN(things); i++) {
		if (!any_differ(&things[i], parts, count))
			continue;
		for (size_t j = 0; j < count; j++) {
			struct buf words = {0};

			things[i].say(&words, parts[j]);
			if (words.length &&
			    out->disagreements_count < LISTING_MAX_ITEMS)
				*listing_disagreement_add(out) =
				    (struct listing_disagreement){
					.about = arena_strdup(
					    out->arena, things[i].about),
					.source = j,
					.says = arena_strndup(out->arena,
					    words.data,
					    utf8_clip(words.data, SAYS_MAX)),
				    };
			buf_clear(&words);
		}
	}
}

#include "schema/listing_required.h"

#include <stdio.h>
#include <string.h>

static bool
has_phone(const struct listing *listing)
{
	return listing->phones_count > 0;
}

static bool
has_location(const struct listing *listing)
{
	return listing->locations_count > 0;
}

static bool
has_address(const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++)
		if (listing->locations[i].address != NULL)
			return true;
	return false;
}

static bool
has_postcode(const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++)
		if (listing->locations[i].postcode != NULL)
			return true;
	return false;
}

static bool
has_category(const struct listing *listing)
{
	return listing->categories_count > 0 || listing->types_count > 0;
}

static bool
has_area(const struct listing *listing)
{
	return listing->areas_count > 0;
}

static bool
has_opening(const struct listing *listing)
{
	return listing->openings_count > 0;
}

static const struct {
	const char *name;
	bool (*has)(const struct listing *);
	size_t text; /* else this member of the listing */
} requirable[] = {
    {"id", NULL, offsetof(struct listing, source_id)},
    {"summary", NULL, offsetof(struct listing, summary)},
    {"description", NULL, offsetof(struct listing, description)},
    {"url", NULL, offsetof(struct listing, url)},
    {"email", NULL, offsetof(struct listing, email)},
    {"org.id", NULL, offsetof(struct listing, org_id)},
    {"org.name", NULL, offsetof(struct listing, org_name)},
    {"phone", has_phone, 0},
    {"location", has_location, 0},
    {"location.address", has_address, 0},
    {"location.postcode", has_postcode, 0},
    {"category", has_category, 0},
    {"area", has_area, 0},
    {"opening", has_opening, 0},
};

_Static_assert(LISTING_REQUIRED_ALL == (1u << ARRAY_LEN(requirable)) - 1,
    "a bit for each name");

unsigned
listing_required_bit(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(requirable); i++)
		if (strcmp(requirable[i].name, name) == 0)
			return 1u << i;
	return 0;
}

void
listing_required_names(char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(requirable) && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s",
		    i > 0 ? ", " : "", requirable[i].name);
}

static bool
has(const struct listing *listing, size_t at)
{
	if (requirable[at].has != NULL)
		return requirable[at].has(listing);
	return *(char *const *)(const void *)((const char *)listing +
					      requirable[at].text) != NULL;
}

const char *
listing_required_missing(const struct listing *listing, unsigned required)
{
	for (size_t i = 0; i < ARRAY_LEN(requirable); i++) {
		const char *name = requirable[i].name;

		if ((required & 1u << i) != 0 && !has(listing, i) &&
		    !(listing->hide_address &&
			strncmp(name, "location", 8) == 0))
			return name;
	}
	return NULL;
}

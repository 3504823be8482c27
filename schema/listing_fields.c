#include "schema/listing_fields.h"

#include <string.h>

#define FIELD(member, max) \
	.name = #member, .parameter = ":" #member, \
	.offset = offsetof(struct listing, member), .max_bytes = (max)

const struct listing_field listing_fields[LISTING_FIELDS] = {
    {FIELD(source_id, LISTING_MAX_ID)},
    {FIELD(own_uuid, LISTING_MAX_ID)},
    {FIELD(name, LISTING_MAX_NAME), .stated = true, .prose = true},
    {FIELD(alternate_name, LISTING_MAX_NAME), .stated = true},
    {FIELD(summary, LISTING_MAX_SHORT), .stated = true},
    {FIELD(description, LISTING_MAX_TEXT), .stated = true, .lines = true,
	.prose = true},
    {FIELD(url, LISTING_MAX_URL), .stated = true},
    {FIELD(email, LISTING_MAX_SHORT), .stated = true},
    {FIELD(fees, LISTING_MAX_SHORT), .stated = true, .lines = true,
	.prose = true},
    {FIELD(referral, LISTING_MAX_SHORT), .stated = true, .lines = true,
	.prose = true},
    {FIELD(eligibility, LISTING_MAX_SHORT), .stated = true, .lines = true,
	.prose = true},
    {FIELD(hours, LISTING_MAX_SHORT), .stated = true, .lines = true},
    {FIELD(wait, LISTING_MAX_SHORT), .stated = true, .lines = true},
    {FIELD(access, LISTING_MAX_SHORT), .stated = true, .lines = true},
    {FIELD(status_note, LISTING_MAX_SHORT), .stated = true},
    {FIELD(org_id, LISTING_MAX_ID)},
    {FIELD(org_name, LISTING_MAX_NAME), .stated = true},
    {FIELD(org_description, LISTING_MAX_TEXT), .stated = true, .lines = true},
    {FIELD(org_url, LISTING_MAX_URL), .stated = true},
    {FIELD(org_email, LISTING_MAX_SHORT), .stated = true},
    {FIELD(org_charity, LISTING_MAX_SHORT), .stated = true},
    {FIELD(org_company, LISTING_MAX_SHORT), .stated = true},
};

char **
listing_field_text(struct listing *listing, const struct listing_field *field)
{
	return (char **)(void *)((char *)listing + field->offset);
}

const struct listing_field *
listing_field_find(const char *name)
{
	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		if (strcmp(listing_fields[i].name, name) == 0)
			return &listing_fields[i];
	}
	return NULL;
}

#include "schema/record_place.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/record_internal.h"

static void
alias_add(struct record *record, const char *alias, const char *gss, bool own)
{
	struct query q;

	if (!*alias)
		return;
	q = query_begin(record, GAZETTEER_ALIAS_ADD);
	query_text(&q, ":alias", alias);
	query_text(&q, ":gss", gss);
	query_long(&q, ":own", own);
	query_run(&q);
}

static void
aliases_put(struct record *record, const struct record_area *area)
{
	struct query q = query_begin(record, GAZETTEER_ALIASES_DELETE);
	char slug[PLACE_MAX_NAME];
	char *list, *rest, *one;

	query_text(&q, ":gss", area->gss);
	query_run(&q);
	alias_add(record, area->slug, area->gss, true);
	place_slug(area->name, slug);
	alias_add(record, slug, area->gss, true);
	if (area->official) {
		place_slug(area->official, slug);
		alias_add(record, slug, area->gss, true);
	}
	list = xstrdup(area->aliases ? area->aliases : "");
	for (one = strtok_r(list, " ", &rest); one;
	     one = strtok_r(NULL, " ", &rest))
		alias_add(record, one, area->gss, false);
	free(list);
}

enum record_result
record_area_put(struct record *record, const struct record_area *area)
{
	struct query q = query_begin(record, GAZETTEER_AREA_PUT);

	query_text(&q, ":gss", area->gss);
	query_long(&q, ":kind", area->kind);
	query_long(&q, ":county", area->county);
	query_text(&q, ":name", area->name);
	query_text(&q, ":slug", area->slug);
	query_text(&q, ":parent", area->parent ? area->parent : "");
	query_text(&q, ":nation", area->nation ? area->nation : "");
	query_text(&q, ":official", area->official);
	query_long(&q, ":placed", area->placed);
	query_long(&q, ":lat_e6", area->lat_e6);
	query_long(&q, ":lon_e6", area->lon_e6);
	if (query_run(&q) != RECORD_OK)
		return RECORD_FAILED;
	aliases_put(record, area);
	return record->failed ? RECORD_FAILED : RECORD_OK;
}

enum record_result
record_outcode_put(struct record *record, const char *outcode, int32_t lat_e6,
    int32_t lon_e6, long postcodes, const char *const *districts,
    size_t districts_count)
{
	struct query q = query_begin(record, GAZETTEER_OUTCODE_PUT);
	bool taken;

	query_text(&q, ":outcode", outcode);
	query_long(&q, ":lat_e6", lat_e6);
	query_long(&q, ":lon_e6", lon_e6);
	query_long(&q, ":postcodes", postcodes);
	taken = query_row(&q);
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	if (!taken)
		return RECORD_OK;
	q = query_begin(record, GAZETTEER_OUTCODE_DISTRICTS_DELETE);
	query_text(&q, ":outcode", outcode);
	if (query_run(&q) != RECORD_OK)
		return RECORD_FAILED;
	for (size_t i = 0; i < districts_count; i++) {
		q = query_begin(record, GAZETTEER_OUTCODE_DISTRICT_ADD);
		query_text(&q, ":outcode", outcode);
		query_long(&q, ":position", (long)i);
		query_text(&q, ":gss", districts[i]);
		if (query_run(&q) != RECORD_OK)
			return RECORD_FAILED;
	}
	return RECORD_OK;
}

enum record_result
record_postcode_put(struct record *record, const char *postcode, int32_t lat_e6,
    int32_t lon_e6, const char *district, const char *ward)
{
	struct query q = query_begin(record, GAZETTEER_POSTCODE_PUT);

	query_text(&q, ":postcode", postcode);
	query_long(&q, ":lat_e6", lat_e6);
	query_long(&q, ":lon_e6", lon_e6);
	query_text(&q, ":district", district ? district : "");
	query_text(&q, ":ward", ward ? ward : "");
	return query_run(&q);
}

void
record_places_changed(struct record *record)
{
	struct query q = query_begin(record, META_PLACES_CHANGED);

	query_run(&q);
	record_changed(record);
}

/* One row of GAZETTEER_AREA_BY_GSS or GAZETTEER_AREA_BY_ALIAS. */
static void
area_columns(struct query *q, struct place *out)
{
	char slug_parent[PLACE_GSS_TEXT];

	memset(out, 0, sizeof(*out));
	query_column_copy(q, out->gss, sizeof(out->gss));
	out->kind = (enum place_kind)query_column_long(q);
	query_column_long(q); /* county: for publishing alone */
	query_column_copy(q, out->name, sizeof(out->name));
	query_column_copy(q, out->slug, sizeof(out->slug));
	query_column_copy(q, slug_parent, sizeof(slug_parent));
	query_column_long(q);
	out->lat = (double)query_column_long(q) / 1e6;
	out->lon = (double)query_column_long(q) / 1e6;
	out->about = true;
	if (out->kind == PLACE_COUNCIL) {
		memcpy(out->districts[0], out->gss, PLACE_GSS_TEXT);
		out->districts_count = 1;
	} else if (out->kind == PLACE_WARD) {
		memcpy(out->districts[0], slug_parent, PLACE_GSS_TEXT);
		out->districts_count = 1;
		memcpy(out->ward, out->gss, PLACE_GSS_TEXT);
	}
}

static bool
area_by(struct record *record, enum record_statement id, const char *name,
    const char *value, struct place *out, bool *several)
{
	struct query q = query_begin(record, id);
	struct place other;
	bool found;

	*several = false;
	query_text(&q, name, value);
	found = query_row(&q);
	if (found) {
		area_columns(&q, out);
		if (out->kind == PLACE_WARD && query_row(&q)) {
			area_columns(&q, &other);
			*several = strcmp(other.gss, out->gss) != 0;
		}
	}
	return query_end(&q) == RECORD_OK && found;
}

enum place_result
record_area_find(struct record *record, const char *text, struct place *out)
{
	char slug[PLACE_MAX_NAME], gss[PLACE_GSS_TEXT] = "";
	bool several = false, found = false;

	if (strlen(text) < PLACE_GSS_TEXT) {
		for (size_t i = 0; text[i]; i++)
			gss[i] = (char)toupper((unsigned char)text[i]);
		found = area_by(record, GAZETTEER_AREA_BY_GSS, ":gss", gss, out,
			    &several) ||
			area_by(record, GAZETTEER_AREA_BY_ALIAS, ":alias", gss,
			    out, &several);
	}
	if (!found) {
		place_slug(text, slug);
		found = *slug && area_by(record, GAZETTEER_AREA_BY_ALIAS,
				     ":alias", slug, out, &several);
	}
	return found && !several ? PLACE_FOUND : PLACE_UNKNOWN;
}

static void
outcode_districts(struct record *record, const char *outcode, struct place *out)
{
	struct query q = query_begin(record, GAZETTEER_OUTCODE_DISTRICTS);

	query_text(&q, ":outcode", outcode);
	while (out->districts_count < PLACE_MAX_DISTRICTS && query_row(&q))
		query_column_copy(
		    &q, out->districts[out->districts_count++], PLACE_GSS_TEXT);
	query_end(&q);
}

static enum place_result
outcode_find(struct record *record, const char *outcode, struct place *out)
{
	struct query q = query_begin(record, GAZETTEER_OUTCODE);
	bool found;

	query_text(&q, ":outcode", outcode);
	found = query_row(&q);
	if (found) {
		out->kind = PLACE_OUTCODE;
		out->lat = (double)query_column_long(&q) / 1e6;
		out->lon = (double)query_column_long(&q) / 1e6;
		out->about = true;
	}
	if (query_end(&q) != RECORD_OK || !found)
		return PLACE_UNKNOWN;
	outcode_districts(record, outcode, out);
	return PLACE_FOUND;
}

static bool
unit_find(struct record *record, const char *postcode, struct place *out)
{
	struct query q = query_begin(record, GAZETTEER_POSTCODE);
	bool found;

	query_text(&q, ":postcode", postcode);
	found = query_row(&q);
	if (found) {
		out->kind = PLACE_POSTCODE;
		out->lat = (double)query_column_long(&q) / 1e6;
		out->lon = (double)query_column_long(&q) / 1e6;
		query_column_copy(&q, out->districts[0], PLACE_GSS_TEXT);
		out->districts_count = out->districts[0][0] != '\0';
		query_column_copy(&q, out->ward, sizeof(out->ward));
	}
	return query_end(&q) == RECORD_OK && found;
}

enum place_result
record_postcode_find(
    struct record *record, const char *postcode, struct place *out)
{
	char outcode[POSTCODE_TEXT];
	size_t length = postcode_outcode_length(postcode);

	memset(out, 0, sizeof(*out));
	snprintf(out->name, sizeof(out->name), "%s", postcode);
	if (length < strlen(postcode) && unit_find(record, postcode, out))
		return PLACE_FOUND;
	snprintf(outcode, sizeof(outcode), "%.*s", (int)length, postcode);
	if (outcode_find(record, outcode, out) == PLACE_FOUND)
		return PLACE_FOUND;
	return postcode_northern_irish(postcode) ? PLACE_NORTHERN_IRELAND
						 : PLACE_UNKNOWN;
}

enum place_result
record_location_place(struct record *record, struct listing_location *at)
{
	struct place place;
	enum place_result result;

	if (!at->postcode)
		return PLACE_UNREADABLE;
	result = record_postcode_find(record, at->postcode, &place);
	if (result != PLACE_FOUND)
		return result;
	/* An outcode lies in several councils: it tells where there is one. */
	if (!at->district[0] && place.districts_count == 1)
		memcpy(at->district, place.districts[0], PLACE_GSS_TEXT);
	if (!at->ward[0])
		memcpy(at->ward, place.ward, PLACE_GSS_TEXT);
	if (at->position_from == POSITION_NONE) {
		at->position_from = place.kind == PLACE_POSTCODE
					? POSITION_POSTCODE
					: POSITION_OUTCODE;
		at->lat = place.lat;
		at->lon = place.lon;
	}
	return PLACE_FOUND;
}

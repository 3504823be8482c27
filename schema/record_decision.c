#include "schema/record_decision.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "schema/listing_fields.h"
#include "schema/phone.h"
#include "schema/record_code.h"
#include "schema/record_internal.h"
#include "schema/record_place.h"

/* What is not a text of its own: the first place, the phones, the state. */
static const char *const other_fields[] = {
    "phone", "venue", "address", "town", "postcode", "status", "checked"};

static const struct {
	const char *name;
	enum listing_status status;
} statuses[] = {
    {"active", LISTING_ACTIVE},
    {"paused", LISTING_PAUSED},
    {"closed", LISTING_CLOSED},
};

static bool
correctable(const char *name)
{
	const struct listing_field *field = listing_field_find(name);

	for (size_t i = 0; i < ARRAY_LEN(other_fields); i++) {
		if (strcmp(name, other_fields[i]) == 0)
			return true;
	}
	return field && field->stated;
}

char *
record_correctable(void)
{
	struct buf out = {0};

	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		if (!listing_fields[i].stated)
			continue;
		if (out.length)
			buf_add_text(&out, ", ");
		buf_add_text(&out, listing_fields[i].name);
	}
	for (size_t i = 0; i < ARRAY_LEN(other_fields); i++)
		buf_printf(&out, ", %s", other_fields[i]);
	return buf_take(&out);
}

static enum decision_result
uuid_of_code(struct record *record, const char *code, char uuid[UUID_TEXT])
{
	enum code_kind kind;

	switch (record_code_find(record, code, uuid, &kind)) {
	case RECORD_NOT_FOUND:
		return DECISION_UNKNOWN_CODE;
	case RECORD_FAILED:
		return DECISION_FAILED;
	case RECORD_OK:
		break;
	}
	return kind == CODE_LISTING ? DECISION_OK : DECISION_ORGANISATION;
}

struct decision {
	const char *uuid, *kind, *field, *value, *reason;
	day_t until;
};

static bool
decision_write(struct record *record, const struct decision *decision)
{
	struct query q;
	time_t now = time(NULL);

	q = query_begin(record, DECISION_END);
	query_long(&q, ":now", now);
	query_text(&q, ":uuid", decision->uuid);
	query_text(&q, ":kind", decision->kind);
	query_text(&q, ":field", decision->field);
	if (query_run(&q) != RECORD_OK)
		return false;
	q = query_begin(record, DECISION_ADD);
	query_text(&q, ":uuid", decision->uuid);
	query_text(&q, ":kind", decision->kind);
	query_text(&q, ":field", decision->field);
	query_text(&q, ":value", decision->value);
	query_text(&q, ":reason", decision->reason);
	query_long(&q, ":until", decision->until);
	query_long(&q, ":made", now);
	return query_run(&q) == RECORD_OK;
}

static enum decision_result
decision_keep(struct record *record, const struct decision *decision)
{
	if (!record_begin(record))
		return DECISION_FAILED;
	if (!decision_write(record, decision)) {
		record_rollback(record);
		return DECISION_FAILED;
	}
	record_changed(record);
	return record_commit(record) ? DECISION_OK : DECISION_FAILED;
}

enum decision_result
record_hide(struct record *record, const char *code, const char *reason)
{
	char uuid[UUID_TEXT];
	enum decision_result result = uuid_of_code(record, code, uuid);

	if (result != DECISION_OK)
		return result;
	return decision_keep(record,
	    &(struct decision){.uuid = uuid, .kind = "hide", .reason = reason});
}

static const char *
checked_problem(const char *value)
{
	day_t day = date_parse(value);
	struct london now;

	if (!day)
		return "it is no date: write 2026-11-22";
	date_london(time(NULL), &now);
	return day > now.day ? "nobody can have checked it in the future"
			     : NULL;
}

/* What is wrong with a value for a field, or NULL. */
/* The whole field counts: "0113 496 0182 or the duty desk" has a number. */
static bool
has_number(const char *value)
{
	struct phone found[PHONE_MAX_FOUND];
	struct arena arena = {0};
	size_t count = phones_parse(&arena, value, found);
	bool any = false;

	for (size_t i = 0; i < count; i++)
		any |= found[i].dial != NULL;
	arena_clear(&arena);
	return any;
}

static const char *
value_problem(const char *field, const char *value)
{
	char postcode[POSTCODE_TEXT];

	if (strcmp(field, "status") == 0) {
		for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
			if (strcmp(value, statuses[i].name) == 0)
				return NULL;
		}
		return "a status is active, paused or closed";
	}
	if (!*value)
		return strcmp(field, "name") == 0 ? "a listing needs a name"
						  : NULL;
	if (strcmp(field, "postcode") == 0 &&
	    postcode_parse(value, postcode) == POSTCODE_NOT)
		return "it is no postcode";
	if (strcmp(field, "phone") == 0 && !has_number(value))
		return "it has no number that can be dialled";
	if (strcmp(field, "checked") == 0)
		return checked_problem(value);
	if (strstr(field, "email") && !strchr(value, '@'))
		return "it is no e-mail address";
	return NULL;
}

/*
 * As it is kept and shown: clean text, a whole link, a postcode as the Royal
 * Mail has it.  NULL and *reason where that cannot be.  The caller's.
 */
static char *
value_normalise(const char *field, const char *given, const char **reason)
{
	char postcode[POSTCODE_TEXT];
	char *value, *link;

	if (!utf8_valid(given, strlen(given))) {
		*reason = "it is not UTF-8";
		return NULL;
	}
	if (strlen(given) > LISTING_MAX_SHORT) {
		*reason = "it is over 2,000 bytes";
		return NULL;
	}
	value = utf8_clean(given);
	*reason = value_problem(field, value);
	if (!*reason && *value && strstr(field, "url")) {
		link = url_link(value);
		if (!link)
			*reason = "it is no web address";
		free(value);
		return link;
	}
	if (!*reason && strcmp(field, "postcode") == 0 && *value) {
		postcode_parse(value, postcode);
		free(value);
		return xstrdup(postcode);
	}
	if (!*reason)
		return value;
	free(value);
	return NULL;
}

enum decision_result
record_correct(struct record *record, const char *code, const char *field,
    const char *value, day_t until, const char **reason)
{
	char uuid[UUID_TEXT], *kept;
	enum decision_result result = uuid_of_code(record, code, uuid);

	if (result != DECISION_OK)
		return result;
	if (!correctable(field))
		return DECISION_FIELD;
	kept = value_normalise(field, value ? value : "", reason);
	if (!kept)
		return DECISION_VALUE;
	result = decision_keep(record, &(struct decision){.uuid = uuid,
					   .kind = "correct",
					   .field = field,
					   .value = kept,
					   .until = until});
	free(kept);
	return result;
}

enum decision_result
record_unhide(struct record *record, const char *code, long *count)
{
	char uuid[UUID_TEXT];
	enum decision_result result = uuid_of_code(record, code, uuid);
	struct query q;

	*count = 0;
	if (result != DECISION_OK)
		return result;
	if (!record_begin(record))
		return DECISION_FAILED;
	q = query_begin(record, DECISIONS_END);
	query_long(&q, ":now", time(NULL));
	query_text(&q, ":uuid", uuid);
	while (query_row(&q))
		(*count)++;
	if (query_end(&q) != RECORD_OK || *count == 0) {
		result = record->failed ? DECISION_FAILED : DECISION_NOTHING;
		record_rollback(record);
		return result;
	}
	record_changed(record);
	return record_commit(record) ? DECISION_OK : DECISION_FAILED;
}

enum record_result
record_decisions_lapse(struct record *record, day_t today)
{
	struct query q;
	bool any = false;

	if (!record_begin(record))
		return RECORD_FAILED;
	q = query_begin(record, DECISIONS_LAPSED);
	query_long(&q, ":now", time(NULL));
	query_long(&q, ":today", today);
	while (query_row(&q))
		any = true;
	if (query_end(&q) == RECORD_OK && any)
		record_changed(record);
	return record_commit(record) ? RECORD_OK : RECORD_FAILED;
}

enum record_result
record_decisions(struct record *record, record_decision_cb *cb, void *arg)
{
	struct query q = query_begin(record, DECISIONS);
	struct arena arena = {0};

	while (query_row(&q)) {
		struct record_decision made = {0};
		const char *kind;

		made.code = query_column_text(&q, &arena);
		made.feed = query_column_text(&q, &arena);
		made.name = query_column_text(&q, &arena);
		kind = query_column_text(&q, &arena);
		made.hidden = strcmp(kind, "hide") == 0;
		made.field = query_column_text(&q, &arena);
		made.value = query_column_text(&q, &arena);
		made.reason = query_column_text(&q, &arena);
		made.until = (day_t)query_column_long(&q);
		made.made = query_column_long(&q);
		cb(arg, &made);
		arena_clear(&arena);
	}
	return query_end(&q);
}

static void
phones_correct(struct listing *listing, const char *value)
{
	struct phone found[PHONE_MAX_FOUND];
	size_t count = 0;

	listing->phones_count = 0;
	listing->phones = NULL;
	if (value)
		count = phones_parse(listing->arena, value, found);
	for (size_t i = 0; i < count; i++) {
		struct listing_phone *phone = listing_phone_add(listing);

		phone->given = found[i].given;
		phone->dial = found[i].dial;
		phone->show = found[i].show;
		phone->extension = found[i].extension;
		phone->note = found[i].note;
		phone->text = found[i].text;
	}
}

static void
place_correct(struct record *record, struct listing *listing, const char *field,
    char *value)
{
	struct listing_location *at = listing->locations_count
					  ? &listing->locations[0]
					  : listing_location_add(listing);

	if (strcmp(field, "venue") == 0)
		at->name = value;
	else if (strcmp(field, "address") == 0)
		at->address = value;
	else if (strcmp(field, "town") == 0)
		at->town = value;
	else {
		at->postcode = value;
		at->postcode_given = NULL;
		at->position_from = POSITION_NONE;
		at->district[0] = at->ward[0] = '\0';
		record_location_place(record, at);
	}
}

static void
status_correct(struct listing *listing, const char *value)
{
	for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
		if (value && strcmp(value, statuses[i].name) == 0)
			listing->status = statuses[i].status;
	}
}

/* Returns whether prose changed from which rules are read. */
static bool
correction_apply(struct record *record, struct listing *listing,
    const char *name, char *value)
{
	const struct listing_field *field = listing_field_find(name);

	if (value && !*value)
		value = NULL;
	if (field && field->stated) {
		*listing_field_text(listing, field) = value;
		return field->prose;
	}
	if (strcmp(name, "phone") == 0)
		phones_correct(listing, value);
	else if (strcmp(name, "status") == 0)
		status_correct(listing, value);
	else if (strcmp(name, "checked") == 0)
		listing->checked = value ? date_parse(value) : 0;
	else if (!listing->hide_address)
		place_correct(record, listing, name, value);
	return false;
}

enum record_result
record_decisions_apply(
    struct record *record, struct listing *listing, bool *hidden)
{
	struct query q = query_begin(record, DECISIONS_OF);
	bool prose = false;

	*hidden = false;
	query_text(&q, ":uuid", listing->uuid);
	while (query_row(&q)) {
		const char *kind = query_column_text(&q, listing->arena);
		const char *field = query_column_text(&q, listing->arena);
		char *value = query_column_text(&q, listing->arena);

		if (strcmp(kind, "hide") == 0)
			*hidden = true;
		else if (correction_apply(record, listing, field, value))
			prose = true;
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	if (prose && record->rederive)
		record->rederive(record->rederive_arg, listing);
	return RECORD_OK;
}

void
record_rederive_set(
    struct record *record, record_rederive_cb *rederive, void *arg)
{
	record->rederive = rederive;
	record->rederive_arg = arg;
}

#include "importers/identity.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* 7c1f3a5e-52b0-5d0e-9a43-3f6f5f0b8d21 */
static const unsigned char name_space[UUID_BYTES] = {0x7c, 0x1f, 0x3a, 0x5e,
    0x52, 0xb0, 0x5d, 0x0e, 0x9a, 0x43, 0x3f, 0x6f, 0x5f, 0x0b, 0x8d, 0x21};

void
identity_uuid(const char *kind, const char *feed, const char *source_id,
    char out[UUID_TEXT])
{
	struct buf name = {0};
	unsigned char uuid[UUID_BYTES];

	buf_add_text(&name, kind);
	buf_add_char(&name, '\0');
	buf_add_text(&name, feed);
	buf_add_char(&name, '\0');
	buf_add_text(&name, source_id);
	uuid_v5(name_space, name.data, name.length, uuid);
	uuid_text(uuid, out);
	buf_clear(&name);
}

static const char *
kind_name(const struct listing *listing)
{
	return listing->kind == LISTING_ORGANISATION ? "organisation-listing"
						     : "service";
}

/* '#' parts off the number of one among equals. */
static void
add_folded(struct buf *out, const char *text)
{
	char *folded = utf8_fold(text ? text : "");

	for (char *c = folded; *c; c++) {
		if (*c == '#' || *c == '|')
			*c = ' ';
	}
	buf_add_text(out, folded);
	free(folded);
}

static const char *
first_postcode(const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];

		if (at->postcode)
			return at->postcode;
		if (at->postcode_given)
			return at->postcode_given;
	}
	return NULL;
}

char *
identity_key(const struct listing *listing)
{
	struct buf key = {0};

	if (listing->source_id) {
		buf_printf(
		    &key, "%s:%s", kind_name(listing), listing->source_id);
		return buf_take(&key);
	}
	buf_add_text(&key, "made:");
	add_folded(&key, listing->name);
	buf_add_char(&key, '|');
	add_folded(&key, first_postcode(listing));
	return buf_take(&key);
}

char *
identity_organisation(
    const struct listing *listing, const char *feed, char out[UUID_TEXT])
{
	const char *id = listing->org_id;
	struct buf key = {0};

	if (!id && listing->kind == LISTING_ORGANISATION)
		id = listing->source_id;
	if (id) {
		buf_printf(&key, "id:%s", id);
		identity_uuid("organisation", feed, id, out);
	} else {
		buf_add_text(&key, "name:");
		add_folded(&key,
		    listing->org_name ? listing->org_name : listing->name);
		identity_uuid("organisation", feed, buf_text(&key), out);
	}
	return buf_take(&key);
}

/* "made:NAME|POSTCODE#2" without the postcode: "made:NAME|#2". */
static char *
without_postcode(const char *key)
{
	size_t name = strcspn(key, "|");
	const char *number = strchr(key, '#');

	return xasprintf("%.*s|%s", (int)name, key, number ? number : "");
}

void
identity_give(
    struct listing *listing, const char *feed, const char *key, unsigned again)
{
	unsigned char own[UUID_BYTES];
	char *id;

	if (listing->own_uuid && again == 0 &&
	    uuid_parse(listing->own_uuid, own)) {
		uuid_text(own, listing->uuid);
		return;
	}
	if (listing->source_id)
		id = xstrdup(listing->source_id);
	else
		id = listing->hide_address ? without_postcode(key)
					   : xstrdup(key);
	if (again > (listing->own_uuid ? 1u : 0u)) {
		char *more = xasprintf("%s#%u", id, again);

		free(id);
		id = more;
	}
	identity_uuid(kind_name(listing), feed, id, listing->uuid);
	free(id);
}

bool
identity_same_contact(const struct listing *a, const struct listing *b)
{
	if (a->url && b->url && strcmp(a->url, b->url) == 0)
		return true;
	for (size_t i = 0; i < a->phones_count; i++) {
		for (size_t j = 0; j < b->phones_count; j++) {
			const char *one = a->phones[i].dial;
			const char *other = b->phones[j].dial;

			if (one && other && strcmp(one, other) == 0)
				return true;
		}
	}
	return false;
}

char *
identity_likeness_place(const struct listing *listing)
{
	const char *postcode = first_postcode(listing);
	struct buf out = {0};

	if (!postcode)
		return NULL;
	buf_printf(&out, "place|%s|", listing->org_uuid);
	add_folded(&out, listing->name);
	buf_add_char(&out, '|');
	add_folded(&out, postcode);
	return buf_take(&out);
}

char *
identity_likeness_phone(const struct listing *listing)
{
	for (size_t i = 0; i < listing->phones_count; i++) {
		if (listing->phones[i].dial)
			return xasprintf("phone|%s|%s", listing->org_uuid,
			    listing->phones[i].dial);
	}
	return NULL;
}

/*
 * Addresses that must not be shown.  A refuge keeps none, nor does a record
 * whose source says so, unless its mapping says that it is public.  What
 * stays is the council it stands in: enough to be found, too little to be
 * found out.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "importers/normalise_internal.h"
#include "schema/listing_fields.h"
#include "schema/postcode.h"

#define REFUGE_TYPE "abuse.refuge"

static bool
word_boundary(char c)
{
	return !isalnum((unsigned char)c) && (unsigned char)c < 0x80;
}

/* Whole words of a folded text: "refuge", not "refugee". */
static bool
has_words(const char *folded, const char *words)
{
	size_t length = strlen(words);

	for (const char *at = strstr(folded, words); at;
	     at = strstr(at + 1, words)) {
		if ((at == folded || word_boundary(at[-1])) &&
		    word_boundary(at[length]))
			return true;
	}
	return false;
}

static bool
says_refuge(const char *text)
{
	static const char *const words[] = {"refuge", "refuges", "safe house",
	    "safe houses", "safehouse", "safehouses", "safe-house"};
	char *folded;
	bool found = false;

	/* Folding is dear, and few texts hold either word. */
	if (!text || !(strcasestr(text, "refuge") || strcasestr(text, "safe")))
		return false;
	folded = utf8_fold(text);
	for (size_t i = 0; !found && i < ARRAY_LEN(words); i++)
		found = has_words(folded, words[i]);
	free(folded);
	return found;
}

/* Any of its words: a number's note may be all that tells. */
static bool
is_refuge(struct listing *listing)
{
	if (listing_has_type(listing, REFUGE_TYPE))
		return true;
	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		if (listing_fields[i].stated &&
		    says_refuge(
			*listing_field_text(listing, &listing_fields[i])))
			return true;
	}
	for (size_t i = 0; i < listing->categories_count; i++) {
		if (says_refuge(listing->categories[i].label))
			return true;
	}
	for (size_t i = 0; i < listing->phones_count; i++) {
		if (says_refuge(listing->phones[i].note) ||
		    says_refuge(listing->phones[i].given))
			return true;
	}
	for (size_t i = 0; i < listing->locations_count; i++) {
		if (says_refuge(listing->locations[i].name) ||
		    says_refuge(listing->locations[i].address))
			return true;
	}
	return false;
}

/* Postcodes in prose give an address away as well as a field does. */
static char *
without_postcodes(struct arena *arena, char *text, const char *unused UNUSED)
{
	char postcode[POSTCODE_TEXT];
	unsigned long at, length;
	struct buf out = {0};
	char *rest = text, *result;

	while (postcode_find(rest, postcode, &at, &length) == POSTCODE_UNIT) {
		buf_add(&out, rest, at);
		buf_add_text(&out, "(postcode withheld)");
		rest += at + length;
	}
	if (rest == text)
		return text;
	buf_add_text(&out, rest);
	result = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return result;
}

/* Likewise a part of the address, in any case: "7 High Lane". */
static char *
without_part(struct arena *arena, char *text, const char *part)
{
	size_t length = strlen(part);
	struct buf out = {0};
	char *rest = text, *at, *result;

	while ((at = strcasestr(rest, part))) {
		buf_add(&out, rest, (size_t)(at - rest));
		buf_add_text(&out, "(address withheld)");
		rest = at + length;
	}
	if (rest == text)
		return text;
	buf_add_text(&out, rest);
	result = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return result;
}

typedef char *without(struct arena *arena, char *text, const char *part);

static void
texts_withhold(struct listing *listing, without *cut, const char *part)
{
	struct arena *arena = listing->arena;

	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		char **text = listing_field_text(listing, &listing_fields[i]);

		if (*text && listing_fields[i].stated)
			*text = cut(arena, *text, part);
	}
	for (size_t i = 0; i < listing->phones_count; i++) {
		struct listing_phone *phone = &listing->phones[i];

		if (phone->given)
			phone->given = cut(arena, phone->given, part);
		if (phone->note)
			phone->note = cut(arena, phone->note, part);
	}
}

/*
 * The parts of an address that have a number, with it and without.  Others
 * are towns and regions, of which a text may speak.
 */
static void
address_withhold(struct listing *listing, const char *address)
{
	char *copy = arena_strdup(listing->arena, address), *end = NULL;
	const char *street;

	for (char *part = strtok_r(copy, ",;", &end); part;
	     part = strtok_r(NULL, ",;", &end)) {
		part += strspn(part, " ");
		street = part + strcspn(part, " ");
		street += strspn(street, " ");
		if (!part[strcspn(part, "0123456789")] || !*street)
			continue;
		texts_withhold(listing, without_part, part);
		if (isdigit((unsigned char)*part) &&
		    street[strcspn(street, " ")])
			texts_withhold(listing, without_part, street);
	}
}

/* One entry for each council, without anything nearer than that. */
static void
locations_withhold(struct listing *listing)
{
	size_t kept = 0;

	for (size_t i = 0; i < listing->locations_count; i++) {
		struct listing_location *at = &listing->locations[i];
		struct listing_location bare = {0};
		bool known = !at->district[0];

		for (size_t j = 0; j < kept && !known; j++)
			known = strcmp(listing->locations[j].district,
				    at->district) == 0;
		if (known)
			continue;
		memcpy(bare.district, at->district, sizeof(bare.district));
		listing->locations[kept++] = bare;
	}
	listing->locations_count = kept;
}

bool
normalise_privacy(const struct normaliser *normaliser, struct listing *listing)
{
	bool marked = listing->hide_address;

	if (listing->public_address && !marked)
		return false;
	if (!marked && !is_refuge(listing))
		return false;
	if (!marked && listing->locations_count)
		normalise_report(normaliser, listing, "address",
		    "address, postcode and position are withheld",
		    "it is, or speaks of, a refuge");
	listing->hide_address = true;
	for (size_t i = 0; i < listing->locations_count; i++) {
		if (listing->locations[i].address)
			address_withhold(
			    listing, listing->locations[i].address);
	}
	texts_withhold(listing, without_postcodes, NULL);
	locations_withhold(listing);
	return true;
}

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
		buf_add_text(&out, LISTING_POSTCODE_WITHHELD);
		rest += at + length;
	}
	if (rest == text)
		return text;
	buf_add_text(&out, rest);
	result = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return result;
}

typedef char *without(struct arena *arena, char *text, const char *part);

/* A link with a part cut out leads nowhere: it goes. */
static bool
is_link(const struct listing_field *field)
{
	static const char *const links[] = {
	    "url", "email", "org_url", "org_email"};

	for (size_t i = 0; i < ARRAY_LEN(links); i++)
		if (strcmp(field->name, links[i]) == 0)
			return true;
	return false;
}

static void
fields_withhold(struct listing *listing, without *cut, const char *part)
{
	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		const struct listing_field *field = &listing_fields[i];
		char **text = listing_field_text(listing, field), *left;

		if (!*text || !field->stated)
			continue;
		left = cut(listing->arena, *text, part);
		if (left != *text)
			*text = is_link(field) ? NULL : left;
	}
}

static void
texts_withhold(struct listing *listing, without *cut, const char *part)
{
	struct arena *arena = listing->arena;

#define CUT(list, member) \
	for (size_t i = 0; i < listing->list##_count; i++) \
		if (listing->list[i].member) \
	listing->list[i].member = cut(arena, listing->list[i].member, part)
	fields_withhold(listing, cut, part);
	CUT(phones, given);
	CUT(phones, note);
	CUT(areas, name);
	CUT(categories, code);
	CUT(categories, label);
	CUT(types, words);
	CUT(rules, sentence);
	CUT(openings, note);
#undef CUT
}

/* The name of a service is no secret, even where it is that of a house. */
static bool
in_names(const struct listing *listing, const char *part)
{
	char *const names[] = {
	    listing->name, listing->alternate_name, listing->org_name};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (names[i] && normalise_without(
				    listing->arena, names[i], part) != names[i])
			return true;
	return false;
}

/* Towns and regions stay, of which a text may speak. */
static bool
is_town(const struct listing *listing, const char *part)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];

		if ((at->town && strcasecmp(at->town, part) == 0) ||
		    (at->county && strcasecmp(at->county, part) == 0))
			return true;
	}
	return false;
}

static void
address_withhold(struct listing *listing)
{
	struct arena *arena = listing->arena;
	struct address_parts parts = {0};

	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];
		const char *const texts[] = {
		    at->address, at->name, at->postcode, at->postcode_given};

		for (size_t j = 0; j < ARRAY_LEN(texts); j++)
			if (texts[j])
				normalise_address_parts(
				    arena, texts[j], &parts);
	}
	for (unsigned i = 0; i < listing->withheld_count; i++)
		normalise_address_parts(arena, listing->withheld[i], &parts);
	listing->withheld_count = 0;
	for (size_t i = 0; i < parts.count; i++) {
		const struct address_part *part = &parts.items[i];

		if (!is_town(listing, part->text) &&
		    !(part->may_be_name && in_names(listing, part->text)))
			texts_withhold(listing, normalise_without, part->text);
	}
	texts_withhold(listing, without_postcodes, NULL);
}

/* Which of its texts have lost something; what, nobody is told. */
static void
cuts_report(const struct normaliser *normaliser, struct listing *listing,
    char *const *before)
{
	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		const struct listing_field *field = &listing_fields[i];

		if (before[i] != *listing_field_text(listing, field))
			normalise_report(normaliser, listing, field->name,
			    "taken out of it",
			    "it tells an address or postcode that is withheld");
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
	char *before[LISTING_FIELDS];

	if (listing->public_address && !marked)
		return false;
	if (!marked && !is_refuge(listing))
		return false;
	if (!marked && listing->locations_count)
		normalise_report(normaliser, listing, "address",
		    "address, postcode and position are withheld",
		    "it is, or speaks of, a refuge");
	listing->hide_address = true;
	for (size_t i = 0; i < LISTING_FIELDS; i++)
		before[i] = *listing_field_text(listing, &listing_fields[i]);
	address_withhold(listing);
	cuts_report(normaliser, listing, before);
	locations_withhold(listing);
	return true;
}

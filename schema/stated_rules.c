/* The rules of a listing that its prose states. */
#include <ctype.h>
#include <string.h>

#include "schema/stated_parts.h"

#define MAX_LIST 80 /* bytes of a list of who may refer */

/* What a part of a listing may state; a price's "adults" is no age limit. */
enum part {
	PART_ANY = 0,
	PART_WHO,      /* the words on whom it is for: may contradict a field */
	PART_FEES,     /* cost alone */
	PART_REFERRAL, /* no cost: "voucher from a paid worker" */
};

struct giving {
	const struct vocabulary *vocabulary;
	struct listing *listing;
	size_t stated; /* rules that fields state: they come first */
	enum part part;
	size_t added; /* bytes of ours at the end of what is read */
	bool modes;   /* the listing states no modes: prose may */
};

/* Dimensions of which a listing has several values at once. */
static bool
is_multiple(const char *dimension)
{
	static const char *const multiple[] = {
	    "group", "access", "time", "format", "exclude"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(multiple); i++) {
		if (strcmp(multiple[i], dimension) == 0)
			return true;
	}
	return false;
}

/* Do two dimensions belong together? "age.min" and "age.max" do. */
static bool
same_subject(const char *a, const char *b)
{
	size_t length = strcspn(a, ".");

	return length == strcspn(b, ".") && strncmp(a, b, length) == 0;
}

/* Has a field said this, or (but for lists) anything about it? */
static bool
field_states(const struct giving *giving, const struct stated_fact *fact)
{
	size_t i;

	for (i = 0; i < giving->stated; i++) {
		const struct listing_rule *rule = &giving->listing->rules[i];

		if (!rule->from_field ||
		    !same_subject(rule->dimension, fact->dimension))
			continue;
		if (!is_multiple(fact->dimension) ||
		    strcmp(rule->value, fact->value) == 0)
			return true;
	}
	return false;
}

/*
 * The words on whom it is for are its publisher's own rule: where a field
 * says another age or gender, both are kept, and a search says to check.
 */
static bool
may_contradict(const struct giving *giving, const struct stated_fact *fact)
{
	return giving->part == PART_WHO &&
	       (strncmp(fact->dimension, "age", 3) == 0 ||
		   strcmp(fact->dimension, "gender") == 0);
}

static bool
already_given(const struct giving *giving, const struct stated_fact *fact)
{
	size_t i;

	for (i = 0; i < giving->listing->rules_count; i++) {
		const struct listing_rule *rule = &giving->listing->rules[i];

		if (strcmp(rule->dimension, fact->dimension) == 0 &&
		    strcmp(rule->value, fact->value) == 0)
			return true;
	}
	return giving->listing->rules_count >= LISTING_MAX_ITEMS;
}

static void
give_mode(struct giving *giving, const char *value)
{
	static const struct {
		const char *value;
		enum listing_mode mode;
	} modes[] = {
	    {"in-person", MODE_IN_PERSON},
	    {"online", MODE_ONLINE},
	    {"phone", MODE_PHONE},
	    {"home", MODE_HOME},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(modes); i++) {
		if (strcmp(modes[i].value, value) == 0)
			giving->listing->modes |= modes[i].mode;
	}
}

static void
give_fact_cb(void *arg, const struct stated_fact *fact)
{
	struct giving *giving = arg;
	struct listing_rule *rule;
	bool cost = strcmp(fact->dimension, "cost") == 0;

	if ((giving->part == PART_FEES && !cost) ||
	    (giving->part == PART_REFERRAL && cost) ||
	    (field_states(giving, fact) && !may_contradict(giving, fact)) ||
	    already_given(giving, fact))
		return;
	rule = listing_rule_add(giving->listing);
	rule->dimension = arena_strdup(giving->listing->arena, fact->dimension);
	rule->value = arena_strdup(giving->listing->arena, fact->value);
	rule->sentence = arena_strndup(giving->listing->arena, fact->sentence,
	    strlen(fact->sentence) - giving->added);
	if (giving->modes && strcmp(fact->dimension, "format") == 0)
		give_mode(giving, fact->value);
}

static void
give_from(struct giving *giving, const char *text, enum part part)
{
	giving->part = part;
	if (text != NULL)
		stated_read(giving->vocabulary, text, give_fact_cb, giving);
}

/*
 * "GP, self or agency": a short list, which its field says what it is of.  It
 * has a letter, so that what we add is never the whole of what is read.
 */
static bool
is_list(const char *text)
{
	bool letter = false;

	if (strlen(text) > MAX_LIST || strcasestr(text, "refer") != NULL)
		return false;
	for (; *text != '\0'; text++)
		if (isalpha((unsigned char)*text))
			letter = true;
		else if (strchr(" ,/&-", *text) == NULL)
			return false;
	return letter;
}

/* Where the field alone says that it is about referral, it is read so. */
static void
give_referral(struct giving *giving, const char *text)
{
	static const char about[] = " referral";

	give_from(giving, text, PART_REFERRAL);
	if (text == NULL || !is_list(text))
		return;
	giving->added = strlen(about);
	give_from(giving,
	    arena_printf(giving->listing->arena, "%s%s", text, about),
	    PART_REFERRAL);
	giving->added = 0;
}

void
stated_rules_give(const struct vocabulary *vocabulary, struct listing *listing)
{
	struct giving giving = {.vocabulary = vocabulary,
	    .listing = listing,
	    .stated = listing->rules_count,
	    .modes = listing->modes == 0};

	give_from(&giving, listing->eligibility, PART_WHO);
	give_from(&giving, listing->fees, PART_FEES);
	give_referral(&giving, listing->referral);
	give_from(&giving, listing->access, PART_ANY);
	give_from(&giving, listing->summary, PART_ANY);
	give_from(&giving, listing->description, PART_ANY);
	give_from(&giving, listing->name, PART_ANY);
}

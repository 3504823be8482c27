#include "schema/listing.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "schema/vocabulary.h"

/* Characters of a summary in a list of results: three lines of a phone. */
#define SUMMARY_CHARACTERS 200
/* A first sentence shorter than this is joined by the next. */
#define SUMMARY_ENOUGH 60
/* Characters of one line about cost, referral or eligibility. */
#define LINE_CHARACTERS 100

void
listing_init(struct listing *listing, struct arena *arena)
{
	memset(listing, 0, sizeof(*listing));
	listing->arena = arena;
}

/* The list with room for one more, which is zeroed. */
static void *
entry_room(struct arena *arena, void *items, size_t count, size_t size)
{
	items = arena_grow(arena, items, count, size);
	memset((char *)items + count * size, 0, size);
	return items;
}

#define ENTRY_ADD(listing, list) \
	((listing)->list = entry_room((listing)->arena, (listing)->list, \
	     (listing)->list##_count, sizeof(*(listing)->list)), \
	    &(listing)->list[(listing)->list##_count++])

struct listing_phone *
listing_phone_add(struct listing *listing)
{
	return ENTRY_ADD(listing, phones);
}

struct listing_location *
listing_location_add(struct listing *listing)
{
	return ENTRY_ADD(listing, locations);
}

struct listing_area *
listing_area_add(struct listing *listing)
{
	return ENTRY_ADD(listing, areas);
}

struct listing_category *
listing_category_add(struct listing *listing)
{
	return ENTRY_ADD(listing, categories);
}

struct listing_type *
listing_type_add(struct listing *listing)
{
	return ENTRY_ADD(listing, types);
}

struct listing_rule *
listing_rule_add(struct listing *listing)
{
	return ENTRY_ADD(listing, rules);
}

struct listing_opening *
listing_opening_add(struct listing *listing)
{
	return ENTRY_ADD(listing, openings);
}

struct listing_source *
listing_source_add(struct listing *listing)
{
	return ENTRY_ADD(listing, sources);
}

struct listing_disagreement *
listing_disagreement_add(struct listing *listing)
{
	return ENTRY_ADD(listing, disagreements);
}

void
listing_withheld_add(struct listing *listing, const char *text)
{
	if (!text)
		return;
	listing->withheld = arena_grow(listing->arena, listing->withheld,
	    listing->withheld_count, sizeof(*listing->withheld));
	listing->withheld[listing->withheld_count++] =
	    arena_strdup(listing->arena, text);
}

bool
listing_text_is_cut(const char *text)
{
	return text && (strstr(text, LISTING_ADDRESS_WITHHELD) ||
			   strstr(text, LISTING_POSTCODE_WITHHELD));
}

void
listing_language_add(struct listing *listing, const char *language)
{
	listing->languages = arena_grow(listing->arena, listing->languages,
	    listing->languages_count, sizeof(*listing->languages));
	listing->languages[listing->languages_count++] =
	    arena_strdup(listing->arena, language);
}

const struct listing_rule *
listing_rule_find(const struct listing *listing, const char *dimension)
{
	const struct listing_rule *prose = NULL;
	size_t i;

	for (i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		if (strcmp(rule->dimension, dimension) != 0)
			continue;
		if (rule->from_field)
			return rule;
		if (prose == NULL)
			prose = rule;
	}
	return prose;
}

bool
listing_has_type(const struct listing *listing, const char *type_id)
{
	size_t i;

	for (i = 0; i < listing->types_count; i++) {
		if (vocabulary_type_within(listing->types[i].id, type_id))
			return true;
	}
	return false;
}

/*
 * Lines become one: "Arts\nCrafts" reads "Arts; Crafts".  Of a long text
 * little more than the first "most" characters, of four bytes at the most.
 */
static char *
one_line(struct arena *arena, const char *text, size_t most)
{
	struct buf line = {0};
	bool gap = false, broken = false;
	char *joined;

	for (; *text != '\0' && line.length <= 4 * most; text++) {
		if (*text == ' ' || *text == '\t' || *text == '\r' ||
		    *text == '\n') {
			gap = true;
			broken |= *text == '\n';
			continue;
		}
		if (gap && line.length > 0) {
			if (broken && strchr(".!?:;,",
					  line.data[line.length - 1]) == NULL)
				buf_add_char(&line, ';');
			buf_add_char(&line, ' ');
		}
		gap = broken = false;
		buf_add_char(&line, *text);
	}
	joined = arena_strdup(arena, buf_text(&line));
	buf_clear(&line);
	return joined;
}

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/*
 * Cuts a line after at most "most" characters: at the end of a sentence if
 * one ends after "enough" of them, else at the end of a word, with "...".
 */
static char *
cut(struct arena *arena, char *line, size_t most, size_t enough)
{
	size_t at, characters = 0, sentence = 0, word = 0;

	for (at = 0; line[at] != '\0'; at++) {
		if (is_continuation(line[at]))
			continue;
		if (characters == most)
			break;
		characters++;
		if (line[at] != ' ')
			continue;
		word = at;
		if (at > 0 && characters > enough &&
		    strchr(".!?", line[at - 1]) != NULL)
			sentence = at;
	}
	if (line[at] == '\0')
		return line;
	if (line[at] == ' ') {
		word = at;
		if (strchr(".!?", line[at - 1]) != NULL)
			sentence = at;
	}
	if (sentence > 0)
		return arena_strndup(arena, line, sentence);
	if (word == 0)
		word = at; /* one endless word */
	while (word > 1 && strchr(" ,;:-", line[word - 1]) != NULL)
		word--;
	return arena_printf(arena, "%.*s\xe2\x80\xa6", (int)word, line);
}

char *
listing_summary(const struct listing *listing, struct arena *arena)
{
	const char *text = listing->summary;

	if (text == NULL)
		text = listing->description;
	if (text == NULL)
		return NULL;
	return cut(arena, one_line(arena, text, SUMMARY_CHARACTERS),
	    SUMMARY_CHARACTERS, SUMMARY_ENOUGH);
}

/* The source's own words on one line; NULL for none. */
static char *
words_line(struct arena *arena, const char *words)
{
	if (words == NULL)
		return NULL;
	return cut(arena, one_line(arena, words, LINE_CHARACTERS),
	    LINE_CHARACTERS, LINE_CHARACTERS / 3);
}

/* True where the words are short enough to be shown as they are. */
static bool
is_short(const char *words)
{
	return words != NULL && strlen(words) <= LINE_CHARACTERS &&
	       strchr(words, '\n') == NULL;
}

bool
listing_states(
    const struct listing *listing, const char *dimension, const char *value)
{
	size_t i;

	for (i = 0; i < listing->rules_count; i++) {
		if (strcmp(listing->rules[i].dimension, dimension) == 0 &&
		    strcmp(listing->rules[i].value, value) == 0)
			return true;
	}
	return false;
}

/* What a "group" rule calls the people, inside a sentence. */
static const struct {
	const char *value, *words;
} groups[] = {
    {"carers", "carers"}, {"young-carers", "young carers"},
    {"veterans", "the armed forces community"}, {"lgbtq", "LGBTQ+ people"},
    {"students", "students"},
    {"refugees", "refugees and people seeking asylum"}, {"deaf", "Deaf people"},
    {"care-leavers", "care-experienced people"},
    {"ex-offenders", "people with convictions"}, {"parents", "parents"},
    {"perinatal", "pregnant people and new parents"},
    {"bereaved", "bereaved people"},
    {"learning-disability", "people with a learning disability"},
    {"autistic", "autistic people"}, {"homeless", "people without a home"},
    {"farmers", "farming families"},
    {"survivors", "survivors of abuse or violence"},
    {"unemployed", "people out of work"},
    {"low-income", "people on a low income"},
    {"smi", "people with severe mental illness"},
    /* "ethnic" and "faith" do not say which: the sentence does. */
};

/* "women", "men", or nothing where both or neither are named. */
static const char *
gender_words(const struct listing *listing)
{
	bool women = listing_states(listing, "gender", "women");
	bool men = listing_states(listing, "gender", "men");

	if (women == men)
		return NULL;
	return women ? "women" : "men";
}

/* "adults 18 and over", "women aged 16 to 25", "under 18s". */
static void
add_age(const struct listing *listing, struct buf *out)
{
	const struct listing_rule *min = listing_rule_find(listing, "age.min");
	const struct listing_rule *max = listing_rule_find(listing, "age.max");
	const char *from = min == NULL ? NULL : min->value;
	const char *who = gender_words(listing);

	if (from == NULL && listing_states(listing, "exclude", "under-18"))
		from = "18";
	if (from == NULL && max == NULL) {
		if (who == NULL && listing_states(listing, "age", "all"))
			who = listing_states(listing, "gender", "all") ? "everyone"
							       : "all ages";
		buf_add_text(out, who);
	} else if (from == NULL && who == NULL &&
		   strcmp(max->value, "17") == 0) {
		buf_add_text(out, "under 18s");
	} else if (from != NULL && max == NULL && who == NULL &&
		   strcmp(from, "18") == 0) {
		buf_add_text(out, "adults 18 and over");
	} else {
		buf_add_text(out, who);
		buf_add_text(out, who == NULL ? "aged " : " aged ");
		if (from == NULL)
			buf_printf(out, "up to %s", max->value);
		else if (max == NULL)
			buf_printf(out, "%s and over", from);
		else
			buf_printf(out, "%s to %s", from, max->value);
	}
}

/* Is the rule read from the words on whom it is for? */
static bool
is_in_eligibility(
    const struct listing *listing, const struct listing_rule *rule)
{
	return listing->eligibility != NULL && rule->sentence != NULL &&
	       strstr(listing->eligibility, rule->sentence) != NULL;
}

/*
 * Does a field say so, or the words on whom it is for?  A description that
 * names a group may name others too.
 */
static bool
is_for(const struct listing *listing, const char *group)
{
	size_t i;

	for (i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		if (strcmp(rule->dimension, "group") == 0 &&
		    strcmp(rule->value, group) == 0 &&
		    (rule->from_field || is_in_eligibility(listing, rule)))
			return true;
	}
	return false;
}

static void
add_groups(const struct listing *listing, struct buf *out)
{
	size_t i, named = 0;

	for (i = 0; i < ARRAY_LEN(groups); i++) {
		if (!is_for(listing, groups[i].value))
			continue;
		if (named > 0)
			buf_add_text(out, " or ");
		else if (out->length > 0)
			buf_add_text(out, ": ");
		buf_add_text(out, groups[i].words);
		named++;
	}
}

/*
 * A place as the sentence spells it: rules are lower case.  Where it cannot
 * be found there, as the rule has it.
 */
static void
add_place(const struct listing_rule *rule, struct buf *out)
{
	const char *at = NULL;

	if (rule->sentence != NULL)
		at = strcasestr(rule->sentence, rule->value);
	if (at == NULL)
		at = rule->value;
	buf_add(out, at, strlen(rule->value));
}

static void
add_area(const struct listing *listing, struct buf *out)
{
	const struct listing_rule *place =
	    listing_rule_find(listing, "area.place");

	if (place == NULL)
		return;
	if (listing_states(listing, "area", "gp"))
		buf_add_text(out, out->length > 0 ? " with a GP in "
						  : "people with a GP in ");
	else if (listing_states(listing, "area", "live"))
		buf_add_text(
		    out, out->length > 0 ? " living in " : "people living in ");
	else
		return;
	add_place(place, out);
}

/* Whom it is not for, and what it asks for, wherever that is stated. */
static void
add_limits(const struct listing *listing, bool in_words, struct buf *out)
{
	static const struct {
		const char *dimension, *value, *words;
	} limits[] = {
	    {"diagnosis", "needed", "a diagnosis is needed"},
	    {"exclude", "crisis", "not for people in crisis"},
	    {"exclude", "substance", "not while using drugs or alcohol"},
	    {"exclude", "secondary-care",
		"not for people under a mental health team"},
	};

	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		/* What the words say need not be said twice. */
		if (in_words && is_in_eligibility(listing, rule))
			continue;
		for (size_t k = 0; k < ARRAY_LEN(limits); k++) {
			if (strcmp(limits[k].dimension, rule->dimension) != 0 ||
			    strcmp(limits[k].value, rule->value) != 0)
				continue;
			buf_add_text(out, out->length > 0 ? "; " : "");
			buf_add_text(out, limits[k].words);
		}
	}
}

/* The publisher's own words, and the limits that stand elsewhere. */
static char *
words_and_limits(const struct listing *listing, struct arena *arena)
{
	char *words = words_line(arena, listing->eligibility);
	struct buf limits = {0};
	size_t length = words == NULL ? 0 : strlen(words);

	add_limits(listing, true, &limits);
	if (length > 0 && limits.length > 0) {
		if (words[length - 1] == '.')
			length--;
		words = arena_printf(
		    arena, "%.*s; %s", (int)length, words, limits.data);
	}
	buf_clear(&limits);
	return words;
}

char *
listing_who(const struct listing *listing, struct arena *arena)
{
	struct buf who = {0};
	char *line;

	if (is_short(listing->eligibility))
		return words_and_limits(listing, arena);
	add_age(listing, &who);
	add_groups(listing, &who);
	add_area(listing, &who);
	add_limits(listing, false, &who);
	if (who.length == 0)
		return words_line(arena, listing->eligibility);
	if (who.data[0] >= 'a' && who.data[0] <= 'z')
		who.data[0] = (char)(who.data[0] - 'a' + 'A');
	line = arena_strdup(arena, buf_text(&who));
	buf_clear(&who);
	return line;
}

char *
listing_cost(const struct listing *listing, struct arena *arena)
{
	const struct listing_rule *rule = listing_rule_find(listing, "cost");
	bool only_free = listing_states(listing, "cost", "free") &&
			 !listing_states(listing, "cost", "low") &&
			 !listing_states(listing, "cost", "sliding") &&
			 !listing_states(listing, "cost", "paid");

	/* Words about fees weigh more than a "free" found elsewhere. */
	if (only_free &&
	    (listing->fees == NULL || rule->from_field ||
		(rule->sentence != NULL &&
		    strstr(listing->fees, rule->sentence) != NULL)))
		return arena_strdup(arena, "Free");
	if (listing->fees != NULL)
		return words_line(arena, listing->fees);
	return rule == NULL ? NULL : words_line(arena, rule->sentence);
}

char *
listing_referral(const struct listing *listing, struct arena *arena)
{
	static const char *const words[8] = {NULL, "Refer yourself",
	    "GP referral", "Refer yourself, or a GP can refer",
	    "Referral by a professional",
	    "Refer yourself, or a professional can refer",
	    "Referral by a GP or another professional",
	    "Refer yourself, or a GP or professional can refer"};
	unsigned routes = 0;

	if (listing_states(listing, "referral", "self"))
		routes |= 1;
	if (listing_states(listing, "referral", "gp"))
		routes |= 2;
	if (listing_states(listing, "referral", "professional"))
		routes |= 4;
	if (routes == 0)
		return words_line(arena, listing->referral);
	return arena_strdup(arena, words[routes]);
}

#include "schema/stated.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "schema/stated_parts.h"
#include "schema/words.h"

/* Bytes of a sentence; a longer one is a text without full stops. */
#define SENTENCE_MAX 1000

/* Bytes of the longest place that is not cut at "and". */
#define PLACE_LONG 50

/* A sentence being read. */
struct reading {
	char *text; /* plain */
	char *rest; /* plain, without what age patterns used; NULL: the same */
	size_t length;
	struct arena *arena;
	struct stated_fact *facts;
	size_t count;
};

static bool
has_dimension(const struct reading *reading, const char *dimension)
{
	size_t i;

	for (i = 0; i < reading->count; i++) {
		if (strcmp(reading->facts[i].dimension, dimension) == 0)
			return true;
	}
	return false;
}

static void
fact_add(struct reading *reading, const char *dimension, const char *value)
{
	bool age = strncmp(dimension, "age.", 4) == 0;
	size_t i;

	/* The first age stays, but where another goes with another route. */
	if (age && has_dimension(reading, dimension) &&
	    strstr(reading->text, "refer") == NULL)
		return;
	for (i = 0; i < reading->count; i++) {
		if (strcmp(reading->facts[i].dimension, dimension) == 0 &&
		    strcmp(reading->facts[i].value, value) == 0)
			return;
	}
	if (reading->count == STATED_MAX_FACTS)
		return;
	reading->facts[reading->count++] =
	    (struct stated_fact){dimension, value, NULL};
}

/*
 * A place ends where the sentence goes on: the patterns take what they can,
 * for POSIX has no other way.
 */
static void
place_end(char *place)
{
	/* With "and" first: cut at " are" alone, it would stay behind. */
	static const char *const words[] = {" and are", " and have", " and be",
	    " and over", " and aged", " and need", " and suffering",
	    " and experiencing", " only", " can", " who", " aged", " with",
	    " but", " living", " presenting", " experiencing", " suffering",
	    " needing", " requiring", " seeking", " looking", " is", " are",
	    " to", " gp", " doctor"};
	char *found;
	size_t i, length;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		found = strstr(place, words[i]);
		length = strlen(words[i]);
		if (found != NULL && found > place &&
		    (found[length] == ' ' || found[length] == '\0'))
			*found = '\0';
	}
	/* Longer than any two names of places: the sentence went on. */
	if (strlen(place) > PLACE_LONG) {
		found = strstr(place, " and ");
		if (found != NULL)
			*found = '\0';
	}
}

/* What a group caught, ready to be a value; NULL where it is none. */
static char *
value_caught(const struct stated_template *fact, const char *text,
    const regmatch_t *match, struct arena *arena)
{
	const char *start, *end;
	char *value;
	long number;

	if (match[fact->group].rm_so < 0)
		return NULL;
	start = text + match[fact->group].rm_so;
	end = text + match[fact->group].rm_eo;
	while (start < end && strchr(" .,;:", *start) != NULL)
		start++;
	while (end > start && strchr(" .,;:", end[-1]) != NULL)
		end--;
	if (end - start > 4 && strncmp(start, "the ", 4) == 0)
		start += 4;
	if (start == end)
		return NULL;
	value = arena_strndup(arena, start, (size_t)(end - start));
	if (strncmp(fact->dimension, "age.", 4) == 0) {
		number = strtol(value, NULL, 10) + fact->more;
		if (number < 0 || number > 99)
			return NULL;
		return arena_printf(arena, "%ld", number);
	}
	place_end(value);
	return value;
}

static void
facts_take(struct reading *reading, const struct stated_pattern *pattern,
    const char *text, const regmatch_t *match)
{
	const struct stated_template *fact;
	const char *value;
	size_t i;

	for (i = 0; i < pattern->facts_count; i++) {
		fact = &pattern->facts[i];
		value = fact->value != NULL
			    ? fact->value
			    : value_caught(fact, text, match, reading->arena);
		if (value != NULL)
			fact_add(reading, fact->dimension, value);
	}
}

/* As one pattern in ten gets here, the others are never compiled. */
static bool
found_at(struct stated_pattern *pattern, const char *text, size_t from,
    size_t length, regmatch_t match[STATED_MAX_GROUPS])
{
	if (!pattern->where_ready) {
		int error =
		    regcomp(&pattern->where, pattern->text, REG_EXTENDED);

		/* What stated_machine_new() reads, regcomp() does. */
		assert(error == 0);
		pattern->where_ready = true;
	}
	match[0].rm_so = (regoff_t)from;
	match[0].rm_eo = (regoff_t)length;
	return regexec(&pattern->where, text, STATED_MAX_GROUPS, match,
		   REG_STARTEND) == 0;
}

/* Every place where an age pattern matches; each is blanked. */
static void
age_apply(struct reading *reading, struct stated_pattern *pattern)
{
	regmatch_t match[STATED_MAX_GROUPS];
	size_t from = 0, i;

	if (reading->rest == NULL)
		reading->rest = arena_strndup(
		    reading->arena, reading->text, reading->length);
	while (from <= reading->length &&
	       found_at(pattern, reading->rest, from, reading->length, match)) {
		facts_take(reading, pattern, reading->rest, match);
		if (match[0].rm_eo == match[0].rm_so)
			break;
		for (i = (size_t)match[0].rm_so; i < (size_t)match[0].rm_eo;
		     i++)
			reading->rest[i] = ' ';
		from = (size_t)match[0].rm_eo;
	}
}

static bool
is_unless(const struct reading *reading, const struct stated_pattern *pattern)
{
	return pattern->unless != NULL && stated_machine_finds(pattern->unless,
					      reading->text, reading->length);
}

static void
pattern_apply(struct reading *reading, struct stated_pattern *pattern)
{
	regmatch_t match[STATED_MAX_GROUPS];

	if (!stated_machine_finds(pattern->match,
		pattern->age && reading->rest != NULL ? reading->rest
						      : reading->text,
		reading->length) ||
	    is_unless(reading, pattern))
		return;
	if (pattern->age)
		age_apply(reading, pattern);
	else if (!pattern->captures)
		facts_take(reading, pattern, reading->text, NULL);
	else if (found_at(pattern, reading->text, 0, reading->length, match))
		facts_take(reading, pattern, reading->text, match);
}

/* "age" is "age.min" and "age.max" as well. */
static bool
is_barred(const struct stated_fact *fact, const struct stated_template *bar)
{
	size_t length = strlen(bar->dimension);

	if (strcmp(bar->dimension, "*") == 0)
		return true;
	if (strncmp(fact->dimension, bar->dimension, length) != 0 ||
	    (fact->dimension[length] != '\0' && fact->dimension[length] != '.'))
		return false;
	return bar->value == NULL || strcmp(bar->value, fact->value) == 0;
}

/* Takes away what a sentence of this kind does not state. */
static void
bar_apply(struct reading *reading, struct stated_pattern *pattern)
{
	size_t i, k, kept = 0;

	if (reading->count == 0 ||
	    !stated_machine_finds(
		pattern->match, reading->text, reading->length) ||
	    is_unless(reading, pattern))
		return;
	for (i = 0; i < reading->count; i++) {
		for (k = 0; k < pattern->facts_count; k++) {
			if (is_barred(&reading->facts[i], &pattern->facts[k]))
				break;
		}
		if (k == pattern->facts_count)
			reading->facts[kept++] = reading->facts[i];
	}
	reading->count = kept;
}

typedef void apply_one(struct reading *, struct stated_pattern *);

/* The patterns of a mask, in their order. */
static void
apply_all(struct reading *reading, struct stated_patterns *patterns,
    const struct stated_mask *mask, apply_one *apply)
{
	for (size_t word = 0; word * 64 < patterns->count; word++) {
		for (uint64_t bits = mask->words[word]; bits != 0;
		     bits &= bits - 1) {
			size_t bit = (size_t)__builtin_ctzll(bits);

			apply(reading, &patterns->patterns[word * 64 + bit]);
		}
	}
}

/* Which patterns may state something, and which may take it away. */
static void
find(struct stated_patterns *patterns, const struct reading *reading, bool all,
    struct stated_mask *state, struct stated_mask *bar)
{
	struct stated_finder *finder = stated_patterns_finder(patterns);

	if (all) {
		memset(state, 0, sizeof(*state));
		for (size_t i = 0; i < patterns->count; i++)
			stated_mask_add(state, i);
	} else {
		stated_finder_find(
		    finder, reading->text, reading->length, state);
	}
	for (size_t i = 0; i < STATED_MASK_WORDS; i++) {
		bar->words[i] = state->words[i] & patterns->bars.words[i];
		state->words[i] &= ~patterns->bars.words[i];
	}
}

size_t
stated_sentence(const struct vocabulary *vocabulary, const char *sentence,
    size_t length, bool all, struct arena *arena,
    struct stated_fact facts[STATED_MAX_FACTS])
{
	struct reading reading = {.arena = arena, .facts = facts};
	struct stated_mask state, bar;
	struct buf plain = {0};

	stated_plain(&plain, sentence, length);
	if (plain.length > 0) {
		reading.text = plain.data;
		reading.length = plain.length;
		find(vocabulary->patterns, &reading, all, &state, &bar);
		apply_all(
		    &reading, vocabulary->patterns, &state, pattern_apply);
		apply_all(&reading, vocabulary->patterns, &bar, bar_apply);
	}
	buf_clear(&plain);
	return reading.count;
}

/* Cuts a text without full stops into pieces between words. */
static size_t
piece_length(const char *start, size_t length)
{
	size_t at;

	if (length <= SENTENCE_MAX)
		return length;
	for (at = SENTENCE_MAX; at > SENTENCE_MAX / 2; at--) {
		if (start[at] == ' ')
			return at;
	}
	while (at > 1 && ((unsigned char)start[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static void
sentence_read(const struct vocabulary *vocabulary, const char *start,
    size_t length, stated_fact_cb *fact_cb, void *arg)
{
	struct stated_fact facts[STATED_MAX_FACTS];
	struct arena arena = {0};
	const char *sentence = NULL;
	size_t count, i;

	count =
	    stated_sentence(vocabulary, start, length, false, &arena, facts);
	if (count > 0)
		sentence = arena_strndup(&arena, start, length);
	for (i = 0; i < count; i++) {
		facts[i].sentence = sentence;
		fact_cb(arg, &facts[i]);
	}
	arena_clear(&arena);
}

bool
stated_is_rule(const struct stated_fact *fact)
{
	return strcmp(fact->value, "all") != 0 &&
	       strcmp(fact->value, "except") != 0;
}

void
stated_read(const struct vocabulary *vocabulary, const char *text,
    stated_fact_cb *fact_cb, void *arg)
{
	const char *end = text + utf8_clip(text, STATED_MAX_TEXT), *start;
	size_t length, piece;

	while (sentence_next(&text, end, &start, &length)) {
		while (length > 0) {
			piece = piece_length(start, length);
			sentence_read(vocabulary, start, piece, fact_cb, arg);
			start += piece;
			length -= piece;
		}
	}
}

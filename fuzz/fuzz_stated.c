/*
 * A listing's prose, and expressions that somebody wrote into the patterns:
 * whatever they are, leaving patterns out for want of a string changes
 * nothing, and our machine finds what regexec() does.  Input: an expression, a
 * line feed, a text.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/regex_size.h"
#include "schema/stated_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* Bytes of an expression: glibc takes its time over long ones. */
#define EXPRESSION_MAX 24
#define TEXT_MAX       200

static struct vocabulary *
shipped(void)
{
	static struct vocabulary *vocabulary;
	const char *top = getenv("srcdir");
	char *folder, error[300];

	if (vocabulary != NULL)
		return vocabulary;
	folder = xasprintf("%s/data/vocabulary", top == NULL ? "." : top);
	vocabulary = vocabulary_load(folder, error, sizeof(error));
	assert(vocabulary != NULL);
	free(folder);
	return vocabulary;
}

/* Of all bytes the few that make expressions and texts that they match. */
static char *
small_alphabet(const char *data, size_t length)
{
	static const char alphabet[] = "abc0- ()[]|?*+^$.\\b";
	char *text = xstrndup(data, length);
	size_t i;

	for (i = 0; text[i] != '\0'; i++) {
		if (strchr(alphabet, text[i]) == NULL)
			text[i] = alphabet[(unsigned char)text[i] %
					   (sizeof(alphabet) - 1)];
	}
	return text;
}

/* What an expression matches has what it needs. */
static void
try_need(const char *expression, const char *text)
{
	struct stated_finder *finder = stated_finder_new();
	struct stated_need need;
	struct stated_mask found;
	struct arena arena = {0};

	stated_need_read(&arena, expression, &need);
	stated_finder_add(finder, &need, 70);
	stated_finder_finish(finder);
	stated_finder_find(finder, text, strlen(text), &found);
	assert((found.words[1] & 64) != 0);
	stated_finder_free(finder);
	arena_clear(&arena);
}

/* Our machine, where it reads the expression, answers as regexec() does. */
static void
try_machine(const char *expression, const char *text, bool matches)
{
	struct stated_machine *machine = stated_machine_new(expression);

	if (machine == NULL)
		return;
	assert(stated_machine_finds(machine, text, strlen(text)) == matches);
	stated_machine_free(machine);
}

static void
try_expression(const char *expression, const char *text)
{
	regex_t regex;
	bool matches;

	if (strstr(expression, "[.") != NULL || regex_too_large(expression) ||
	    regcomp(&regex, expression, REG_EXTENDED | REG_NOSUB) != 0)
		return;
	matches = regexec(&regex, text, 0, NULL, 0) == 0;
	if (matches)
		try_need(expression, text);
	try_machine(expression, text, matches);
	regfree(&regex);
}

static void
try_sentence(const char *text, size_t length)
{
	struct stated_fact some[STATED_MAX_FACTS], all[STATED_MAX_FACTS];
	struct arena arena = {0};
	size_t count, i;

	count = stated_sentence(shipped(), text, length, false, &arena, some);
	assert(stated_sentence(shipped(), text, length, true, &arena, all) ==
	       count);
	for (i = 0; i < count; i++) {
		assert(strcmp(some[i].value, all[i].value) == 0);
		assert(vocabulary_fact_known(
		    shipped(), some[i].dimension, some[i].value));
	}
	arena_clear(&arena);
}

static void
try_listing(char *text)
{
	struct arena arena = {0};
	struct listing listing;

	listing_init(&listing, &arena);
	listing.name = listing.description = text;
	listing.fees = listing.referral = listing.eligibility = text;
	vocabulary_types_give(shipped(), &listing);
	stated_rules_give(shipped(), &listing);
	listing_who(&listing, &arena);
	listing_cost(&listing, &arena);
	listing_referral(&listing, &arena);
	listing_summary(&listing, &arena);
	arena_clear(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
	const char *start = (const char *)data, *cut;
	char *expression, *text;

	cut = length == 0 ? NULL : memchr(start, '\n', length);
	if (cut != NULL && cut - start <= EXPRESSION_MAX &&
	    length - (size_t)(cut - start) <= TEXT_MAX) {
		expression = small_alphabet(start, (size_t)(cut - start));
		text =
		    small_alphabet(cut + 1, length - (size_t)(cut + 1 - start));
		try_expression(expression, text);
		free(text);
		free(expression);
	}
	text = xstrndup(start, length);
	try_sentence(text, strlen(text));
	try_listing(text);
	free(text);
	return 0;
}

#include "server/words_relaxed.h"

#include <string.h>

#include "server/words.h"

/* "“choir”", "Counselling or Befriending", "this". */
static char *
subject(struct arena *arena, const struct vocabulary *vocabulary,
    const struct query *query)
{
	char *types = NULL;

	if (query->need != NULL)
		return arena_printf(arena, "“%s”", query->need);
	for (size_t i = 0; i < query->types_count; i++) {
		int type = vocabulary_type_find(vocabulary, query->types[i]);

		if (type >= 0)
			types = arena_printf(arena, "%s%s%s",
			    types != NULL ? types : "",
			    types != NULL ? " or " : "",
			    vocabulary_type(vocabulary, (size_t)type)->label);
	}
	return types != NULL ? types : arena_strdup(arena, "this");
}

/* " within 5 miles of M32 0TH", " in Westby", or "". */
static char *
where(struct arena *arena, const struct query *query)
{
	if (query->has_near && query->within_miles > 0)
		return arena_printf(arena, " within %g mile%s of %s",
		    query->within_miles, query->within_miles == 1 ? "" : "s",
		    query->near.name);
	if (query->has_near)
		return arena_printf(arena, " near %s", query->near.name);
	if (query->has_area)
		return arena_printf(arena, " in %s", query->area.name);
	return arena_strdup(arena, "");
}

static const char *
instead(const struct answer *answer, const char *name)
{
	static const char *const words[][2] = {
	    {"q", "These match some of the words."},
	    {"within", "These are further away."},
	    {"type", "These are other types of help."},
	    {"open", "These are there at other times."},
	    {"mode", "These are reached in other ways."},
	};

	if (answer->national_only)
		return "These serve the whole country.";
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i][0], name) == 0)
			return words[i][1];
	return "These are outside it, the nearest first.";
}

char *
words_relaxed(struct arena *arena, const struct vocabulary *vocabulary,
    const struct query *query, const struct answer *answer, const char *name)
{
	/* Their words are nothing to be read back to them. */
	if (answer->crisis != CRISIS_NONE)
		return arena_printf(arena,
		    "Nothing listed here matches all "
		    "that was asked for. %s",
		    instead(answer, name));
	return arena_printf(arena, "Nobody listed here offers %s%s%s. %s",
	    strcmp(name, "q") == 0 ? "all of " : "",
	    subject(arena, vocabulary, query), where(arena, query),
	    instead(answer, name));
}

/* What was chosen of a parameter that has few values, in lower case. */
static const char *
chosen(const struct query *query, const char *name)
{
	if (strcmp(name, "cost") == 0)
		return query->cost == COST_FREE ? "free" : "free or low cost";
	if (strcmp(name, "gender") == 0)
		return query->gender == GENDER_WOMEN ? "for women" : "for men";
	return NULL;
}

char *
words_relaxation(
    struct arena *arena, const struct query *query, const char *name)
{
	static const char *const any[][2] = {
	    {"type", "Any type of help"},
	    {"age", "Any age"},
	    {"gender", "Any gender"},
	    {"for", "For anybody"},
	    {"cost", "Any cost"},
	    {"referral", "However people are referred"},
	    {"mode", "However it is reached"},
	    {"open", "Open at any time"},
	    {"feed", "From every source"},
	};
	const char *only = chosen(query, name);

	if (strcmp(name, "q") == 0 && query->need != NULL)
		return arena_printf(
		    arena, "Any need, not only “%s”", query->need);
	if (strcmp(name, "within") == 0)
		return arena_printf(arena, "Any distance, not only %g mile%s",
		    query->within_miles, query->within_miles == 1 ? "" : "s");
	if (strcmp(name, "near") == 0)
		return arena_printf(
		    arena, "Anywhere, not only near %s", query->near.name);
	if (strcmp(name, "area") == 0)
		return arena_printf(
		    arena, "Anywhere, not only in %s", query->area.name);
	for (size_t i = 0; i < ARRAY_LEN(any); i++)
		if (strcmp(any[i][0], name) == 0)
			return arena_printf(arena, "%s%s%s", any[i][1],
			    only != NULL ? ", not only " : "",
			    only != NULL ? only : "");
	return arena_printf(arena, "Without %s", words_parameter(name));
}

/* Are words, and a place for them, all that was asked for? */
static bool
words_alone(const struct query *query)
{
	static const char *const names[] = {
	    "q", "near", "within", "area", "limit", "strict", "locale"};
	struct query rest = *query;
	struct buf url = {0};
	bool alone;

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		query_drop(&rest, names[i]);
	query_url(&rest, &url, NULL, 0);
	alone = query->need != NULL && url.length == 0;
	buf_clear(&url);
	return alone;
}

char *
words_nothing(struct arena *arena, const struct query *query, bool urgent)
{
	if (query->phone[0] != '\0' && urgent)
		return arena_strdup(
		    arena, "No service listed here has this number.");
	if (query->phone[0] != '\0')
		return arena_strdup(arena,
		    "This number is not listed here. That says nothing "
		    "about whether it is genuine.");
	if (query->contact != NULL)
		return arena_strdup(arena,
		    "This address is not listed here. That says nothing "
		    "about whether it is genuine.");
	if (urgent)
		return arena_strdup(
		    arena, "No service listed here matches these words.");
	if (words_alone(query))
		return arena_printf(arena, "Nothing is listed here for “%s”%s",
		    query->need, where(arena, query));
	return arena_strdup(
	    arena, "No services match everything you asked for");
}

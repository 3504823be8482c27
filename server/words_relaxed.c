#include "server/words_relaxed.h"

#include <string.h>

#include "base/say.h"
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
			    types != NULL ? _(" or ") : "",
			    words_type(vocabulary, type));
	}
	return types != NULL ? types : arena_strdup(arena, _("this"));
}

/* " within 5 miles of M32 0TH", " in Westby", or "". */
static char *
where(struct arena *arena, const struct query *query)
{
	if (query->has_near && query->within_miles > 0)
		return arena_printf(arena,
		    say_plural(words_whole(query->within_miles),
			" within %g mile of %s", " within %g miles of %s"),
		    query->within_miles, query->near.name);
	if (query->has_near)
		return arena_printf(arena, _(" near %s"), query->near.name);
	if (query->has_area)
		return arena_printf(arena, _(" in %s"), query->area.name);
	return arena_strdup(arena, "");
}

static const char *
instead(const struct answer *answer, const char *name)
{
	static const char *const words[][2] = {
	    {"q", N_("These match some of the words.")},
	    {"within", N_("These are further away.")},
	    {"type", N_("These are other types of help.")},
	    {"open", N_("These are there at other times.")},
	    {"mode", N_("These are reached in other ways.")},
	};

	if (answer->national_only)
		return _("These serve the whole country.");
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i][0], name) == 0)
			return _(words[i][1]);
	return _("These are outside it, the nearest first.");
}

char *
words_relaxed(struct arena *arena, const struct vocabulary *vocabulary,
    const struct query *query, const struct answer *answer, const char *name)
{
	/* Their words are nothing to be read back to them. */
	if (answer->crisis != CRISIS_NONE)
		return arena_printf(arena,
		    _("Nothing listed here matches all that was asked for. "
		      "%s"),
		    instead(answer, name));
	return arena_printf(arena,
	    strcmp(name, "q") == 0
		? _("Nobody listed here offers all of %s%s. %s")
		: _("Nobody listed here offers %s%s. %s"),
	    subject(arena, vocabulary, query), where(arena, query),
	    instead(answer, name));
}

/* What was chosen of a parameter that has few values, in lower case. */
static const char *
chosen(const struct query *query, const char *name)
{
	if (strcmp(name, "cost") == 0)
		return query->cost == COST_FREE ? _("free")
						: _("free or low cost");
	if (strcmp(name, "gender") == 0)
		return query->gender == GENDER_WOMEN ? _("for women")
						     : _("for men");
	return NULL;
}

char *
words_relaxation(
    struct arena *arena, const struct query *query, const char *name)
{
	static const char *const any[][2] = {
	    {"type", N_("Any type of help")},
	    {"age", N_("Any age")},
	    {"gender", N_("Any gender")},
	    {"for", N_("For anybody")},
	    {"cost", N_("Any cost")},
	    {"referral", N_("However people are referred")},
	    {"mode", N_("However it is reached")},
	    {"open", N_("Open at any time")},
	    {"feed", N_("From every source")},
	};
	const char *only = chosen(query, name);

	if (strcmp(name, "q") == 0 && query->need != NULL)
		return arena_printf(
		    arena, _("Any need, not only “%s”"), query->need);
	if (strcmp(name, "within") == 0)
		return arena_printf(arena,
		    say_plural(words_whole(query->within_miles),
			"Any distance, not only %g mile",
			"Any distance, not only %g miles"),
		    query->within_miles);
	if (strcmp(name, "near") == 0)
		return arena_printf(
		    arena, _("Anywhere, not only near %s"), query->near.name);
	if (strcmp(name, "area") == 0)
		return arena_printf(
		    arena, _("Anywhere, not only in %s"), query->area.name);
	for (size_t i = 0; i < ARRAY_LEN(any); i++)
		if (strcmp(any[i][0], name) == 0)
			return arena_printf(arena, "%s%s%s", _(any[i][1]),
			    only != NULL ? _(", not only ") : "",
			    only != NULL ? only : "");
	return arena_printf(arena, _("Without %s"), words_parameter(name));
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
		    arena, _("No service listed here has this number."));
	if (query->phone[0] != '\0')
		return arena_strdup(arena,
		    _("This number is not listed here. That says nothing "
		      "about whether it is genuine."));
	if (query->contact != NULL)
		return arena_strdup(arena,
		    _("This address is not listed here. That says nothing "
		      "about whether it is genuine."));
	if (urgent)
		return arena_strdup(
		    arena, _("No service listed here matches these words."));
	if (words_alone(query))
		return arena_printf(arena,
		    _("Nothing is listed here for “%s”%s"), query->need,
		    where(arena, query));
	return arena_strdup(
	    arena, _("No services match everything you asked for"));
}

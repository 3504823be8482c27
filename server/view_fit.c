#include "server/view_fit.h"

#include <string.h>

#include "base/say.h"
#include "server/view_listing.h"
#include "server/words.h"

/* In words that hold of all that was asked for, not of one thing. */
static const struct {
	const char *label, *class;
} said[N_VERDICTS] = {
    [VERDICT_SUITS] = {N_("Suits what you asked for"), "yes"},
    [VERDICT_OPEN] = {N_("Suits what you asked for: open to all"), "yes"},
    [VERDICT_NOT_STATED] = {N_("Not known if it suits: ask before you refer"),
	"ask"},
    [VERDICT_CHECK] = {N_("Check before you refer"), "ask"},
    [VERDICT_MAY_NOT_SUIT] = {N_("May not suit: read why, and phone if unsure"),
	"no"},
    [VERDICT_DOES_NOT_SUIT] = {N_("Does not suit what you asked for"), "no"},
};

static void
add_line(struct view *fit, const char *class, const char *label)
{
	struct view *item = view_item(fit, "verdicts");

	view_text(item, "class", class);
	view_text(item, "label", label);
	view_flag(fit, "has_verdicts", true);
}

static bool
has_part(const struct answer_hit *hit, const char *about)
{
	for (size_t i = 0; i < hit->parts_count; i++)
		if (strcmp(hit->parts[i].about, about) == 0)
			return true;
	return false;
}

/* "Can I get there?" and "do they serve my home?" are two answers. */
static void
add_place(struct arena *arena, struct view *fit, const struct query *query,
    const struct answer_hit *hit, bool national)
{
	const char *miles = view_miles(arena, hit);

	if (hit->here && miles == NULL)
		add_line(fit, "yes", _("It is in this area"));
	else if (hit->here)
		add_line(
		    fit, "yes", arena_printf(arena, _("How far: %s"), miles));
	else if (miles != NULL)
		add_line(fit, "ask",
		    arena_printf(arena,
			_("How far: %s, more than was asked for"), miles));
	if (hit->serves)
		add_line(fit, "yes",
		    national ? _("For the whole country")
			     : _("Serves this area"));
	else if (hit->outside)
		add_line(fit, "ask",
		    _("Names the areas it serves, and not this one: ask"));
	else if (query->has_near && !has_part(hit, "area"))
		add_line(
		    fit, "ask", _("Not known if it serves this area: ask"));
}

/*
 * All in all, as the worst of what is said.  That a surgery must be in the
 * area, which moves no result down, is to be checked all the same; so is
 * what serves other areas, or was found by leaving something out.
 */
static enum verdict
worst(const struct answer *answer, const struct answer_hit *hit)
{
	enum verdict worst = hit->verdict;

	for (size_t i = 0; i < hit->parts_count; i++)
		if (hit->parts[i].verdict > worst)
			worst = hit->parts[i].verdict;
	if (worst < VERDICT_CHECK &&
	    (hit->outside || answer->relaxed_count > 0))
		worst = VERDICT_CHECK;
	return worst;
}

static void
add_label(struct view *fit, const struct answer *answer,
    const struct answer_hit *hit, bool found)
{
	enum verdict verdict = worst(answer, hit);

	if (!found) {
		view_text(
		    fit, "label", _("Not among the results of your search"));
		view_text(fit, "class", "ask");
	} else if (hit->parts_count > 0) {
		view_text(fit, "label", say(said[verdict].label));
		view_text(fit, "class", said[verdict].class);
	}
}

/* What nothing matched all of, was found without this. */
static void
add_relaxed(struct arena *arena, struct view *fit, const struct answer *answer)
{
	for (size_t i = 0; i < answer->relaxed_count; i++) {
		const char *name = answer->relaxed[i];

		add_line(fit, "ask",
		    arena_printf(arena, _("Found only by leaving out %s"),
			strcmp(name, "q") == 0 ? _("some of the words")
					       : words_parameter(name)));
	}
}

void
view_fit(const struct context *context, struct arena *arena, struct view *view,
    const struct query *query, const struct listing *listing)
{
	bool placed =
	    (query->has_near || query->has_area) && !query_looks_up(query);
	bool found;
	struct answer answer;
	struct answer_hit hit;
	struct card card;
	struct view *fit;
	uint32_t document;

	if (!index_document(context->index, listing->row, &document) ||
	    !index_card(context->index, document, &card))
		return;
	found = search_explain(context->index, context->vocabulary, query,
	    context->now, document, arena, &answer, &hit);
	if (found && hit.parts_count == 0 && !placed &&
	    answer.relaxed_count == 0)
		return;
	fit = view_group(view, "fit");
	add_label(fit, &answer, &hit, found);
	view_reasons(context, arena, fit, &hit, NULL);
	if (placed)
		add_place(arena, fit, query, &hit, card.national);
	if (found)
		add_relaxed(arena, fit, &answer);
}

/* What was found, in groups by how well it suits the person. */
#include "server/page_search.h"

#include <string.h>

#include "base/say.h"
#include "server/view_listing.h"
#include "server/view_reach.h"
#include "server/words.h"

/* Services on a page, with those set apart, and how many of these at least. */
#define SHOWN_MOST  22
#define APART_LEAST 2

static const struct {
	const char *label, *hint;
} group_words[N_VERDICTS + 1] = {
    [VERDICT_SUITS] = {N_("Suits"), NULL},
    [VERDICT_OPEN] = {N_("Open to all"), NULL},
    [VERDICT_NOT_STATED] = {N_("Not stated"),
	N_("Nothing in these listings says yes or no. Ask before you refer.")},
    [VERDICT_CHECK] = {N_("Check"),
	N_("A rule is stated that we could not decide. Ask before you refer.")},
    [N_VERDICTS] = {N_("Not kept up to date"),
	N_("Their sources have not been read for over 180 days. Phone first.")},
};

/* What was only read in the words sorts nothing into groups. */
static bool
person_asked(const struct query *query)
{
	return query->age_min >= 0 || query->gender != GENDER_ANY ||
	       query->cost != COST_ANY || !query_groups_read(query) ||
	       (query->referral != REFERRAL_ANY &&
		   !query_reads(query, "referral")) ||
	       query->open != OPEN_ANY || query->access.count > 0 ||
	       (query->language != NULL && strcmp(query->language, "en") != 0);
}

/* On paper a result is all that somebody has: it says where to go. */
static void
show_address(struct search_page *search, struct view *item, const char *code)
{
	struct listing listing;

	if (served_location_by_code(search->context->served, code,
		search->arena, &listing) == SERVED_OK)
		view_text(
		    item, "address", view_address(&listing, search->arena));
}

static struct view *
show_hit(struct search_page *search, struct view *list, const char *name,
    const struct answer_hit *hit)
{
	struct view *item;
	struct card card;

	if (!index_card(search->context->index, hit->document, &card))
		return NULL;
	item = view_item(list, name);
	view_hit(search->context, search->arena, item, search->page,
	    &search->query, hit, &card);
	view_text(item, "pick", card.text[CARD_CODE]);
	if (list != search->view)
		show_address(search, item, card.text[CARD_CODE]);
	if (search->posted) {
		view_format(item, "at", "/services/%s", card.text[CARD_CODE]);
		search_link(true, item,
		    view_listing_url(
			search->arena, card.text[CARD_CODE], &search->query));
	}
	return item;
}

/*
 * What seems to rule the person out, in its own words, and nothing else of
 * what is asked: it is read on the phone, and must not double what it weighs.
 */
static void
show_apart(struct search_page *search, const struct answer_hit *hit)
{
	struct view *item = show_hit(search, search->view, "may_not_hits", hit);

	for (size_t i = 0; item != NULL && i < hit->parts_count; i++) {
		const struct verdict_part *part = &hit->parts[i];
		struct view *reason;

		if (part->verdict < VERDICT_MAY_NOT_SUIT)
			continue;
		reason = view_item(item, "reasons");
		view_text(
		    reason, "label", view_verdict_label(search->arena, part));
		view_text(reason, "words", part->words);
		view_text(reason, "also", part->also);
	}
}

#define GROUP_ALL  (-1) /* nobody asked about a person */
#define GROUP_LAST N_VERDICTS

static int
group_of(const struct search_page *search, const struct answer_hit *hit)
{
	if (hit->last)
		return GROUP_LAST;
	return person_asked(&search->query) ? (int)hit->verdict : GROUP_ALL;
}

static void
show_group(struct search_page *search, struct view *group, int at)
{
	const struct answer *answer = &search->answer;
	long last = 0;

	if (at == GROUP_ALL)
		return;
	view_text(group, "label", _(group_words[at].label));
	view_text(group, "hint",
	    group_words[at].hint != NULL ? _(group_words[at].hint) : NULL);
	if (at != GROUP_LAST) {
		/* Where the order is another, those stand with the rest. */
		if (search->query.sort == SORT_BEST)
			last = answer->last[at];
		view_text(group, "id", verdict_name[at]);
		view_long(group, "total", answer->groups[at] - last);
		return;
	}
	for (int verdict = 0; verdict < VERDICT_MAY_NOT_SUIT; verdict++)
		last += answer->last[verdict];
	view_text(group, "id", "last");
	view_long(group, "total", last);
}

void
search_groups_show(struct search_page *search)
{
	const struct answer *answer = &search->answer;
	struct view *group = NULL;
	int at = GROUP_ALL;

	for (size_t i = 0; i < answer->hits_count; i++) {
		const struct answer_hit *hit = &answer->hits[i];

		if (group == NULL || group_of(search, hit) != at) {
			group = view_item(search->view, "groups");
			at = group_of(search, hit);
			show_group(search, group, at);
		}
		show_hit(search, group, "hits", hit);
	}
}

/*
 * How many of them are shown: few beside a full page of results, which must
 * not weigh more than a slow line carries at once, and more where there is
 * room.
 */
static size_t
apart_shown(const struct answer *answer)
{
	size_t room = APART_LEAST;

	if (answer->hits_count + room < SHOWN_MOST)
		room = SHOWN_MOST - answer->hits_count;
	return answer->may_not_count < room ? answer->may_not_count : room;
}

void
search_apart_show(struct search_page *search)
{
	const struct answer *answer = &search->answer;
	long out = answer->groups[VERDICT_DOES_NOT_SUIT];
	size_t shown = apart_shown(answer);

	if (answer->groups[VERDICT_MAY_NOT_SUIT] > 0) {
		view_format(search->view, "may_not", _("May not suit: %s"),
		    words_count(search->arena,
			answer->groups[VERDICT_MAY_NOT_SUIT], "service",
			"services"));
		for (size_t i = 0; i < shown; i++)
			show_apart(search, &answer->may_not[i]);
		if ((long)shown < answer->groups[VERDICT_MAY_NOT_SUIT])
			view_format(search->view, "may_not_more",
			    _("The first %zu are shown: for the others, take "
			      "off a detail of the person."),
			    shown);
	}
	if (out > 0)
		view_format(search->view, "left_out",
		    _("%s left out: a rule of theirs excludes this person."),
		    words_count(search->arena, out, "more service is",
			"more services are"));
}

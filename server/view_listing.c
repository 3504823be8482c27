#include "server/view_listing.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/say.h"
#include "schema/ageing.h"
#include "server/view_say.h"
#include "server/words.h"

char *
view_listing_url(
    struct arena *arena, const char *code, const struct query *query)
{
	struct buf url = {0};

	buf_printf(&url, "/services/%s", code);
	if (query != NULL) {
		size_t bare = url.length;

		buf_add_char(&url, '?');
		query_url(query, &url, NULL, query->page > 1 ? query->page : 0);
		if (url.length == bare + 1)
			url.length = bare;
	}
	return buf_take_into(&url, arena);
}

char *
view_freshness(struct arena *arena, day_t checked, day_t collected,
    const char *source, day_t today, bool *old)
{
	const char *by = source != NULL && source[0] != '\0' ? source : NULL;
	struct buf text = {0};

	*old = checked == 0 || today - checked > FRESH_DAYS;
	if (checked != 0) {
		buf_printf(&text, *old ? _("Last checked %s") : _("Checked %s"),
		    date_ago(arena, checked, today));
		if (by != NULL)
			buf_printf(&text, _(" by %s"), by);
	} else {
		buf_add_text(&text, _("Date checked not given"));
		if (by != NULL)
			buf_printf(&text, _(". From %s"), by);
		if (collected != 0)
			buf_printf(&text, _(", collected %s"),
			    date_long(arena, collected));
	}
	if (*old)
		buf_add_text(&text, _(". Phone before you refer"));
	return buf_take_into(&text, arena);
}

char *
view_unread(struct arena *arena, day_t read, day_t today)
{
	if (!ageing_reached(read, today, AGEING_SAY_DAYS))
		return NULL;
	return arena_printf(arena, _("Its source was last read on %s, %s%s"),
	    date_long(arena, read), date_ago(arena, read, today),
	    ageing_reached(read, today, AGEING_OUT_DAYS)
		? _(", so that searches leave it out")
		: "");
}

const char *
view_verdict_label(struct arena *arena, const struct verdict_part *part)
{
	static const struct {
		const char *about, *says[N_VERDICTS];
	} labels[] = {
	    {"age", {N_("Suits their age"), N_("Open to all ages"),
			N_("Age not stated: ask"), N_("Ask about age"),
			N_("May not suit their age"),
			N_("Does not suit their age")}},
	    {"gender", {N_("Suits their gender"), N_("Open to all genders"),
			   N_("Gender not stated: ask"), N_("Ask about gender"),
			   N_("May not suit their gender"),
			   N_("Does not suit their gender")}},
	    {"cost", {N_("Suits the cost asked for"), N_("Open to all"),
			 N_("Cost not stated: ask"), N_("Ask about cost"),
			 N_("May cost more"), N_("Costs more")}},
	    {"for", {N_("For people like them"), N_("Open to all"),
			N_("Who it is for: not stated, ask"),
			N_("Ask who it is for"), N_("May be for other people"),
			N_("Not for people like them")}},
	    {"open",
		{N_("Open then"), N_("Open day and night"),
		    N_("Hours not stated: ask"), N_("Hours may differ: ask"),
		    N_("May be closed then"), N_("Closed then")}},
	    {"referral",
		{N_("Can be reached this way"), N_("They can refer themselves"),
		    N_("Referral not stated: ask"),
		    N_("Ask how to be referred"),
		    N_("May need another referral"),
		    N_("Needs another referral")}},
	    {"lang", {N_("Speaks the language"), N_("Has interpreters"),
			 N_("Language not stated: ask"),
			 N_("Ask about the language"),
			 N_("May not speak the language"),
			 N_("Does not speak the language")}},
	    {"access", {N_("Has the access asked for"), N_("Open to all"),
			   N_("Access not stated: ask"), N_("Ask about access"),
			   N_("May lack the access"), N_("Lacks the access")}},
	    {"limits", {"", "", "", N_("Has a limit: ask"), "", ""}},
	    {"area",
		{N_("Serves where they live"), N_("Open wherever they live"),
		    N_("Area not stated: ask"),
		    N_("Ask about their address or GP"),
		    N_("May not serve where they live"),
		    N_("Does not serve where they live")}},
	};
	static const char *const says[N_VERDICTS] = {N_("suits"),
	    N_("open to all"), N_("not stated: ask"), N_("ask"),
	    N_("may not suit"), N_("does not suit")};

	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		if (strcmp(labels[i].about, part->about) == 0)
			return _(labels[i].says[part->verdict]);
	return arena_printf(
	    arena, "%s: %s", part->about, _(says[part->verdict]));
}

char *
view_miles(struct arena *arena, const struct answer_hit *hit)
{
	long whole = hit->miles > 0.95 && hit->miles < 1.05 ? 1 : 100;

	if (hit->miles < 0)
		return NULL;
	if (hit->miles < 0.095)
		return arena_printf(arena, "%s",
		    hit->about ? _("in this area") : _("under 0.1 miles"));
	if (hit->miles < 9.95)
		return arena_printf(arena,
		    hit->about ? say_plural(whole, "about %.1f mile",
				     "about %.1f miles")
			       : say_plural(whole, "%.1f mile", "%.1f miles"),
		    hit->miles);
	return arena_printf(arena,
	    hit->about ? _("about %.0f miles") : _("%.0f miles"), hit->miles);
}

char *
view_open(const struct context *context, struct arena *arena,
    const struct card *card, struct page *page, enum hours_state *state)
{
	struct hours_answer answer;
	struct hours hours;

	*state = HOURS_UNKNOWN;
	if (card->openings_count == 0 || card->status != LISTING_ACTIVE)
		return NULL;
	card_hours(card, arena, &hours);
	hours_answer(&hours, vocabulary_holidays(context->vocabulary),
	    context->now, arena, &answer);
	if (answer.changes != 0 &&
	    (page->clock_until == 0 || answer.changes < page->clock_until))
		page->clock_until = answer.changes;
	*state = answer.state;
	return answer.text;
}

/*
 * The words a verdict rests on, unless they stand right beside it: in the
 * summary, or with the verdict below.  What sets a listing apart always has
 * its sentence.
 */
static const char *
verdict_words(const struct answer_hit *hit, size_t at, const char *summary)
{
	const struct verdict_part *part = &hit->parts[at];

	if (part->words == NULL || part->verdict >= VERDICT_MAY_NOT_SUIT)
		return part->words;
	if (summary != NULL && strstr(summary, part->words) != NULL)
		return NULL;
	if (at + 1 < hit->parts_count && hit->parts[at + 1].words != NULL &&
	    strcmp(hit->parts[at + 1].words, part->words) == 0)
		return NULL;
	return part->words;
}

/* A field's name and value, "min_age: 18": read as words. */
static const char *
spaced(struct arena *arena, const char *words)
{
	size_t name =
	    words == NULL ? 0 : strspn(words, "abcdefghijklmnopqrstuvwxyz_");
	char *text;

	if (name == 0 || words[name] != ':')
		return words;
	text = arena_strdup(arena, words);
	for (size_t i = 0; i < name; i++)
		if (text[i] == '_')
			text[i] = ' ';
	return text;
}

static bool
only_to_ask(const struct verdict_part *part)
{
	return part->verdict == VERDICT_NOT_STATED && part->words == NULL &&
	       part->also == NULL;
}

static size_t
silent_parts(const struct answer_hit *hit)
{
	size_t count = 0;

	for (size_t i = 0; i < hit->parts_count; i++)
		count += only_to_ask(&hit->parts[i]);
	return count;
}

/* All that a listing says nothing of on one line, which is last. */
static void
view_silence(
    struct arena *arena, struct view *view, const struct answer_hit *hit)
{
	static const struct {
		const char *about, *words;
	} subjects[] = {{"age", N_("age")}, {"gender", N_("gender")},
	    {"cost", N_("cost")}, {"for", N_("who it is for")},
	    {"open", N_("hours")}, {"referral", N_("referral")},
	    {"lang", N_("language")}, {"access", N_("access")},
	    {"area", N_("area")}};
	struct view *item = view_item(view, "verdicts");
	struct buf list = {0};

	for (size_t i = 0; i < hit->parts_count; i++) {
		const char *words = hit->parts[i].about;

		if (!only_to_ask(&hit->parts[i]))
			continue;
		for (size_t at = 0; at < ARRAY_LEN(subjects); at++)
			if (strcmp(subjects[at].about, words) == 0)
				words = _(subjects[at].words);
		buf_printf(&list, "%s%s", list.length > 0 ? ", " : "", words);
	}
	view_text(item, "class", "ask");
	view_text(item, "label",
	    arena_printf(
		arena, _("Not stated, ask about: %s"), buf_text(&list)));
	buf_clear(&list);
}

static void
view_verdicts(struct arena *arena, struct view *view,
    const struct answer_hit *hit, const char *summary)
{
	static const char *const css[N_VERDICTS] = {
	    [VERDICT_SUITS] = "yes",
	    [VERDICT_OPEN] = "yes",
	    [VERDICT_NOT_STATED] = "ask",
	    [VERDICT_CHECK] = "ask",
	    [VERDICT_MAY_NOT_SUIT] = "no",
	    [VERDICT_DOES_NOT_SUIT] = "no",
	};

	bool together = silent_parts(hit) > 1;

	view_flag(view, "has_verdicts", hit->parts_count > 0);
	for (size_t i = 0; i < hit->parts_count; i++) {
		const struct verdict_part *part = &hit->parts[i];
		struct view *item;

		if (together && only_to_ask(part))
			continue;
		item = view_item(view, "verdicts");
		view_text(item, "class", css[part->verdict]);
		view_text(item, "label", view_verdict_label(arena, part));
		view_text(item, "words",
		    spaced(arena, verdict_words(hit, i, summary)));
		view_text(item, "also", part->also);
	}
	if (together)
		view_silence(arena, view, hit);
}

/* N_("its name"); what the search calls it where we have no better word. */
static const char *
why_field(const char *by)
{
	static const char *const fields[][2] = {
	    {"name", N_("its name")},
	    {"organisation", N_("its organisation")},
	    {"type", N_("the type of help")},
	    {"description", N_("its description")},
	    {"practical", N_("its practical details")},
	    {"place", N_("its address")},
	};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (strcmp(fields[i][0], by) == 0)
			return _(fields[i][1]);
	return by;
}

/* "Listed under Counselling: “somebody to talk to”"; not the same twice. */
static char *
why_type(const struct context *context, struct arena *arena,
    const struct why_part *why)
{
	const char *id = why->by + strlen("type "), *label = id;
	int type = vocabulary_type_find(context->vocabulary, id);
	bool words = why->words != NULL && why->words[0] != '\0';

	if (type >= 0)
		label = words_type(context->vocabulary, type);
	if (words && (strcasestr(why->words, label) != NULL ||
			 strcasestr(label, why->words) != NULL))
		words = false;
	return arena_printf(arena, _("Listed under %s%s%s%s"), label,
	    words ? ": “" : "", words ? why->words : "", words ? "”" : "");
}

/* The distance and "Serves this area" say of the place what there is. */
static bool
why_of_place(const char *by)
{
	static const char *const places[] = {
	    "near", "in", "serves", "national"};

	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (strcmp(places[i], by) == 0)
			return true;
	return false;
}

/* One line a reason, such as: Matched “panic” in its name. */
static void
view_why(struct arena *arena, struct view *view, const struct context *context,
    const struct answer_hit *hit)
{
	for (size_t i = 0; i < hit->why_count; i++) {
		const struct why_part *why = &hit->why[i];
		char *line;

		if (why_of_place(why->by))
			continue;
		if (strncmp(why->by, "type ", 5) == 0)
			line = why_type(context, arena, why);
		else if (strncmp(why->by, "like ", 5) == 0)
			line = arena_printf(arena,
			    _("Described in much the same words as “%s”"),
			    why->as != NULL && *why->as != '\0' ? why->as
								: why->by + 5);
		else if (why->as != NULL && *why->as == '\0')
			line = arena_printf(arena,
			    _("Matched “%s” in other words in %s"),
			    why->matched, why_field(why->by));
		else if (strcmp(why->by, "phone") == 0)
			line =
			    arena_strdup(arena, _("Has the number you typed"));
		else if (strcmp(why->by, "code") == 0)
			line = arena_strdup(arena, _("Has the code you typed"));
		else
			line =
			    arena_printf(arena, _("Matched “%s”%s%s%s in %s"),
				why->matched, why->as != NULL ? _(" as “") : "",
				why->as != NULL ? why->as : "",
				why->as != NULL ? "”" : "", why_field(why->by));
		view_item_text(view, "why", line);
	}
}

static void
view_contact(struct arena *arena, struct view *view, const struct card *card)
{
	bool dial = card->length[CARD_DIAL] > 0;

	view_text(view, "dial", card->text[CARD_DIAL]);
	view_text(view, "show", card->text[CARD_SHOW]);
	if (!dial)
		view_text(view, "phone_given", card->text[CARD_PHONE_GIVEN]);
	view_text(
	    view, "email", dial ? NULL : words_email(card->text[CARD_EMAIL]));
	view_text(view, "web", words_web(arena, card->text[CARD_URL]));
}

/* What is said aloud is made of a listing's own words: it stays English. */
static const char *
open_in_english(const struct context *context, struct arena *arena,
    const struct card *card, struct page *page, const char *said)
{
	int language = say_now();
	bool kept = say_kept();
	enum hours_state state;

	if (language == 0)
		return said;
	say_end();
	said = view_open(context, arena, card, page, &state);
	say_begin(language, kept);
	return said;
}

void
view_reasons(const struct context *context, struct arena *arena,
    struct view *view, const struct answer_hit *hit, const char *summary)
{
	view_verdicts(arena, view, hit, summary);
	view_why(arena, view, context, hit);
}

void
view_hit(const struct context *context, struct arena *arena, struct view *view,
    struct page *page, const struct query *query, const struct answer_hit *hit,
    const struct card *card)
{
	struct london today;
	bool old;
	enum hours_state state;
	const char *sign = view_miles(arena, hit);
	const char *open_text = view_open(context, arena, card, page, &state);
	const char *serves = NULL;

	date_london(context->now, &today);
	if (sign == NULL && card->national)
		sign = _("By phone or online");
	if (query != NULL && (query->has_near || query->has_area) &&
	    hit->serves && !card->national)
		serves = _("Serves this area");
	view_flag(view, "bar",
	    sign != NULL || serves != NULL || open_text != NULL ||
		card->length[CARD_PLACE] > 0);
	view_text(view, "sign", sign);
	view_text(view, "serves", serves);
	view_text(view, "open_text", open_text);
	view_flag(view, "open", state == HOURS_OPEN);

	view_text(
	    view, "url", view_listing_url(arena, card->text[CARD_CODE], query));
	view_text(view, "name", card->text[CARD_NAME]);
	view_text(view, "organisation", card->text[CARD_ORGANISATION]);
	view_text(view, "summary", card->text[CARD_SUMMARY]);
	if (card->kind == LISTING_ORGANISATION)
		view_text(
		    view, "kind_note", _("Organisation: ask what it offers"));
	if (card->status != LISTING_ACTIVE)
		view_text(view,
		    card->length[CARD_STATUS_NOTE] > 0 ? "status_given"
						       : "status_note",
		    card->length[CARD_STATUS_NOTE] > 0
			? card->text[CARD_STATUS_NOTE]
		    : card->status == LISTING_PAUSED
			? _("Not taking new people now, its source says")
			: _("Closed, its source says"));
	view_text(view, "who", card->text[CARD_WHO]);
	view_text(view, "cost_words", card->text[CARD_COST]);
	view_text(view, "referral", card->text[CARD_REFERRAL]);
	view_text(view, "hours", card->text[CARD_HOURS]);
	view_text(view, "place", card->text[CARD_PLACE]);
	view_text(view, "say",
	    view_say(arena, card,
		open_in_english(context, arena, card, page, open_text)));
	view_flag(view, "kv",
	    card->length[CARD_WHO] > 0 || card->length[CARD_COST] > 0 ||
		card->length[CARD_REFERRAL] > 0 ||
		card->length[CARD_HOURS] > 0);
	view_reasons(context, arena, view, hit, card->text[CARD_SUMMARY]);
	view_contact(arena, view, card);

	view_text(view, "fresh",
	    view_freshness(arena, card->checked, card->collected,
		card->text[CARD_SOURCE_TITLE], today.day, &old));
	view_flag(view, "old", old);
	view_text(
	    view, "unread", view_unread(arena, hit->unread_since, today.day));
	view_text(view, "also", card->text[CARD_ALSO]);
	view_flag(view, "disagree", card->disagree);
}

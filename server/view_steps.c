#include "server/view_steps.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/say.h"
#include "server/view_hours.h"
#include "server/view_ways.h"

#define QUOTE_BYTES 160 /* a longer text is for its own place on the page */
#define SAID_BYTES  60  /* a shorter sentence of prose adds nothing */
#define HOURS_BYTES 80
#define AREAS_BYTES 120

struct steps {
	struct view *view;
	struct arena *arena;
	const struct listing *listing;
	struct buf open; /* what is not stated: "cost, how long it takes" */
};

/*
 * Around a listing's own words among ours, until they are shown: those are
 * in another language where the page is.
 */
#define GIVEN_FROM '\002'
#define GIVEN_TO   '\003'

/* Ours and theirs by turns. */
static void
show_words(struct steps *steps, struct view *step, struct buf *words)
{
	const char *at = buf_take_into(words, steps->arena);
	bool given = false;

	while (at != NULL && *at != '\0') {
		size_t length = strcspn(at, given ? "\003" : "\002");

		view_text(view_item(step, "words"), given ? "given" : "ours",
		    arena_strndup(steps->arena, at, length));
		at += length;
		at += *at != '\0';
		given = !given;
	}
}

static struct view *
add_step(struct steps *steps, struct buf *words)
{
	struct view *step = view_item(steps->view, "steps");

	view_flag(steps->view, "has_steps", true);
	show_words(steps, step, words);
	return step;
}

static void
leave_open(struct steps *steps, const char *what)
{
	if (steps->open.length > 0)
		buf_add_text(&steps->open, ", ");
	buf_add_text(&steps->open, what);
}

/*
 * A source's words end with or without a stop: ours go on behind one.  No
 * mark of ours is among them.
 */
static char *
said(const struct steps *steps, const char *words)
{
	size_t length = strlen(words);
	char *text;

	while (length > 0 && strchr(" .,;", words[length - 1]) != NULL)
		length--;
	text = arena_printf(
	    steps->arena, "%c%.*s%c", GIVEN_FROM, (int)length, words, GIVEN_TO);
	for (size_t i = 1; i <= length; i++)
		if (text[i] == GIVEN_FROM || text[i] == GIVEN_TO)
			text[i] = ' ';
	return text;
}

/* A sentence behind those before; takes words without their final stop. */
static void
add_sentence(struct buf *out, const char *words)
{
	buf_printf(out, "%s%s.", out->length > 0 ? " " : "", words);
}

static void
add_suits(struct buf *words, const char *text)
{
	if (words->length == 0)
		buf_add_text(words, _("Check that it suits:"));
	add_sentence(words, text);
}

/* What decides whether it is worth a call. */
static void
add_check(struct steps *steps, const char *areas)
{
	const struct listing *listing = steps->listing;
	const char *who = listing_who(listing, steps->arena);
	const char *cost = listing_cost(listing, steps->arena);
	struct buf words = {0};

	if (who != NULL)
		add_suits(&words, said(steps, who));
	else
		leave_open(steps, _("whom it is for"));
	if (areas != NULL && strlen(areas) > AREAS_BYTES)
		add_suits(&words, _("Serves the areas above"));
	else if (areas != NULL)
		add_suits(
		    &words, arena_printf(steps->arena, _("Serves %s"), areas));
	else if (listing_rule_find(listing, "area") == NULL)
		leave_open(steps, _("the area it serves"));
	if (cost != NULL)
		add_suits(&words, arena_printf(steps->arena, _("Cost: %s"),
				      said(steps, cost)));
	else
		leave_open(steps, _("the cost"));
	if (listing->kind == LISTING_ORGANISATION)
		add_sentence(&words, _("Ask what this organisation offers"));
	if (words.length > 0)
		add_step(steps, &words);
}

/* What its rules say of who refers; NULL: nothing. */
static const char *
route_words(const struct listing *listing)
{
	static const char *const words[8] = {NULL,
	    N_("People can refer themselves"), N_("Ask a GP to refer"),
	    N_("People can refer themselves, or a GP can"),
	    N_("Ask a professional who works with the person to refer"),
	    N_("People can refer themselves, or a professional can"),
	    N_("Ask a GP or another professional to refer"),
	    N_("People can refer themselves, or a GP or professional can")};
	static const char *const routes[] = {"self", "gp", "professional"};
	unsigned set = 0;

	for (size_t i = 0; i < ARRAY_LEN(routes); i++)
		if (listing_states(listing, "referral", routes[i]))
			set |= 1u << i;
	return words[set] != NULL ? say(words[set]) : NULL;
}

/* The source's own words, unless they say no more than its rules do. */
static const char *
referral_quote(const struct listing *listing, bool routed)
{
	static const char *const plain[] = {
	    "Self-referral", "Self referral", "GP referral"};
	const struct listing_rule *rule =
	    listing_rule_find(listing, "referral");
	const char *words = listing->referral;

	for (size_t i = 0; i < ARRAY_LEN(plain) && words != NULL; i++)
		if (routed && strcasecmp(words, plain[i]) == 0)
			return NULL;
	/* A short sentence of its prose is what its rules say. */
	if (words == NULL && rule != NULL && !rule->from_field &&
	    rule->sentence != NULL && strlen(rule->sentence) > SAID_BYTES)
		words = rule->sentence;
	if (words == NULL || strlen(words) > QUOTE_BYTES ||
	    strchr(words, '\n') != NULL)
		return NULL;
	return words;
}

/* Who refers, as its rules have it, and its own words for it. */
static void
add_route(struct steps *steps, struct buf *words)
{
	const struct listing *listing = steps->listing;
	const char *route = route_words(listing);
	const char *quote = referral_quote(listing, route != NULL);

	if (route != NULL)
		add_sentence(words, route);
	else if (listing->referral == NULL)
		leave_open(steps, _("how to be referred"));
	if (quote != NULL)
		add_sentence(
		    words, arena_printf(steps->arena, _("They say: “%s”"),
			       said(steps, quote)));
}

static void
add_contact(struct steps *steps)
{
	const struct listing *listing = steps->listing;
	const char *hours = view_hours_line(listing, steps->arena);
	struct buf words = {0};
	struct view *step = add_step(steps, &words);

	add_route(steps, &words);
	if (!view_ways(step, listing, words.length > 0))
		add_sentence(
		    &words, _("No number, address or website is given"));
	else if (view_ways_phone(listing) != NULL && hours != NULL &&
		 strlen(hours) <= HOURS_BYTES)
		view_format(step, "after", _("Hours: %s."), hours);
	show_words(steps, step, &words);
}

/* Does one of its sentences ask to bring something? */
static bool
asks_to_bring(const char *sentence)
{
	static const char *const asks[] = {"please bring ", "you must bring ",
	    "you need to bring ", "you will need to bring ",
	    "you should bring ", "remember to bring "};

	if (strncasecmp(sentence, "bring ", 6) == 0)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(asks); i++)
		if (strcasestr(sentence, asks[i]) != NULL)
			return true;
	return false;
}

/* The first such sentence of a text, or NULL. */
static const char *
bring_in(struct arena *arena, const char *text)
{
	while (text != NULL && *text != '\0') {
		const char *sentence;
		size_t length;

		text += strspn(text, " \n.!");
		length = strcspn(text, ".!\n");
		sentence = arena_strndup(arena, text, length);
		if (length <= QUOTE_BYTES && asks_to_bring(sentence))
			return sentence;
		text += length;
	}
	return NULL;
}

static void
add_bring(struct steps *steps)
{
	const char *const texts[] = {steps->listing->referral,
	    steps->listing->eligibility, steps->listing->description};
	struct buf step = {0};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		const char *words = bring_in(steps->arena, texts[i]);

		if (words == NULL)
			continue;
		/* Quoted above, as a whole. */
		if (i == 0 && strlen(texts[i]) <= QUOTE_BYTES)
			return;
		buf_printf(&step, _("Bring what they ask for: “%s”."),
		    said(steps, words));
		add_step(steps, &step);
		return;
	}
}

static void
add_wait(struct steps *steps)
{
	struct buf words = {0};

	/* Who listens in a crisis listens now. */
	if (steps->listing->wait == NULL &&
	    !listing_has_type(steps->listing, "crisis"))
		leave_open(steps, _("how long it takes"));
	if (steps->listing->wait == NULL ||
	    strlen(steps->listing->wait) > QUOTE_BYTES)
		return;
	add_sentence(
	    &words, arena_printf(steps->arena, _("How long it takes: %s"),
			said(steps, steps->listing->wait)));
	add_step(steps, &words);
}

void
view_steps(struct view *view, const struct listing *listing, const char *areas)
{
	struct steps steps = {view, view_arena(view), listing, {0}};

	if (listing->status == LISTING_CLOSED)
		return;
	if (listing->status == LISTING_PAUSED) {
		struct buf words = {0};

		add_sentence(&words,
		    listing->status_note != NULL
			? said(&steps, listing->status_note)
			: _("Not taking new people now, its source says"));
		add_sentence(&words, _("Ask before anything else"));
		add_step(&steps, &words);
	}
	add_check(&steps, areas);
	add_contact(&steps);
	add_bring(&steps);
	add_wait(&steps);
	if (steps.open.length > 0) {
		struct buf words = {0};

		buf_printf(&words, _("Not stated, so ask: %s."),
		    buf_text(&steps.open));
		add_step(&steps, &words);
	}
	buf_clear(&steps.open);
}

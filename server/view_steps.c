#include "server/view_steps.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/say.h"
#include "server/view_hours.h"
#include "server/words.h"

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

/* How to get in touch, in one sentence. */
struct ways {
	struct view *step;
	bool behind; /* ... behind other words */
	size_t count;
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

/* A word of a text, without what a sentence or a bracket puts around it. */
static const char *
next_word(struct arena *arena, const char **text)
{
	static const char around[] = "()<>[]\"'.,;:";
	const char *word = *text + strspn(*text, " \t\n");
	size_t length = strcspn(word, " \t\n");

	*text = word + length;
	while (length > 0 && strchr(around, *word) != NULL)
		word++, length--;
	while (length > 0 && strchr(around, word[length - 1]) != NULL)
		length--;
	return arena_strndup(arena, word, length);
}

/* The first address that the words about referral give. */
static const char *
referral_address(const struct steps *steps, bool mail)
{
	const char *text = steps->listing->referral, *word, *found = NULL;

	while (text != NULL && *text != '\0' && found == NULL) {
		word = next_word(steps->arena, &text);
		if (mail && strchr(word, '.') != NULL)
			found = words_email(word);
		else if (!mail && (strncasecmp(word, "http", 4) == 0 ||
				      strncasecmp(word, "www.", 4) == 0))
			found = words_web(steps->arena, word);
	}
	return found;
}

static const char *
email_of(const struct steps *steps)
{
	const struct listing *listing = steps->listing;
	const char *found = referral_address(steps, true);

	if (found != NULL)
		return found;
	return words_email(
	    listing->email != NULL ? listing->email : listing->org_email);
}

static const char *
web_of(const struct steps *steps)
{
	const struct listing *listing = steps->listing;
	const char *found = referral_address(steps, false);

	if (found != NULL)
		return found;
	return words_web(steps->arena,
	    listing->url != NULL ? listing->url : listing->org_url);
}

static const struct listing_phone *
phone_of(const struct listing *listing)
{
	for (size_t i = 0; i < listing->phones_count; i++)
		if (listing->phones[i].dial != NULL)
			return &listing->phones[i];
	return NULL;
}

/* "https://example.org/refer/" for people: "example.org/refer". */
static char *
web_shown(struct arena *arena, const char *web)
{
	size_t length;

	web = strstr(web, "://") + 3;
	if (strncmp(web, "www.", 4) == 0)
		web += 4;
	length = strlen(web);
	if (length > 0 && web[length - 1] == '/')
		length--;
	return arena_strndup(arena, web, length);
}

enum way { WAY_PHONE, WAY_TEXT, WAY_EMAIL, WAY_WEB };

/* "Phone ", behind other words " Phone "; then ", or email " */
static struct view *
add_way(struct ways *ways, enum way by, const char *href, const char *show)
{
	static const struct {
		const char *first, *next; /* a number comes first */
	} leads[] = {
	    [WAY_PHONE] = {NC_("how to get in touch", "Phone"), NULL},
	    [WAY_TEXT] = {NC_("how to get in touch", "Text"), NULL},
	    [WAY_EMAIL] = {NC_("how to get in touch", "Email"),
		NC_("how to get in touch", "or email")},
	    [WAY_WEB] = {NC_("how to get in touch", "Go to"),
		NC_("how to get in touch", "or go to")},
	};
	struct view *way = view_item(ways->step, "ways");

	if (ways->count++ > 0)
		view_format(way, "lead", ", %s ",
		    say_in("how to get in touch", leads[by].next));
	else
		view_format(way, "lead", "%s%s ", ways->behind ? " " : "",
		    say_in("how to get in touch", leads[by].first));
	view_text(way, "href", href);
	view_text(way, "show", show);
	view_flag(ways->step, "ways_end", true);
	return way;
}

static void
add_phone(
    struct ways *ways, struct arena *arena, const struct listing_phone *phone)
{
	const char *show = phone->show != NULL ? phone->show : phone->given;

	if (phone->extension != NULL)
		show = arena_printf(arena, "%s ext %s", show, phone->extension);
	add_way(ways, phone->text ? WAY_TEXT : WAY_PHONE,
	    arena_printf(
		arena, "%s:%s", phone->text ? "sms" : "tel", phone->dial),
	    show);
}

static void
add_ways(const struct steps *steps, struct ways *ways)
{
	struct arena *arena = steps->arena;
	const struct listing_phone *phone = phone_of(steps->listing);
	const char *mail = email_of(steps), *web = web_of(steps);

	if (phone != NULL)
		add_phone(ways, arena, phone);
	if (mail != NULL)
		add_way(ways, WAY_EMAIL, arena_printf(arena, "mailto:%s", mail),
		    mail);
	if (web != NULL)
		view_flag(add_way(ways, WAY_WEB, web, web_shown(arena, web)),
		    "away", true);
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
	struct ways ways = {.step = add_step(steps, &words)};

	add_route(steps, &words);
	ways.behind = words.length > 0;
	add_ways(steps, &ways);
	if (ways.count == 0)
		add_sentence(
		    &words, _("No number, address or website is given"));
	else if (phone_of(listing) != NULL && hours != NULL &&
		 strlen(hours) <= HOURS_BYTES)
		view_format(ways.step, "after", _("Hours: %s."), hours);
	show_words(steps, ways.step, &words);
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

#include "server/text_lookup.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "base/utf8.h"
#include "schema/postcode.h"
#include "server/help.h"
#include "server/text_listing.h"
#include "server/words.h"
#include "server/words_relaxed.h"

#define TEXT_MAX_WORDS  100 /* the query itself reads twelve */
#define TEXT_MAX_BYTES  500 /* of what came: three messages */
#define TEXT_URGENT     150 /* septets of the urgent numbers */
#define TEXT_MIN_RESULT 56  /* likewise: a name, a number, a code */
/* Words of crisis are looked for in so many at a time, each time as many
 * further on: a long text may have them anywhere. */
#define CRISIS_WINDOW 24
#define CRISIS_STEP   12

struct lookup {
	const struct context *context;
	struct arena *arena;
	const char *words[TEXT_MAX_WORDS];
	size_t words_count;
	const char *age; /* digits, or NULL */
	long page;
	enum crisis crisis; /* in all of the text */
	struct query query;
	struct answer answer;
	struct help help;
	struct buf out; /* in the alphabet of text messages */
};

/* Splits the text at white space. */
static void
read_words(struct lookup *lookup, const char *text)
{
	size_t left = utf8_clip(text, TEXT_MAX_BYTES);

	while (left > 0 && lookup->words_count < TEXT_MAX_WORDS) {
		size_t space = strspn(text, " \t\r\n"), length;

		if (space >= left)
			break;
		text += space;
		left -= space;
		length = strcspn(text, " \t\r\n");
		if (length > left)
			length = left;
		lookup->words[lookup->words_count++] =
		    arena_strndup(lookup->arena, text, length);
		text += length;
		left -= length;
	}
}

static bool
says(const struct lookup *lookup, size_t at, const char *word)
{
	return at < lookup->words_count &&
	       strcasecmp(lookup->words[at], word) == 0;
}

static bool
says_one_of(const struct lookup *lookup, const char *const *words)
{
	for (; *words != NULL; words++)
		if (lookup->words_count == 1 && says(lookup, 0, *words))
			return true;
	return false;
}

/* "MORE" or "MORE 3" at the end, or at the front of the words. */
static void
read_more(struct lookup *lookup)
{
	size_t count = lookup->words_count;

	lookup->page = 1;
	if (count >= 2 && says(lookup, count - 2, "more") &&
	    number_long(
		lookup->words[count - 1], 2, QUERY_MAX_PAGE, &lookup->page)) {
		lookup->words_count -= 2;
	} else if (says(lookup, count - 1, "more") && count > 1) {
		lookup->page = 2;
		lookup->words_count--;
	} else if (says(lookup, 0, "more") && count > 1) {
		lookup->page = 2;
		lookup->words_count--;
		memmove(lookup->words, lookup->words + 1,
		    lookup->words_count * sizeof(*lookup->words));
	}
}

static bool
has_letter(const char *word)
{
	for (; *word != '\0'; word++)
		if (isalpha((unsigned char)*word))
			return true;
	return false;
}

/*
 * A number alone at the end, after words: somebody's age ("counselling
 * Westby 34"), unless it ends a postcode ("QX4 2").
 */
static void
read_age(struct lookup *lookup)
{
	char postcode[POSTCODE_TEXT];
	size_t last = lookup->words_count - 1;
	const char *word, *before;
	long age;

	if (lookup->words_count < 2)
		return;
	word = lookup->words[last];
	before = lookup->words[last - 1];
	if (strlen(word) > 3 || !number_long(word, 1, QUERY_MAX_AGE, &age) ||
	    !has_letter(before))
		return;
	if (age < 10 && postcode_parse(before, postcode) == POSTCODE_OUTCODE)
		return;
	lookup->age = word;
	lookup->words_count--;
}

static char *
joined(struct lookup *lookup, size_t from, size_t count)
{
	struct buf text = {0};
	char *kept;

	for (size_t i = from; i < from + count && i < lookup->words_count;
	     i++) {
		if (text.length > 0)
			buf_add_char(&text, ' ');
		buf_add_text(&text, lookup->words[i]);
	}
	kept = arena_strdup(lookup->arena, buf_text(&text));
	buf_clear(&text);
	return kept;
}

static enum crisis
find_crisis(struct lookup *lookup)
{
	enum crisis worst = CRISIS_NONE, found;

	for (size_t at = 0; at < lookup->words_count; at += CRISIS_STEP) {
		found = crisis_find(lookup->context->vocabulary,
		    joined(lookup, at, CRISIS_WINDOW), NULL, NULL);
		if (found > worst)
			worst = found;
	}
	return worst;
}

static size_t
room_left(const struct lookup *lookup)
{
	size_t used = gsm_length(buf_text(&lookup->out));

	return used < TEXT_ROOM ? TEXT_ROOM - used : 0;
}

/* A line of its own, where all of it fits beside what must follow. */
static void
add_line(struct lookup *lookup, const char *words, size_t keep)
{
	struct buf line = {0};
	size_t room = room_left(lookup);

	gsm_add(&line, words);
	if (line.length > 0 && gsm_length(line.data) + 1 + keep <= room) {
		if (lookup->out.length > 0)
			buf_add_char(&lookup->out, '\n');
		buf_add(&lookup->out, line.data, line.length);
	}
	buf_clear(&line);
}

/* "Life at risk: 999. Samaritans: 116 123, any time." */
static void
add_urgent(struct lookup *lookup)
{
	struct arena *arena = lookup->arena;
	struct buf line = {0};

	for (size_t i = 0; i < lookup->help.numbers_count; i++) {
		const struct urgent_number *number = lookup->help.numbers[i];
		const char *shown =
		    number->number != NULL ? number->number : number->text;
		const char *name =
		    number->words != NULL ? number->words : number->name;
		struct buf one = {0};

		/* Which nation's it is nobody can tell where none is named. */
		if (shown == NULL ||
		    (number->nation != NULL && lookup->help.nation == NULL))
			continue;
		gsm_add(&one, arena_printf(arena, "%s: %s%s%s%s.", name,
				  number->number == NULL ? "text " : "", shown,
				  number->hours != NULL ? ", " : "",
				  number->hours != NULL ? number->hours : ""));
		if (gsm_length(buf_text(&line)) + 1 + gsm_length(one.data) <=
		    TEXT_URGENT) {
			if (line.length > 0)
				buf_add_char(&line, ' ');
			buf_add_text(&line, one.data);
		}
		buf_clear(&one);
	}
	add_line(lookup, buf_text(&line), 0);
	buf_clear(&line);
}

static void
add_example(struct lookup *lookup)
{
	if (lookup->context->site->example)
		add_line(lookup, "EXAMPLE DATA, not for finding help.", 0);
}

/* What to send, and what becomes of it. */
static void
say_help(struct lookup *lookup)
{
	add_urgent(lookup);
	add_example(lookup);
	add_line(lookup,
	    arena_printf(lookup->arena,
		"%s: text what is needed and where, as: counselling M32 0TH. "
		"Add an age: counselling M32 34. Or a name, a phone number, a "
		"code. Add MORE for more.",
		lookup->context->site->title),
	    0);
	add_line(lookup,
	    "We keep nothing. Your phone and its network do: delete texts that "
	    "nobody should see.",
	    0);
}

/* The code of a listing, also one that was joined with another. */
static enum served_result
find_code(struct lookup *lookup, struct listing *out, struct served_gone *gone)
{
	char code[LISTING_CODE_TEXT] = "", moved[LISTING_CODE_TEXT];
	struct served *served = lookup->context->served;
	const char *word = lookup->words[0];
	enum served_result found;

	for (size_t i = 0; i < LISTING_CODE_BYTES; i++)
		code[i] = (char)tolower((unsigned char)word[i]);
	if (served_code_moved(served, code, moved) == SERVED_OK)
		memcpy(code, moved, sizeof(code));
	found = served_listing_by_code(served, code, lookup->arena, out);
	gone->name = NULL;
	gone->withdrawn = 0;
	if (found == SERVED_NOT_FOUND &&
	    served_gone_by_code(served, code, lookup->arena, gone) == SERVED_OK)
		return SERVED_OK;
	return found;
}

/* True where the text was one code and is answered. */
static bool
say_code(struct lookup *lookup)
{
	struct listing listing;
	struct served_gone gone;
	struct arena *arena = lookup->arena;

	if (lookup->words_count != 1 ||
	    strlen(lookup->words[0]) != LISTING_CODE_BYTES)
		return false;
	listing_init(&listing, arena);
	if (find_code(lookup, &listing, &gone) != SERVED_OK)
		return false;
	add_example(lookup);
	if (listing.name != NULL)
		add_line(lookup,
		    text_whole(lookup->context, arena, &listing,
			room_left(lookup) - 1),
		    0);
	else
		add_line(lookup,
		    arena_printf(arena,
			"%s is no longer listed: ask %s, or search again.",
			gone.name != NULL ? gone.name : "This service",
			gone.feed_title != NULL ? gone.feed_title
						: "whoever named it"),
		    0);
	return true;
}

static void
search(struct lookup *lookup)
{
	char limit[16], page[16];
	const struct query_parameter parameters[] = {
	    {"q", joined(lookup, 0, lookup->words_count)},
	    {"age", lookup->age != NULL ? lookup->age : ""},
	    {"limit", limit},
	    {"page", page},
	};
	const struct context *context = lookup->context;
	struct query_places places = words_places(context);
	struct page clock;

	snprintf(limit, sizeof(limit), "%d", TEXT_RESULTS);
	snprintf(page, sizeof(page), "%ld", lookup->page);
	/* Of these four none can be wrong: what is no age is left a word. */
	(void)query_parse(parameters, ARRAY_LEN(parameters), &places,
	    context->vocabulary, lookup->arena, &lookup->query, NULL, 0);
	search_run(context->index, context->vocabulary, &lookup->query,
	    context->now, lookup->arena, &lookup->answer);
	if (lookup->crisis > lookup->answer.crisis)
		lookup->answer.crisis = lookup->crisis;
	page_init(&clock);
	help_find(context, &lookup->query, &lookup->answer, lookup->arena,
	    &clock, &lookup->help);
}

/* Said before all results: what they do not match, or were spelled as. */
static void
add_caveats(struct lookup *lookup, size_t keep)
{
	const struct answer *answer = &lookup->answer;
	struct arena *arena = lookup->arena;

	for (size_t i = 0; i < answer->relaxed_count; i++)
		add_line(lookup,
		    words_relaxed(arena, lookup->context->vocabulary,
			&lookup->query, answer, answer->relaxed[i]),
		    keep);
	if (lookup->query.heard != NULL)
		add_line(lookup,
		    arena_printf(arena, "Sounds like %s:", lookup->query.heard),
		    keep);
	if (answer->spelling.readings_count > 0)
		add_line(lookup,
		    arena_printf(arena, "Read as %s:", answer->spelling.need),
		    keep);
}

/* "12 found. More: the same words and MORE 3"; NULL where this is all. */
static char *
more_words(const struct lookup *lookup)
{
	long shown =
	    (lookup->page - 1) * TEXT_RESULTS + (long)lookup->answer.hits_count;

	if (shown >= lookup->answer.total)
		return NULL;
	if (lookup->page == 1)
		return arena_printf(lookup->arena,
		    "%ld found. For more add MORE", lookup->answer.total);
	return arena_printf(lookup->arena, "%ld found. For more add MORE %ld",
	    lookup->answer.total, lookup->page + 1);
}

/* What goes before the results, and then these, all with the same room. */
static void
add_results(struct lookup *lookup)
{
	const struct answer *answer = &lookup->answer;
	const char *more = more_words(lookup);
	size_t tail = more != NULL ? strlen(more) + 1 : 0, each;

	add_caveats(lookup, answer->hits_count * (TEXT_MIN_RESULT + 1) + tail);
	each = (room_left(lookup) - tail) / answer->hits_count - 1;
	if (each > GSM_SEGMENT - 1)
		each = GSM_SEGMENT - 1;
	for (size_t i = 0; i < answer->hits_count; i++) {
		struct card card;

		if (index_card(lookup->context->index, answer->hits[i].document,
			&card))
			add_line(lookup,
			    text_result(lookup->context, lookup->arena,
				&answer->hits[i], &card, each),
			    tail);
	}
	if (more != NULL)
		add_line(lookup, more, 0);
}

/* Nothing that suits: national help, and what to try. */
static void
add_nothing(struct lookup *lookup)
{
	struct arena *arena = lookup->arena;
	const struct answer *answer = &lookup->answer;

	if (lookup->page > 1)
		add_line(lookup, "There are no more.", 0);
	else
		add_line(lookup,
		    words_nothing(
			arena, &lookup->query, answer->crisis != CRISIS_NONE),
		    0);
	if (answer->did_you_mean != NULL)
		add_line(lookup,
		    arena_printf(
			arena, "Did you mean %s?", answer->did_you_mean),
		    0);
	for (size_t i = 0; i < lookup->help.lines_count; i++) {
		const struct served_helpline *line = lookup->help.lines[i].line;

		if (line->number != NULL)
			add_line(lookup,
			    arena_printf(
				arena, "%s %s", line->name, line->number),
			    0);
	}
	add_line(lookup, "Text HELP for how this works.", 0);
}

static void
say_results(struct lookup *lookup)
{
	bool none;

	search(lookup);
	none = lookup->answer.hits_count == 0;
	if (none || lookup->help.crisis != CRISIS_NONE)
		add_urgent(lookup);
	add_example(lookup);
	if (none) {
		add_nothing(lookup);
		return;
	}
	add_results(lookup);
}

static char *
taken(struct lookup *lookup)
{
	char *kept = arena_strdup(lookup->arena, buf_text(&lookup->out));

	buf_clear(&lookup->out);
	return kept;
}

/* The urgent numbers, where no place is known. */
static void
find_help(struct lookup *lookup)
{
	struct page clock;

	page_init(&clock);
	help_find(lookup->context, &lookup->query, &lookup->answer,
	    lookup->arena, &clock, &lookup->help);
}

char *
text_lookup(
    const struct context *context, const char *text, struct arena *arena)
{
	static const char *const gateway[] = {"stop", "stopall", "start",
	    "unsubscribe", "cancel", "end", "quit", "unstop", NULL};
	static const char *const help[] = {"help", "info", "?", NULL};
	struct lookup lookup = {.context = context, .arena = arena};

	read_words(&lookup, text);
	lookup.crisis = find_crisis(&lookup);
	if (says_one_of(&lookup, gateway))
		return arena_strdup(arena, "");
	if (lookup.words_count == 0 || says_one_of(&lookup, help)) {
		find_help(&lookup);
		say_help(&lookup);
		return taken(&lookup);
	}
	if (say_code(&lookup))
		return taken(&lookup);
	read_more(&lookup);
	read_age(&lookup);
	say_results(&lookup);
	return taken(&lookup);
}

char *
text_too_often(const struct context *context, const char *text, bool said,
    struct arena *arena)
{
	struct lookup lookup = {.context = context, .arena = arena};

	read_words(&lookup, text);
	if (said && find_crisis(&lookup) == CRISIS_NONE)
		return arena_strdup(arena, "");
	find_help(&lookup);
	add_urgent(&lookup);
	add_line(&lookup,
	    "Many texts came from your number: please try again in an hour.",
	    0);
	return taken(&lookup);
}

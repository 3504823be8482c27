#include "server/help.h"

#include <string.h>

#include "base/date.h"
#include "base/say.h"
#include "schema/phone.h"
#include "server/words.h"

/* The first letter of an area's code says which nation it lies in. */
static const char *
nation_of_code(const char *gss)
{
	switch (gss[0]) {
	case 'E':
		return "England";
	case 'N':
		return "Northern Ireland";
	case 'S':
		return "Scotland";
	case 'W':
		return "Wales";
	default:
		return NULL;
	}
}

/* NULL where it is not known, or where an outcode lies in two. */
static const char *
nation_of_place(const struct place *place)
{
	const char *nation = nation_of_code(place->gss);

	for (size_t i = 0; i < place->districts_count; i++) {
		const char *other = nation_of_code(place->districts[i]);

		if (other == NULL ||
		    (nation != NULL && strcmp(nation, other) != 0))
			return NULL;
		nation = other;
	}
	return nation;
}

static bool
is_for(const char *nation, const struct help *help)
{
	return nation == NULL || help->nation == NULL ||
	       strcmp(nation, help->nation) == 0;
}

/* Did somebody type a number that is an urgent one here? */
static bool
asks_number(const struct site *site, const struct query *query)
{
	char digits[PHONE_MAX_DIGITS + 1];

	for (size_t i = 0; query->phone[0] != '\0' && i < site->urgent_count;
	     i++) {
		const char *dial = site->urgent[i].dial;

		if (dial != NULL && phone_dial_digits(dial, digits) > 0 &&
		    strcmp(digits, query->phone) == 0)
			return true;
	}
	return false;
}

static void
find_numbers(const struct site *site, struct arena *arena, struct help *out)
{
	out->numbers = arena_alloc(
	    arena, (site->urgent_count + 1) * sizeof(*out->numbers));
	for (size_t i = 0; i < site->urgent_count; i++)
		if (is_for(site->urgent[i].nation, out))
			out->numbers[out->numbers_count++] = &site->urgent[i];
}

/* What a link to a number dials, or NULL. */
static const char *
dialled(struct arena *arena, const char *number)
{
	struct phone found[PHONE_MAX_FOUND];

	if (number == NULL || phones_parse(arena, number, found) == 0)
		return NULL;
	return found[0].dial;
}

/* A short code is a number only where it is said to be for texts. */
static const char *
texted(struct arena *arena, const char *number)
{
	if (number == NULL)
		return NULL;
	return dialled(arena, arena_printf(arena, "text %s", number));
}

static void
add_line(const struct context *context, const struct served_helpline *line,
    struct arena *arena, struct page *page, struct help *out)
{
	struct help_line *added = &out->lines[out->lines_count++];
	struct hours_answer open = {0};

	added->line = line;
	added->dial = dialled(arena, line->number);
	added->sms = texted(arena, line->text_number);
	if (line->openings_count > 0)
		hours_answer(&(struct hours){.openings = line->openings,
				 .count = line->openings_count},
		    vocabulary_holidays(context->vocabulary), context->now,
		    arena, &open);
	added->open_text = open.text;
	added->state = open.state;
	if (open.changes != 0 &&
	    (page->clock_until == 0 || open.changes < page->clock_until))
		page->clock_until = open.changes;
}

/* What is closed comes last, in the operator's order otherwise. */
static void
find_lines(const struct context *context, struct arena *arena,
    struct page *page, struct help *out)
{
	struct served_helpline *lines;
	size_t count, kept = 0;
	struct help_line *sorted;

	if (served_helplines(context->served, arena, &lines, &count) !=
	    SERVED_OK)
		return;
	out->lines = arena_alloc(arena, (count + 1) * sizeof(*out->lines));
	for (size_t i = 0; i < count; i++)
		if (lines[i].verified != 0 && is_for(lines[i].nation, out) &&
		    (lines[i].number != NULL || lines[i].text_number != NULL))
			add_line(context, &lines[i], arena, page, out);
	sorted = arena_alloc(arena, (count + 1) * sizeof(*sorted));
	for (int closed = 0; closed <= 1; closed++)
		for (size_t i = 0; i < out->lines_count; i++)
			if ((out->lines[i].state == HOURS_CLOSED) == closed)
				sorted[kept++] = out->lines[i];
	out->lines = sorted;
}

void
help_find(const struct context *context, const struct query *query,
    const struct answer *answer, struct arena *arena, struct page *page,
    struct help *out)
{
	memset(out, 0, sizeof(*out));
	out->crisis = answer->crisis;
	if (out->crisis == CRISIS_NONE && asks_number(context->site, query))
		out->crisis = CRISIS_NUMBER;
	if (query->has_near)
		out->nation = nation_of_place(&query->near);
	else if (query->has_area)
		out->nation = nation_of_place(&query->area);
	find_numbers(context->site, arena, out);
	find_lines(context, arena, page, out);
}

void
help_of_crisis(const struct context *context, enum crisis crisis,
    struct arena *arena, struct help *out)
{
	memset(out, 0, sizeof(*out));
	out->crisis = crisis;
	find_numbers(context->site, arena, out);
}

static const struct {
	const char *heading, *words;
} cards[N_CRISES] = {
    [CRISIS_NUMBER] = {N_("Urgent help"),
	N_("If life is at risk, call 999 or go to A&E.")},
    [CRISIS_SUICIDE] = {N_("If you or somebody else may not be safe"),
	N_("If life is at risk, call 999 or go to A&E. You can call these numbers "
	   "about yourself or about somebody else.")},
    [CRISIS_DANGER] = {N_("If somebody is in danger now"),
	N_("Call 999 while it is happening, or if somebody may be hurt soon.")},
    [CRISIS_CHILD] = {N_("If a child is in danger now"),
	N_("Call 999. Anybody may call, for any child.")},
    [CRISIS_MEDICAL] = {N_("If this is happening now, call 999"),
	N_("After an overdose, or where somebody cannot breathe, cannot be woken "
	   "or bleeds heavily, call 999 at once, even if they seem well.")},
};

/* "Samaritans 116 123"; the name alone where it holds the number already. */
static const char *
number_label(struct arena *arena, const struct urgent_number *number)
{
	if (number->number == NULL)
		return NULL;
	if (strstr(number->name, number->number) != NULL)
		return number->name;
	return arena_printf(arena, "%s %s", number->name, number->number);
}

/* "Crisis. England. Any time" */
static char *
number_note(struct arena *arena, const struct urgent_number *number)
{
	const char *parts[] = {words_urgent(number->words),
	    words_urgent(number->nation), words_urgent(number->hours)};
	char *note = NULL;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (parts[i] != NULL)
			note = arena_printf(arena, "%s%s%s",
			    note != NULL ? note : "", note != NULL ? ", " : "",
			    parts[i]);
	return note;
}

void
help_show_urgent(
    struct view *view, const struct help *help, const struct context *context)
{
	struct arena *arena = view_arena(view);
	struct view *card;

	if (help->crisis == CRISIS_NONE)
		return;
	card = view_group(view, "crisis");
	view_text(card, "heading", _(cards[help->crisis].heading));
	view_text(card, "words", _(cards[help->crisis].words));
	/* Somebody may be reading over their shoulder. */
	view_flag(card, "exit",
	    context->site->exit_url != NULL &&
		(help->crisis == CRISIS_DANGER ||
		    help->crisis == CRISIS_CHILD));
	for (size_t i = 0; i < help->numbers_count; i++) {
		const struct urgent_number *number = help->numbers[i];
		struct view *item = view_item(card, "numbers");

		view_text(item, "dial", number->dial);
		view_text(item, "label", number_label(arena, number));
		view_text(item, "note", number_note(arena, number));
		view_text(item, "text", number->text);
		view_text(item, "name", number->name);
	}
}

void
help_show_lines(struct view *view, const struct help *help)
{
	for (size_t i = 0; i < help->lines_count; i++) {
		const struct help_line *line = &help->lines[i];
		struct view *item = view_item(view, "helplines");

		view_text(item, "name", line->line->name);
		view_text(item, "number", line->line->number);
		view_text(item, "dial", line->dial);
		view_text(item, "text", line->line->text_number);
		view_text(item, "sms", line->sms);
		view_text(item, "nation", words_urgent(line->line->nation));
		view_text(item, "hours", line->line->hours);
		view_text(item, "open_text", line->open_text);
		view_flag(item, "open", line->state == HOURS_OPEN);
		view_text(item, "summary", line->line->summary);
	}
	view_flag(view, "has_helplines", help->lines_count > 0);
}

void
help_write_urgent(struct json *json, const struct help *help)
{
	json_bool(json, "urgent", help->crisis != CRISIS_NONE);
	if (help->crisis == CRISIS_NONE)
		return;
	json_string(json, "urgent_for", crisis_name[help->crisis]);
	json_open(json, "urgent_help", '[');
	for (size_t i = 0; i < help->numbers_count; i++) {
		const struct urgent_number *number = help->numbers[i];

		json_open(json, NULL, '{');
		json_string(json, "name", number->name);
		json_string_if(json, "number", number->number);
		json_string_if(json, "dial", number->dial);
		json_string_if(json, "text", number->text);
		json_string_if(json, "nation", number->nation);
		json_string_if(json, "hours", number->hours);
		json_string_if(json, "words", number->words);
		json_close(json, '}');
	}
	json_close(json, ']');
}

void
help_write_lines(struct json *json, const struct help *help)
{
	json_open(json, "national", '[');
	for (size_t i = 0; i < help->lines_count; i++) {
		const struct help_line *line = &help->lines[i];

		json_open(json, NULL, '{');
		json_string(json, "name", line->line->name);
		json_string_if(json, "number", line->line->number);
		json_string_if(json, "dial", line->dial);
		json_string_if(json, "text", line->line->text_number);
		json_string_if(json, "nation", line->line->nation);
		json_string_if(json, "hours", line->line->hours);
		if (line->state != HOURS_UNKNOWN)
			json_bool(json, "open_now", line->state == HOURS_OPEN);
		json_string_if(json, "open_text", line->open_text);
		json_string_if(json, "summary", line->line->summary);
		json_string_if(json, "who", line->line->who);
		json_string_if(json, "cost", line->line->cost);
		json_close(json, '}');
	}
	json_close(json, ']');
}

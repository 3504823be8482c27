/* On a call: what to ask next, and a sentence to read aloud. */
#include <string.h>

#include "base/say.h"
#include "base/url.h"
#include "server/page_search.h"
#include "server/words.h"

struct answer_choice {
	const char *value, *label;
};

static const struct asked {
	const char *parameter, *words;
	const char *hint;              /* behind a count of services */
	const char *field, *inputmode; /* typed; or one of some answers */
	struct answer_choice choices[4];
} all_asked[] = {
    {"age", N_("How old are they?"), N_("say which ages they are for"),
	N_("Age"), "numeric", {{NULL, NULL}}},
    {"near", N_("Where do they live?"),
	N_("are for people of one area, or of its GP surgeries"),
	N_("Postcode or town"), "text", {{NULL, NULL}}},
    {"gender", N_("Are they a woman or a man?"),
	N_("are for women alone, or for men alone"), NULL, NULL,
	{{"women", N_("Woman or girl")}, {"men", N_("Man or boy")}}},
    {"cost", N_("Does it have to be free?"), N_("say that they charge"), NULL,
	NULL, {{"free", N_("Free")}, {"low", N_("Free or low cost")}}},
    {"referral", N_("Who can refer them?"),
	N_("take people only from a GP or another professional"), NULL, NULL,
	{{"self", N_("They themselves")}, {"gp", N_("Their GP")},
	    {"professional", N_("Another professional")}}},
};

/* Where an answer goes beside all that the search says already. */
static void
keep(struct search_page *search, struct view *question)
{
	struct buf url = {0}, name = {0}, value = {0};
	const char *at;

	query_url(&search->query, &url, NULL, 0);
	at = buf_text(&url);
	while (*at != '\0') {
		size_t length = strcspn(at, "&"), equals = strcspn(at, "=");
		struct view *item;

		buf_clear(&name);
		buf_clear(&value);
		if (equals < length && url_decode(&name, at, equals) &&
		    url_decode(&value, at + equals + 1, length - equals - 1)) {
			item = view_item(question, "keep");
			view_text(item, "name",
			    arena_strdup(search->arena, buf_text(&name)));
			view_text(item, "value",
			    arena_strdup(search->arena, buf_text(&value)));
		}
		at += length + (at[length] == '&');
	}
	buf_clear(&name);
	buf_clear(&value);
	buf_clear(&url);
}

static void
show_choices(struct search_page *search, struct view *question,
    const struct asked *asked)
{
	const struct answer_choice *choices = asked->choices;
	char *url =
	    words_search_url(search->arena, "/search", &search->query, NULL, 0);

	for (size_t i = 0; i < ARRAY_LEN(asked->choices); i++) {
		struct view *item;

		if (choices[i].value == NULL)
			break;
		item = view_item(question, "answers");
		view_text(item, "label", _(choices[i].label));
		view_flag(item, "button", true);
		search_link(search->posted, item,
		    arena_printf(search->arena, "%s%c%s=%s", url,
			strchr(url, '?') != NULL ? '&' : '?', asked->parameter,
			choices[i].value));
	}
}

void
search_question_show(struct search_page *search)
{
	const struct question *next = &search->answer.question;
	struct view *question;

	for (size_t i = 0; i < ARRAY_LEN(all_asked); i++) {
		const struct asked *asked = &all_asked[i];

		if (next->parameter == NULL ||
		    strcmp(asked->parameter, next->parameter) != 0)
			continue;
		question = view_group(search->view, "question");
		view_text(question, "words", _(asked->words));
		view_format(question, "hint", _("%ld of these %s"), next->total,
		    _(asked->hint));
		view_text(question, "parameter", asked->parameter);
		view_text(question, "field",
		    asked->field != NULL ? _(asked->field) : NULL);
		view_text(question, "inputmode", asked->inputmode);
		view_flag(question, "choose", asked->field == NULL);
		if (asked->field != NULL)
			keep(search, question);
		else
			show_choices(search, question, asked);
	}
}

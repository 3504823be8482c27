#include "server/view_held.h"

#include <string.h>

#include "base/buf.h"
#include "base/say.h"
#include "server/words.h"

#define HELD_SHOWN 25 /* names of each kind: enough to see what is wrong */

/* Fields as people call them; what is not here goes by its own name. */
static const char *
field_words(const char *field)
{
	static const char *const words[][2] = {
	    {"access", N_("access")},
	    {"alternate_name", N_("other name")},
	    {"category", N_("category")},
	    {"checked", N_("day it was checked")},
	    {"collected", N_("day it was collected")},
	    {"eligibility", N_("who it is for")},
	    {"email", N_("e-mail address")},
	    {"fees", N_("cost")},
	    {"hide_address", N_("whether its address is private")},
	    {"hours", N_("opening times")},
	    {"kind", N_("whether it is a service or an organisation")},
	    {"language", N_("languages")},
	    {"location", N_("address")},
	    {"modes", N_("how it reaches people")},
	    {"modified", N_("day it was changed")},
	    {"org_charity", N_("charity number")},
	    {"org_company", N_("company number")},
	    {"org_description", N_("its organisation's description")},
	    {"org_email", N_("its organisation's e-mail address")},
	    {"org_id", N_("its organisation's id")},
	    {"org_name", N_("organisation")},
	    {"org_url", N_("its organisation's website")},
	    {"own_uuid", N_("its UUID")},
	    {"phone", N_("telephone")},
	    {"public_address", N_("whether its address is public")},
	    {"referral", N_("how to be referred")},
	    {"rules", N_("whom it suits")},
	    {"schedule", N_("opening times")},
	    {"service_area", N_("area")},
	    {"service_type", N_("type of help")},
	    {"source_id", N_("its id")},
	    {"status_note", N_("what is said of its status")},
	    {"url", N_("website")},
	    {"wait", N_("waiting time")},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i][0], field) == 0)
			return _(words[i][1]);
	return field;
}

/* "name, telephone" of "name, phone", each word once. */
static char *
fields_words(struct arena *arena, const char *fields)
{
	char *list = arena_strdup(arena, fields), *rest = list, *field;
	const char *before = "";
	struct buf out = {0};
	char *text;

	while (list != NULL && (field = strsep(&rest, ",")) != NULL) {
		const char *words = field_words(field + strspn(field, " "));

		if (strstr(buf_text(&out), words) != NULL)
			continue;
		buf_printf(&out, "%s%s", before, words);
		before = ", ";
	}
	text = out.length > 0 ? arena_strdup(arena, buf_text(&out)) : NULL;
	buf_clear(&out);
	return text;
}

static void
show_kind(struct arena *arena, struct view *view,
    const struct served_held *held, enum served_held_kind kind,
    const char *heading)
{
	struct view *group;
	long shown = 0;

	if (held->totals[kind] == 0)
		return;
	group = view_item(view, "kinds");
	view_format(group, "heading", "%s (%ld)", heading, held->totals[kind]);
	for (size_t i = 0; i < held->listings_count && shown < HELD_SHOWN;
	     i++) {
		const struct served_held_listing *listing = &held->listings[i];
		struct view *item;

		if (listing->kind != kind)
			continue;
		item = view_item(group, "names");
		view_text(item, "name", listing->name);
		view_text(item, "fields", fields_words(arena, listing->fields));
		if (kind != HELD_ADDED && listing->code != NULL)
			view_format(item, "url", "/services/%s", listing->code);
		shown++;
	}
	if (shown > 0 && held->totals[kind] > shown)
		view_format(group, "more", _("and %ld more"),
		    held->totals[kind] - shown);
}

void
view_held(const struct context *context, struct arena *arena, struct view *view,
    const char *feed)
{
	struct served_held held;
	struct view *group;

	if (served_feed_held(context->served, feed, arena, &held) != SERVED_OK)
		return;
	group = view_group(view, "held");
	view_text(group, "when", words_time(arena, held.started));
	view_text(group, "why", held.why);
	view_text(group, "feed", feed);
	view_flag(group, "kept", held.kept);
	show_kind(arena, group, &held, HELD_WITHDRAWN, _("It would withdraw"));
	show_kind(arena, group, &held, HELD_CHANGED, _("It would change"));
	show_kind(arena, group, &held, HELD_BACK, _("It would bring back"));
	show_kind(arena, group, &held, HELD_ADDED, _("It would add"));
}

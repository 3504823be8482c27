#include "server/view_held.h"

#include <string.h>

#include "base/buf.h"
#include "server/words.h"

#define HELD_SHOWN 25 /* names of each kind: enough to see what is wrong */

/* Fields as people call them; what is not here goes by its own name. */
static const char *
field_words(const char *field)
{
	static const char *const words[][2] = {
	    {"access", "access"},
	    {"alternate_name", "other name"},
	    {"category", "category"},
	    {"checked", "day it was checked"},
	    {"collected", "day it was collected"},
	    {"eligibility", "who it is for"},
	    {"email", "e-mail address"},
	    {"fees", "cost"},
	    {"hide_address", "whether its address is private"},
	    {"hours", "opening times"},
	    {"kind", "whether it is a service or an organisation"},
	    {"language", "languages"},
	    {"location", "address"},
	    {"modes", "how it reaches people"},
	    {"modified", "day it was changed"},
	    {"org_charity", "charity number"},
	    {"org_company", "company number"},
	    {"org_description", "its organisation's description"},
	    {"org_email", "its organisation's e-mail address"},
	    {"org_id", "its organisation's id"},
	    {"org_name", "organisation"},
	    {"org_url", "its organisation's website"},
	    {"own_uuid", "its UUID"},
	    {"phone", "telephone"},
	    {"public_address", "whether its address is public"},
	    {"referral", "how to be referred"},
	    {"rules", "whom it suits"},
	    {"schedule", "opening times"},
	    {"service_area", "area"},
	    {"service_type", "type of help"},
	    {"source_id", "its id"},
	    {"status_note", "what is said of its status"},
	    {"url", "website"},
	    {"wait", "waiting time"},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i][0], field) == 0)
			return words[i][1];
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
		view_format(
		    group, "more", "and %ld more", held->totals[kind] - shown);
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
	show_kind(arena, group, &held, HELD_WITHDRAWN, "It would withdraw");
	show_kind(arena, group, &held, HELD_CHANGED, "It would change");
	show_kind(arena, group, &held, HELD_BACK, "It would bring back");
	show_kind(arena, group, &held, HELD_ADDED, "It would add");
}

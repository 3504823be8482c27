#include "server/view_ways.h"

#include <string.h>
#include <strings.h>

#include "base/say.h"
#include "server/words.h"

struct ways {
	struct view *step;
	struct arena *arena;
	const struct listing *listing;
	bool behind; /* ... other words */
	size_t count;
};

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
referral_address(const struct ways *ways, bool mail)
{
	const char *text = ways->listing->referral, *word, *found = NULL;

	while (text != NULL && *text != '\0' && found == NULL) {
		word = next_word(ways->arena, &text);
		if (mail && strchr(word, '.') != NULL)
			found = words_email(word);
		else if (!mail && (strncasecmp(word, "http", 4) == 0 ||
				      strncasecmp(word, "www.", 4) == 0))
			found = words_web(ways->arena, word);
	}
	return found;
}

static const char *
email_of(const struct ways *ways)
{
	const struct listing *listing = ways->listing;
	const char *found = referral_address(ways, true);

	if (found != NULL)
		return found;
	return words_email(
	    listing->email != NULL ? listing->email : listing->org_email);
}

static const char *
web_of(const struct ways *ways)
{
	const struct listing *listing = ways->listing;
	const char *found = referral_address(ways, false);

	if (found != NULL)
		return found;
	return words_web(ways->arena,
	    listing->url != NULL ? listing->url : listing->org_url);
}

const struct listing_phone *
view_ways_phone(const struct listing *listing)
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
add_phone(struct ways *ways, const struct listing_phone *phone)
{
	struct arena *arena = ways->arena;
	const char *show = phone->show != NULL ? phone->show : phone->given;

	if (phone->extension != NULL)
		show = arena_printf(arena, "%s ext %s", show, phone->extension);
	add_way(ways, phone->text ? WAY_TEXT : WAY_PHONE,
	    arena_printf(
		arena, "%s:%s", phone->text ? "sms" : "tel", phone->dial),
	    show);
}

bool
view_ways(struct view *step, const struct listing *listing, bool behind)
{
	struct ways ways = {step, view_arena(step), listing, behind, 0};
	const struct listing_phone *phone = view_ways_phone(listing);
	const char *mail = email_of(&ways), *web = web_of(&ways);

	if (phone != NULL)
		add_phone(&ways, phone);
	if (mail != NULL)
		add_way(&ways, WAY_EMAIL,
		    arena_printf(ways.arena, "mailto:%s", mail), mail);
	if (web != NULL)
		view_flag(
		    add_way(&ways, WAY_WEB, web, web_shown(ways.arena, web)),
		    "away", true);
	return ways.count > 0;
}

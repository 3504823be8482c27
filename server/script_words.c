#include "server/script_words.h"

#include "base/json.h"
#include "base/say.h"

/* Those that server/assets/signpost.js passes to tr(): welsh.test compares. */
static const char *const words[] = {
    N_("%d suggestions"),
    N_("1 suggestion"),
    N_("Copy link"),
    N_("Let “/” go to the search"),
    N_("Link copied"),
    N_("Loading"),
    N_("No connection. These are still the results from before; try again."),
    N_("No suggestions"),
    N_("Searching"),
    N_("Shift, press 1 more time to exit."),
    N_("Shift, press 2 more times to exit."),
    N_("Stop “/” going to the search"),
    N_("Suggestions"),
};

void
script_words(struct buf *out)
{
	struct json json = {.out = out};

	json_open(&json, NULL, '{');
	for (size_t i = 1; i < say_count(); i++) {
		json_open(&json, say_language_at(i), '{');
		for (size_t w = 0; w < ARRAY_LEN(words); w++)
			json_string(&json, words[w], say_as((int)i, words[w]));
		json_close(&json, '}');
	}
	json_close(&json, '}');
}

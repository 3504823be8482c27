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

char *
script_words(struct arena *arena)
{
	struct buf out = {0};
	struct json json = {.out = &out};

	if (say_now() == 0)
		return NULL;
	json_open(&json, NULL, '{');
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		json_string(&json, words[i], _(words[i]));
	json_close(&json, '}');
	return buf_take_into(&out, arena);
}

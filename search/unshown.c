#include "search/unshown.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "schema/synonyms.h"
#include "search/analyse.h"

struct unshown {
	char **phrases; /* folded, a space before and behind each word */
	size_t count;
};

static void
fold(const char *text, struct buf *out)
{
	struct analyse_word word;
	size_t position = 0;

	buf_add_char(out, ' ');
	while (analyse_next(text, &position, &word)) {
		buf_add(out, word.folded, word.folded_length);
		buf_add_char(out, ' ');
	}
}

struct unshown *
unshown_new(const struct vocabulary *vocabulary)
{
	struct unshown *unshown = xcalloc(1, sizeof(*unshown));

	for (size_t i = 0; i < synonyms_count(vocabulary); i++) {
		const struct synonym_rule *rule = synonym_rule(vocabulary, i);

		for (size_t t = 0;
		     rule->kind == SYNONYM_UNSHOWN && t < rule->terms_count;
		     t++) {
			struct buf phrase = {0};

			fold(rule->terms[t], &phrase);
			unshown->phrases = grow_array(unshown->phrases,
			    unshown->count, sizeof(*unshown->phrases));
			unshown->phrases[unshown->count++] =
			    xstrdup(buf_text(&phrase));
			buf_clear(&phrase);
		}
	}
	return unshown;
}

void
unshown_free(struct unshown *unshown)
{
	if (unshown == NULL)
		return;
	for (size_t i = 0; i < unshown->count; i++)
		free(unshown->phrases[i]);
	free(unshown->phrases);
	free(unshown);
}

bool
unshown_has(const struct unshown *unshown, const char *text)
{
	struct buf folded = {0};
	bool found = false;

	fold(text, &folded);
	for (size_t i = 0; i < unshown->count && !found; i++)
		found = strstr(buf_text(&folded), unshown->phrases[i]) != NULL;
	buf_clear(&folded);
	return found;
}

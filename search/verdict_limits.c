/*
 * Whom a listing is not for (people in crisis, while drinking, under a mental
 * health team) and the diagnosis it asks for.  Nobody says these of a person
 * by a parameter: only where the words typed speak of one is it said that a
 * listing has a rule on it.
 */
#include <ctype.h>
#include <string.h>

#include "base/compiler.h"
#include "search/bitmap.h"
#include "search/verdict.h"

/* Starts of words that speak of it, and the rules that then matter. */
static const struct {
	const char *words[12];
	const char *dimension, *value;
} limits[] = {
    {{"crisis", "emergency", "urgent", "suicid", "danger"}, "exclude",
	"crisis"},
    {{"drug", "alcohol", "drink", "drunk", "sober", "addict", "substance",
	 "heroin", "cocaine", "cannabis", "methadone"},
	"exclude", "substance"},
    {{"cmht", "psychiatrist", "secondary care", "community mental health team",
	 "mental health team"},
	"exclude", "secondary-care"},
    {{"diagnos", "undiagnos"}, "diagnosis", "needed"},
};

static bool
speaks_of(const char *text, const char *const words[])
{
	for (size_t i = 0; words[i] != NULL; i++) {
		size_t length = strlen(words[i]);

		for (const char *at = text; *at != '\0'; at++)
			if ((at == text || !isalnum((unsigned char)at[-1])) &&
			    strncasecmp(at, words[i], length) == 0)
				return true;
	}
	return false;
}

void
verdict_limits_ready(const struct index *index, const struct query *query,
    struct arena *arena, struct verdict_asker *asker)
{
	asker->asks_limits = false;
	asker->limits_asked = 0;
	for (size_t i = 0; query->q != NULL && i < ARRAY_LEN(limits); i++) {
		char key[64];
		struct index_set set;

		if (!speaks_of(query->q, limits[i].words))
			continue;
		strcpy(key, limits[i].dimension);
		strcat(key, "=");
		strcat(key, limits[i].value);
		set = index_set_find(index, SET_RULE, key);
		if (set.count == 0)
			continue;
		if (!asker->asks_limits) {
			asker->limited = arena_alloc(
			    arena, index->words * sizeof(*asker->limited));
			memset(asker->limited, 0,
			    index->words * sizeof(*asker->limited));
		}
		bitmap_add_set(index, asker->limited, &set);
		asker->asks_limits = true;
		asker->limits_asked |= 1U << i;
	}
}

enum verdict
verdict_limits(const struct verdict_asker *asker,
    const struct index *index UNUSED, uint32_t document)
{
	return bitmap_has(asker->limited, document) ? VERDICT_CHECK
						    : N_VERDICTS;
}

void
verdict_words_limits(const struct verdict_asker *asker,
    const struct index *index, uint32_t document, struct verdict_part *part)
{
	for (size_t i = 0; i < ARRAY_LEN(limits) && part->words == NULL; i++)
		if ((asker->limits_asked >> i & 1) != 0)
			part->words = verdict_sentence(index, document,
			    limits[i].dimension, &limits[i].value, 1);
}

#include "search/sound.h"

#include <stdbool.h>
#include <limits.h>
#include <string.h>

#include "base/compiler.h"
#include "search/sound_rules.h"

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* A letter as the rules see it: y is a vowel after a consonant. */
static bool
is_vowel_at(const char *word, size_t at)
{
	return is_vowel(word[at]) ||
	       (word[at] == 'y' && at > 0 && !is_vowel(word[at - 1]));
}

static bool
fits(const struct sound_rule *rule, const char *word, size_t at)
{
	size_t length = strlen(rule->letters), end = at + length;

	if (strncmp(word + at, rule->letters, length) != 0)
		return false;
	switch (rule->before) {
	case '^':
		if (at > 0)
			return false;
		break;
	case '.':
		if (at == 0)
			return false;
		break;
	case 'C':
		if (at == 0 || is_vowel_at(word, at - 1))
			return false;
		break;
	case 'V':
		if (at == 0 || !is_vowel_at(word, at - 1))
			return false;
		break;
	}
	switch (rule->after) {
	case '$':
		return word[end] == '\0';
	case 'E':
		return word[end] != '\0' && strchr("eiy", word[end]) != NULL;
	case 'C':
		return word[end] != '\0' && !is_vowel_at(word, end);
	case 'V':
		return is_vowel_at(word, end);
	}
	return true;
}

static const struct sound_rule *
find_rule(const struct sound_rule *const rules[26], const char *word, size_t at)
{
	const struct sound_rule *rule = rules[word[at] - 'a'];

	for (; rule != NULL && rule->letters != NULL; rule++)
		if (fits(rule, word, at))
			return rule;
	return NULL;
}

/* Twice the same is once; an r before no vowel is not heard. */
static void
tidy(char *sounds)
{
	size_t kept = 0;

	for (size_t i = 0; sounds[i] != '\0'; i++) {
		if (sounds[i] == 'r' && kept > 0 && !is_vowel(sounds[i + 1]) &&
		    sounds[i + 1] != 'r')
			continue;
		if (kept > 0 && sounds[kept - 1] == sounds[i])
			continue;
		sounds[kept++] = sounds[i];
	}
	sounds[kept] = '\0';
}

/* Reads by some rules, where none of them fits by those of English. */
static void
read_by(const struct sound_rule *const rules[26], const char *word,
    char out[SOUND_MAX + 1])
{
	size_t length = 0, at = 0;

	while (word[at] != '\0') {
		const struct sound_rule *rule = find_rule(rules, word, at);
		const char *heard;
		char letter[2] = {word[at], '\0'};

		if (rule == NULL)
			rule = find_rule(sound_rules_english, word, at);
		heard = rule != NULL ? rule->heard : letter;
		if (length + strlen(heard) > SOUND_MAX)
			break;
		strcpy(out + length, heard);
		length += strlen(heard);
		at += rule != NULL ? strlen(rule->letters) : 1;
	}
	out[length] = '\0';
	tidy(out);
}

static void
add(struct sounds *out, const char *sounds)
{
	if (out->count == SOUND_READINGS || *sounds == '\0')
		return;
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->text[i], sounds) == 0)
			return;
	strcpy(out->text[out->count++], sounds);
}

static bool
holds(const char *word, const char *const parts[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(word, parts[i]) != NULL)
			return true;
	return false;
}

static bool
looks_irish(const char *word)
{
	static const char *const parts[] = {
	    "bh", "mh", "dh", "fh", "ao", "agh", "oi", "eo", "nn", "th"};

	return holds(word, parts, ARRAY_LEN(parts)) ||
	       ((word[0] == 's' || word[0] == 'c') &&
		   (word[1] == 'i' || word[1] == 'e'));
}

static bool
looks_welsh(const char *word)
{
	static const char *const parts[] = {
	    "ll", "dd", "ff", "f", "y", "w", "ae", "u"};

	return holds(word, parts, ARRAY_LEN(parts));
}

static const struct sound_rule *const hard[26] = {
    ['c' - 'a'] =
	(const struct sound_rule[]){
	    {"ch", 0, 0, "k"},
	    {"c", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['g' - 'a'] =
	(const struct sound_rule[]){
	    {"g", 0, 0, "g"},
	    {NULL, 0, 0, NULL},
	},
};

/* "Marchetti", "Gill": a c or g that is hard all the same. */
static void
add_hard(struct sounds *out, const char *word)
{
	char sounds[SOUND_MAX + 1];

	if (strpbrk(word, "cg") == NULL)
		return;
	read_by(hard, word, sounds);
	add(out, sounds);
}

void
sounds_read(const char *folded, struct sounds *out)
{
	const char *said = sounds_irregular(folded);
	char sounds[SOUND_MAX + 1];

	out->count = 0;
	if (strspn(folded, "abcdefghijklmnopqrstuvwxyz") != strlen(folded))
		return;
	if (said != NULL) {
		read_by(sound_rules_english, said, sounds);
		add(out, sounds);
	}
	read_by(sound_rules_english, folded, sounds);
	add(out, sounds);
	if (looks_irish(folded)) {
		read_by(sound_rules_irish, folded, sounds);
		add(out, sounds);
	}
	if (looks_welsh(folded)) {
		read_by(sound_rules_welsh, folded, sounds);
		add(out, sounds);
	}
	add_hard(out, folded);
}

/* Consonants that one ear takes for another share a letter. */
static char
sound_class(char sound)
{
	switch (sound) {
	case 'b':
		return 'p';
	case 'd':
		return 't';
	case 'g':
		return 'k';
	case 'v':
	case 'T':
		return 'f';
	case 'z':
		return 's';
	case 'J':
		return 'S';
	case 'm':
		return 'n';
	}
	return sound;
}

void
sounds_key(const char *sounds, char out[SOUND_KEY_MAX + 1])
{
	size_t length = 0;

	if (is_vowel(*sounds) || *sounds == 'h')
		out[length++] = 'a';
	for (; *sounds != '\0' && length < SOUND_KEY_MAX; sounds++) {
		char sound = sound_class(*sounds);

		if (is_vowel(sound) || strchr("hwy", sound) != NULL ||
		    (length > 0 && out[length - 1] == sound))
			continue;
		out[length++] = sound;
	}
	out[length] = '\0';
}

/* What it costs to hear one sound for another, or none, of 100. */
static unsigned
exchange(char a, char b)
{
	if (a == b)
		return 0;
	if (is_vowel(a) && is_vowel(b))
		return 20;
	if (sound_class(a) == sound_class(b))
		return (a == 's' || a == 'z') ? 5 : 35;
	return 100;
}

static unsigned
lost(char sound)
{
	if (is_vowel(sound))
		return 30;
	return sound == 'h' ? 20 : strchr("wyr", sound) != NULL ? 40 : 80;
}

unsigned
sounds_apart(const char *a, const char *b)
{
	return sounds_apart_within(a, b, UINT_MAX);
}

unsigned
sounds_apart_within(const char *a, const char *b, unsigned most)
{
	unsigned rows[2][SOUND_MAX + 1], lost_b[SOUND_MAX];
	size_t b_length = strlen(b), i;

	rows[0][0] = 0;
	for (size_t j = 0; j < b_length; j++) {
		lost_b[j] = lost(b[j]);
		rows[0][j + 1] = rows[0][j] + lost_b[j];
	}
	for (i = 1; a[i - 1] != '\0'; i++) {
		unsigned *row = rows[i % 2], *above = rows[(i - 1) % 2];
		unsigned lost_a = lost(a[i - 1]), best;

		best = row[0] = above[0] + lost_a;
		for (size_t j = 1; j <= b_length; j++) {
			unsigned least =
			    above[j - 1] + exchange(a[i - 1], b[j - 1]);

			if (least > above[j] + lost_a)
				least = above[j] + lost_a;
			if (least > row[j - 1] + lost_b[j - 1])
				least = row[j - 1] + lost_b[j - 1];
			row[j] = least;
			best = best < least ? best : least;
		}
		/* It never becomes less: most pairs of words end here soon. */
		if (best > most)
			return best;
	}
	return rows[(i - 1) % 2][b_length];
}

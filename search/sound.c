#include "search/sound.h"

#include <stdbool.h>
#include <limits.h>
#include <string.h>

#include "base/compiler.h"

/*
 * One step of reading: letters, where they must stand, what is heard.  The
 * first rule that fits is taken, so longer ones come first.
 */
struct rule {
	const char *letters;
	/*
	 * before  '^' a word's start, '.' not its start, 'C' a consonant,
	 *         'V' a vowel, or 0
	 * after   '$' its end, 'E' an e, i or y, 'C', 'V', or 0
	 */
	char before, after;
	const char *heard;
};

static const struct rule *const english[26] = {
    ['a' - 'a'] =
	(const struct rule[]){
	    {"aigh", 0, 0, "e"},
	    {"aught", 0, 0, "ot"},
	    {"augh", 0, '$', "of"},
	    {"alk", 0, 0, "ok"},
	    {"alm", 0, 0, "am"},
	    {"ai", 0, 0, "e"},
	    {"ay", 0, 0, "e"},
	    {"au", 0, 0, "o"},
	    {"aw", 0, 'V', "ow"},
	    {"aw", 0, 0, "o"},
	    {"ae", 0, 0, "i"},
	    {"ah", 0, 'C', "a"},
	    {"ah", 0, '$', "a"},
	    {NULL, 0, 0, NULL},
	},
    ['b' - 'a'] =
	(const struct rule[]){
	    {"burgh", '.', '$', "bara"},
	    {"borough", '.', 0, "bara"},
	    {"bt", '.', '$', "t"},
	    {"bh", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['c' - 'a'] =
	(const struct rule[]){
	    {"cz", '^', 0, "J"},
	    {"cester", '.', '$', "sta"},
	    {"combe", '.', '$', "kum"},
	    {"chr", 0, 0, "kr"},
	    {"chl", 0, 0, "kl"},
	    {"ch", 0, 0, "J"},
	    {"cia", '.', 0, "Sa"},
	    {"cio", '.', 0, "Sa"},
	    {"cqu", 0, 0, "kw"},
	    {"ck", 0, 0, "k"},
	    {"cc", 0, 'E', "ks"},
	    {"c", 0, 'E', "s"},
	    {"c", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['d' - 'a'] =
	(const struct rule[]){
	    {"dh", 0, 0, "d"},
	    {"dge", 0, 0, "J"},
	    {"dg", 0, 'E', "J"},
	    {NULL, 0, 0, NULL},
	},
    ['e' - 'a'] =
	(const struct rule[]){
	    {"es", 'C', '$', "s"},
	    {"eigh", 0, 0, "e"},
	    {"ee", 0, 0, "i"},
	    {"ea", 0, 0, "i"},
	    {"ei", 0, 0, "i"},
	    {"ey", 0, 0, "i"},
	    {"eau", 0, 0, "o"},
	    {"ew", 0, 0, "u"},
	    {"eh", 0, '$', "e"},
	    {"e", 'C', '$', ""},
	    {NULL, 0, 0, NULL},
	},
    ['g' - 'a'] =
	(const struct rule[]){
	    {"gn", '^', 0, "n"},
	    {"gne", '.', '$', "n"},
	    {"gue", '.', '$', "g"},
	    {"gn", '.', '$', "n"},
	    {"gh", 0, 'V', "g"},
	    {"gh", 0, 0, ""},
	    {"gg", 0, 0, "g"},
	    {"gu", 0, 'E', "g"},
	    {"g", 0, 'E', "J"},
	    {NULL, 0, 0, NULL},
	},
    ['h' - 'a'] =
	(const struct rule[]){
	    {"hl", '^', 0, "l"},
	    {"ham", 'C', '$', "am"},
	    {NULL, 0, 0, NULL},
	},
    ['i' - 'a'] =
	(const struct rule[]){
	    {"igh", 0, 0, "i"},
	    {"ie", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['j' - 'a'] =
	(const struct rule[]){
	    {"j", 0, 0, "J"},
	    {NULL, 0, 0, NULL},
	},
    ['k' - 'a'] =
	(const struct rule[]){
	    {"kn", '^', 0, "n"},
	    {"kh", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['l' - 'a'] =
	(const struct rule[]){
	    {"ll", '^', 0, "l"},
	    {"leigh", '.', '$', "li"},
	    {"lieu", '.', '$', "lu"},
	    {"le", 'C', '$', "al"},
	    {NULL, 0, 0, NULL},
	},
    ['m' - 'a'] =
	(const struct rule[]){
	    {"mn", '^', 0, "n"},
	    {"mc", '^', 0, "mak"},
	    {"mouth", '.', '$', "maT"},
	    {"mb", '.', '$', "m"},
	    {"mbe", '.', 'C', "mb"},
	    {"mn", '.', '$', "m"},
	    {"mh", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['o' - 'a'] =
	(const struct rule[]){
	    {"oes", '.', '$', "os"},
	    {"ought", 0, 0, "ot"},
	    {"ough", 0, '$', "of"},
	    {"olk", 0, 0, "ok"},
	    {"olm", 0, 0, "om"},
	    {"oe", 0, 0, "i"},
	    {"oo", 0, 0, "u"},
	    {"oa", 0, 0, "o"},
	    {"ou", 0, 0, "o"},
	    {"ow", 0, 'V', "ow"},
	    {"ow", 0, 0, "o"},
	    {"oy", 0, 0, "oi"},
	    {"oi", 0, 0, "oi"},
	    {NULL, 0, 0, NULL},
	},
    ['p' - 'a'] =
	(const struct rule[]){
	    {"pn", '^', 0, "n"},
	    {"ps", '^', 0, "s"},
	    {"pt", '^', 0, "t"},
	    {"ph", 0, 0, "f"},
	    {NULL, 0, 0, NULL},
	},
    ['q' - 'a'] =
	(const struct rule[]){
	    {"que", '.', '$', "k"},
	    {"qu", 0, 0, "kw"},
	    {"q", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['r' - 'a'] =
	(const struct rule[]){
	    {"re", 'C', '$', "a"},
	    {"rh", 0, 0, "r"},
	    {NULL, 0, 0, NULL},
	},
    ['s' - 'a'] =
	(const struct rule[]){
	    {"shire", '.', '$', "Sa"},
	    {"stle", '.', 0, "sal"},
	    {"sten", '.', '$', "san"},
	    {"sch", 0, 0, "sk"},
	    {"sh", 0, 0, "S"},
	    {"ssio", '.', 0, "Sa"},
	    {"sio", '.', 0, "Sa"},
	    {"ssu", '.', 0, "Su"},
	    {"sure", '.', 0, "Sa"},
	    {"sc", 0, 'E', "s"},
	    {NULL, 0, 0, NULL},
	},
    ['t' - 'a'] =
	(const struct rule[]){
	    {"ts", '^', 0, "s"},
	    {"thl", '^', 0, "l"},
	    {"tch", 0, 0, "J"},
	    {"th", 0, 0, "T"},
	    {"tia", '.', 0, "Sa"},
	    {"tio", '.', 0, "Sa"},
	    {"ture", '.', 0, "Ja"},
	    {"tz", 0, 0, "s"},
	    {NULL, 0, 0, NULL},
	},
    ['u' - 'a'] =
	(const struct rule[]){
	    {"ue", 0, '$', "u"},
	    {"uy", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['w' - 'a'] =
	(const struct rule[]){
	    {"wr", '^', 0, "r"},
	    {"who", '^', 0, "hu"},
	    {"wick", 'C', '$', "ik"},
	    {"wich", 'C', '$', "iJ"},
	    {"wh", 0, 0, "w"},
	    {NULL, 0, 0, NULL},
	},
    ['x' - 'a'] =
	(const struct rule[]){
	    {"x", '^', 0, "z"},
	    {"x", 0, 0, "ks"},
	    {NULL, 0, 0, NULL},
	},
    ['y' - 'a'] =
	(const struct rule[]){
	    {"y", '^', 'V', "y"},
	    {"y", 'V', 'V', "y"},
	    {"y", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['z' - 'a'] =
	(const struct rule[]){
	    {"zh", 0, 0, "S"},
	    {NULL, 0, 0, NULL},
	},
};

static const struct rule *const irish[26] = {
    ['a' - 'a'] =
	(const struct rule[]){
	    {"aoi", 0, 0, "i"},
	    {"ao", 0, 0, "i"},
	    {"adh", 0, 0, "a"},
	    {"ai", 0, 0, "a"},
	    {NULL, 0, 0, NULL},
	},
    ['b' - 'a'] =
	(const struct rule[]){
	    {"bh", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['c' - 'a'] =
	(const struct rule[]){
	    {"ch", 0, 0, "k"},
	    {"c", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['d' - 'a'] =
	(const struct rule[]){
	    {"dh", '^', 0, "g"},
	    {"dh", 0, 0, ""},
	    {NULL, 0, 0, NULL},
	},
    ['e' - 'a'] =
	(const struct rule[]){
	    {"eoi", 0, 0, "o"},
	    {"eo", 0, 0, "o"},
	    {"ea", 0, 0, "a"},
	    {"ei", 0, 0, "e"},
	    {"e", 'C', '$', "a"},
	    {NULL, 0, 0, NULL},
	},
    ['f' - 'a'] =
	(const struct rule[]){
	    {"fh", 0, 0, ""},
	    {NULL, 0, 0, NULL},
	},
    ['g' - 'a'] =
	(const struct rule[]){
	    {"gh", 0, 0, ""},
	    {"g", 0, 0, "g"},
	    {NULL, 0, 0, NULL},
	},
    ['i' - 'a'] =
	(const struct rule[]){
	    {"idh", 0, 0, "i"},
	    {"igh", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['m' - 'a'] =
	(const struct rule[]){
	    {"mhn", 0, 0, "n"},
	    {"mh", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['o' - 'a'] =
	(const struct rule[]){
	    {"oi", 0, 0, "o"},
	    {NULL, 0, 0, NULL},
	},
    ['s' - 'a'] =
	(const struct rule[]){
	    {"sea", '^', 0, "So"},
	    {"sei", '^', 0, "Se"},
	    {"seo", '^', 0, "So"},
	    {"si", '^', 'V', "S"},
	    {"si", 0, 0, "Si"},
	    {"se", 0, 0, "Sa"},
	    {NULL, 0, 0, NULL},
	},
    ['t' - 'a'] =
	(const struct rule[]){
	    {"th", '.', 0, "h"},
	    {NULL, 0, 0, NULL},
	},
    ['u' - 'a'] =
	(const struct rule[]){
	    {"ui", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
};

static const struct rule *const welsh[26] = {
    ['a' - 'a'] =
	(const struct rule[]){
	    {"aw", 0, 0, "o"},
	    {"ae", 0, 0, "i"},
	    {"ai", 0, 0, "i"},
	    {"au", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['c' - 'a'] =
	(const struct rule[]){
	    {"ch", 0, 0, "k"},
	    {"c", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['d' - 'a'] =
	(const struct rule[]){
	    {"dd", 0, 0, "T"},
	    {NULL, 0, 0, NULL},
	},
    ['e' - 'a'] =
	(const struct rule[]){
	    {"ew", 0, 0, "eu"},
	    {"eu", 0, 0, "i"},
	    {"ei", 0, 0, "i"},
	    {"e", 'C', '$', "e"},
	    {NULL, 0, 0, NULL},
	},
    ['f' - 'a'] =
	(const struct rule[]){
	    {"ff", 0, 0, "f"},
	    {"f", 0, 0, "v"},
	    {NULL, 0, 0, NULL},
	},
    ['g' - 'a'] =
	(const struct rule[]){
	    {"g", 0, 0, "g"},
	    {NULL, 0, 0, NULL},
	},
    ['l' - 'a'] =
	(const struct rule[]){
	    {"ll", 0, 0, "l"},
	    {NULL, 0, 0, NULL},
	},
    ['o' - 'a'] =
	(const struct rule[]){
	    {"oe", 0, 0, "oi"},
	    {NULL, 0, 0, NULL},
	},
    ['s' - 'a'] =
	(const struct rule[]){
	    {"si", 0, 'V', "S"},
	    {NULL, 0, 0, NULL},
	},
    ['t' - 'a'] =
	(const struct rule[]){
	    {"tsh", 0, 0, "J"},
	    {"tch", 0, 0, "J"},
	    {NULL, 0, 0, NULL},
	},
    ['u' - 'a'] =
	(const struct rule[]){
	    {"u", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
    ['w' - 'a'] =
	(const struct rule[]){
	    {"wy", 0, 0, "ui"},
	    {"w", 'C', 'C', "u"},
	    {"w", 'C', '$', "u"},
	    {NULL, 0, 0, NULL},
	},
    ['y' - 'a'] =
	(const struct rule[]){
	    {"yw", 0, 0, "iu"},
	    {"y", 0, 0, "i"},
	    {NULL, 0, 0, NULL},
	},
};

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
fits(const struct rule *rule, const char *word, size_t at)
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

static const struct rule *
find_rule(const struct rule *const rules[26], const char *word, size_t at)
{
	const struct rule *rule = rules[word[at] - 'a'];

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
read_by(const struct rule *const rules[26], const char *word,
    char out[SOUND_MAX + 1])
{
	size_t length = 0, at = 0;

	while (word[at] != '\0') {
		const struct rule *rule = find_rule(rules, word, at);
		const char *heard;
		char letter[2] = {word[at], '\0'};

		if (rule == NULL)
			rule = find_rule(english, word, at);
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

static const struct rule *const hard[26] = {
    ['c' - 'a'] =
	(const struct rule[]){
	    {"ch", 0, 0, "k"},
	    {"c", 0, 0, "k"},
	    {NULL, 0, 0, NULL},
	},
    ['g' - 'a'] =
	(const struct rule[]){
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
		read_by(english, said, sounds);
		add(out, sounds);
	}
	read_by(english, folded, sounds);
	add(out, sounds);
	if (looks_irish(folded)) {
		read_by(irish, folded, sounds);
		add(out, sounds);
	}
	if (looks_welsh(folded)) {
		read_by(welsh, folded, sounds);
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

/* How letters are read aloud: a table of rules a language. */
#ifndef SIGNPOST_SOUND_RULES_H
#define SIGNPOST_SOUND_RULES_H

/*
 * One step of reading: letters, where they must stand, what is heard.  The
 * first rule that fits is taken, so longer ones come first.
 */
struct sound_rule {
	const char *letters;
	/*
	 * before  '^' a word's start, '.' not its start, 'C' a consonant,
	 *         'V' a vowel, or 0
	 * after   '$' its end, 'E' an e, i or y, 'C', 'V', or 0
	 */
	char before, after;
	const char *heard;
};

/* By the letter that the rules begin with: NULL, or ended by no letters. */
extern const struct sound_rule *const sound_rules_english[26];
extern const struct sound_rule *const sound_rules_irish[26];
extern const struct sound_rule *const sound_rules_welsh[26];

#endif

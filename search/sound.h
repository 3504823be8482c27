/*
 * How a word sounds to British ears: spelling turned into sounds, by the
 * rules of English and, where a word looks so, of Irish, Scots or Welsh
 * names.  "Siobhan" and "shivon" come out alike.
 *
 * Sounds are written with one letter each: those of the alphabet, S as in
 * "shop", J as in "jam" or "chip", T as in "thin"; vowels are a, e, i, o, u
 * with i as in "keep".  An r counts before a vowel alone.
 */
#ifndef SIGNPOST_SOUND_H
#define SIGNPOST_SOUND_H

#include <stddef.h>

#define SOUND_MAX      40 /* sounds of a word; the rest is cut off */
#define SOUND_READINGS 4
#define SOUND_KEY_MAX  8

struct sounds {
	char text[SOUND_READINGS][SOUND_MAX + 1];
	size_t count; /* different ones; the first is English */
};

/* "folded" is one word of a to z; others have no sounds (count 0). */
void sounds_read(const char *folded, struct sounds *out);
/*
 * What words share that may be the same: their consonants, alike ones as
 * one.  "" where too little is left.
 */
void sounds_key(const char *sounds, char out[SOUND_KEY_MAX + 1]);
/* How far apart they are: 100 for a sound that is quite another. */
unsigned sounds_apart(const char *a, const char *b);
/* The same, up to "most"; more than that where they are further apart. */
unsigned sounds_apart_within(const char *a, const char *b, unsigned most);
/* How the irregular names and words are said, spelled plainly; or NULL. */
const char *sounds_irregular(const char *folded);

#endif

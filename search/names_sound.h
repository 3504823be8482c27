/*
 * Names as they were heard: "shivon rork foundation" is the Siobhan Rourke
 * Foundation.  Each telling word of a name must be found again and nothing
 * else may be left over; one word may be missing where what is left is said
 * of hardly any other name.
 */
#ifndef SIGNPOST_NAMES_SOUND_H
#define SIGNPOST_NAMES_SOUND_H

#include "schema/vocabulary.h"
#include "search/index.h"

/*
 * The name that the text sounds like, in the mapped file; NULL where there
 * is none, and where all its words stand in a name as they are.
 */
const char *names_sound_find(
    const struct index *, const struct vocabulary *, const char *text);

#endif

/*
 * The repairs of ill-formed feeds by name.  None is made unless the mapping,
 * the feed's configuration or the command asks for it.  What each does is in
 * feed_repair.h.  For both ends of the reader's pipe.
 */
#ifndef SIGNPOST_REPAIR_NAMES_H
#define SIGNPOST_REPAIR_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

enum repair {
	REPAIR_RAW_AMPERSAND = 0,
	REPAIR_CONTROL_CHARACTERS,
	REPAIR_WINDOWS_1252,
	REPAIR_HTML_ENTITIES,
	REPAIRS,
};

extern const char *const repair_name[REPAIRS];

/*
 * Adds the repairs that a text names, between blanks or commas, to a set
 * (1 << REPAIR_...).  False where one is unknown; *unknown is where it
 * stands in the text.
 */
bool repair_names_read(
    const char *text, unsigned *set, const char **unknown) MUST_CHECK;

#endif

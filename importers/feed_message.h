/* libxml2's errors in plain words: what is wrong and what likely did it. */
#ifndef SIGNPOST_FEED_MESSAGE_H
#define SIGNPOST_FEED_MESSAGE_H

#include <libxml/xmlerror.h>

#include "base/alloc.h"
#include "importers/repair_names.h"

/* In the arena.  The code is what feed_error_code() made of the error. */
char *feed_message(struct arena *arena, int code, const xmlError *error);

/* What would mend it; REPAIRS where nothing would. */
enum repair feed_message_repair(int code, const xmlError *error);

#endif

/* libxml2's errors in plain words: what is wrong and what likely did it. */
#ifndef SIGNPOST_FEED_MESSAGE_H
#define SIGNPOST_FEED_MESSAGE_H

#include "base/alloc.h"
#include "importers/repair_names.h"

/* In the arena; one, two and line are the error's str1, str2 and int1. */
char *feed_message(struct arena *arena, int code, const char *message,
    const char *one, const char *two, int line);

/* What would mend it, from the same; REPAIRS where nothing would. */
enum repair feed_message_repair(
    int code, const char *message, const char *one, int value);

#endif

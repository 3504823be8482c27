/*
 * urgent.conf: the numbers that stand at the top of every page.  One section
 * a number, in the order in which they are shown:
 *
 *   [111]
 *   name = NHS 111, mental health option
 *   nation = England
 *   source = https://www.nhs.uk/...
 *   verified = 2026-11-22
 *
 * The section is the number itself unless "number" (or, for one that takes
 * text messages alone, "text") gives it.  What nobody has verified is left
 * out, save 999 and Samaritans: those stand on every page, whatever the file
 * says or does not say, and 999 comes first.
 */
#ifndef SIGNPOST_SITE_URGENT_H
#define SIGNPOST_SITE_URGENT_H

#include "server/site.h"

/* "path" may be NULL.  False: message with the file in "error". */
bool urgent_read(const char *path, struct urgent_number **numbers,
    size_t *count, char *error, size_t error_size) MUST_CHECK;
void urgent_clear(struct urgent_number *numbers, size_t count);

#endif

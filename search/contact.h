/*
 * Mail and web addresses and postcodes as something to look a listing up
 * by: read in what was typed, written in one form, and found in the index.
 * What a source withholds is not in the index.
 */
#ifndef SIGNPOST_CONTACT_H
#define SIGNPOST_CONTACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "search/index_read.h"

#define CONTACT_MAX 120 /* bytes; longer ones are not looked up */

/*
 * "mailto:Office@Example.org" to "office@example.org".  False where the
 * whole text is no mail address.
 */
bool contact_mail(const char *text, char out[CONTACT_MAX + 1]);
/*
 * "https://www.Example.org/help/?from=1" to "example.org/help".
 * sure  it is one by its form (a scheme, www, a path, a known ending), not
 *       just a dot between two words
 */
bool contact_web(const char *text, char out[CONTACT_MAX + 1], bool *sure);

/*
 * Adds the documents that have the contact to the bitmap: listings with it
 * as their own, else organisations; else, for an address of one page or a
 * mailbox, those of its host, unless that hosts everybody.  False: nobody
 * has it.
 */
bool contact_find(
    const struct index *, const char *contact, uint64_t *documents);

/* Has a listing or an organisation this very contact? */
bool contact_is_known(const struct index *, const char *contact);

#endif

/*
 * By which mail and web addresses and postcodes listings are looked up.
 * Used by the index's builder alone.  There are several for each listing:
 * they are put away in sorted runs, and merged as the file is written.
 */
#ifndef SIGNPOST_INDEX_CONTACTS_H
#define SIGNPOST_INDEX_CONTACTS_H

#include "search/index_file.h"

struct index_contacts;

struct index_contacts *index_contacts_new(void);
void index_contacts_free(struct index_contacts *);
/* Those of a listing and of its organisation, if it is served. */
void index_contacts_add(
    struct index_contacts *, const struct listing *, uint32_t document);
/* Once all are added: both sections, by text, then document. */
void index_contacts_write(struct index_contacts *, struct index_file *);
/* As index_store_error(). */
int index_contacts_error(const struct index_contacts *);

#endif

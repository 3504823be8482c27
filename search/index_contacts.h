/*
 * By which mail and web addresses and postcodes listings are looked up.
 * Used by the index's builder alone.
 */
#ifndef SIGNPOST_INDEX_CONTACTS_H
#define SIGNPOST_INDEX_CONTACTS_H

#include "search/index_builder.h"

struct index_contacts {
	struct text_pool texts;
	struct index_contact *list; /* "text" is a number until compiled */
	size_t count;
};

/* Those of a listing and of its organisation, if it is served. */
void index_contacts_add(
    struct index_contacts *, const struct listing *, uint32_t document);
/* Once all are added: by text, then document. */
void index_contacts_compile(struct index_contacts *);
void index_contacts_clear(struct index_contacts *);

#endif

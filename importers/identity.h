/*
 * Who a record is: its key within its feed, and its UUID.  A UUID is the
 * feed's own, or version 5 of (KIND, NUL, FEED, NUL, SOURCE ID) in our
 * namespace; KIND is "service", "organisation", or "organisation-listing"
 * for the listing of a record that names only an organisation.
 */
#ifndef SIGNPOST_IDENTITY_H
#define SIGNPOST_IDENTITY_H

#include <stdbool.h>

#include "schema/listing.h"

void identity_uuid(const char *kind, const char *feed, const char *source_id,
    char out[UUID_TEXT]);
/*
 * "service:ID" where the feed has an id, else "made:NAME|POSTCODE", folded:
 * what to look for among the feed's records.  The caller's.
 */
char *identity_key(const struct listing *listing);
/* "id:ID" or "name:NAME", and the UUID in "out".  The caller's. */
char *identity_organisation(
    const struct listing *listing, const char *feed, char out[UUID_TEXT]);
/*
 * The listing's UUID.  "again" counts from 0: another is needed where the
 * last was taken, by a feed's own UUID used twice, say.  Where an address is
 * hidden, a made UUID does not depend on the postcode: whoever knows the
 * name could find that by trying them all.
 */
void identity_give(
    struct listing *listing, const char *feed, const char *key, unsigned again);
/* Same number or same web address: the second look among equal names. */
bool identity_same_contact(const struct listing *, const struct listing *);
/*
 * What a vanished and an added record may share: organisation, name and
 * postcode; or organisation and phone.  NULL where one is not given.  The
 * caller's.
 */
char *identity_likeness_place(const struct listing *);
char *identity_likeness_phone(const struct listing *);

#endif

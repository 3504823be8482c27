/* gzip for answers, over zlib.  One packer a thread: it keeps its memory. */
#ifndef SIGNPOST_GZIP_H
#define SIGNPOST_GZIP_H

#include <stdbool.h>

#include "base/buf.h"

#define GZIP_MIN_BYTES 1024 /* below it one packet carries it anyway */
#define GZIP_LEVEL     5    /* of 9: nearly as small as 6, a third faster */

struct gzip;

struct gzip *gzip_new(void);
void gzip_free(struct gzip *);
/* Replaces the bytes by their gzip form. */
void gzip_pack(struct gzip *, struct buf *body);
/* True where "Accept-Encoding: VALUE" takes gzip (RFC 9110, 12.5.3). */
bool gzip_accepted(const char *value);

#endif

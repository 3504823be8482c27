/* Text into XML: escapes & < > " ', drops what XML 1.0 cannot carry. */
#ifndef SIGNPOST_XML_H
#define SIGNPOST_XML_H

#include "base/buf.h"

void xml_text(struct buf *out, const char *text);

#endif

/*
 * HTML as a browser must find it: what tests ask of every page, and ways to
 * look into one.
 */
#ifndef SIGNPOST_TESTING_HTML_H
#define SIGNPOST_TESTING_HTML_H

#include "base/alloc.h"

/*
 * The test fails where elements are not nested and closed, an attribute is
 * not quoted or stands twice, a browser would fetch or run anything but a
 * file of ours, an address has a scheme that we never use, an id stands
 * twice, or something points at an id ("#near", for=, aria-describedby=) that is not there.
 */
void test_html_check(const char *html);

/* The codes of the listings shown, in order: "aa2aaa bb2bbb". */
char *test_html_codes(struct arena *arena, const char *html);
/*
 * The value of the "n"th attribute, from 0, whose element holds "mark"
 * somewhere in its tag: test_html_attribute(a, page, "rel=\"next\"", "href",
 * 0).  Entities are read; NULL where there is none.
 */
char *test_html_attribute(struct arena *arena, const char *html,
    const char *mark, const char *name, size_t n);
/* All text between tags, entities read, spaces as they come. */
char *test_html_text(struct arena *arena, const char *html);
/* What stands between <main and </main>, those included. */
char *test_html_main(struct arena *arena, const char *html);

#endif

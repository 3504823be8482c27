/*
 * A template's text in a language, before it is parsed: its messages
 * replaced by what the catalogue has for them.  For template.c alone.
 *
 *   {{_}}Printed from {{from}} on {{date}}.{{/_}}   a message, tags and all
 *   <p{{@en}}>{{summary}}</p>   where the page is in another language, that
 *             an element has words of a listing, which stay in English:
 *             ' lang="en"'
 *   {{@en(}}{{words}}{{@en)}}   the same in an element of its own there
 * A message is a whole one: no {{@en}} in it.
 */
#ifndef SIGNPOST_TEMPLATE_SOURCE_H
#define SIGNPOST_TEMPLATE_SOURCE_H

/*
 * The text in the language of that number (base/say.h); the caller's.  NULL
 * where a message does not end: "at" is where it begins.
 */
char *template_source(const char *text, int language, const char **at);

#endif

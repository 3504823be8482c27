/*
 * What a visitor reads, in the language of the answer that is being written.
 * Texts stand in the code in English, marked for gettext's tools, and are
 * looked up in a catalogue that msgfmt made of po/LANGUAGE.po while building;
 * no system locale is needed.  Programs that load no catalogue speak English.
 *
 *	_("Closed")                  the text in the language of the answer
 *	N_("Closed")                 marked here, looked up with say() later
 *	C_("of a door", "Closed")    one of two meanings of the same English
 *	NC_("of a door", "Closed")   likewise, looked up with say_in() later
 *
 * The language belongs to a thread and to one answer at a time.
 */
#ifndef SIGNPOST_SAY_H
#define SIGNPOST_SAY_H

#include <stdbool.h>
#include <stddef.h>

#define _(text)            say(text)
#define N_(text)           text
#define C_(context, text)  say_in(context, text)
#define NC_(context, text) text

/* The language of the code itself. */
#define SAY_ENGLISH "en"
/* Catalogues in all: po/ has one file for each. */
#define SAY_MAX_CATALOGUES 8
/* Bytes of a text with its context: longer ones stay as they are. */
#define SAY_MAX_KEY 512

/* A file of msgfmt's, little-endian. */
struct say_catalogue {
	const char *language; /* "cy"; NULL ends a table */
	const unsigned char *bytes;
	size_t length;
};

/*
 * Takes up a table of catalogues, in place of those before; it is borrowed
 * for good.  False where one is no such file: all is said in English then.
 */
bool say_load(const struct say_catalogue *table);
/* How many languages there are, with English: at least 1. */
size_t say_count(void);
/* "en" for 0, then those of the table. */
const char *say_language_at(size_t number);
/* The number of a language ("cy"); -1 where there is none of that name. */
int say_find(const char *language);

/*
 * From now on this thread speaks that language.  "kept": it was asked for in
 * the address, so that the answer's own links must ask for it again.
 */
void say_begin(int number, bool kept);
/* English again, for who comes next. */
void say_end(void);
/* The number of the language that is spoken now, and its name. */
int say_now(void);
const char *say_language(void);
bool say_kept(void);

const char *say(const char *english) __attribute__((__format_arg__(1)));
const char *say_in(const char *context, const char *english)
    __attribute__((__format_arg__(2)));
/* "service" or "services", by the rules of the language for "count". */
const char *say_plural(long count, const char *one, const char *many)
    __attribute__((__format_arg__(2))) __attribute__((__format_arg__(3)));
/* As say(), in a language of any number, whatever is spoken now. */
const char *say_as(int number, const char *english);
/* As say(), of a text that is as long as "length". */
char *say_part(int number, const char *english, size_t length);
/* What a language calls itself: "English", "Cymraeg". */
const char *say_name(int number);

/*
 * Which of a language's plural forms a count takes.  We know the rules of
 * those languages that we have; msgfmt's header says the same (welsh.test).
 */
size_t say_form(const char *language, long count);

#endif

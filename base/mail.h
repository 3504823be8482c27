/*
 * A mail message as one text (RFC 5322), and the command that takes it on
 * its standard input.  Subjects and bodies may come from outside: no line
 * end in them ever begins a header, and nothing of them stands on a command
 * line.
 */
#ifndef SIGNPOST_MAIL_H
#define SIGNPOST_MAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/compiler.h"

#define MAIL_MAX_ADDRESS 254 /* bytes: RFC 5321, 4.5.3.1.3 */
#define MAIL_MAX_SUBJECT 200 /* bytes; what is longer is cut */
#define MAIL_MAX_WORDS   32  /* of a command */

/*
 * One plain address, "data@westby.example": no name, no list, no comment,
 * no quotes, and nothing that a header or an option could begin with.
 */
bool mail_address_valid(const char *address);

/*
 * Appends the whole message: To, Subject, Date, what marks it as sent by a
 * program, and the body as plain text in UTF-8.  "to" must be valid; the
 * body's lines end in '\n', and its last line, too.
 */
void mail_make(struct buf *out, const char *to, const char *subject,
    const char *body, time_t now);

/*
 * Runs a command with the message as its standard input; its words are
 * separated by blanks, no shell reads them.  After timeout_s it is ended.
 * False: "error" says what went wrong.
 */
bool mail_send(const char *command, const struct buf *message, int timeout_s,
    char *error, size_t error_size) MUST_CHECK;

#endif

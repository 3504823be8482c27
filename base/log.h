/*
 * Log lines on standard error, each starting with its subject:
 * "leeds: line 214: <phone> is over 40 bytes, listing skipped".
 * Control characters of outside bytes are shown as \xNN, and a line is cut
 * at LOG_MAX_BYTES.  What a visitor searched for, and from where, never
 * comes here.
 */
#ifndef SIGNPOST_LOG_H
#define SIGNPOST_LOG_H

#include "base/compiler.h"

#define LOG_MAX_BYTES 1024 /* bytes of one line: a terminal page of text */

void log_open(const char *program); /* named at the start of fatal messages */
void log_line(const char *format, ...) PRINTF_LIKE(1, 2);
/* The machine failed us (no memory, no disk): says so and exits with 1. */
NO_RETURN void fatal(const char *format, ...) PRINTF_LIKE(1, 2);

#endif

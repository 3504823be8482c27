/*
 * What the texting door remembers, in memory alone: how often a sender asked
 * within the hour, and the replies to the last messages, for a gateway that
 * delivers one twice.  Senders and messages stand there as salted hashes; the
 * salt is new each day.  Threads share one.
 */
#ifndef SIGNPOST_SMS_LEDGER_H
#define SIGNPOST_SMS_LEDGER_H

#include <time.h>

#include "base/alloc.h"

#define SMS_AN_HOUR 20 /* texts that one sender may send */

enum sms_turn {
	SMS_ANSWER = 0,
	SMS_REPEATED,        /* the same message again: its reply is known */
	SMS_TOO_OFTEN,       /* the first over the limit */
	SMS_STILL_TOO_OFTEN, /* told so already, this hour */
};

struct sms_ledger;

struct sms_ledger *sms_ledger_new(void);
void sms_ledger_free(struct sms_ledger *); /* NULL is fine */
/*
 * Whose turn it is, and counts it.
 * id     the gateway's name for the message, or "": never repeated then
 * reply  of a message that is repeated, in the arena
 */
enum sms_turn sms_ledger_ask(struct sms_ledger *, const char *sender,
    const char *id, time_t now, struct arena *, char **reply);
/* Keeps a reply under the message's id. */
void sms_ledger_keep(
    struct sms_ledger *, const char *sender, const char *id, const char *reply);

#endif

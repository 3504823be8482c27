#include "server/sms_ledger.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "server/salted.h"
#include "server/often.h"

#define KEPT 512 /* replies: a gateway repeats within seconds */

struct kept {
	salted_hash message;
	char *reply; /* NULL: free */
};

struct sms_ledger {
	struct often *senders;
	pthread_mutex_t lock; /* of all below */
	struct salted salted;
	struct kept kept[KEPT];
	size_t next; /* the oldest, to be written over */
};

struct sms_ledger *
sms_ledger_new(void)
{
	struct sms_ledger *ledger = xcalloc(1, sizeof(*ledger));

	pthread_mutex_init(&ledger->lock, NULL);
	ledger->senders = often_new(SMS_AN_HOUR);
	return ledger;
}

static void
forget(struct sms_ledger *ledger)
{
	for (size_t i = 0; i < KEPT; i++)
		free(ledger->kept[i].reply);
	memset(ledger->kept, 0, sizeof(ledger->kept));
	ledger->next = 0;
}

void
sms_ledger_free(struct sms_ledger *ledger)
{
	if (ledger == NULL)
		return;
	forget(ledger);
	often_free(ledger->senders);
	pthread_mutex_destroy(&ledger->lock);
	free(ledger);
}

static enum sms_turn
count(struct sms_ledger *ledger, const char *sender, time_t now)
{
	int times = often_count(ledger->senders, sender, now);

	if (times <= SMS_AN_HOUR)
		return SMS_ANSWER;
	return times == SMS_AN_HOUR + 1 ? SMS_TOO_OFTEN : SMS_STILL_TOO_OFTEN;
}

static const char *
find_reply(struct sms_ledger *ledger, const char *sender, const char *id)
{
	salted_hash message;

	salted_make(&ledger->salted, sender, id, message);
	for (size_t i = 0; i < KEPT; i++)
		if (ledger->kept[i].reply != NULL &&
		    memcmp(ledger->kept[i].message, message,
			sizeof(salted_hash)) == 0)
			return ledger->kept[i].reply;
	return NULL;
}

enum sms_turn
sms_ledger_ask(struct sms_ledger *ledger, const char *sender, const char *id,
    time_t now, struct arena *arena, char **reply)
{
	const char *kept = NULL;
	bool repeated;

	pthread_mutex_lock(&ledger->lock);
	if (salted_renew(&ledger->salted, now))
		forget(ledger);
	if (*id != '\0')
		kept = find_reply(ledger, sender, id);
	repeated = kept != NULL;
	if (repeated)
		*reply = arena_strdup(arena, kept);
	pthread_mutex_unlock(&ledger->lock);
	return repeated ? SMS_REPEATED : count(ledger, sender, now);
}

void
sms_ledger_keep(struct sms_ledger *ledger, const char *sender, const char *id,
    const char *reply)
{
	struct kept *kept;

	if (*id == '\0')
		return;
	pthread_mutex_lock(&ledger->lock);
	kept = &ledger->kept[ledger->next];
	ledger->next = (ledger->next + 1) % KEPT;
	free(kept->reply);
	kept->reply = xstrdup(reply);
	salted_make(&ledger->salted, sender, id, kept->message);
	pthread_mutex_unlock(&ledger->lock);
}

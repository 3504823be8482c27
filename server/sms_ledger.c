#include "server/sms_ledger.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/log.h"

#define SALT_BYTES 32
#define HOUR_S     3600
#define DAY_S      86400

/*
 * Senders: a table of sets, as in a cache; a full set forgets whoever began
 * first.  It takes 8,192 senders in an hour.
 */
#define SETS 1024
#define WAYS 8
#define KEPT 512 /* replies: a gateway repeats within seconds */

typedef unsigned char digest[SHA256_BYTES];

struct sender {
	digest who;
	time_t began; /* of the hour that is counted; 0: free */
	int count;
};

struct kept {
	digest message;
	char *reply; /* NULL: free */
};

struct sms_ledger {
	pthread_mutex_t lock;
	unsigned char salt[SALT_BYTES];
	time_t salted;
	struct sender senders[SETS][WAYS];
	struct kept kept[KEPT];
	size_t next; /* the oldest, to be written over */
};

struct sms_ledger *
sms_ledger_new(void)
{
	struct sms_ledger *ledger = xcalloc(1, sizeof(*ledger));

	pthread_mutex_init(&ledger->lock, NULL);
	return ledger;
}

/* Everybody begins anew, and no hash of yesterday can be told. */
static void
forget(struct sms_ledger *ledger)
{
	memset(ledger->senders, 0, sizeof(ledger->senders));
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
	pthread_mutex_destroy(&ledger->lock);
	free(ledger);
}

static void
salt(struct sms_ledger *ledger, time_t now)
{
	if (ledger->salted != 0 && now - ledger->salted < DAY_S &&
	    now >= ledger->salted)
		return;
	forget(ledger);
	if (getrandom(ledger->salt, SALT_BYTES, 0) != SALT_BYTES)
		fatal("server: the system has no random numbers");
	ledger->salted = now;
}

/* Sender and id, of which neither can reach into the other. */
static void
hash(const struct sms_ledger *ledger, const char *sender, const char *id,
    digest out)
{
	struct buf text = {0};

	buf_add(&text, ledger->salt, SALT_BYTES);
	buf_add(&text, sender, strlen(sender) + 1);
	buf_add_text(&text, id);
	sha256(text.data, text.length, out);
	buf_clear(&text);
}

/* The sender's own place, or the one to be given to it. */
static struct sender *
find_sender(struct sms_ledger *ledger, const digest who)
{
	struct sender *set = ledger->senders[(who[0] << 8 | who[1]) % SETS];
	struct sender *oldest = &set[0];

	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].began != 0 &&
		    memcmp(set[i].who, who, sizeof(digest)) == 0)
			return &set[i];
		if (set[i].began < oldest->began)
			oldest = &set[i];
	}
	memset(oldest, 0, sizeof(*oldest));
	memcpy(oldest->who, who, sizeof(digest));
	return oldest;
}

static enum sms_turn
count(struct sms_ledger *ledger, const char *sender, time_t now)
{
	struct sender *found;
	digest who;

	hash(ledger, sender, "", who);
	found = find_sender(ledger, who);
	if (found->began == 0 || now - found->began >= HOUR_S ||
	    now < found->began) {
		found->began = now;
		found->count = 0;
	}
	if (found->count > SMS_AN_HOUR)
		return SMS_STILL_TOO_OFTEN;
	found->count++;
	return found->count > SMS_AN_HOUR ? SMS_TOO_OFTEN : SMS_ANSWER;
}

static const char *
find_reply(struct sms_ledger *ledger, const char *sender, const char *id)
{
	digest message;

	hash(ledger, sender, id, message);
	for (size_t i = 0; i < KEPT; i++)
		if (ledger->kept[i].reply != NULL &&
		    memcmp(ledger->kept[i].message, message, sizeof(digest)) ==
			0)
			return ledger->kept[i].reply;
	return NULL;
}

enum sms_turn
sms_ledger_ask(struct sms_ledger *ledger, const char *sender, const char *id,
    time_t now, struct arena *arena, char **reply)
{
	enum sms_turn turn;
	const char *kept = NULL;

	pthread_mutex_lock(&ledger->lock);
	salt(ledger, now);
	if (*id != '\0')
		kept = find_reply(ledger, sender, id);
	if (kept != NULL)
		*reply = arena_strdup(arena, kept);
	turn = kept != NULL ? SMS_REPEATED : count(ledger, sender, now);
	pthread_mutex_unlock(&ledger->lock);
	return turn;
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
	hash(ledger, sender, id, kept->message);
	pthread_mutex_unlock(&ledger->lock);
}

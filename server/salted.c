#include "server/salted.h"

#include <string.h>
#include <sys/random.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/log.h"

#define DAY_S 86400

void
salted_new(struct salted *salted, time_t now)
{
	if (getrandom(salted->salt, SALT_BYTES, 0) != SALT_BYTES)
		fatal("server: the system has no random numbers");
	salted->since = now;
}

bool
salted_renew(struct salted *salted, time_t now)
{
	if (salted->since != 0 && now - salted->since < DAY_S &&
	    now >= salted->since)
		return false;
	salted_new(salted, now);
	return true;
}

void
salted_make(const struct salted *salted, const char *one, const char *other,
    salted_hash out)
{
	struct buf text = {0};

	buf_add(&text, salted->salt, SALT_BYTES);
	buf_add(&text, one, strlen(one) + 1);
	buf_add_text(&text, other);
	sha256(text.data, text.length, out);
	buf_clear(&text);
}

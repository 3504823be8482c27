#include "server/site_phone.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/config.h"

static const struct config_key phone_keys[] = {
    {"generic", "token", CONFIG_TEXT, offsetof(struct site_phone, token), 0, 0,
	NULL, "what a gateway sends as its bearer token"},
    {"twilio", "auth_token", CONFIG_TEXT,
	offsetof(struct site_phone, twilio_token), 0, 0, NULL,
	"with what Twilio, or a gateway like it, signs its requests"},
    {0}};

static bool
check_secret(const char *path, const char *name, const char *secret,
    char *error, size_t size)
{
	if (secret == NULL || strlen(secret) >= PHONE_MIN_SECRET)
		return true;
	snprintf(error, size, "%s: %s: a secret has %d characters or more",
	    path, name, PHONE_MIN_SECRET);
	return false;
}

static bool
check_file(const char *path, char *error, size_t size)
{
	struct stat file;

	if (stat(path, &file) < 0) {
		snprintf(error, size, "%s: %s", path, strerror(errno));
		return false;
	}
	if ((file.st_mode & S_IRWXO) == 0)
		return true;
	snprintf(error, size,
	    "%s: it holds secrets and any account may read it: chmod 600",
	    path);
	return false;
}

bool
phone_read(
    const char *path, struct site_phone *out, char *error, size_t error_size)
{
	bool good;

	memset(out, 0, sizeof(*out));
	good = check_file(path, error, error_size) &&
	       config_read(path, phone_keys, out, error, error_size) &&
	       check_secret(path, "token", out->token, error, error_size) &&
	       check_secret(
		   path, "auth_token", out->twilio_token, error, error_size);
	if (good && out->token == NULL && out->twilio_token == NULL) {
		snprintf(error, error_size, "%s: it names no gateway", path);
		good = false;
	}
	if (!good)
		phone_clear(out);
	return good;
}

void
phone_clear(struct site_phone *phone)
{
	config_clear(phone_keys, phone);
}

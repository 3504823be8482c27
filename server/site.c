#include "server/site.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "schema/phone.h"
#include "server/site_known.h"
#include "server/site_urgent.h"
#include "server/sms_ledger.h"

/* The guidance on such links: a page on which nothing is personal. */
#define SITE_EXIT_URL "https://www.bbc.co.uk/weather"

/* What signpost.conf(5) describes. */
static const struct config_key site_keys[] = {
    {"directory", "title", CONFIG_TEXT, offsetof(struct site, title), 0, 0,
	"Signpost", "the name of the directory, on every page"},
    {"directory", "base_url", CONFIG_TEXT, offsetof(struct site, base_url), 0,
	0, "", "the address under which the public reaches it"},
    {"directory", "example", CONFIG_BOOL, offsetof(struct site, example), 0, 0,
	"no", "the data is an example: every page says so"},
    {"directory", "contact_phone", CONFIG_TEXT,
	offsetof(struct site, contact_phone), 0, 0, NULL,
	"whom to call for help with using the site"},
    {"directory", "contact_email", CONFIG_TEXT,
	offsetof(struct site, contact_email), 0, 0, NULL,
	"whom to write to for help with using the site"},
    {"directory", "exit_url", CONFIG_TEXT, offsetof(struct site, exit_url), 0,
	0, SITE_EXIT_URL, "where \"Exit this page\" leads"},
    {"directory", "privacy", CONFIG_TEXT, offsetof(struct site, privacy_file),
	0, 0, NULL, "a file with the operator's privacy statement"},
    {"directory", "accessibility", CONFIG_TEXT,
	offsetof(struct site, accessibility_file), 0, 0, NULL,
	"a file with the operator's accessibility statement"},
    {"directory", "known", CONFIG_TEXT, offsetof(struct site, known_file), 0, 0,
	NULL, "the lists that are known and not read yet, beside this file"},
    {"listen", "address", CONFIG_LIST, offsetof(struct site, listen), 0, 0,
	"127.0.0.1:8080", "address and port to listen at; may be repeated"},
    {"listen", "threads", CONFIG_LONG, offsetof(struct site, threads), 0,
	SITE_MAX_THREADS, "0", "threads that answer; 0: as many as cores"},
    {"urgent", "file", CONFIG_TEXT, offsetof(struct site, urgent_file), 0, 0,
	NULL, "the urgent numbers, beside the configuration"},
    {"phone", "file", CONFIG_TEXT, offsetof(struct site, phone_file), 0, 0,
	NULL, "the gateways of text messages, beside the configuration"},
    {"unmet", "keep", CONFIG_BOOL, offsetof(struct site, unmet), 0, 0, "no",
	"count what is searched for and not found, by type and council"},
    {"embed", "framers", CONFIG_TEXT, offsetof(struct site, framers), 0, 0, "*",
	"who may frame our embeds: *, or origins"},
    {0}};

static bool
wrong(const char *path, const char *key, const char *value, const char *why,
    char *error, size_t error_size)
{
	snprintf(error, error_size, "%s: %s = %s: %s",
	    path != NULL ? path : "signpost.conf", key, value, why);
	return false;
}

static bool
is_link(const char *text)
{
	char *link = url_link(text);
	bool same = link != NULL && strcmp(link, text) == 0;

	free(link);
	return same;
}

/* An address without a path: our pages link to each other from the root. */
static bool
check_base_url(struct site *site, const char *path, char *error, size_t size)
{
	char *url = site->base_url;
	size_t length = strlen(url);

	if (length == 0)
		return true;
	if (url[length - 1] == '/')
		url[--length] = '\0';
	if (strstr(url, "://") == NULL ||
	    strpbrk(strstr(url, "://") + 3, "/?#") != NULL || !is_link(url))
		return wrong(path, "base_url", url,
		    "expected an address like https://help.example.org", error,
		    size);
	return true;
}

/* It becomes part of a header: only what origins are made of. */
static bool
check_framers(struct site *site, const char *path, char *error, size_t size)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789.-:/* ";

	if (*site->framers != '\0' &&
	    site->framers[strspn(site->framers, allowed)] == '\0')
		return true;
	return wrong(path, "framers", site->framers,
	    "expected * or origins like https://www.example.org, separated by "
	    "spaces",
	    error, size);
}

static bool
check_contact(struct site *site, const char *path, char *error, size_t size)
{
	struct phone found[PHONE_MAX_FOUND];
	struct arena arena = {0};

	if (site->contact_phone == NULL)
		return true;
	if (phones_parse(&arena, site->contact_phone, found) > 0 &&
	    found[0].dial != NULL)
		site->contact_dial = xstrdup(found[0].dial);
	arena_clear(&arena);
	if (site->contact_dial != NULL)
		return true;
	return wrong(path, "contact_phone", site->contact_phone,
	    "this cannot be dialled in the United Kingdom", error, size);
}

static bool
site_check(struct site *site, const char *path, char *error, size_t size)
{
	/* An empty value switches the link off. */
	if (*site->exit_url != '\0' && !is_link(site->exit_url))
		return wrong(path, "exit_url", site->exit_url,
		    "expected a web address", error, size);
	return check_base_url(site, path, error, size) &&
	       check_framers(site, path, error, size) &&
	       check_contact(site, path, error, size);
}

/* "file" beside the configuration, unless it says where it is. */
static char *
beside(const char *path, const char *file)
{
	const char *slash = path != NULL ? strrchr(path, '/') : NULL;

	if (file[0] == '/' || slash == NULL)
		return xstrdup(file);
	return xasprintf("%.*s/%s", (int)(slash - path), path, file);
}

/* A whole text of UTF-8. */
static bool
read_statement(const char *path, const char *name, char **out, char *error,
    size_t error_size)
{
	struct buf text = {0};
	char *file, block[4096];
	size_t got;
	FILE *from;

	if (name == NULL)
		return true;
	file = beside(path, name);
	from = fopen(file, "re");
	if (from == NULL) {
		snprintf(error, error_size, "%s: %s", file, strerror(errno));
		free(file);
		return false;
	}
	while ((got = fread(block, 1, sizeof(block), from)) > 0 &&
	       text.length <= SITE_MAX_STATEMENT)
		buf_add(&text, block, got);
	fclose(from);
	if (text.length <= SITE_MAX_STATEMENT &&
	    utf8_valid(buf_text(&text), text.length)) {
		*out = utf8_clean(buf_text(&text));
	} else {
		snprintf(error, error_size,
		    "%s: expected plain text in UTF-8, %d bytes at most", file,
		    SITE_MAX_STATEMENT);
	}
	free(file);
	buf_clear(&text);
	return *out != NULL;
}

/* Pages change when one of the files does. */
static void
site_version(
    struct site *site, const char *path, const char *urgent, const char *known)
{
	char hash[SHA256_TEXT];
	struct buf all = {0};

	if (path != NULL && sha256_file(path, hash))
		buf_add_text(&all, hash);
	if (urgent != NULL && sha256_file(urgent, hash))
		buf_add_text(&all, hash);
	if (known != NULL && sha256_file(known, hash))
		buf_add_text(&all, hash);
	buf_add_text(&all, site->privacy);
	buf_add_text(&all, site->accessibility);
	sha256_text(buf_text(&all), all.length, site->version);
	buf_clear(&all);
}

/* Twilio signs the address it was told: it must be one that we know. */
static bool
read_phone(struct site *site, const char *path, char *error, size_t size)
{
	char *file;
	bool good;

	if (site->phone_file == NULL)
		return true;
	file = beside(path, site->phone_file);
	good = phone_read(file, &site->phone, error, size);
	free(file);
	if (!good)
		return false;
	if (site->phone.twilio_token != NULL && *site->base_url == '\0')
		return wrong(path, "base_url", "",
		    "[twilio] needs it: requests are signed with it", error,
		    size);
	site->ledger = sms_ledger_new();
	return true;
}

bool
site_read(const char *path, struct site *out, char *error, size_t error_size)
{
	char *urgent = NULL, *known = NULL;
	bool good;

	memset(out, 0, sizeof(*out));
	good = config_read(path, site_keys, out, error, error_size) &&
	       site_check(out, path, error, error_size) &&
	       read_phone(out, path, error, error_size) &&
	       read_statement(
		   path, out->privacy_file, &out->privacy, error, error_size) &&
	       read_statement(path, out->accessibility_file,
		   &out->accessibility, error, error_size);
	if (good) {
		if (out->urgent_file != NULL)
			urgent = beside(path, out->urgent_file);
		if (out->known_file != NULL)
			known = beside(path, out->known_file);
		good = urgent_read(urgent, &out->urgent, &out->urgent_count,
			   error, error_size) &&
		       known_read(known, &out->known, &out->known_count, error,
			   error_size);
		site_version(out, path, urgent, known);
		free(urgent);
		free(known);
	}
	if (!good)
		site_clear(out);
	return good;
}

void
site_clear(struct site *site)
{
	config_clear(site_keys, site);
	urgent_clear(site->urgent, site->urgent_count);
	known_clear(site->known, site->known_count);
	free(site->contact_dial);
	free(site->privacy);
	free(site->accessibility);
	phone_clear(&site->phone);
	sms_ledger_free(site->ledger);
	memset(site, 0, sizeof(*site));
}

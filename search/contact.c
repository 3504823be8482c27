#include "search/contact.h"

#include <string.h>

#include "base/compiler.h"
#include "search/bitmap.h"

/* Who has a page or a mailbox there has nothing else in common. */
static const char *const shared_hosts[] = {"aol.com", "bsky.app",
    "btinternet.com", "btopenworld.com", "eventbrite.co.uk", "eventbrite.com",
    "facebook.com", "gmail.com", "googlemail.com", "hotmail.co.uk",
    "hotmail.com", "icloud.com", "instagram.com", "linkedin.com", "linktr.ee",
    "live.co.uk", "me.com", "msn.com", "nhs.net", "nhs.uk", "outlook.com",
    "protonmail.com", "sites.google.com", "sky.com", "tiktok.com",
    "twitter.com", "x.com", "yahoo.co.uk", "yahoo.com", "youtube.com"};

/* What the last part of a host is; others are taken for words. */
static const char *const endings[] = {"app", "charity", "co", "com", "cymru",
    "email", "eu", "example", "info", "net", "ngo", "org", "scot", "uk",
    "wales"};

static bool
is_one_of(const char *text, const char *const list[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(text, list[i]) == 0)
			return true;
	return false;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

/* Copies what has no space in it, in lower case; 0: it has, or is long. */
static size_t
copy(const char *text, char out[CONTACT_MAX + 1])
{
	size_t length = 0;

	while (*text == ' ')
		text++;
	for (; *text != '\0' && *text != ' '; text++) {
		if (length == CONTACT_MAX || (unsigned char)*text < ' ')
			return 0;
		out[length++] = lower(*text);
	}
	while (*text == ' ')
		text++;
	out[length] = '\0';
	return *text == '\0' ? length : 0;
}

/* Takes a beginning off; false where it has another. */
static bool
take_off(char *text, const char *begin)
{
	size_t length = strlen(begin);

	if (strncmp(text, begin, length) != 0)
		return false;
	memmove(text, text + length, strlen(text + length) + 1);
	return true;
}

/* Names of letters, digits and dashes with dots between, two or more. */
static bool
is_host(const char *host, size_t length)
{
	size_t part = 0, dots = 0;
	bool letters = true;

	for (size_t i = 0; i < length; i++) {
		char c = host[i];

		if (c == '.') {
			if (part == 0)
				return false;
			part = 0;
			dots++;
			letters = true;
			continue;
		}
		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-')
			return false;
		letters = letters && c >= 'a';
		part++;
	}
	return dots > 0 && part >= 2 && letters;
}

bool
contact_mail(const char *text, char out[CONTACT_MAX + 1])
{
	size_t length = copy(text, out);
	const char *at;

	if (length == 0)
		return false;
	take_off(out, "mailto:");
	at = strchr(out, '@');
	return at != NULL && at > out && strpbrk(out, ",;<>()/\"") == NULL &&
	       is_host(at + 1, strlen(at + 1));
}

bool
contact_web(const char *text, char out[CONTACT_MAX + 1], bool *sure)
{
	size_t length = copy(text, out), host;
	const char *dot;

	if (length == 0)
		return false;
	*sure = take_off(out, "https://") || take_off(out, "http://");
	*sure |= take_off(out, "www.");
	out[strcspn(out, "?#")] = '\0';
	length = strlen(out);
	while (length > 0 && (out[length - 1] == '/' || out[length - 1] == '.'))
		out[--length] = '\0';
	host = strcspn(out, "/");
	if (!is_host(out, host))
		return false;
	*sure |= out[host] == '/';
	for (dot = out + host; *dot != '.'; dot--)
		;
	*sure |= out[host] == '\0' &&
		 is_one_of(dot + 1, endings, ARRAY_LEN(endings));
	return true;
}

static const char *
entry_text(const struct index *index, size_t at)
{
	const struct index_contact *contacts =
	    index->part[SECTION_CONTACTS].data;

	return index_text(index, SECTION_CONTACT_TEXT, contacts[at].text);
}

/* The first entry that is not before the text. */
static size_t
first_entry(const struct index *index, const char *text)
{
	size_t low = 0, high = index->part[SECTION_CONTACTS].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(entry_text(index, middle), text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
contact_is_known(const struct index *index, const char *contact)
{
	size_t at = first_entry(index, contact);

	return at < index->part[SECTION_CONTACTS].count &&
	       strcmp(entry_text(index, at), contact) == 0;
}

/* Those with this very text; false: none. */
static bool
find_text(const struct index *index, const char *text, bool organisation,
    uint64_t *documents)
{
	const struct index_contact *contacts =
	    index->part[SECTION_CONTACTS].data;
	size_t count = index->part[SECTION_CONTACTS].count;
	bool found = false;

	for (size_t at = first_entry(index, text);
	     at < count && strcmp(entry_text(index, at), text) == 0; at++) {
		uint32_t document =
		    contacts[at].document & ~INDEX_CONTACT_ORGANISATION;
		bool theirs =
		    (contacts[at].document & INDEX_CONTACT_ORGANISATION) != 0;

		if (theirs != organisation || document >= index->documents)
			continue;
		bitmap_put(documents, document);
		found = true;
	}
	return found;
}

/* The host of a page or a mailbox; NULL: it is one, or one of everybody. */
static const char *
host_of(const char *contact, char host[CONTACT_MAX + 1])
{
	const char *at = strchr(contact, '@');
	size_t length = strcspn(contact, "/");

	if (strlen(contact) > CONTACT_MAX ||
	    (at == NULL && contact[length] == '\0'))
		return NULL;
	strcpy(host, at != NULL ? at + 1 : contact);
	if (at == NULL)
		host[length] = '\0';
	take_off(host, "www.");
	if (is_one_of(host, shared_hosts, ARRAY_LEN(shared_hosts)))
		return NULL;
	return host;
}

bool
contact_find(
    const struct index *index, const char *contact, uint64_t *documents)
{
	char host[CONTACT_MAX + 1];
	const char *whole = host_of(contact, host);

	return find_text(index, contact, false, documents) ||
	       find_text(index, contact, true, documents) ||
	       (whole != NULL && (find_text(index, whole, false, documents) ||
				     find_text(index, whole, true, documents)));
}

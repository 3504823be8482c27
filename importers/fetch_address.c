#include "importers/fetch_address.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

struct range4 {
	uint8_t first[4];
	int bits;
};

/* IANA's special-purpose addresses that are not globally reachable. */
static const struct range4 closed4[] = {
    {{0, 0, 0, 0}, 8},       /* this network */
    {{10, 0, 0, 0}, 8},      /* private */
    {{100, 64, 0, 0}, 10},   /* shared by a provider's customers (CGNAT) */
    {{127, 0, 0, 0}, 8},     /* loopback */
    {{169, 254, 0, 0}, 16},  /* link-local; clouds' metadata */
    {{172, 16, 0, 0}, 12},   /* private */
    {{192, 0, 0, 0}, 24},    /* protocol assignments */
    {{192, 0, 2, 0}, 24},    /* documentation */
    {{192, 88, 99, 0}, 24},  /* 6to4 relays */
    {{192, 168, 0, 0}, 16},  /* private */
    {{198, 18, 0, 0}, 15},   /* benchmarks */
    {{198, 51, 100, 0}, 24}, /* documentation */
    {{203, 0, 113, 0}, 24},  /* documentation */
    {{224, 0, 0, 0}, 3},     /* multicast, reserved, broadcast */
};

struct range6 {
	uint8_t first[6];
	int bits;
};

/* Within 2000::/3, which alone is given out; the rest is closed whole. */
static const struct range6 closed6[] = {
    {{0x20, 0x01}, 23},             /* protocols; Teredo among them */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x20, 0x02}, 16},             /* 6to4: wraps an IPv4 address */
    {{0x3f, 0xff, 0x00}, 20},       /* documentation */
};

bool
fetch_is_address(const char *name)
{
	return strncasecmp(name, "http://", 7) == 0 ||
	       strncasecmp(name, "https://", 8) == 0;
}

char *
fetch_shown(struct arena *arena, const char *name)
{
	const char *host, *user_end = NULL;
	size_t authority, length;

	if (!fetch_is_address(name))
		return arena_strdup(arena, name);
	host = strstr(name, "://") + 3;
	authority = strcspn(host, "/?#\\");
	for (size_t i = 0; i < authority; i++) {
		if (host[i] == '@')
			user_end = host + i + 1;
	}
	length = (size_t)(host - name);
	if (user_end)
		host = user_end;
	return arena_printf(arena, "%.*s%.*s", (int)length, name,
	    (int)strcspn(host, "?#"), host);
}

static bool
within(const uint8_t *address, const uint8_t *first, int bits)
{
	int bytes = bits / 8, rest = bits % 8;

	if (memcmp(address, first, (size_t)bytes) != 0)
		return false;
	return rest == 0 ||
	       address[bytes] >> (8 - rest) == first[bytes] >> (8 - rest);
}

static bool
public4(const uint8_t address[4])
{
	for (size_t i = 0; i < sizeof(closed4) / sizeof(*closed4); i++) {
		if (within(address, closed4[i].first, closed4[i].bits))
			return false;
	}
	return true;
}

static bool
public6(const uint8_t address[16])
{
	if (address[0] >> 5 != 1) /* 2000::/3 */
		return false;
	for (size_t i = 0; i < sizeof(closed6) / sizeof(*closed6); i++) {
		if (within(address, closed6[i].first, closed6[i].bits))
			return false;
	}
	return true;
}

bool
fetch_address_public(const struct sockaddr *address)
{
	struct sockaddr_in four;
	struct sockaddr_in6 six;

	if (address->sa_family == AF_INET) {
		memcpy(&four, address, sizeof(four));
		return public4((const uint8_t *)&four.sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		memcpy(&six, address, sizeof(six));
		return public6(six.sin6_addr.s6_addr);
	}
	return false;
}

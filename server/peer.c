#include "server/peer.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/compiler.h"

#define NETWORK_BYTES 8 /* of an IPv6 address: /64 */

/* True where it is an address; "loopback" says whether it is ours. */
static bool
read_peer(const char *text, char out[PEER_TEXT], bool *loopback)
{
	struct in_addr four;
	struct in6_addr six;

	if (inet_pton(AF_INET, text, &four) == 1) {
		*loopback = (ntohl(four.s_addr) >> 24) == 127;
		return inet_ntop(AF_INET, &four, out, PEER_TEXT) != NULL;
	}
	if (inet_pton(AF_INET6, text, &six) != 1)
		return false;
	if (IN6_IS_ADDR_V4MAPPED(&six)) {
		memcpy(&four, six.s6_addr + 12, sizeof(four));
		*loopback = (ntohl(four.s_addr) >> 24) == 127;
		return inet_ntop(AF_INET, &four, out, PEER_TEXT) != NULL;
	}
	*loopback = IN6_IS_ADDR_LOOPBACK(&six);
	memset(six.s6_addr + NETWORK_BYTES, 0, NETWORK_BYTES);
	return inet_ntop(AF_INET6, &six, out, PEER_TEXT) != NULL;
}

bool
peer_counted(const char *peer, const char *forwarded, char out[PEER_TEXT])
{
	const char *last;
	char text[PEER_TEXT] = "";
	bool loopback;

	if (peer == NULL || !read_peer(peer, out, &loopback))
		return false;
	if (!loopback)
		return true;
	if (forwarded == NULL)
		return false;
	last = strrchr(forwarded, ',');
	last = last != NULL ? last + 1 : forwarded;
	last += strspn(last, " \t");
	if (strcspn(last, " \t") >= sizeof(text))
		return false;
	memcpy(text, last, strcspn(last, " \t"));
	return read_peer(text, out, &loopback) && !loopback;
}

bool
peer_robot(const char *agent)
{
	/* Robots leave an address to write to. */
	static const char *const marks[] = {
	    "bot", "crawl", "spider", "://", "@"};

	if (agent == NULL || *agent == '\0')
		return true;
	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (strcasestr(agent, marks[i]) != NULL)
			return true;
	return false;
}

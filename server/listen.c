#include "server/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/number.h"

/* Parts "host:port" and "[host]:port"; both are the caller's. */
static bool
split_address(const char *address, char **host, char **port)
{
	const char *colon = strrchr(address, ':');
	size_t length;

	if (colon == NULL || colon == address || colon[1] == '\0')
		return false;
	length = (size_t)(colon - address);
	if (address[0] == '[') {
		if (colon[-1] != ']')
			return false;
		*host = xstrndup(address + 1, length - 2);
	} else {
		*host = xstrndup(address, length);
	}
	*port = xstrdup(colon + 1);
	return true;
}

/* Numbers alone: no name is looked up, and none changes under us. */
static struct addrinfo *
read_address(const char *address)
{
	const struct addrinfo hints = {
	    .ai_family = AF_UNSPEC,
	    .ai_socktype = SOCK_STREAM,
	    .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
	};
	struct addrinfo *found = NULL;
	char *host, *port;
	long number;

	if (!split_address(address, &host, &port))
		return NULL;
	if (!number_long(port, 0, 65535, &number) ||
	    getaddrinfo(host, port, &hints, &found) != 0)
		found = NULL;
	free(host);
	free(port);
	return found;
}

bool
listen_readable(const char *address)
{
	struct addrinfo *where = read_address(address);

	if (where == NULL)
		return false;
	freeaddrinfo(where);
	return true;
}

static bool
set_option(int fd, int level, int option)
{
	const int on = 1;

	return setsockopt(fd, level, option, &on, sizeof(on)) == 0;
}

static bool
prepare(int fd, const struct addrinfo *where)
{
	if (!set_option(fd, SOL_SOCKET, SO_REUSEADDR) ||
	    !set_option(fd, IPPROTO_TCP, TCP_NODELAY))
		return false;
	if (where->ai_family == AF_INET6 &&
	    !set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY))
		return false;
	return bind(fd, where->ai_addr, where->ai_addrlen) == 0 &&
	       listen(fd, LISTEN_BACKLOG) == 0;
}

int
listen_open(const char *address, char *error, size_t error_size)
{
	struct addrinfo *where = read_address(address);
	int fd;

	if (where == NULL) {
		snprintf(error, error_size,
		    "%s: expected an address and a port, as 127.0.0.1:8080 "
		    "or [::1]:8080",
		    address);
		return -1;
	}
	fd = socket(
	    where->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0 || !prepare(fd, where)) {
		snprintf(error, error_size, "cannot listen at %s: %s", address,
		    strerror(errno));
		if (fd >= 0)
			close(fd);
		fd = -1;
	}
	freeaddrinfo(where);
	return fd;
}

static void
address_text(const struct sockaddr_storage *where, socklen_t length,
    bool wildcard_to_loopback, char out[LISTEN_TEXT])
{
	struct sockaddr_in in4;
	struct sockaddr_in6 in6;
	char host[INET6_ADDRSTRLEN] = "?", port[8] = "0";

	getnameinfo((const struct sockaddr *)where, length, host, sizeof(host),
	    port, sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV);
	if (where->ss_family == AF_INET6) {
		memcpy(&in6, where, sizeof(in6));
		if (wildcard_to_loopback &&
		    IN6_IS_ADDR_UNSPECIFIED(&in6.sin6_addr))
			strcpy(host, "::1");
		snprintf(out, LISTEN_TEXT, "[%.45s]:%s", host, port);
		return;
	}
	memcpy(&in4, where, sizeof(in4));
	if (wildcard_to_loopback && in4.sin_addr.s_addr == INADDR_ANY)
		strcpy(host, "127.0.0.1");
	snprintf(out, LISTEN_TEXT, "%.45s:%s", host, port);
}

static void
socket_text(int socket, bool wildcard_to_loopback, char out[LISTEN_TEXT])
{
	struct sockaddr_storage where = {0};
	socklen_t length = sizeof(where);

	getsockname(socket, (struct sockaddr *)&where, &length);
	address_text(&where, length, wildcard_to_loopback, out);
}

void
listen_text(int socket, char out[LISTEN_TEXT])
{
	socket_text(socket, false, out);
}

void
listen_url(int socket, char out[LISTEN_TEXT + 8])
{
	char text[LISTEN_TEXT];

	socket_text(socket, true, text);
	snprintf(out, LISTEN_TEXT + 8, "http://%s", text);
}

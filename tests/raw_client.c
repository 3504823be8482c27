/*
 * For shell tests: says exactly these bytes to a server, and prints what
 * comes back until the server closes or is silent for a while.
 *
 *	raw_client PORT PART...
 *
 * A part is sent as it is, but for \r \n \t \0 and \\.  "@MS" waits so many
 * milliseconds, "@FILE:PATH" waits until there is such a file.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/number.h"

#define SILENCE_MS 15000 /* longer than the server's own limits */

static int
connect_to(long port)
{
	struct sockaddr_in where = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&where, sizeof(where)) < 0)
		fatal("connect: %s", strerror(errno));
	return fd;
}

static void
unescape(struct buf *out, const char *text)
{
	static const char names[] = "rnt0\\";
	static const char bytes[] = "\r\n\t\0\\";
	const char *found;

	for (; *text != '\0'; text++) {
		found = NULL;
		if (text[0] == '\\' && text[1] != '\0')
			found = strchr(names, text[1]);
		if (found != NULL)
			text++;
		buf_add_char(out, found != NULL ? bytes[found - names] : *text);
	}
}

static void
wait_for(const char *what)
{
	long ms;

	if (strncmp(what, "FILE:", 5) == 0) {
		while (access(what + 5, F_OK) < 0)
			usleep(10 * 1000);
		return;
	}
	if (!number_long(what, 0, 60000, &ms))
		fatal("@%s: no time", what);
	usleep((useconds_t)ms * 1000);
}

static void
send_part(int fd, const char *part)
{
	struct buf bytes = {0};
	size_t at = 0;
	ssize_t sent;

	unescape(&bytes, part);
	while (at < bytes.length) {
		sent =
		    send(fd, bytes.data + at, bytes.length - at, MSG_NOSIGNAL);
		if (sent <= 0)
			break; /* what the server said is still worth reading */
		at += (size_t)sent;
	}
	buf_clear(&bytes);
}

static void
print_answer(int fd)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	char block[8192];
	ssize_t length;

	while (poll(&ready, 1, SILENCE_MS) > 0) {
		length = recv(fd, block, sizeof(block), 0);
		if (length <= 0)
			return;
		fwrite(block, 1, (size_t)length, stdout);
	}
	fatal("the server neither answers nor closes");
}

int
main(int argc, char *argv[])
{
	long port;
	int fd, i;

	log_open(argv[0]);
	if (argc < 3 || !number_long(argv[1], 1, 65535, &port))
		fatal("usage: raw_client PORT PART...");
	fd = connect_to(port);
	for (i = 2; i < argc; i++) {
		if (argv[i][0] == '@')
			wait_for(argv[i] + 1);
		else
			send_part(fd, argv[i]);
	}
	print_answer(fd);
	close(fd);
	return 0;
}

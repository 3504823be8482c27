#include "server/unmet_door.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

bool
unmet_door_init(struct unmet_door *door)
{
	int sockets[2];

	door->server = door->keeper = -1;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK,
		0, sockets) < 0)
		return false;
	door->server = sockets[0];
	door->keeper = sockets[1];
	return true;
}

void
unmet_door_clear(struct unmet_door *door)
{
	if (door->server >= 0)
		close(door->server);
	if (door->keeper >= 0)
		close(door->keeper);
	door->server = door->keeper = -1;
}

void
unmet_door_serve(struct unmet_door *door)
{
	close(door->keeper);
	door->keeper = -1;
}

bool
unmet_door_send(const struct unmet_door *door, const struct unmet_row *row)
{
	char line[UNMET_LINE];
	size_t length = unmet_row_write(row, line);

	return send(door->server, line, length, MSG_DONTWAIT | MSG_NOSIGNAL) ==
	       (ssize_t)length;
}

bool
unmet_door_take(
    const struct unmet_door *door, struct unmet_row *out, bool *good)
{
	char line[UNMET_LINE];
	ssize_t length;

	do
		length = recv(door->keeper, line, sizeof(line), MSG_DONTWAIT);
	while (length < 0 && errno == EINTR);
	if (length < 0)
		return false;
	*good = unmet_row_read(line, (size_t)length, out);
	return true;
}

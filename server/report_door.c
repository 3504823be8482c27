#include "server/report_door.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/often.h"

/* What the keeper tells; it never reads it, for the server could write. */
struct told {
	_Atomic long done; /* messages of this server that were dealt with */
	_Atomic long room;
};

struct report_door {
	int server, keeper; /* sockets */
	struct told *told;
	struct often *addresses;
	pthread_mutex_t lock; /* of the server's threads */
	long sent;            /* by this process */
};

static struct told *
told_new(void)
{
	void *shared = mmap(NULL, sizeof(struct told), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return shared == MAP_FAILED ? NULL : shared;
}

struct report_door *
report_door_new(void)
{
	struct report_door *door;
	struct told *told = told_new();
	int sockets[2];

	if (told == NULL)
		return NULL;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK,
		0, sockets) < 0) {
		munmap(told, sizeof(*told));
		return NULL;
	}
	door = xcalloc(1, sizeof(*door));
	door->server = sockets[0];
	door->keeper = sockets[1];
	door->told = told;
	door->addresses = often_new(REPORTS_AN_HOUR);
	pthread_mutex_init(&door->lock, NULL);
	return door;
}

void
report_door_free(struct report_door *door)
{
	if (door == NULL)
		return;
	close(door->server);
	if (door->keeper >= 0)
		close(door->keeper);
	munmap(door->told, sizeof(*door->told));
	often_free(door->addresses);
	pthread_mutex_destroy(&door->lock);
	free(door);
}

void
report_door_serve(struct report_door *door)
{
	close(door->keeper);
	door->keeper = -1;
}

/*
 * What was sent and is not dealt with yet takes room too.  "done" is read
 * first: the room told with it, or after it, counts those already.
 */
static enum report_door_result
send_locked(struct report_door *door, const struct buf *message)
{
	long done = atomic_load(&door->told->done);
	long room = atomic_load(&door->told->room);

	if (room < 0)
		return REPORT_CLOSED;
	if (door->sent - done >= room)
		return REPORT_FULL;
	if (send(door->server, message->data, message->length,
		MSG_DONTWAIT | MSG_NOSIGNAL) != (ssize_t)message->length)
		return REPORT_CLOSED;
	door->sent++;
	return REPORT_TAKEN;
}

enum report_door_result
report_door_send(struct report_door *door, const struct visitor_report *report,
    const char *address, time_t now)
{
	enum report_door_result result;
	struct buf message = {0};

	if (address != NULL &&
	    often_count(door->addresses, address, now) > REPORTS_AN_HOUR)
		return REPORT_TOO_OFTEN;
	visitor_report_pack(&message, report);
	pthread_mutex_lock(&door->lock);
	result = send_locked(door, &message);
	pthread_mutex_unlock(&door->lock);
	buf_clear(&message);
	return result;
}

int
report_door_entry(const struct report_door *door)
{
	return door->server;
}

int
report_door_socket(const struct report_door *door)
{
	return door->keeper;
}

void
report_door_restart(struct report_door *door)
{
	atomic_store(&door->told->done, 0);
}

bool
report_door_take(struct report_door *door, struct buf *out)
{
	/* One byte more: what is cut off is no report. */
	char bytes[VISITOR_MAX_BYTES + 1];
	ssize_t length;

	do
		length = recv(door->keeper, bytes, sizeof(bytes), MSG_DONTWAIT);
	while (length < 0 && errno == EINTR);
	if (length < 0)
		return false;
	buf_reset(out);
	buf_add(out, bytes, (size_t)length);
	return true;
}

void
report_door_tell(struct report_door *door, long room, bool done)
{
	atomic_store(&door->told->room, room);
	if (done)
		atomic_fetch_add(&door->told->done, 1);
}

#include "server/keeper_inbox.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "schema/inbox.h"

#define LOG_EVERY_MS (60 * 1000) /* whoever sends on must not fill the log */

bool
keeper_inbox_init(struct keeper_inbox *inbox, const char *data_folder)
{
	int socket;

	*inbox = (struct keeper_inbox){
	    .data_folder = data_folder, .door = report_door_new()};
	if (inbox->door == NULL)
		return false;
	socket = report_door_socket(inbox->door);
	if (fcntl(socket, F_SETOWN, getpid()) < 0 ||
	    fcntl(socket, F_SETFL, O_NONBLOCK | O_ASYNC) < 0)
		return false;
	report_door_tell(inbox->door, inbox_room(data_folder), false);
	return true;
}

void
keeper_inbox_clear(struct keeper_inbox *inbox)
{
	report_door_free(inbox->door);
	buf_clear(&inbox->message);
	arena_clear(&inbox->arena);
}

static void
say(struct keeper_inbox *inbox, long now_ms, const char *what, const char *why)
{
	if (inbox->logged_ms != 0 && now_ms - inbox->logged_ms < LOG_EVERY_MS)
		return;
	inbox->logged_ms = now_ms;
	log_line("keeper: %s: %s", what, why);
}

/* Writes the one that waits; false: it goes on waiting. */
static bool
write_waiting(struct keeper_inbox *inbox, long now_ms)
{
	char error[200];

	if (!inbox_add(
		inbox->data_folder, &inbox->waiting, error, sizeof(error))) {
		say(inbox, now_ms, "a visitor's report cannot be kept yet",
		    error);
		return false;
	}
	inbox->waits = false;
	arena_clear(&inbox->arena);
	return true;
}

/* The next message into "waiting"; false: none is there. */
static bool
take(struct keeper_inbox *inbox, long now_ms)
{
	if (!report_door_take(inbox->door, &inbox->message))
		return false;
	inbox->waits = visitor_report_unpack(inbox->message.data,
	    inbox->message.length, &inbox->arena, &inbox->waiting);
	inbox->waiting.when = time(NULL);
	if (inbox->waits)
		return true;
	arena_clear(&inbox->arena);
	say(inbox, now_ms, "the server sent what is no report", "dropped");
	return true;
}

bool
keeper_inbox_work(struct keeper_inbox *inbox, long now_ms)
{
	for (int turn = 0; turn < KEEPER_INBOX_TURN; turn++) {
		if (!inbox->waits && !take(inbox, now_ms)) {
			/* Others may have been read and removed meanwhile. */
			report_door_tell(
			    inbox->door, inbox_room(inbox->data_folder), false);
			return false;
		}
		if (inbox->waits && !write_waiting(inbox, now_ms)) {
			report_door_tell(inbox->door, -1, false);
			return false;
		}
		report_door_tell(
		    inbox->door, inbox_room(inbox->data_folder), true);
	}
	return true;
}

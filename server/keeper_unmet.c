#include "server/keeper_unmet.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

#define TURN         16 /* messages in one turn: signals come between */
#define LOG_EVERY_MS (60 * 1000) /* whoever sends on must not fill the log */

bool
keeper_unmet_init(struct keeper_unmet *unmet, const char *data_folder)
{
	int socket;

	*unmet = (struct keeper_unmet){.data_folder = data_folder};
	if (!unmet_door_init(&unmet->door))
		return false;
	socket = unmet->door.keeper;
	return fcntl(socket, F_SETOWN, getpid()) == 0 &&
	       fcntl(socket, F_SETFL, O_NONBLOCK | O_ASYNC) == 0;
}

void
keeper_unmet_clear(struct keeper_unmet *unmet)
{
	unmet_door_clear(&unmet->door);
	unmet_table_clear(&unmet->table);
}

static void
say(struct keeper_unmet *unmet, long now_ms, const char *what, const char *why)
{
	if (unmet->logged_ms != 0 && now_ms - unmet->logged_ms < LOG_EVERY_MS)
		return;
	unmet->logged_ms = now_ms;
	log_line("keeper: %s: %s", what, why);
}

/* Of this week or of the one that has just ended. */
static bool
is_due(const struct unmet_row *row, time_t now)
{
	day_t week = unmet_week(now);

	return row->week == week || row->week == unmet_week(now - 86400);
}

static void
take(struct keeper_unmet *unmet, const struct unmet_row *row, bool good,
    time_t now, long now_ms)
{
	if (!good || !is_due(row, now)) {
		say(unmet, now_ms, "the server sent what is no count",
		    "dropped");
		return;
	}
	if (unmet_table_put(&unmet->table, row))
		unmet->waits = true;
}

static void
save(struct keeper_unmet *unmet, time_t now, long now_ms)
{
	if (!unmet->loaded)
		unmet->loaded =
		    unmet_table_load(&unmet->table, unmet->data_folder);
	unmet_table_age(&unmet->table, now);
	if (unmet->loaded &&
	    unmet_table_save(&unmet->table, unmet->data_folder))
		unmet->waits = false;
	else
		say(unmet, now_ms, "unmet.csv cannot be written yet",
		    strerror(errno));
}

bool
keeper_unmet_work(struct keeper_unmet *unmet, time_t now, long now_ms)
{
	struct unmet_row row;
	bool good;

	for (int turn = 0; turn < TURN; turn++) {
		if (!unmet_door_take(&unmet->door, &row, &good)) {
			if (unmet->waits)
				save(unmet, now, now_ms);
			return false;
		}
		take(unmet, &row, good, now, now_ms);
	}
	return true;
}

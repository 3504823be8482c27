#include "schema/record.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/embed.h"
#include "base/log.h"
#include "base/number.h"
#include "base/privileges.h"
#include "schema/record_internal.h"

/* schema/sql/record-*.sql in their order; each sets PRAGMA user_version. */
extern const struct embedded record_migrations[];

/* Of what SQLite keeps in memory: 32 MiB, a third of a large feed's rows. */
#define RECORD_CACHE "PRAGMA cache_size = -32768"

static bool
record_exec(struct record *record, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(record->db, sql, NULL, NULL, &message) == SQLITE_OK)
		return true;
	log_line("record: %s", message ? message : "statement failed");
	sqlite3_free(message);
	record->failed = true;
	return false;
}

static void
lock_holder(int fd, char *error, size_t error_size)
{
	char text[32] = "";
	ssize_t n = pread(fd, text, sizeof(text) - 1, 0);
	long pid;

	if (n > 0)
		text[strcspn(text, "\n")] = '\0';
	if (n > 0 && number_long(text, 1, 1L << 30, &pid))
		snprintf(error, error_size,
		    "another signpost-import is at work (process %ld)", pid);
	else
		snprintf(
		    error, error_size, "another signpost-import is at work");
}

/*
 * A process that was killed while it started its reader leaves the lock to
 * that child until its exec: one moment more, so we look again.
 */
static bool
lock_take(int fd)
{
	const struct timespec pause = {.tv_nsec = 50000000};

	for (int tries = 0; tries < 20; tries++) { /* a second */
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

/* The process id is for people; a disk too full for it is no harm. */
static void
lock_sign(int fd)
{
	char text[32];
	int length = snprintf(text, sizeof(text), "%ld\n", (long)getpid());

	if (ftruncate(fd, 0) == 0 && pwrite(fd, text, (size_t)length, 0) < 0)
		log_line("record: %s", strerror(errno));
}

/* Whoever has it is named once a second has passed: a person may look on. */
static bool
lock_wait(int fd, int wait_s, char *error, size_t error_size)
{
	char holder[100];

	for (int waited_s = 0; !lock_take(fd); waited_s++) {
		lock_holder(fd, holder, sizeof(holder));
		if (waited_s >= wait_s) {
			if (wait_s == 0)
				snprintf(error, error_size, "%s", holder);
			else
				snprintf(error, error_size,
				    "%s, and did not end in %d seconds:"
				    " try again later",
				    holder, wait_s);
			return false;
		}
		if (waited_s == 0)
			log_line("record: waiting, %s", holder);
	}
	lock_sign(fd);
	return true;
}

/* The lock goes with the process, however it ends: none is ever stale. */
static int
record_lock(const char *folder, int wait_s, char *error, size_t error_size)
{
	char *path = xasprintf("%s/record.lock", folder);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0) {
		snprintf(
		    error, error_size, "%s: %s", path, privileges_error(errno));
		free(path);
		return -1;
	}
	free(path);
	if (!lock_wait(fd, wait_s, error, error_size)) {
		close(fd);
		return -1;
	}
	return fd;
}

void
record_pause(struct record *record)
{
	assert(sqlite3_get_autocommit(record->db));
	if (record->lock_fd < 0)
		return;
	record->paused = true;
	flock(record->lock_fd, LOCK_UN);
}

bool
record_resume(struct record *record, char *error, size_t error_size)
{
	if (!record->paused)
		return true;
	if (!lock_wait(record->lock_fd, RECORD_WAIT_S, error, error_size))
		return false;
	record->paused = false;
	return true;
}

bool
record_in_use(const char *folder)
{
	char *path = xasprintf("%s/record.lock", folder);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	bool in_use = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0;

	free(path);
	if (fd >= 0)
		close(fd);
	return in_use;
}

static long
record_version(struct record *record)
{
	sqlite3_stmt *stmt = NULL;
	long version = -1;

	if (sqlite3_prepare_v2(record->db, "PRAGMA user_version", -1, &stmt,
		NULL) == SQLITE_OK) {
		if (sqlite3_step(stmt) == SQLITE_ROW)
			version = (long)sqlite3_column_int64(stmt, 0);
	}
	sqlite3_finalize(stmt);
	return version;
}

/* Each migration is one transaction: a killed one leaves the old version. */
static bool
record_migrate(struct record *record, char *error, size_t error_size)
{
	long version = record_version(record);

	if (version < 0 || version > RECORD_VERSION) {
		snprintf(error, error_size,
		    version < 0 ? "record.db cannot be read: is it a database?"
				: "record.db was written by a newer Signpost");
		return false;
	}
	for (; version < RECORD_VERSION; version++) {
		if (!record_exec(record, "BEGIN IMMEDIATE") ||
		    !record_exec(record, record_migrations[version].data) ||
		    !record_exec(record, "COMMIT")) {
			snprintf(error, error_size,
			    "record.db: migration %ld failed", version + 1);
			return false;
		}
	}
	return true;
}

static const char **
parameters_of(sqlite3_stmt *stmt)
{
	int count = sqlite3_bind_parameter_count(stmt);
	const char **names = xcalloc((size_t)count + 1, sizeof(*names));

	for (int i = 0; i < count; i++)
		names[i] = sqlite3_bind_parameter_name(stmt, i + 1);
	return names;
}

static const char *
sql_of(size_t statement)
{
	const char *sql = record_statement_sql[statement];

	if (sql == NULL)
		sql = record_row_sql[statement];
	if (sql == NULL)
		sql = record_place_sql[statement];
	assert(sql);
	return sql;
}

static bool
record_prepare(struct record *record, char *error, size_t error_size)
{
	for (size_t i = 0; i < N_RECORD_STATEMENTS; i++) {
		if (sqlite3_prepare_v3(record->db, sql_of(i), -1,
			SQLITE_PREPARE_PERSISTENT, &record->prepared[i],
			NULL) != SQLITE_OK) {
			snprintf(error, error_size, "record.db: %s (in: %.60s)",
			    sqlite3_errmsg(record->db), sql_of(i));
			return false;
		}
		record->parameters[i] = parameters_of(record->prepared[i]);
	}
	return true;
}

static bool
record_settings(struct record *record)
{
	sqlite3_db_config(record->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(record->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(record->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(record->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_limit(record->db, SQLITE_LIMIT_ATTACHED, 0);
	/*
	 * The log is emptied once, when the record closes: a checkpoint in
	 * the middle of a large run would write pages twice.
	 */
	return record_exec(record, "PRAGMA journal_mode = WAL") &&
	       record_exec(record, "PRAGMA synchronous = FULL") &&
	       record_exec(record, "PRAGMA foreign_keys = OFF") &&
	       record_exec(record, "PRAGMA cell_size_check = ON") &&
	       record_exec(record, "PRAGMA mmap_size = 0") &&
	       record_exec(record, "PRAGMA wal_autocheckpoint = 0") &&
	       record_exec(record, RECORD_CACHE);
}

static bool
record_is_file(const char *folder)
{
	return strcmp(folder, ":memory:") != 0 &&
	       strcmp(folder, RECORD_ASIDE) != 0;
}

static bool
record_database_open(
    struct record *record, const char *folder, char *error, size_t error_size)
{
	char *path = record_is_file(folder) ? xasprintf("%s/record.db", folder)
					    : xstrdup(folder);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	bool opened;

	/* SQLite says only that it is "unable", or reads but never writes. */
	if (record_is_file(folder) && access(path, R_OK | W_OK) < 0 &&
	    errno != ENOENT) {
		snprintf(
		    error, error_size, "%s: %s", path, privileges_error(errno));
		free(path);
		return false;
	}
	/*
	 * Nobody asks how much memory SQLite has, and counting takes a lock
	 * for each allocation.  Once a database is open, this changes nothing.
	 */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	opened = sqlite3_open_v2(path, &record->db, flags, NULL) == SQLITE_OK;
	if (!opened)
		snprintf(error, error_size, "%s: %s", path,
		    record->db ? sqlite3_errmsg(record->db) : "no memory");
	free(path);
	if (!opened)
		return false;
	if (!record_settings(record)) {
		snprintf(error, error_size, "%s/record.db: %s", folder,
		    sqlite3_errmsg(record->db));
		return false;
	}
	return record_migrate(record, error, error_size) &&
	       record_exec(record, record_temporary_sql) &&
	       record_prepare(record, error, error_size);
}

struct record *
record_open(const char *folder, char *error, size_t error_size)
{
	return record_open_waiting(folder, 0, error, error_size);
}

struct record *
record_open_waiting(
    const char *folder, int wait_s, char *error, size_t error_size)
{
	struct record *record = xcalloc(1, sizeof(*record));
	mode_t mask;
	bool opened;

	record->lock_fd = -1;
	if (record_is_file(folder)) {
		record->lock_fd =
		    record_lock(folder, wait_s, error, error_size);
		if (record->lock_fd < 0) {
			free(record);
			return NULL;
		}
	}
	mask = umask(077); /* what feeds say before privacy marks count */
	opened = record_database_open(record, folder, error, error_size);
	umask(mask);
	if (opened)
		return record;
	record_close(record);
	return NULL;
}

void
record_close(struct record *record)
{
	if (!record)
		return;
	for (size_t i = 0; i < N_RECORD_STATEMENTS; i++) {
		sqlite3_finalize(record->prepared[i]);
		free(record->parameters[i]);
	}
	if (record->db && record->lock_fd >= 0)
		sqlite3_wal_checkpoint_v2(
		    record->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_close(record->db);
	if (record->lock_fd >= 0)
		close(record->lock_fd);
	free(record->last_key);
	free(record);
}

void
record_shed(struct record *record)
{
	sqlite3_db_release_memory(record->db);
	malloc_trim(0);
}

bool
record_begin(struct record *record)
{
	record->failed = false;
	/* Somebody else has it, who did not end in all that time. */
	if (record->paused)
		return false;
	return record_exec(record, "BEGIN IMMEDIATE");
}

bool
record_commit(struct record *record)
{
	if (!record->failed && record_exec(record, "COMMIT"))
		return true;
	record_rollback(record);
	return false;
}

void
record_rollback(struct record *record)
{
	/* SQLite rolls back by itself on some failures, such as a full disk. */
	if (!sqlite3_get_autocommit(record->db))
		record_exec(record, "ROLLBACK");
	free(record->last_key);
	record->last_key = NULL;
	record->failed = false;
}

void
record_changed(struct record *record)
{
	struct query q = query_begin(record, META_CHANGED);

	if (query_run(&q) != RECORD_OK)
		log_line("record: the change was not counted");
}

bool
record_intact(struct record *record, char *error, size_t error_size)
{
	struct query q = query_begin(record, RECORD_INTEGRITY);
	char text[200] = "no answer";
	long broken = 0;

	if (query_row(&q))
		query_column_copy(&q, text, sizeof(text));
	if (query_end(&q) != RECORD_OK || strcmp(text, "ok") != 0) {
		snprintf(error, error_size, "record.db: %s", text);
		return false;
	}
	broken = record_number(record, RECORD_BROKEN_REFERENCES, 0);
	if (broken)
		snprintf(error, error_size,
		    "record.db: %ld references lead nowhere", broken);
	return broken == 0;
}

const char *
record_library_version(void)
{
	return sqlite3_libversion();
}

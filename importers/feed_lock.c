#include "importers/feed_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/privileges.h"

/* Its byte: far beyond any end of the file, so that nothing is written. */
static off_t
place_of(const char *feed)
{
	unsigned char hash[SHA256_BYTES];
	uint64_t number = 0;

	sha256(feed, strlen(feed), hash);
	for (size_t i = 0; i < sizeof(number); i++)
		number = number << 8 | hash[i];
	return (off_t)(number >> 2);
}

int
feed_lock_take(const char *data_folder, const char *feed, bool *busy,
    char *error, size_t error_size)
{
	char *path = xasprintf("%s/feeds.lock", data_folder);
	struct flock lock = {.l_type = F_WRLCK,
	    .l_whence = SEEK_SET,
	    .l_start = place_of(feed),
	    .l_len = 1};
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	*busy = false;
	if (fd >= 0 && fcntl(fd, F_SETLK, &lock) == 0) {
		free(path);
		return fd;
	}
	*busy = fd >= 0 && (errno == EAGAIN || errno == EACCES);
	if (!*busy)
		snprintf(
		    error, error_size, "%s: %s", path, privileges_error(errno));
	else if (fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
		snprintf(error, error_size,
		    "another signpost-import is reading this feed"
		    " (process %ld)",
		    (long)lock.l_pid);
	else
		snprintf(error, error_size,
		    "another signpost-import was reading this feed");
	if (fd >= 0)
		close(fd);
	free(path);
	return -1;
}

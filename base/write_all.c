#include "base/write_all.h"

#include <errno.h>
#include <unistd.h>

bool
write_all(int fd, const void *data, size_t length)
{
	const char *left = data;

	while (length > 0) {
		ssize_t step = write(fd, left, length);

		if (step < 0 && errno == EINTR)
			continue;
		/* A disk that takes nothing and says nothing is full. */
		if (step == 0)
			errno = ENOSPC;
		if (step <= 0)
			return false;
		left += step;
		length -= (size_t)step;
	}
	return true;
}

/*
 * A program started as root becomes someone else before it reads anything
 * from outside.
 */
#ifndef SIGNPOST_PRIVILEGES_H
#define SIGNPOST_PRIVILEGES_H

#include <stdbool.h>

#include "base/compiler.h"

/*
 * Started as root, becomes "user" (a name), or, where that is NULL, the
 * owner of the data folder "folder"; for good, with that user's groups.
 * Started as another, stays so: a "user" other than that is refused.
 * False where the process would still be root, or the user or folder is not
 * there: a log line then says what to do.
 */
bool privileges_drop(const char *user, const char *folder) MUST_CHECK;
/*
 * strerror(), and, where a right is missing that root had, the account that
 * lacks it now: whoever typed the command as root is not it.
 */
const char *privileges_error(int number);

#endif

#include "schema/listing_check.h"

#include <ctype.h>
#include <stddef.h>

/* A name that holds neither letter nor digit names nothing. */
static bool
names_something(const char *name)
{
	for (; *name; name++) {
		if ((unsigned char)*name >= 0x80 ||
		    isalnum((unsigned char)*name))
			return true;
	}
	return false;
}

const char *
listing_check(const struct listing *listing)
{
	if (!listing->name)
		return "it has no name";
	if (!names_something(listing->name))
		return "its name has no letter";
	return NULL;
}

#include "schema/vocabulary.h"

#include <string.h>

bool
vocabulary_type_within(const char *id, const char *above)
{
	size_t length = strlen(above);

	return strncmp(id, above, length) == 0 &&
	       (id[length] == '\0' || id[length] == '.');
}

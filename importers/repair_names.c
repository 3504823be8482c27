#include "importers/repair_names.h"

#include <string.h>

const char *const repair_name[REPAIRS] = {
    [REPAIR_RAW_AMPERSAND] = "raw-ampersand",
    [REPAIR_CONTROL_CHARACTERS] = "control-characters",
    [REPAIR_WINDOWS_1252] = "windows-1252",
    [REPAIR_HTML_ENTITIES] = "html-entities",
};

bool
repair_names_read(const char *text, unsigned *set, const char **unknown)
{
	static const char between[] = " ,\t";

	for (text += strspn(text, between); *text != '\0';
	     text += strspn(text, between)) {
		size_t length = strcspn(text, between);
		int i;

		for (i = 0; i < REPAIRS; i++)
			if (strlen(repair_name[i]) == length &&
			    strncmp(repair_name[i], text, length) == 0)
				break;
		*unknown = text;
		if (i == REPAIRS)
			return false;
		*set |= 1u << i;
		text += length;
	}
	return true;
}

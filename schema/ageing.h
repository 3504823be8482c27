/* When a feed was last read whole, and what that means for its listings. */
#ifndef SIGNPOST_AGEING_H
#define SIGNPOST_AGEING_H

#include "base/date.h"

/* Days without a whole reading, after which a listing... */
#define AGEING_SAY_DAYS  30  /* says so */
#define AGEING_LAST_DAYS 180 /* is ranked last */
#define AGEING_OUT_DAYS  365 /* is in no result; its page is kept */

/* True where "read", a day, lies so many days back or more; 0: unknown. */
static inline bool
ageing_reached(day_t read, day_t today, int days)
{
	return read != 0 && today - read >= days;
}

#endif

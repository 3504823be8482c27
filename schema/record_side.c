/* Rows of one list of all services, read beside the services themselves. */
#include "schema/record_internal.h"

void
side_begin(struct side *side, struct record *record, enum record_statement id)
{
	side->q = query_begin(record, id);
	side_step(side);
}

void
side_step(struct side *side)
{
	side->row = query_row(&side->q);
	if (side->row)
		side->service = query_column_long(&side->q);
}

bool
side_has(struct side *side, long service)
{
	while (side->row && side->service < service)
		side_step(side);
	return side->row && side->service == service;
}

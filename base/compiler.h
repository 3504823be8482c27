/* Attributes, spelled once. */
#ifndef SIGNPOST_COMPILER_H
#define SIGNPOST_COMPILER_H

#define PRINTF_LIKE(format, first) \
	__attribute__((__format__(__printf__, format, first)))
#define MUST_CHECK __attribute__((__warn_unused_result__))
#define UNUSED __attribute__((__unused__))
#define NO_RETURN __attribute__((__noreturn__))

/* How many entries an array (never a pointer) has. */
#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#endif

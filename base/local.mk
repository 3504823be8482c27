noinst_LIBRARIES += libbase.a

libbase_a_SOURCES = \
	base/alloc.c \
	base/alloc.h \
	base/buf.c \
	base/buf.h \
	base/compiler.h \
	base/config.c \
	base/config.h \
	base/csv.c \
	base/csv.h \
	base/date.c \
	base/date.h \
	base/embed.c \
	base/embed.h \
	base/fold_name.c \
	base/fold_name.h \
	base/hash.c \
	base/hash.h \
	base/html.c \
	base/html.h \
	base/json.c \
	base/json.h \
	base/log.c \
	base/log.h \
	base/mail.c \
	base/mail.h \
	base/number.c \
	base/number.h \
	base/paths.c \
	base/paths.h \
	base/privileges.c \
	base/privileges.h \
	base/program.c \
	base/program.h \
	base/regex_size.c \
	base/regex_size.h \
	base/sandbox.h \
	base/sandbox_linux.c \
	base/say.c \
	base/say.h \
	base/url.c \
	base/url.h \
	base/utf8.c \
	base/utf8.h \
	base/wire.c \
	base/wire.h \
	base/write_all.c \
	base/write_all.h \
	base/xml.c \
	base/xml.h

EXTRA_DIST += base/embed.awk

# The flags we compile and link with, each only where the compiler knows it.

# SIGNPOST_TRY_FLAG(VARIABLE, FLAG, [CFLAGS | LDFLAGS])
# Adds FLAG to VARIABLE where it compiles and links without a warning.
AC_DEFUN([SIGNPOST_TRY_FLAG], [
  AC_MSG_CHECKING([whether $CC takes [$2]])
  saved_CFLAGS=$CFLAGS
  saved_LDFLAGS=$LDFLAGS
  $3="$$3 [$2]"
  CFLAGS="$CFLAGS -Werror"
  AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <stdio.h>]], [[puts("");]])],
    [AC_MSG_RESULT([yes])
     $1="$$1 [$2]"],
    [AC_MSG_RESULT([no])])
  CFLAGS=$saved_CFLAGS
  LDFLAGS=$saved_LDFLAGS
])

# WARNING_CFLAGS
AC_DEFUN([SIGNPOST_USE_WARNINGS], [
  AC_SUBST([WARNING_CFLAGS])
  m4_foreach_w([signpost_flag], [-Wall -Wextra -Wshadow -Wstrict-prototypes
    -Wmissing-prototypes -Wwrite-strings -Wformat=2 -Wvla -Wpointer-arith
    -Wundef],
    [SIGNPOST_TRY_FLAG([WARNING_CFLAGS], signpost_flag, [CFLAGS])])
  AS_IF([test "x$enable_werror" = xyes],
    [WARNING_CFLAGS="$WARNING_CFLAGS -Werror"])
])

# HARDENING_CFLAGS, HARDENING_LDFLAGS.  Fortification needs optimisation.
AC_DEFUN([SIGNPOST_USE_HARDENING], [
  AC_SUBST([HARDENING_CFLAGS])
  AC_SUBST([HARDENING_LDFLAGS])
  SIGNPOST_TRY_FLAG([fortify], [-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3],
    [CFLAGS])
  AS_IF([test "x$fortify" = x],
    [SIGNPOST_TRY_FLAG([fortify], [-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2],
      [CFLAGS])])
  HARDENING_CFLAGS=$fortify
  m4_foreach_w([signpost_flag], [-fstack-protector-strong
    -fstack-clash-protection -fPIE -fno-common],
    [SIGNPOST_TRY_FLAG([HARDENING_CFLAGS], signpost_flag, [CFLAGS])])
  SIGNPOST_TRY_FLAG([HARDENING_LDFLAGS], [-pie], [LDFLAGS])
  SIGNPOST_TRY_FLAG([HARDENING_LDFLAGS], [-Wl,-z,relro,-z,now], [LDFLAGS])
  SIGNPOST_TRY_FLAG([HARDENING_LDFLAGS], [-Wl,-z,noexecstack], [LDFLAGS])
  SIGNPOST_TRY_FLAG([HARDENING_LDFLAGS], [-Wl,--as-needed], [LDFLAGS])
])

# HARDENING_CFLAGS and HARDENING_LDFLAGS, for finding mistakes.
AC_DEFUN([SIGNPOST_USE_SANITIZERS], [
  AC_SUBST([HARDENING_CFLAGS])
  AC_SUBST([HARDENING_LDFLAGS])
  HARDENING_CFLAGS="-fsanitize=address,undefined -fno-sanitize-recover=all"
  HARDENING_CFLAGS="$HARDENING_CFLAGS -fno-omit-frame-pointer"
  HARDENING_LDFLAGS="-fsanitize=address,undefined"
  AC_DEFINE([SIGNPOST_SANITIZERS], [1], [built with the sanitizers])
])

# FUZZER_CFLAGS, FUZZER_LDFLAGS: libFuzzer's instrumentation and main().
AC_DEFUN([SIGNPOST_USE_FUZZERS], [
  AC_SUBST([FUZZER_LDFLAGS], [-fsanitize=fuzzer])
  AC_MSG_CHECKING([whether $CC has libFuzzer])
  saved_CFLAGS=$CFLAGS
  CFLAGS="$CFLAGS -fsanitize=fuzzer"
  AC_LINK_IFELSE([AC_LANG_SOURCE([[
#include <stddef.h>
#include <stdint.h>
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{ return data == NULL && length > 0; }
]])],
    [AC_MSG_RESULT([yes])
     HARDENING_CFLAGS="$HARDENING_CFLAGS -fsanitize=fuzzer-no-link"],
    [AC_MSG_ERROR([--enable-fuzzers needs clang: configure with CC=clang])])
  CFLAGS=$saved_CFLAGS
])

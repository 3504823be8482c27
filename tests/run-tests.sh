#!/bin/sh
# Runs test programs and shell tests, and counts the tests in them.
#
#	run-tests.sh TEST...
#
# A program is a cmocka one and speaks TAP; a shell test NAME.test prints
# "ok - WHAT" or "not ok - WHAT".  Either may print "skipped: TEST: REASON".
# What a failing one said is shown whole.  The last line is
# "N passed, N failed", with ", N skipped" where there are; it is also left
# in the file test-summary.  Fails where a test failed.
set -u

: "${srcdir:=.}"
export srcdir
CMOCKA_MESSAGE_OUTPUT=TAP
export CMOCKA_MESSAGE_OUTPUT
# For a build with sanitizers: what outlives its function is looked for too.
: "${ASAN_OPTIONS:=detect_stack_use_after_return=1}"
export ASAN_OPTIONS
: "${TEST_TIMEOUT_S:=900}"

# run-tests.sh --one NAME, from xargs below: its output and status to files.
if [ "$1" = --one ]; then
	said=$said_folder/$(echo "$2" | tr / -)
	case $2 in
	*.test) timeout "$TEST_TIMEOUT_S" sh "$srcdir/$2" ;;
	*) timeout "$TEST_TIMEOUT_S" "./$2" ;;
	esac >"$said" 2>&1 </dev/null
	echo $? >"$said.status"
	exit 0
fi

said_folder=$(mktemp -d "${TMPDIR:-/tmp}/signpost-said.XXXXXX") || exit 1
export said_folder
trap 'rm -rf "$said_folder"' EXIT
trap 'exit 1' HUP INT TERM

# One at a time for each processor, and those first that take longest: shell
# tests, which come last.
printf '%s\n' "$@" | tac |
    xargs -r -n 1 -P "$(nproc 2>/dev/null || echo 1)" sh "$0" --one

passed=0 failed=0 skipped=0

for name in "$@"; do
	said=$said_folder/$(echo "$name" | tr / -)
	status=$(cat "$said.status")
	counts=$(awk -v status="$status" '
		/^1\.\.[0-9]+/ { planned = substr($1, 4) + 0 }
		/^(not )?ok .*# [Ss][Kk][Ii][Pp]/ { noted++; next }
		/^ok( |$)/ { passed++ }
		/^not ok( |$)/ { failed++ }
		/^skipped: / { skipped++ }
		END {
			# A skip without a reason, a plan not carried out and
			# an end by a signal are failures nobody reported.
			if (noted > skipped)
				failed += noted - skipped
			if (planned > passed + failed + skipped)
				failed += planned - passed - failed - skipped
			if (passed + failed + skipped == 0)
				failed++
			if (status != 0 && failed == 0)
				failed++
			print passed + 0, failed + 0, skipped + 0
		}' "$said")
	read -r p f s <<-END
		$counts
	END
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	if [ "$f" -gt 0 ]; then
		sed 's/^/    /' "$said"
		case $status in
		124) echo "    $name was stopped after $TEST_TIMEOUT_S s" ;;
		*) echo "    $name ended with status $status" ;;
		esac
	else
		grep '^skipped: ' "$said"
	fi
	line="$name: $p passed, $f failed"
	[ "$s" -eq 0 ] || line="$line, $s skipped"
	echo "$line"
done

summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary" | tee test-summary
[ "$failed" -eq 0 ]

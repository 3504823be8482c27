# What shell tests share.  A test begins with
#
#	. "${srcdir:-.}/tests/lib.sh"
#
# and has in $folder a folder of its own that is removed when it ends.  As
# root the folder belongs to nobody's account, so that our programs, which
# never stay root, can use it as a data folder.
set -u

: "${srcdir:=.}"
folder=$(mktemp -d "${TMPDIR:-/tmp}/signpost-test-XXXXXX") || exit 1
chmod 755 "$folder"
trap 'test_ended' EXIT
trap 'exit 1' HUP INT TERM

failures=0
children=

# pass WHAT; fail WHAT [WHY]
pass()
{
	echo "ok - $1"
}

fail()
{
	echo "not ok - $1"
	[ -z "${2-}" ] || printf '%s\n' "$2" | sed 's/^/# /'
	failures=$((failures + 1))
}

# skip WHAT WHY
skip()
{
	echo "skipped: $1: $2"
}

# check WHAT COMMAND...: passes where the command succeeds.
check()
{
	what=$1
	shift
	if output=$("$@" 2>&1); then
		pass "$what"
	else
		fail "$what" "$output"
	fi
}

# same WHAT EXPECTED GOT
same()
{
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		fail "$1" "expected: $2
got: $3"
	fi
}

# contains WHAT TEXT PART
contains()
{
	case $2 in
	*"$3"*) pass "$1" ;;
	*) fail "$1" "expected to find: $3
in: $2" ;;
	esac
}

# lacks WHAT TEXT PART
lacks()
{
	case $2 in
	*"$3"*) fail "$1" "found: $3
in: $2" ;;
	*) pass "$1" ;;
	esac
}

# within SECONDS COMMAND...: tries it until it succeeds; fails after that time.
within()
{
	tries=$(($1 * 20))
	shift
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
		sleep 0.05
	done
}

# make_folder NAME: $folder/NAME, usable as a data folder.
make_folder()
{
	mkdir -p "$folder/$1"
	[ "$(id -u)" -ne 0 ] || chown nobody "$folder/$1"
}

# stage FILE...: copies files of the source tree into $folder, where another
# account can read them, and keeps their names without folders.
stage()
{
	for file in "$@"; do
		cp "$srcdir/$file" "$folder/" || return 1
		chmod a+r "$folder/${file##*/}"
	done
}

# started PID: a process that ends with the test at the latest.
started()
{
	children="$children $1"
}

test_ended()
{
	status=$?
	for child in $children; do
		kill "$child" 2>/dev/null && wait "$child" 2>/dev/null
	done
	rm -rf "$folder"
	[ "$failures" -eq 0 ] || status=1
	exit $status
}

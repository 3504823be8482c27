# What tests of the whole programs share, read after lib.sh: a data folder in
# $data, what is imported into it, and the server of it.
data=$folder/data
make_folder data

program=./signpost-import
config= # where a test has a feeds.conf: its path
log=$folder/log

# run COMMAND...: an import; leaves its $status, and what it said in $out and
# $err.
run()
{
	"$program" -d "$data" ${config:+-c "$config"} "$@" >"$folder/out" \
	    2>"$folder/err" </dev/null
	status=$?
	out=$(cat "$folder/out")
	err=$(cat "$folder/err")
}

# What is served: its index, as a few digits.
served()
{
	cksum <"$data/live/search.index"
}

# codes: of all listings that are served, with their names, from their cards.
codes()
{
	grep -aoE '"id":"[2-9b-z]{6}","uuid":"[^"]*","name":"[^"]*"' \
	    "$data/live/search.index" | sort
}

# code_of NAME
code_of()
{
	codes | grep -F "\"name\":\"$1\"" | head -n 1 | cut -d '"' -f 4
}

# start [OPTION...]: a server.  Leaves its process in $server, its address in
# $url with $port; what it says goes to $log.
start()
{
	: >"$log" # nothing is read there that another said
	./signpostd -d "$data" --listen 127.0.0.1:0 --threads 2 "$@" \
	    >"$log" 2>&1 &
	server=$!
	started $server
	listens
}

# The server of $log says where it listens.
listens()
{
	within 20 grep 'listening on' "$log"
	url=$(sed -n 's|.*listening on \(http://.*\)|\1|p' "$log")
	port=${url##*:}
	[ -n "$url" ] || fail "a server starts" "$(cat "$log")"
}

# serve [OPTION...]: a server, as start, ready to answer from what is published.
serve()
{
	start "$@"
	within 20 ready || fail "a server is ready" "$(cat "$log")"
}

ready()
{
	tests/raw_client "$port" 'GET /readyz HTTP/1.0\r\n\r\n' |
	    grep '^HTTP/1.1 200'
}

# stop [SIGNAL]: tells it to end; its status in $status.
stop()
{
	kill "-${1:-TERM}" $server
	wait $server
	status=$?
}

# The process that answers, below the keeper.
child()
{
	sed -n "s/^\([0-9]*\) (signpostd) [A-Z] $server .*/\1/p" \
	    /proc/[0-9]*/stat 2>/dev/null
}

# wait_for WHAT COMMAND...: passes where the command succeeds within 20 s.
wait_for()
{
	what=$1
	shift
	if within 20 "$@"; then
		pass "$what"
	else
		fail "$what" "$("$@" 2>&1; cat "$log" 2>&1)"
	fi
}

# web NAME: a publisher's server with the files of $folder/NAME, where there
# is python3; its port is left in $port.
web()
{
	mkdir -p "$folder/$1"
	python3 "$srcdir/tests/feed_server.py" "$folder/$1" 2>/dev/null &
	started $!
	within 20 test -s "$folder/$1/port" || fail "a publisher's server starts"
	port=$(cat "$folder/$1/port")
}

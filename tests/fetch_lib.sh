# What tests of fetching share: read after lib.sh, by tests that have python3.
data=$folder/data
make_folder data
# None of them is asked.
export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
export ALL_PROXY=http://127.0.0.1:9

run()
{
	./signpost-import -d "$data" -c "$folder/feeds.conf" "$@" \
	    >"$folder/out" 2>"$folder/err" </dev/null
	status=$?
	out=$(cat "$folder/out")
	err=$(cat "$folder/err")
}

# web NAME: a publisher's server with the files of $folder/NAME; its port
# is left in $port.
web()
{
	mkdir -p "$folder/$1"
	python3 "$srcdir/tests/feed_server.py" "$folder/$1" 2>/dev/null &
	started $!
	tries=0
	until [ -s "$folder/$1/port" ]; do
		tries=$((tries + 1))
		[ $tries -lt 200 ] || { fail "a server starts"; exit 1; }
		sleep 0.05
	done
	port=$(cat "$folder/$1/port")
}

# rows NUMBER...: a feed with these records.
rows()
{
	echo '<?xml version="1.0" encoding="UTF-8"?>'
	echo '<rows>'
	for id in "$@"; do
		echo "<row><id>$id</id><name>Talking group $id</name>"
		echo "<description>For adults aged 18 and over.</description>"
		echo "<phone>0113 496 01$id</phone></row>"
	done
	echo '</rows>'
}

# source ADDRESS: the one feed of feeds.conf is there.
source_is()
{
	cat >"$folder/feeds.conf" <<-END
	[westby]
	mapping = rows
	source = $1
	allow_private = ${2-yes}
	END
	chmod 644 "$folder/feeds.conf"
}

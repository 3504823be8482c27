# What tests of fetching share: read after lib.sh, by tests that have python3.
. "$srcdir/tests/directory_lib.sh"

config=$folder/feeds.conf
# None of them is asked.
export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
export ALL_PROXY=http://127.0.0.1:9

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

# source_is ADDRESS [yes|no]: the one feed of feeds.conf is there.
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

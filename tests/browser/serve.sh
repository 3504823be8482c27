# What the browser tests share: the sample directory, served, and a council's
# page elsewhere; then browse PART... runs tests/browser/PART.mjs.  They need
# Chromium, Node.js, and what tests/browser/package.json names, which ./check
# installs and passes in BROWSER_MODULES.
. "${srcdir:-.}/tests/lib.sh"

for tool in chromium node python3; do
	if ! command -v $tool >/dev/null; then
		skip browser "$tool is not installed"
		exit 0
	fi
done
if [ ! -d "${BROWSER_MODULES:-}/playwright-core" ]; then
	skip browser "playwright-core and axe-core are not installed"
	exit 0
fi

import()
{
	./signpost-import -c "$folder/samples/feeds.conf" -d "$folder/var" "$@"
}

# serve FOLDER CONFIGURATION: a server of that data folder; its address in
# $served.
serve()
{
	./signpostd -c "$folder/$2/signpost.conf" -d "$folder/$1" --listen \
	    127.0.0.1:0 >"$folder/said-$1" 2>&1 &
	started $!
	served=http://127.0.0.1:$(port_of "$folder/said-$1")
}

# port_of FILE: what a server that was started says of its port.
port_of()
{
	for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		port=$(grep -o '[0-9]*$' "$1" | head -n 1)
		[ -z "$port" ] || break
		sleep 0.2
	done
	echo "$port"
}

browse()
{
	for part in "$@"; do
		node "$srcdir/tests/browser/$part.mjs" >"$folder/$part" 2>&1
		status=$?
		cat "$folder/$part"
		! grep -q '^not ok' "$folder/$part" ||
		    failures=$((failures + 1))
		same "the tests of $part run to their end" 0 $status
	done
}

make_folder var
make_folder empty
mkdir "$folder/samples"
cp "$srcdir"/samples/*.xml "$srcdir"/samples/*.mapping \
    "$srcdir"/samples/*.conf "$folder/samples/"
chmod -R a+rX "$folder/samples"
check "imports the sample directory" import all
# The address that pages name has to be the one that they are reached at.
sed -i '/^base_url/d' "$folder/samples/signpost.conf"
mkdir "$folder/without-feeds"
cp "$folder/samples/signpost.conf" "$folder/samples/urgent.conf" \
    "$folder/without-feeds/"
chmod -R a+rX "$folder/without-feeds"
serve empty without-feeds
EMPTY=$served
serve var samples
SIGNPOST=$served
python3 "$srcdir/tests/browser/council.py" "$SIGNPOST" >"$folder/council" &
started $!
HOST=http://localhost:$(port_of "$folder/council")
CHROMIUM=$(command -v chromium)
export SIGNPOST EMPTY HOST CHROMIUM BROWSER_MODULES

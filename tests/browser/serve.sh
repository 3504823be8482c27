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

. "$srcdir/tests/directory_lib.sh"

import()
{
	"$program" -c "$folder/samples/feeds.conf" -d "$data" "$@"
}

# The server of a directory that nobody has filled yet; its address in $EMPTY.
serve_empty()
{
	make_folder empty
	data=$folder/empty log=$folder/log-empty
	start -c "$folder/without-feeds/signpost.conf"
	EMPTY=$url
	data=$folder/data log=$folder/log
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
serve_empty
serve -c "$folder/samples/signpost.conf"
SIGNPOST=$url
python3 "$srcdir/tests/browser/council.py" "$SIGNPOST" >"$folder/council" &
started $!
within 20 grep '[0-9]$' "$folder/council" || fail "the council's server starts"
HOST=http://localhost:$(grep -o '[0-9]*$' "$folder/council" | head -n 1)
CHROMIUM=$(command -v chromium)
export SIGNPOST EMPTY HOST CHROMIUM BROWSER_MODULES

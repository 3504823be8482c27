# What ./run and ./check share; each sources it at the top of the tree.

# Debian's names for what a build needs, and for what only ./check uses.
build_packages='autoconf automake gcc gettext libc6-dev libcmocka-dev
	libcurl4-openssl-dev libevent-dev libinih-dev libseccomp-dev libsqlite3-dev libstemmer-dev
	libutf8proc-dev libxml2-dev make nettle-dev pkgconf zlib1g-dev'
check_packages='clang curl iproute2 jq mandoc openssl python3'

# The account that root's data folder belongs to: our programs never stay
# root.
other_account=nobody

# A build made under a strict umask would be root's alone.
umask 022

is_root()
{
	[ "$(id -u)" -eq 0 ]
}

# missing_packages NAME...: those of them that are not installed.
missing_packages()
{
	command -v dpkg-query >/dev/null || return 0
	for package in "$@"; do
		state=$(dpkg-query -W -f='${db:Status-Status}' "$package" \
		    2>/dev/null) || state=missing
		[ "$state" = installed ] || echo "$package"
	done
}

# install_packages NAME...: installs what is missing; fails where it cannot.
install_packages()
{
	missing=$(missing_packages "$@")
	[ -n "$missing" ] || return 0
	# Word by word, on one line.
	missing=$(echo $missing)
	if is_root; then
		as_root=env
	elif sudo -n true 2>/dev/null; then
		as_root='sudo -n env'
	elif [ -t 0 ] && command -v sudo >/dev/null; then
		as_root='sudo env'
	else
		echo "missing: $missing" >&2
		echo "as root: apt-get install $missing" >&2
		return 1
	fi
	echo "Installing $missing"
	$as_root DEBIAN_FRONTEND=noninteractive apt-get -q update \
	    </dev/null >/dev/null &&
	$as_root DEBIAN_FRONTEND=noninteractive apt-get -q install -y \
	    --no-install-recommends $missing </dev/null
}

# install_browser_modules FOLDER: what the browser tests need: of Debian Chromium,
# Node.js and a reader of PDFs, and of npm what tests/browser/package.json
# names.
install_browser_modules()
{
	browser_packages='chromium poppler-utils'
	command -v node >/dev/null || browser_packages="$browser_packages nodejs"
	command -v npm >/dev/null || browser_packages="$browser_packages npm"
	install_packages $browser_packages || return 1
	[ ! -d "$1/node_modules/playwright-core" ] || return 0
	echo "Installing playwright-core and axe-core in $1"
	mkdir -p "$1" && cp tests/browser/package*.json "$1/" &&
	(cd "$1" && npm ci --silent --ignore-scripts --no-audit --no-fund \
	    </dev/null)
}

# other_can_read: whether root's other account can use this tree, by whole
# paths as programs find their parts.
other_can_read()
{
	setpriv --reuid="$other_account" --clear-groups --regid=65534 \
	    test -x "$(pwd)/contrib" -a -r "$(pwd)/base/alloc.c" 2>/dev/null
}

# copy_tree FOLDER: this tree, without what was built in it, readable by all.
copy_tree()
{
	mkdir -p "$1" && chmod 755 "$1" &&
	tar -c --exclude=./.git --exclude=./build --exclude=./var . |
	    tar -x -C "$1" --no-same-owner &&
	chmod -R a+rX "$1"
}

# configure_in FOLDER [OPTION...]: makes FOLDER ready for make.
configure_in()
{
	folder=$1
	shift
	[ -x configure ] || autoreconf -i || return 1
	[ -f "$folder/Makefile" ] && return 0
	top=$(pwd)
	mkdir -p "$folder" && (cd "$folder" && "$top/configure" -q "$@")
}

cores()
{
	nproc 2>/dev/null || echo 1
}

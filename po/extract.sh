#!/bin/sh
# Writes all that a visitor can be told, as a template for catalogues (.pot),
# to standard output: messages of templates, labels of the vocabulary, and
# what the sources mark as base/say.h says.  Needs gettext's xgettext.
: "${srcdir:=.}" "${AWK:=awk}"
set -e
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

LC_ALL=C $AWK -v root="$srcdir/" -f "$srcdir/po/extract-templates.awk" \
    "$srcdir"/server/templates/*.html >"$work/templates.c"
LC_ALL=C $AWK -v root="$srcdir/" -f "$srcdir/po/extract-labels.awk" \
    "$srcdir/data/vocabulary/service-types.tsv" \
    "$srcdir/data/vocabulary/eligibility.tsv" \
    "$srcdir/data/vocabulary/bank-holidays.tsv" >"$work/labels.c"

# extract FILE OPTION...: adds to the .pot
extract()
{
	list=$1
	shift
	xgettext --from-code=UTF-8 --language=C --add-comments=Translators: \
	    --package-name=signpost --sort-by-file --join-existing \
	    --keyword --no-wrap "$@" -o "$work/all.pot" --files-from="$list"
}

: >"$work/all.pot"
(cd "$srcdir" && ls base/*.[ch] schema/*.[ch] search/*.[ch] server/*.[ch]) \
    >"$work/sources"
extract "$work/sources" --directory="$srcdir" --keyword=_ --keyword=N_ \
    --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=say_plural:2,3 \
    --keyword=words_count:3,4
echo templates.c >"$work/list"
# A "%" there is no format of C's.
extract "$work/list" --directory="$work" --keyword=t:1 --flag=t:1:no-c-format
echo labels.c >"$work/list"
extract "$work/list" --directory="$work" --keyword=v:1c,2 --flag=v:2:no-c-format
# The day on which it was made is no difference.
grep -v '^"POT-Creation-Date' "$work/all.pot"

# Writes the labels of the vocabulary, which are data, as C for xgettext:
# those of service types, with their descriptions, and of who a listing is
# for.  They have a context, for they are short.

BEGIN { FS = "\t" }

# What stands in brackets is shown without them.
function label(text)
{
	if (text ~ /^\(.*\)$/)
		text = substr(text, 2, length(text) - 2)
	gsub(/[\\"]/, "\\\\&", text)
	return text == "" || text == "-" ? "" : " v(\"vocabulary\", \"" text "\");"
}

FNR == 1 { printf "#line 1 \"%s\"\n", substr(FILENAME, length(root) + 1) }
/^#/ || NF < 3 { print ""; next }
FILENAME ~ /service-types/ { print label($3) label($5); next }
FILENAME ~ /holidays/ { print label($3); next }
{ print label($3) }

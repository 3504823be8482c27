# Says what is wrong in a catalogue, as "msgcat --no-wrap" writes it:
# - a text that is not translated, or marked as doubtful;
# - one that is the English without the comment "# same in English";
# - one with other tags, values or numbers in it than the English.

function finish(    i)
{
	if (id != "" && !obsolete)
		for (i = 0; i <= last; i++)
			look(id, i == 0 || plural == "" ? id : plural, said[i])
	id = plural = ""
	same = fuzzy = obsolete = 0
	last = -1
	split("", said)
	part = ""
}

function wrong(what, text)
{
	print "line " NR ": " what ": " text
}

# All that stands in "<...>" and "{{...}}", in one order.
function marks(text,    found, list, n, i, j, swap, out)
{
	while (match(text, /<[^>]*>|\{\{[^}]*\}\}/)) {
		list[++n] = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
	}
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
			swap = list[j]
			list[j] = list[j - 1]
			list[j - 1] = swap
		}
	for (i = 1; i <= n; i++)
		out = out list[i] "\n"
	return out
}

function look(id, english, text)
{
	if (text == "")
		return wrong("not translated", id)
	if (fuzzy)
		return wrong("doubtful", id)
	if (text == english && !same)
		return wrong("as in English, and not said to be so", id)
	if (text != english && same)
		return wrong("said to be as in English, and is not", id)
	if (marks(text) != marks(english))
		wrong("other tags or values", id)
	if (index(text, "\"") && !index(english, "\""))
		wrong("a plain quotation mark, which may end an attribute", id)
}

# The text of a line in quotes.
function quoted(line)
{
	sub(/^[^"]*"/, "", line)
	sub(/"$/, "", line)
	gsub(/\\"/, "\"", line)
	return line
}

BEGIN { last = -1 }
/^$/ { finish(); next }
/^# same in English$/ { same = 1; next }
/^#,.*fuzzy/ { fuzzy = 1; next }
/^#~/ { obsolete = 1; next }
/^#/ { next }
/^msgctxt / { part = ""; next }
/^msgid_plural / { part = "plural"; plural = quoted($0); next }
/^msgid / { part = "id"; id = quoted($0); next }
/^msgstr\[/ {
	part = "said"
	last = substr($0, 8, index($0, "]") - 8) + 0
	said[last] = quoted($0)
	next
}
/^msgstr / { part = "said"; last = 0; said[0] = quoted($0); next }
/^"/ {
	if (part == "id")
		id = id quoted($0)
	else if (part == "plural")
		plural = plural quoted($0)
	else if (part == "said")
		said[last] = said[last] quoted($0)
}
END { finish() }

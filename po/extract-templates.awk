# Writes the messages of templates, {{_}}...{{/_}}, as C for xgettext.

FNR == 1 { printf "#line 1 \"%s\"\n", substr(FILENAME, length(root) + 1) }

{
	line = $0
	code = ""
	while ((at = index(line, "{{_}}")) > 0) {
		line = substr(line, at + 5)
		end = index(line, "{{/_}}")
		if (end == 0) {
			print FILENAME ":" FNR ": a message ends on its line" \
			    > "/dev/stderr"
			exit 1
		}
		message = substr(line, 1, end - 1)
		line = substr(line, end + 6)
		gsub(/[\\"]/, "\\\\&", message)
		code = code " t(\"" message "\");"
	}
	print code
}

# Turns one .trx file into lines of tab-separated fields; tests/summary makes sense of them.
#   passed  SECONDS  NAME
#   failed  SECONDS  NAME  MESSAGE
#   skipped SECONDS  NAME  REASON
#   abort   PROJECT  TEXT       the run ended before its tests did, or the file is damaged
#   end     PROJECT  NUMBER OF RESULTS
# Usage: awk -v project=NAME -f trx.awk FILE. Plain POSIX awk: users of a clone have no other parser for certain.

# XML never holds a bare '<' inside a text or an attribute, so a record is one tag with the text that follows it.
BEGIN { RS = "<" }

{
  close_at = tag_end($0)
  tag = substr($0, 1, close_at - 1)
  text = substr($0, close_at + 1)
  element = tag
  sub(/[ \t\r\n\/].*/, "", element)
  if (substr(tag, 1, 1) == "/")
    element = "/" substr(tag, 2)
  sub(/[ \t\r\n]+$/, "", element)
}

element == "UnitTestResult" {
  inside = 1
  outcome = attribute(tag, "outcome")
  name = attribute(tag, "testName")
  seconds = in_seconds(attribute(tag, "duration"))
  message = ""
  if (tag ~ /\/$/)
    finish()
}

element == "Message" && inside && message == "" { message = plain(text) }

element == "/UnitTestResult" { finish() }

element == "ResultSummary" { summary = attribute(tag, "outcome") }

element == "RunInfo" { info = attribute(tag, "outcome") }

# The runner also notes every failed test there; those have results of their own.
element == "Text" && info == "Error" && text !~ /\[FAIL\]/ { abort(plain(text)) }

element == "/TestRun" { complete = 1 }

END {
  if (!complete)
    abort("the results end in the middle of the file")
  else if (summary == "Failed" && !count["failed"] && !aborts)
    abort("the run failed, but none of its tests did")
  print "end\t" project "\t" count["passed"] + count["failed"] + count["skipped"]
}

function finish() {
  inside = 0
  kind = outcome == "Passed" ? "passed" : outcome == "NotExecuted" ? "skipped" : "failed"
  if (kind == "failed" && message == "")
    message = outcome
  count[kind]++
  print kind "\t" seconds "\t" name "\t" message
}

function abort(text) {
  aborts++
  print "abort\t" project "\t" text
}

# Position of the '>' that ends the tag; one inside quotes does not.
function tag_end(record,    at, rest) {
  at = 0
  rest = record
  while (match(rest, /^[^>"']*("[^"]*"|'[^']*')/)) {
    at += RLENGTH
    rest = substr(rest, RLENGTH + 1)
  }
  return at + (index(rest, ">") ? index(rest, ">") : length(rest) + 1)
}

function attribute(tag, wanted,    rest, found, key) {
  rest = tag
  while (match(rest, /[A-Za-z_:][A-Za-z0-9_:.-]*[ \t\r\n]*=[ \t\r\n]*("[^"]*"|'[^']*')/)) {
    found = substr(rest, RSTART, RLENGTH)
    rest = substr(rest, RSTART + RLENGTH)
    key = found
    sub(/[ \t\r\n]*=.*/, "", key)
    if (key == wanted) {
      sub(/^[^=]*=[ \t\r\n]*/, "", found)
      return plain(substr(found, 2, length(found) - 2))
    }
  }
  return ""
}

# Text as a reader writes it, on one line.
function plain(text) {
  gsub(/&#([xX]0*[9aAdD]|0*(9|10|13));/, " ", text)
  gsub(/&lt;/, "<", text)
  gsub(/&gt;/, ">", text)
  gsub(/&quot;/, "\"", text)
  gsub(/&apos;/, "'", text)
  gsub(/&amp;/, "\\&", text)
  gsub(/[ \t\r\n]+/, " ", text)
  sub(/^ /, "", text)
  sub(/ $/, "", text)
  return text
}

# [days.]hours:minutes:seconds
function in_seconds(duration,    part, day) {
  if (split(duration, part, ":") != 3)
    return "0.00"
  if (split(part[1], day, ".") == 2)
    part[1] = day[1] * 24 + day[2]
  return sprintf("%.2f", part[1] * 3600 + part[2] * 60 + part[3])
}

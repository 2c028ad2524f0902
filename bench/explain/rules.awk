# SPDX-License-Identifier: MIT
# Twenty rules and what they are tried on, from rules.tsv, for each engine in its own words.
#   awk -v what=ruleset|client|therapists|clips|facts|zen -v count=N -f rules.awk rules.tsv
# rules.tsv: kind, field of the therapist, field of the client, value of the client's. A kind: "most" (at most the
# client's number), "least", "is" (the same word), "has" (the list has it), "yes" (it is true). Each is worth 5 points;
# half of them where the therapist says nothing.
BEGIN { FS = "\t"; half = 2500000; full = 5000000 }
/^#/ { next }
{ kind[++n] = $1; field[n] = $2; of_client[n] = $3; value[n] = $4 }

function attune_condition(i,    t, c) {
    t = "therapist." field[i]; c = "client." of_client[i]
    if (kind[i] == "most") return t " &lt;= " c
    if (kind[i] == "least") return t " >= " c
    if (kind[i] == "is") return t " = " c
    if (kind[i] == "has") return "list contains(" t ", " c ")"
    return t
}
function declare(name, k, list,    type) {
    type = k == "most" || k == "least" ? "number" : k == "yes" ? "boolean" : "string"
    printf "    <field name=\"%s\" type=\"%s\"%s/>\n", name, type, list ? " list=\"true\"" : ""
}
function ruleset(    i) {
    print "<!-- attune: allow no-examples: what must come out is what the other engines come to -->"
    print "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"twenty\" version=\"1.0.0\">\n  <title>Twenty rules</title>\n  <client>"
    for (i = 1; i <= n; i++) if (kind[i] != "yes") declare(of_client[i], kind[i], 0)
    print "  </client>\n  <therapist>"
    for (i = 1; i <= n; i++) declare(field[i], kind[i], kind[i] == "has")
    print "  </therapist>\n  <factor id=\"fit\" weight=\"100\">\n    <title>Fit</title>"
    for (i = 1; i <= n; i++) {
        printf "    <criterion id=\"%s\" points=\"5\" when=\"%s\">\n", field[i], attune_condition(i)
        printf "      <title>%s</title><met>They say {therapist.%s}.</met><unmet>They say {therapist.%s}%s.</unmet>\n", field[i], field[i], field[i], kind[i] == "yes" ? "" : ", you say {client." of_client[i] "}"
        printf "      <unknown>They say nothing of it.</unknown><ask>What of %s?</ask>\n    </criterion>\n", field[i]
    }
    print "  </factor>\n</ruleset>"
}
function client(    i) {
    print "<client xmlns=\"urn:attune:profile:1\" id=\"c\">"
    for (i = 1; i <= n; i++) if (kind[i] != "yes") printf "  <%s>%s</%s>\n", of_client[i], value[i], of_client[i]
    print "</client>"
}
# One in eight says nothing of a field.
function said(i,    r) {
    if (rand() < 0.125) return ""
    r = rand()
    if (kind[i] == "most" || kind[i] == "least") return int(value[i] * (0.5 + r))
    if (kind[i] == "yes") return r < 0.5 ? "true" : "false"
    if (kind[i] == "is") return r < 0.4 ? value[i] : "other"
    return (r < 0.5 ? "one two " value[i] : "one two three")
}
function therapists(    t, i, s, line, parts, k, m) {
    srand(20)
    for (t = 1; t <= count; t++) {
        line = "{\"id\": \"t" t "\""
        for (i = 1; i <= n; i++) {
            s = said(i)
            if (s == "") continue
            if (kind[i] == "is") s = "\"" s "\""
            if (kind[i] == "has") { gsub(/ /, "\", \"", s); s = "[\"" s "\"]" }
            line = line ", \"" field[i] "\": " s
        }
        print line "}"
    }
}
function facts(    t, i, s) {
    srand(20)
    for (t = 1; t <= count; t++) {
        printf "(therapist (id t%d)", t
        for (i = 1; i <= n; i++) { s = said(i); printf " (%s %s)", field[i], s == "" ? "nil" : s }
        print ")"
    }
}
function clips_test(i) {
    if (kind[i] == "most") return "?has&~nil&:(<= ?has ?wanted)"
    if (kind[i] == "least") return "?has&~nil&:(>= ?has ?wanted)"
    if (kind[i] == "is") return "?wanted"
    if (kind[i] == "has") return "$? ?wanted $?"
    return "true"
}
function clips(    i) {
    print "(defglobal ?*score* = 0)\n(deftemplate therapist (slot id)"
    for (i = 1; i <= n; i++) printf "  (%s %s)\n", kind[i] == "has" ? "multislot" : "slot", field[i]
    print ")\n(deftemplate client"
    for (i = 1; i <= n; i++) if (kind[i] != "yes") printf "  (slot %s)\n", of_client[i]
    print ")\n(deffacts the-client (client"
    for (i = 1; i <= n; i++) if (kind[i] != "yes") printf "  (%s %s)\n", of_client[i], value[i]
    print "))"
    for (i = 1; i <= n; i++) {
        printf "(defrule %s %s(therapist (%s %s)) => (bind ?*score* (+ ?*score* %d)))\n", field[i], kind[i] == "yes" ? "" : "(client (" of_client[i] " ?wanted)) ", field[i], clips_test(i), full
        printf "(defrule %s-unknown (therapist (%s nil)) => (bind ?*score* (+ ?*score* %d)))\n", field[i], field[i], half
    }
}
function zen_condition(i) {
    if (kind[i] == "most") return field[i] " <= " value[i]
    if (kind[i] == "least") return field[i] " >= " value[i]
    if (kind[i] == "is") return field[i] " == \"" value[i] "\""
    if (kind[i] == "has") return "\"" value[i] "\" in " field[i]
    return field[i]
}
function zen(    i) {
    for (i = 1; i <= n; i++)
        printf "%s\t%s == null ? %d : %s ? %d : 0\n", field[i], field[i], half, zen_condition(i), full
}
END {
    if (what == "ruleset") ruleset()
    else if (what == "client") client()
    else if (what == "therapists") therapists()
    else if (what == "facts") facts()
    else if (what == "clips") clips()
    else if (what == "zen") zen()
}

# SPDX-License-Identifier: MIT
# A large rule set to time "attune check" on: 5,000 criteria in 50 factors and 2,000 patterns in 400 signals
# (-v criteria=N -v patterns=N for others), of the kinds that rule sets have. The same one each time.
function pick(n) { seed = (seed * 16807) % 2147483647; return int(seed / 7) % n }
function word() { return words[pick(word_count) + 1] }
function pattern(i) {
    if (i % 5 < 3)
        return "    <phrase>" word() " " word() " " word() " " i "</phrase>"
    if (i % 5 == 3)
        return "    <pattern>\\b(?:" word() "|" word() ") (?:your|their|the) (?:own |big )*" word() "s?\\b " i "</pattern>"
    return "    <pattern>\\b" word() "(?:ing|s)?\\b[^.!?;]{0,40}\\b(?:" word() "|" word() "|" word() ")\\b " i "</pattern>"
}
function condition(i, kind) {
    kind = i % 8
    a = pick(20); b = pick(20)
    if (kind == 0) return "when=\"list contains(therapist.list" a ", 'term" i % 200 "') or therapist.number" b " = " i "\""
    if (kind == 1) return "when=\"therapist.number" a " &lt;= client.number" b " or therapist.number" a " = " i "\""
    if (kind == 2) return "when=\"signals.signal" i % signals " or therapist.number" a " = " i "\""
    if (kind == 3) return "value=\"if therapist.list" a " = null then null else count(client.list" b "[list contains(therapist.list" a ", item)]) / max(" 1 + i ", count(client.list" b "))\""
    if (kind == 4) return "value=\"if client.choice" a " = null or therapist.choice" b " = null then null else if client.choice" a " = therapist.choice" b " then 1 else 0." (1 + i) "\""
    if (kind == 5) return "when=\"client.number" a " in [" pick(30) ".." (30 + i) "] and therapist.flag" b " = true\""
    if (kind == 6) return "value=\"if signals.signal" pick(signals) " = true then 1 else if therapist.flag" a " = true then 0.7" i " else null\""
    return "when=\"therapist.number" a " > " i " and shared" b "\""
}
BEGIN {
    if (!criteria) criteria = 5000
    if (!patterns) patterns = 2000
    signals = int(patterns / 5); factors = 50; seed = 4711
    word_count = split("goal plan skill work stress sleep talk listen trust grow change learn teach build move work" \
        " family partner child school money body mind anger fear grief loss hope calm focus energy time", words, " ")
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"large\" version=\"1.0.0\">"
    print "  <vocabulary name=\"topic\">"
    for (i = 0; i < 200; i++) print "    <term id=\"term" i "\"/>"
    print "  </vocabulary>"
    split("client therapist", sides, " ")
    for (s = 1; s <= 2; s++) {
        print "  <" sides[s] ">"
        for (i = 0; i < 20; i++) {
            print "    <field name=\"number" i "\" type=\"number\" min=\"0\"/>\n    <field name=\"flag" i "\" type=\"boolean\"/>"
            print "    <field name=\"list" i "\" type=\"topic\" list=\"true\"/>"
            print "    <field name=\"choice" i "\" type=\"choice\"><option id=\"low\"/><option id=\"middle\"/><option id=\"high\"/></field>"
        }
        if (s == 2) print "    <field name=\"statement\" type=\"text\"/>"
        print "  </" sides[s] ">"
    }
    for (i = 0; i < signals; i++) {
        print "  <signal name=\"signal" i "\" in=\"therapist.statement\">"
        for (p = 0; p < 5; p++) print pattern(i * 5 + p)
        print "  </signal>"
    }
    for (i = 0; i < 20; i++) print "  <let name=\"shared" i "\" value=\"some t in client.list" i " satisfies list contains(therapist.list" i ", t)\"/>"
    for (f = 0; f < factors; f++) {
        print "  <factor id=\"factor" f "\" weight=\"" (1 + f % 7) "\">"
        for (i = f; i < criteria; i += factors) {
            text = condition(i); gsub(/'/, "\\&quot;", text)
            applies = i % 3 ? "" : " applies=\"client.flag" pick(20) " = true and client.number" pick(20) " > " pick(50) "\""
            print "    <criterion id=\"criterion" i "\" points=\"" (1 + i % 9) "\" " text applies ">"
            print "      <met>It fits{if client.flag" pick(20) " = true then \" well\" else \"\"}.</met>\n      <ask>How about that?</ask>\n    </criterion>"
        }
        print "  </factor>"
    }
    print "</ruleset>"
}

// SPDX-License-Identifier: MIT
// The list behind words.h: the words as they stand in the renderers, then in German. Of markup, one run of
// text between two tags is one entry. A test keeps it in step with the renderers.
#ifndef ATTUNE_RENDER_WORDS_DEF_H
#define ATTUNE_RENDER_WORDS_DEF_H

// clang-format off
#define FRAME_WORDS(X) \
    /* heads */ \
    X("%.*s %.*s, for %.*s on %.*s", "%.*s %.*s, für %.*s am %.*s") \
    X("%.*s %.*s, on %.*s", "%.*s %.*s, am %.*s") \
    X("Quotes and what the client said are left out; figures, outcomes and the titles of rules stay.", "Zitate und eigene Angaben sind ausgelassen; Zahlen, Ergebnisse und die Titel der Regeln bleiben.") \
    X("Ranking", "Rangfolge") \
    X("%zu therapists compared", "%zu Personen im Vergleich") \
    X("Ranking for %.*s", "Rangfolge für %.*s") \
    X("%.*s, for %.*s", "%.*s, für %.*s") \
    X("%zu therapists compared, for %.*s", "%zu Personen im Vergleich, für %.*s") \
    X("By “%t”, version %t, on", "Nach „%t“, Version %t, am") \
    X("Before anything else", "Vor allem anderen") \
    X("For you", "Für Sie") \
    X("Skip to the %s", "Weiter zu: %s") \
    X("ranking", "Rangfolge") \
    X("score", "Punktzahl") \
    X("Skip to the comparison", "Weiter zum Vergleich") \
    X("%u %m left out because of errors in the file; the warnings of the run say which, and why.", "%u %m wegen Fehlern in der Datei ausgelassen; die Warnungen des Laufs sagen, welche und warum.") \
    X("profile was", "Profil wurde") \
    X("profiles were", "Profile wurden") \
    X("\n%zu profile%s left out because of errors; the warnings say which and why.", "\n%zu Profil%s wegen Fehlern ausgelassen; die Warnungen sagen, welche und warum.") \
    X(" was", " wurde") \
    X("s were", "e wurden") \
    X("Advice", "Hinweise") \
    /* what counts */ \
    X("What counts for you, of 100 points", "Was für Sie zählt, von 100 Punkten") \
    X("because: ", "Grund: ") \
    X("Because: %t", "Grund: %t") \
    X("Weighed for you, because:", "Für Sie so gewichtet, denn:") \
    X("Points of each factor", "Punkte jedes Teils") \
    X("Points", "Punkte") \
    X("What", "Was") \
    X("Drawing", "Zeichnung") \
    X("What you did not say, and what would make this sharper", "Was Sie nicht gesagt haben und was das Bild schärfer machen würde") \
    /* a place */ \
    X("Place", "Platz") \
    X("Score", "Punktzahl") \
    X("Range", "Spanne") \
    X("Therapist", "Therapeutin oder Therapeut") \
    X("Therapists", "Personen") \
    X("of 100", "von 100") \
    X("Score, of 100", "Punktzahl, von 100") \
    X("Place %zu of %zu.", "Platz %zu von %zu.") \
    X("Place %u of %u,", "Platz %u von %u,") \
    X("%zu of %zu", "%zu von %zu") \
    X("%u of %u", "%u von %u") \
    X("%s of %s", "%s von %s") \
    X("%t of %t", "%t von %t") \
    X("%t to %t", "%t bis %t") \
    X("%s to %s", "%s bis %s") \
    X("%u to %u", "%u bis %u") \
    X("Score %s, range %s. Known: %s of 100 points.", "Punktzahl %s, Spanne %s. Bekannt: %s von 100 Punkten.") \
    X("    %.*s  range %s, %s of 100 known", "    %.*s  Spanne %s, %s von 100 bekannt") \
    X("score %t, range %t to %t", "Punktzahl %t, Spanne %t bis %t") \
    X("Range %t to %t, as %t of the 100 points rest on what is known.%m", "Spanne %t bis %t, denn %t der 100 Punkte beruhen auf Bekanntem.%m") \
    X("Little is known: this place is a guess.", "Wenig ist bekannt: Dieser Platz ist geraten.") \
    X("The first %.*s of %.*s", "Die ersten %.*s von %.*s") \
    X("The first %t of %t", "Die ersten %t von %t") \
    X("Ranked: %.*s", "In der Rangfolge: %.*s") \
    X("Ranked: %t", "In der Rangfolge: %t") \
    X("Nobody can be ranked: see who was excluded, and why.", "Niemand kommt in die Rangfolge: Sehen Sie, wer ausgeschlossen wurde und warum.") \
    X("The mark is the score; the line shows where it could come to lie once what is not known is known, from 0 to 100.", "Die Marke ist die Punktzahl; die Linie zeigt, wo sie liegen könnte, sobald bekannt ist, was noch fehlt, von 0 bis 100.") \
    X("and %t more; attune rank --format csv lists them all", "und %t weitere; attune rank --format csv nennt alle") \
    X("The first %u are shown with their reasons; attune explain shows any one whole.", "Die ersten %u stehen hier mit ihren Gründen; attune explain zeigt jede Person ganz.") \
    X("certain", "sicher") \
    X("not known, counted in part", "nicht bekannt, zum Teil gezählt") \
    X("possible", "möglich") \
    X("lost", "verloren") \
    X("█ certain, ▓ counted in the score, ░ possible; where nothing is known, half counts. Figures are rounded. attune explain -t ID shows one therapist whole.", "█ sicher, ▓ in der Punktzahl mitgezählt, ░ möglich; wo nichts bekannt ist, zählt die Hälfte. Die Zahlen sind gerundet. attune explain -t ID zeigt eine Person ganz.") \
    X("close call", "knapp") \
    X("close call: ", "knapp: ") \
    X("    clear of the next", "    klarer Abstand zum nächsten Platz") \
    X("    clear of the next, as far as is known", "    klarer Abstand zum nächsten Platz, soweit bekannt") \
    X("Clear of the next.", "Klarer Abstand zum nächsten Platz.") \
    X("Clear of the next, as far as is known.", "Klarer Abstand zum nächsten Platz, soweit bekannt.") \
    X("%.*s would stand above if “%.*s” counted %s of 100 points, not %s.", "%.*s stünde davor, wenn „%.*s“ %s von 100 Punkten zählte und nicht %s.") \
    X("%t would stand above if “%t” counted %t of 100 points, not %t.", "%t stünde davor, wenn „%t“ %t von 100 Punkten zählte und nicht %t.") \
    X("not confirmed: ", "nicht bestätigt: ") \
    X("What speaks for it", "Was dafür spricht") \
    X("Points won, factor by factor", "Gewonnene Punkte, Teil für Teil") \
    X("Rule by rule", "Regel für Regel") \
    /* outcomes */ \
    X("met      ", "erfüllt        ") \
    X("partly   ", "zum Teil       ") \
    X("not met  ", "nicht erfüllt  ") \
    X("unknown  ", "nicht bekannt  ") \
    X("error    ", "Fehler         ") \
    X("yes ", "ja   ") \
    X("no  ", "nein ") \
    X("?   ", "?    ") \
    X("met", "erfüllt") \
    X("partly met", "zum Teil erfüllt") \
    X("in part", "zum Teil") \
    X("not met", "nicht erfüllt") \
    X("not known", "nicht bekannt") \
    X("does not apply", "gilt nicht") \
    X("error", "Fehler") \
    X("not known: ", "nicht bekannt: ") \
    X("Not known:", "Nicht bekannt:") \
    X("Not known: %.*s", "Nicht bekannt: %.*s") \
    X("%.*s (not known)", "%.*s (nicht bekannt)") \
    X("a meeting of the two of you", "ein Treffen von Ihnen beiden") \
    X("At best the score is %s, at worst %s.", "Im besten Fall wird die Punktzahl %s, im schlechtesten %s.") \
    X("Once it is known, the score is %t at best and %t at worst.", "Sobald es bekannt ist, wird die Punktzahl im besten Fall %t, im schlechtesten %t.") \
    X("%.*s: %s of %s points", "%.*s: %s von %s Punkten") \
    X("%t of %t points", "%t von %t Punkten") \
    X("In part: %.*s", "Zum Teil: %.*s") \
    X("Ceiling: %.*s", "Obergrenze: %.*s") \
    X("counts: ", "zählt: ") \
    X("does not count: ", "zählt nicht: ") \
    X("“%.*s”", "„%.*s“") \
    X("“", "„") \
    X("”", "“") \
    X("Counts", "Zählt") \
    X("Does not count", "Zählt nicht") \
    /* what decided (explain/because.h) */ \
    X("; and %zu more", "; und %zu weitere") \
    X(", or ", ", oder ") \
    X(" with ", " mit ") \
    X(" without ", " ohne ") \
    X(" one of ", " eines von ") \
    X(" none of ", " keines von ") \
    X(" too", " dazu") \
    X(" = yes", " = ja") \
    X(" = no", " = nein") \
    X(" (which leaves it open)", " (was es offen lässt)") \
    X(" in all", " insgesamt") \
    X("not", "nicht") \
    X("less than", "weniger als") \
    X("at most", "höchstens") \
    X("more than", "mehr als") \
    X("at least", "mindestens") \
    X("before", "vor") \
    X("on or before", "spätestens am") \
    X("after", "nach") \
    X("on or after", "frühestens am") \
    X("an entry", "ein Eintrag") \
    X("entry", "Eintrag") \
    X("entries", "Einträge") \
    X("days", "Tage") \
    X("too much", "zu viel") \
    X("too little", "zu wenig") \
    X("too long", "zu lang") \
    X("too short", "zu kurz") \
    X("too late", "zu spät") \
    X("too early", "zu früh") \
    /* losses */ \
    X("Where points were lost", "Wo Punkte verloren gingen") \
    X("Where points were lost, largest first", "Wo Punkte verloren gingen, die meisten zuerst") \
    X("Where points were lost, largest first, causes ahead of what follows from them", "Wo Punkte verloren gingen, die meisten zuerst, Ursachen vor dem, was daraus folgt") \
    X("likely follows from ", "folgt wahrscheinlich aus ") \
    X("Likely follows from %t.", "Folgt wahrscheinlich aus %t.") \
    X(" and ", " und ") \
    X("and %u more of less weight", "und %u weitere von geringerem Gewicht") \
    /* what must hold */ \
    X("What must hold", "Was erfüllt sein muss") \
    X("%u of %u confirmed", "%u von %u bestätigt") \
    X(", %u not known", ", %u nicht bekannt") \
    X("excluded", "ausgeschlossen") \
    X("Excluded: a condition that must hold does not.", "Ausgeschlossen: Eine notwendige Bedingung ist nicht erfüllt.") \
    X("Excluded:", "Ausgeschlossen:") \
    X("a condition that must hold does not.", "Eine notwendige Bedingung ist nicht erfüllt.") \
    X("Excluded: %.*s", "Ausgeschlossen: %.*s") \
    X("Excluded: %t", "Ausgeschlossen: %t") \
    X("Who, and why", "Wer und warum") \
    X("  and %.*s more; attune explain -t ID shows each", "  und %.*s weitere; attune explain -t ID zeigt sie einzeln") \
    X("and %t more; attune explain -t ID shows each", "und %t weitere; attune explain -t ID zeigt sie einzeln") \
    X("Why excluded, and what would have to hold", "Warum ausgeschlossen, und was erfüllt sein müsste") \
    X("instead: ", "stattdessen: ") \
    X("Would have to hold: %t", "Müsste gelten: %t") \
    X("%.*s is excluded: %.*s", "%.*s ist ausgeschlossen: %.*s") \
    X("%t is excluded:", "%t ist ausgeschlossen:") \
    X("fail “%.*s”, %.*s of them nothing else", "scheitern an „%.*s“, %.*s davon nur daran") \
    X("How many fail each condition. In full colour, and “alone”: those who meet all the others.", "Wie viele an jeder Bedingung scheitern. In voller Farbe und „nur daran“: die, die alle anderen erfüllen.") \
    X("%t alone", "%t nur daran") \
    /* red flags */ \
    X("Red flags", "Warnzeichen") \
    X("Red flags not ruled out", "Nicht ausgeschlossene Warnzeichen") \
    X("Red flag", "Warnzeichen") \
    X("Red flag: ", "Warnzeichen: ") \
    X("red flag", "Warnzeichen") \
    X("not ruled out", "nicht ausgeschlossen") \
    X("Not ruled out: %.*s", "Nicht ausgeschlossen: %.*s") \
    X("If it held, the score would be %s.", "Träfe es zu, wäre die Punktzahl %s.") \
    X("If it held, the score would be %t.", "Träfe es zu, wäre die Punktzahl %t.") \
    X("The score can be at most %s.", "Die Punktzahl kann höchstens %s sein.") \
    X("The score can be at most %t.", "Die Punktzahl kann höchstens %t sein.") \
    X("Another flag of its group takes the points off already.", "Ein anderes Warnzeichen seiner Gruppe zieht die Punkte schon ab.") \
    X("ceiling", "Obergrenze") \
    X(", ceiling", ", Obergrenze") \
    X("Ceiling", "Obergrenze") \
    X("Ceiling: ", "Obergrenze: ") \
    /* the sum */ \
    X("How the score adds up", "Wie sich die Punktzahl ergibt") \
    X("Points won", "Gewonnene Punkte") \
    X("Taken off by red flags", "Abzug durch Warnzeichen") \
    X("Cut by the ceiling", "Von der Obergrenze gekappt") \
    X("Cut by a ceiling", "Von einer Obergrenze gekappt") \
    X("A score is never below 0", "Eine Punktzahl ist nie unter 0") \
    X("\nFigures are rounded to one digit; --format json has them exactly.", "\nDie Zahlen sind auf eine Stelle gerundet; genau stehen sie in --format json.") \
    /* questions */ \
    X("What to ask next, and what the answer would do", "Was als Nächstes zu fragen ist und was die Antwort bewirken würde") \
    X("What to ask about the exclusion", "Was zum Ausschluss zu fragen ist") \
    X("Known already, and still worth a word in a call", "Schon bekannt, aber im Gespräch ein Wort wert") \
    X("Known already, and still worth a word:", "Schon bekannt, aber ein Wort wert:") \
    X("Not asked above, and the score with each answer", "Oben nicht gefragt, und die Punktzahl mit jeder Antwort") \
    X("The score, were this known.", "Die Punktzahl, wäre dies bekannt.") \
    X("Question", "Frage") \
    X("Answer", "Antwort") \
    X("Questions to take to the first call", "Fragen für das erste Gespräch") \
    X("Most hangs on the first of each list. The boxes are for ticking on paper.", "An der ersten Frage jeder Liste hängt am meisten. Die Kästchen sind zum Ankreuzen auf Papier.") \
    X("What to ask %t", "Was Sie %t fragen können") \
    X("What to ask", "Fragen an") \
    X("About:", "Es geht um:") \
    X("About: %t", "Es geht um: %t") \
    X("would be excluded", "würde ausgeschlossen") \
    X("rises to", "steigt auf") \
    X("falls to", "fällt auf") \
    X("stays", "bleibt auf") \
    X("a good answer", "eine gute Antwort") \
    X("a bad answer", "eine schlechte Antwort") \
    X("yes", "ja") \
    X("no", "nein") \
    X("if ", "wenn ") \
    X(" or ", " oder ") \
    /* a target */ \
    X("What would lift the score to %s", "Was die Punktzahl auf %s heben würde") \
    X("What would lift the score to %t", "Was die Punktzahl auf %t heben würde") \
    X("What would lift the score past that of %.*s, %s", "Was die Punktzahl über die von %.*s heben würde, %s") \
    X("What would lift the score past that of %t, %t", "Was die Punktzahl über die von %t heben würde, %t") \
    X("No score ends the exclusion: what must hold has to hold first.", "Keine Punktzahl hebt den Ausschluss auf: Zuerst muss erfüllt sein, was erfüllt sein muss.") \
    X("It is there already.", "Das ist schon erreicht.") \
    X("Out of reach: at most %s, whatever is answered or changes.", "Außer Reichweite: höchstens %s, was auch immer geantwortet wird oder sich ändert.") \
    X("Out of reach: at most %t, whatever is answered or changes.", "Außer Reichweite: höchstens %t, was auch immer geantwortet wird oder sich ändert.") \
    X("Answers alone can lift it to %s at most.", "Antworten allein können sie auf höchstens %s heben.") \
    X("Answers alone can lift it to %t at most.", "Antworten allein können sie auf höchstens %t heben.") \
    X("The smallest way there", "Der kürzeste Weg dorthin") \
    X("By answers alone", "Mit Antworten allein") \
    X("%s: %zu change%s, none smaller.", "%s: %zu Änderung%s, weniger reichen nicht.") \
    X("%s: %u %s, none smaller", "%s: %u %s, weniger reichen nicht") \
    X("s", "en") \
    X("change", "Änderung") \
    X("changes", "Änderungen") \
    X("With these the score would be", "Damit wäre die Punktzahl") \
    X("%s the score would be", "%s wäre die Punktzahl") \
    X("With these", "Damit") \
    X("Or, and", "Oder; dann") \
    X("or: ", "oder: ") \
    X("  %s of %zu", "  %s von je %zu") \
    X("and other sets", "und andere Möglichkeiten") \
    X("They are too many to list: sets", "Es sind zu viele, um sie zu nennen: Möglichkeiten") \
    X("There are more sets of this size.", "Es gibt weitere Möglichkeiten dieser Größe.") \
    X("ask", "fragen") \
    X("ask: ", "fragen: ") \
    X("different: ", "anders: ") \
    X("would have to be different", "müsste anders sein") \
    X("cannot change", "kann sich nicht ändern") \
    X("Now: ", "Jetzt: ") \
    X("No longer: ", "Nicht mehr: ") \
    X("no longer: %.*s", "nicht mehr: %.*s") \
    X("What cannot change, because it has happened", "Was sich nicht ändern kann, weil es geschehen ist") \
    X("What cannot change, because it has happened:", "Was sich nicht ändern kann, weil es geschehen ist:") \
    /* a comparison */ \
    X("Side by side", "Nebeneinander") \
    X("Of 100 points", "Von 100 Punkten") \
    X("%.*s, of %s", "%.*s, von %s") \
    X("%.*s, of %.*s", "%.*s, von %.*s") \
    X("Points won, of the 100 that the factors share for you.", "Gewonnene Punkte, von den 100, die sich die Teile für Sie teilen.") \
    X("%.*s above %.*s: %s points", "%.*s vor %.*s: %s Punkte") \
    X("%t above %t: %t points", "%t vor %t: %t Punkte") \
    X("For and against %.*s, largest first", "Für und gegen %.*s, das Größte zuerst") \
    X("both, by different amounts", "beide, verschieden stark") \
    X("Both, by different amounts", "Beide, verschieden stark") \
    X("together, the difference of the scores", "zusammen der Unterschied der Punktzahlen") \
    X("Together, the difference of the scores", "Zusammen der Unterschied der Punktzahlen") \
    X("The low end of the range decides.", "Das untere Ende der Spanne entscheidet.") \
    X("The high end of the range decides.", "Das obere Ende der Spanne entscheidet.") \
    X("Scores and ranges are equal: it decides of whom more is known.", "Punktzahlen und Spannen sind gleich: Es entscheidet, über wen mehr bekannt ist.") \
    X("Who is excluded stands behind everyone else, whatever the score.", "Wer ausgeschlossen ist, steht hinter allen anderen, gleich mit welcher Punktzahl.") \
    X("Nothing tells them apart: the order is that of their ids.", "Nichts unterscheidet sie: Es gilt die Reihenfolge ihrer Kennungen.") \
    X("What is not known could turn this around: the ranges overlap.", "Was nicht bekannt ist, könnte das umkehren: Die Spannen überschneiden sich.") \
    /* the whole pool */ \
    X("All %t who are ranked", "Alle %t in der Rangfolge") \
    X("How much of the 100 points is known", "Wie viel von den 100 Punkten bekannt ist") \
    X("How many therapists lie in each 5 points; the marks below are %m%t shown here. The one in the middle scores %t.", "Wie viele Personen in je 5 Punkten liegen; die Marken darunter sind %m%t, die hier stehen. Die Punktzahl in der Mitte: %t.") \
    X("all", "alle") \
    X("the", "die") \
    X("Columns of 5 points. The fullest holds %t; the middle one of all %t lies from %t.", "Säulen von 5 Punkten. In der höchsten sind %t; die mittlere von allen %t liegt bei %t.") \
    X("These figures as a table", "Diese Zahlen als Tabelle") \
    X("Score so much", "Punktzahl so hoch") \
    X("Known so much", "So viel bekannt") \
    X("Red flags, and how many carry each", "Warnzeichen, und wie viele jedes tragen") \
    X("Red flags among all ranked", "Warnzeichen unter allen in der Rangfolge") \
    X(" 100   all %.*s scores; the middle one: %u to %u", " 100   alle %.*s Punktzahlen; die mittlere: %u bis %u") \
    /* how it was computed */ \
    X("How this was computed", "Wie das berechnet wurde") \
    X("Rule set", "Regelwerk") \
    X("%t, version %t", "%t, Version %t") \
    X("Engine", "Programm") \
    X("Reckoned with", "Gerechnet mit") \
    X("Order", "Reihenfolge") \
    X("by score", "nach Punktzahl") \
    X("by the low end of the range first", "zuerst nach dem unteren Ende der Spanne") \
    X("by the high end of the range first", "zuerst nach dem oberen Ende der Spanne") \
    X("Pool", "Auswahl") \
    X("%t ranked, %t excluded", "%t in der Rangfolge, %t ausgeschlossen") \
    X("Conditions that must hold exclude and earn nothing. Each criterion wins its share of the points; where nothing is known, a part of them counts, and the range says from where to where the score could come. Red flags take points off or put a ceiling on the score. Figures are rounded to one digit; JSON has them exactly.", "Notwendige Bedingungen schließen aus und bringen keine Punkte. Jedes Kriterium gewinnt seinen Anteil an den Punkten; wo nichts bekannt ist, zählt ein Teil davon, und die Spanne sagt, von wo bis wo die Punktzahl reichen könnte. Warnzeichen ziehen Punkte ab oder setzen der Punktzahl eine Obergrenze. Die Zahlen sind auf eine Stelle gerundet; genau stehen sie in der JSON-Ausgabe.") \
    X("Effective points of every criterion", "Wirksame Punkte jedes Kriteriums") \
    X("The criteria that apply to you share 100 points: each factor by its weight, each criterion by its points within the factor.", "Die Kriterien, die für Sie gelten, teilen sich 100 Punkte: jeder Teil nach seinem Gewicht, jedes Kriterium nach seinen Punkten innerhalb des Teils.") \
    X("Criterion", "Kriterium") \
    X("(weight %t", "(Gewicht %t") \
    X(", for you %t", ", für Sie %t") \
    /* how a match was judged */ \
    X("said in the author's own voice", "in eigener Stimme gesagt") \
    X("asked, not said", "gefragt, nicht gesagt") \
    X("quoted, not said", "zitiert, nicht gesagt") \
    X("discounted by", "aufgehoben durch") \
    X("taken back by", "zurückgenommen durch") \
    X("what others say:", "was andere sagen:") \
    X("what the client says or feels:", "was die Klientin oder der Klient sagt oder fühlt:") \
    X("no longer so:", "nicht mehr so:") \
    X("negated by", "verneint durch") \
    X("negated twice, so uncertain:", "doppelt verneint, also ungewiss:") \
    X("uncertain:", "ungewiss:") \
    X("only supposed:", "nur angenommen:") \
    X("not certain, because a search reached its limit", "nicht gewiss, weil eine Suche an ihre Grenze kam") \
    X("said against it: ", "dagegen gesagt: ")
// clang-format on

#endif

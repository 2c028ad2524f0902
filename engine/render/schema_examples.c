// SPDX-License-Identifier: MIT
// Short examples for the reference page. Each stands so in tests/schemas/examples/, whose files pass check
// and test; tests/schemas holds both together.
#include "render/grammar.h"

#include <string.h>

typedef struct element_example {
    const char *grammar, *key, *text;
} element_example;

// clang-format off
static const element_example examples[] = {
    {"ruleset", "source",
     "<source id=\"horvath\" href=\"https://doi.org/10.1037/a0022186\">Horvath and others (2011), alliance in individual psychotherapy</source>"},
    {"ruleset", "include",
     "<include href=\"context-en.xml\"/>"},
    {"ruleset", "vocabulary",
     "<vocabulary name=\"goal\">\n"
     "  <term id=\"anxiety\"/>\n"
     "  <term id=\"stage_fright\" label=\"stage fright\" broader=\"anxiety\">\n"
     "    <alias>performance anxiety</alias>\n"
     "  </term>\n"
     "  <term id=\"sleep\"/>\n"
     "</vocabulary>"},
    {"ruleset", "field",
     "<field name=\"max_fee\" type=\"number\" unit=\"USD\" min=\"0\" ask=\"What can you pay for a session?\"/>"},
    {"ruleset", "option",
     "<field name=\"pace\" type=\"choice\" ask=\"How do you want to work?\">\n"
     "  <option id=\"gentle\" label=\"gently\"/>\n"
     "  <option id=\"brisk\" label=\"briskly\"/>\n"
     "</field>"},
    {"ruleset", "label",
     "<field name=\"max_wait\" type=\"number\" unit=\"weeks\" ask=\"How long can you wait?\">\n"
     "  <label xml:lang=\"de\">wie lange Sie warten können</label>\n"
     "  <ask xml:lang=\"de\">Wie lange können Sie warten?</ask>\n"
     "  <unit xml:lang=\"de\">Wochen</unit>\n"
     "</field>"},
    {"ruleset", "unit", "<unit xml:lang=\"de\">Wochen</unit>"},
    {"ruleset", "record",
     "<record name=\"encounters\" list=\"true\" match=\"therapist\" as=\"encounter\">\n"
     "  <field name=\"therapist\" type=\"string\"/>\n"
     "  <field name=\"at_ease\" type=\"boolean\" ask=\"Did you feel at ease?\"/>\n"
     "</record>"},
    {"ruleset", "signal",
     "<signal name=\"aims_lower\" in=\"therapist.statement\">\n"
     "  <phrase>lower your expectations | aim *2 lower</phrase>\n"
     "  <unless>\\bgolf\\b</unless>\n"
     "</signal>"},
    {"ruleset", "pattern",
     "<pattern>\\b(?:teach|practi[sc]e|build)\\b[^.]{0,30}\\bskills?\\b</pattern>"},
    {"ruleset", "near",
     "<near words=\"6\">\n"
     "  <phrase>learn</phrase>\n"
     "  <phrase>breathing technique | relaxation</phrase>\n"
     "</near>"},
    {"ruleset", "unless",
     "<unless>\\bgolf\\b</unless>"},
    {"ruleset", "let",
     "<let name=\"shared\" value=\"client.goals[list contains(therapist.focus, item)]\"/>"},
    {"ruleset", "table",
     "<table hit=\"first\">\n"
     "  <input>client.max_fee - therapist.fee</input>\n"
     "  <row><when>&lt; 0</when><then>0</then></row>\n"
     "  <row><when>[0..30]</when><then>0.5</then></row>\n"
     "  <row><when>&gt; 30</when><then>1</then></row>\n"
     "</table>"},
    {"ruleset", "gate",
     "<gate id=\"affordable\" applies=\"client.max_fee != null\" require=\"therapist.fee &lt;= client.max_fee\">\n"
     "  <met>Within your limit.</met>\n"
     "  <unmet>A session costs {therapist.fee}; your limit is {client.max_fee}.</unmet>\n"
     "  <unknown>The fee is not known.</unknown>\n"
     "  <ask>What does a session cost?</ask>\n"
     "</gate>"},
    {"ruleset", "factor",
     "<factor id=\"rapport\" weight=\"10\" title=\"Rapport\">\n"
     "  <criterion id=\"at_ease\" points=\"1\" applies=\"client.encounters != null\" when=\"encounter.at_ease\">\n"
     "    <met>You felt at ease.</met>\n"
     "  </criterion>\n"
     "</factor>"},
    {"ruleset", "adjust",
     "<adjust id=\"goals.many\" when=\"count(client.goals) > 1\" weight=\"+10\">\n"
     "  <because>You named several goals.</because>\n"
     "</adjust>"},
    {"ruleset", "criterion",
     "<criterion id=\"works_on_goals\" points=\"20\" value=\"count(shared) / count(client.goals)\">\n"
     "  <met>Works on all your goals.</met>\n"
     "  <partly>Works on {string join(shared, \", \")}.</partly>\n"
     "  <unmet>Lists none of your goals.</unmet>\n"
     "  <ask>Which of my goals do you work on?</ask>\n"
     "</criterion>"},
    {"ruleset", "flag",
     "<flag id=\"dismisses\" when=\"signals.aims_lower\" deduct=\"15\" ceiling=\"40\">\n"
     "  <because>Says: {evidence}</because>\n"
     "  <ask>When would you advise me to aim lower?</ask>\n"
     "</flag>"},
    {"ruleset", "advice",
     "<advice id=\"say_so\" when=\"encounter.at_ease = false\">\n"
     "  <say>It may help to say so in the next session.</say>\n"
     "</advice>"},
    {"ruleset", "trigger",
     "<trigger id=\"jokingly\" kind=\"disavowed\" direction=\"forward\">jokingly | in jest</trigger>"},
    {"ruleset", "boundary",
     "<boundary id=\"whereas\">whereas</boundary>"},
    {"ruleset", "partly",
     "<partly>Works on {string join(shared, \", \")}.</partly>"},
    {"ruleset", "unmet",
     "<unmet>A session costs {therapist.fee}; your limit is {client.max_fee}.</unmet>"},
    {"ruleset", "change",
     "<change flag=\"dismisses\" ceiling=\"20\">\n"
     "  <because>That would not be for you: {evidence}</because>\n"
     "</change>\n"
     "<change vocabulary=\"goal\">\n"
     "  <term id=\"grief\"/>\n"
     "</change>"},
    {"ruleset", "remove",
     "<remove advice=\"say_so\"/>"},
    {"tests", "client",
     "<client id=\"kim\">\n"
     "  <goals>stage fright</goals>\n"
     "  <goals>sleep</goals>\n"
     "  <max_fee>150</max_fee>\n"
     "</client>"},
    {"tests", "order",
     "<order>ana bo</order>"},
    {"tests", "above",
     "<above first=\"ana\" second=\"bo\"/>"},
    {"tests", "excluded",
     "<excluded therapist=\"cy\" gate=\"affordable\"/>"},
    {"tests", "score",
     "<score therapist=\"ana\" min=\"45\" max=\"70\"/>"},
    {"tests", "outcome",
     "<outcome therapist=\"ana\" criterion=\"works_on_goals\" is=\"partly\" value=\"0.5\"/>"},
    {"tests", "flag",
     "<flag therapist=\"bo\" flag=\"dismisses\" is=\"holds\"/>"},
    {"tests", "signal", "<signal therapist=\"bo\" signal=\"aims_lower\" is=\"true\"/>"},
    {"tests", "quote",
     "<quote therapist=\"bo\" flag=\"dismisses\" contains=\"lower your expectations\"/>"},
    {"tests", "question",
     "<question therapist=\"bo\" contains=\"aim lower\"/>"},
    {"tests", "message",
     "<message therapist=\"ana\" criterion=\"works_on_goals\" contains=\"sleep\"/>"},
    {"tests", "weight",
     "<weight factor=\"goals\" is=\"80\"/>"},
    {"tests", "adjusted",
     "<adjusted adjust=\"goals.many\"/>"},
    {"tests", "advice",
     "<advice therapist=\"ana\" advice=\"say_so\" is=\"given\"/>"},
    {"tests", "same",
     "<same first=\"dee\" second=\"eve\"/>"},
    {NULL, NULL, NULL},
};
// clang-format on

const char *grammar_example(const grammar *g, const char *key)
{
    for (const element_example *e = examples; e->key; e++)
        if (strcmp(e->grammar, g->name) == 0 && strcmp(e->key, key) == 0)
            return e->text;
    return NULL;
}

// SPDX-License-Identifier: MIT
#include "match/random_rules.h"

#include <stdlib.h>

uint32_t chance_below(chance *c, uint32_t bound)
{
    uint64_t z = (c->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return (uint32_t)((z >> 32) * bound >> 32);
}

bool chance_percent(chance *c, uint32_t percent)
{
    return chance_below(c, 100) < percent;
}

static uint32_t running, until;

uint32_t run_random_cases(void (*check)(arena *a, void *number))
{
    return run_many_random_cases(2000, check);
}

uint32_t run_many_random_cases(uint32_t usually, void (*check)(arena *a, void *number))
{
    const char *only = getenv("ATTUNE_CASE"), *given = getenv("ATTUNE_CASES");
    uint32_t first = only ? (uint32_t)strtoul(only, NULL, 10) : 0;
    uint32_t count = only ? 1 : given ? (uint32_t)strtoul(given, NULL, 10) : usually;
    until = first + count;
    for (running = first; running < until; running++)
        assert_int_equal(run_in_arena(NULL, 0, check, &running), ATTUNE_OK);
    return count;
}

int name_random_case(void **state)
{
    (void)state;
    if (running < until && !getenv("ATTUNE_CASE"))
        print_error("it was ATTUNE_CASE=%u\n", (unsigned)running);
    return 0;
}

// What is being written: which sides an expression may read, and how many lets it may use.
typedef struct writer {
    arena *arena;
    chance *chance;
    builder out;
    unsigned booleans, numbers; // lets b0…, n0… so far
    bool rich;                  // with dates, strings and all that columns hold
} writer;

enum { MAY_CLIENT = 1, MAY_THERAPIST = 2, MAY_BOTH = 3 };

static const char *const TERMS[] = {"ant", "bee", "cat"};

static const char *some_term(writer *w)
{
    return TERMS[chance_below(w->chance, 3)];
}

static const char *const CLIENT_ATOMS[] = {
    "client.b0",
    "client.b1",
    "client.n0 > 4",
    "client.n0 = 3",
    "client.kind = &quot;bee&quot;",
    "list contains(client.kinds, &quot;ant&quot;)",
    "count(client.met) > 1",
    "client.b1 = null",
};
static const char *const THERAPIST_ATOMS[] = {
    "therapist.b0",
    "therapist.b1",
    "therapist.b2",
    "therapist.n0 &lt; 5",
    "therapist.n0 >= therapist.n1",
    "therapist.kind = &quot;cat&quot;",
    "list contains(therapist.kinds, &quot;bee&quot;)",
    "signals.s0",
    "signals.s1",
    "signals.s0 = null",
    "therapist.words != null",
};
static const char *const PAIR_ATOMS[] = {
    "therapist.n0 &lt;= client.n0",
    "therapist.kind = client.kind",
    "list contains(client.kinds, therapist.kind)",
    "encounter.felt",
    "encounter.rating > 2",
    "some k in client.kinds satisfies list contains(therapist.kinds, k)",
    "encounter = null",
};
// Of rich rule sets, beside those above.
static const char *const RICH_CLIENT_ATOMS[] = {
    "client.since &lt; today",
    "client.city = &quot;Oslo&quot;",
};
static const char *const RICH_THERAPIST_ATOMS[] = {
    "therapist.n0 in [2..5]",
    "therapist.kind in (&quot;ant&quot;, &quot;cat&quot;)",
    "count(therapist.kinds) = 2",
    "string(therapist.n1) = &quot;3&quot;",
    "contains(therapist.words, &quot;warm&quot;)",
    "therapist.cities = null",
    "count(therapist.cities) > 1",
    "1 / (therapist.n0 - 3) > 0",
};
static const char *const RICH_PAIR_ATOMS[] = {
    "every k in client.kinds satisfies list contains(therapist.kinds, k)",
    "some k in therapist.kinds satisfies list contains(client.kinds, k)",
    "not(list contains(therapist.kinds, client.kind))",
    "therapist.kind in (client.kind, &quot;bee&quot;)",
    "therapist.kind in client.kinds",
    "therapist.n0 between client.n0 and 8",
    "therapist.n0 in [3..client.n0]",
    "therapist.n0 in (&lt; client.n0)",
    "client.n0 - therapist.n1 >= 2",
    "therapist.since >= today - duration(&quot;P180D&quot;)",
    "therapist.since = client.since",
    "therapist.since in (&lt;= client.since)",
    "therapist.city = client.city",
    "therapist.city >= client.city",
    "list contains(therapist.cities, client.city)",
    "some c in therapist.cities satisfies lower case(c) = lower case(client.city)",
    "therapist.kinds = client.kinds",
    "count(therapist.kinds) >= client.n0 / 4",
    "contains(therapist.words, client.kind)",
    "matches(therapist.city, client.city)",
    "therapist.id = client.best",
    "signals.s0 = client.b0",
    "client.n0 / (therapist.n1 - 2) > 1",
    "count(for k in client.kinds return if list contains(therapist.kinds, k) then k else null) > 1",
    "some k in [&quot;ant&quot;, client.kind] satisfies list contains(therapist.kinds, k)",
    "some i in 1..count(client.kinds) satisfies therapist.n0 = i",
    "{a: therapist.kind, b: client.kind}.a = client.kind",
    "therapist.name != null and encounter.felt",
    "(function(k) list contains(therapist.kinds, k))(client.kind)",
    "list contains([client.kind, &quot;cat&quot;], therapist.kind)",
    "client.kinds[1] = therapist.kind",
    "list contains(therapist.kinds, client.kinds[2])",
    "list contains(therapist.marks, client.n0)",
    "therapist.far.n > client.n0",
    "therapist.far != null",
};
#define SOME_OF(w, atoms) (atoms)[chance_below((w)->chance, sizeof(atoms) / sizeof *(atoms))]

static void write_rich_atom(writer *w, unsigned may)
{
    if (may == MAY_BOTH)
        builder_adds(&w->out, SOME_OF(w, RICH_PAIR_ATOMS));
    else if (may == MAY_CLIENT)
        builder_adds(&w->out, SOME_OF(w, RICH_CLIENT_ATOMS));
    else
        builder_adds(&w->out, SOME_OF(w, RICH_THERAPIST_ATOMS));
}

static void write_atom(writer *w, unsigned may)
{
    if (w->rich && chance_percent(w->chance, 60)) {
        write_rich_atom(w, may);
        return;
    }
    uint32_t kind = chance_below(w->chance, 10);
    if (may == MAY_BOTH && w->booleans && kind < 3)
        builder_addf(&w->out, "b%u", (unsigned)chance_below(w->chance, w->booleans));
    else if (may == MAY_BOTH && kind < 6)
        builder_adds(&w->out, SOME_OF(w, PAIR_ATOMS));
    else if (may == MAY_CLIENT || (may == MAY_BOTH && kind < 7))
        builder_adds(&w->out, SOME_OF(w, CLIENT_ATOMS));
    else
        builder_adds(&w->out, SOME_OF(w, THERAPIST_ATOMS));
}

static void write_condition(writer *w, unsigned may, unsigned depth)
{
    uint32_t form = depth ? chance_below(w->chance, 8) : 8;
    if (form > 3) {
        write_atom(w, may);
        return;
    }
    static const char *const STARTS[] = {"(", "(", "not(", "(if "};
    static const char *const MIDDLES[] = {" and ", " or ", "", " then "};
    builder_adds(&w->out, STARTS[form]);
    write_condition(w, may, depth - 1);
    builder_adds(&w->out, MIDDLES[form]);
    if (form != 2)
        write_condition(w, may, depth - 1);
    if (form == 3) {
        builder_adds(&w->out, " else ");
        write_condition(w, may, depth - 1);
    }
    builder_adds(&w->out, ")");
}

static void write_number(writer *w, unsigned may)
{
    static const char *const OF_THERAPIST[] = {"therapist.n0 / 10", "therapist.n1 / therapist.n0",
                                               "count(therapist.kinds) / 3", "therapist.n1 / 7"};
    static const char *const OF_PAIR[] = {"encounter.rating / 5", "client.n0 / 13",
                                          "therapist.n0 / client.n0",
                                          "count(client.kinds[list contains(therapist.kinds, item)]) / 3"};
    uint32_t form = chance_below(w->chance, 8);
    if (form < 3) {
        builder_adds(&w->out, "if ");
        write_condition(w, may, 1);
        builder_addf(&w->out, " then 0.%u else %s", (unsigned)chance_below(w->chance, 100),
                     chance_percent(w->chance, 20) ? "null" : "1");
    } else if (may == MAY_BOTH && form < 5) {
        builder_adds(&w->out, SOME_OF(w, OF_PAIR));
    } else if (may == MAY_BOTH && w->numbers && form < 6) {
        builder_addf(&w->out, "n%u", (unsigned)chance_below(w->chance, w->numbers));
    } else {
        builder_adds(&w->out, SOME_OF(w, OF_THERAPIST));
    }
}

static unsigned some_sides(writer *w)
{
    return chance_percent(w->chance, 40) ? MAY_THERAPIST : MAY_BOTH;
}

static void write_lets(writer *w)
{
    for (uint32_t i = chance_below(w->chance, 5); i > 0; i--) {
        bool number = chance_percent(w->chance, 40);
        builder_addf(&w->out, "<let name='%s%u' value='", number ? "n" : "b",
                     number ? w->numbers : w->booleans);
        if (number)
            write_number(w, some_sides(w));
        else
            write_condition(w, 1 + chance_below(w->chance, 3), 2);
        builder_adds(&w->out, "'/>\n");
        *(number ? &w->numbers : &w->booleans) += 1;
    }
}

static void write_applies(writer *w)
{
    if (!chance_percent(w->chance, 25))
        return;
    builder_adds(&w->out, " applies='");
    write_condition(w, MAY_CLIENT, 1);
    builder_adds(&w->out, "'");
}

static void write_gates(writer *w)
{
    for (uint32_t i = chance_below(w->chance, 3); i > 0; i--) {
        builder_addf(&w->out, "<gate id='gate%u' require='", (unsigned)i);
        write_condition(w, chance_percent(w->chance, 10) ? MAY_CLIENT : some_sides(w), 1);
        builder_adds(&w->out, "'");
        write_applies(w);
        builder_addf(&w->out, "><ask>Does gate %u hold?</ask></gate>\n", (unsigned)i);
    }
}

static void write_adjusts(writer *w)
{
    static const char *const WEIGHTS[] = {"+5", "-3", "-100", "*0.5", "*1.7", "=20", "=0", "+0.333"};
    for (uint32_t i = chance_below(w->chance, 3); i > 0; i--) {
        builder_adds(&w->out, "<adjust when='");
        write_condition(w, MAY_CLIENT, 1);
        builder_addf(&w->out, "' weight='%s'><because>Adjusted.</because></adjust>\n", SOME_OF(w, WEIGHTS));
    }
}

// In the place of a value.
static void write_table(writer *w)
{
    static const char *const INPUTS[] = {
        "therapist.n0 - client.n0",
        "if therapist.n1 = null then therapist.n0 else therapist.n1",
        "client.n0 - (if therapist.n1 = null then therapist.n0 else therapist.n1)",
        "count(client.kinds[list contains(therapist.kinds, item)])",
    };
    builder_addf(
        &w->out,
        "><table hit='first'><input>%s</input><row><when>&gt;= 3</when><then>1</then></row>"
        "<row><when>[-2..3)</when><then>0.5</then></row><row><when>-</when><then>0</then></row></table",
        SOME_OF(w, INPUTS));
}

static void write_criterion(writer *w, uint32_t factor_number, uint32_t number)
{
    static const char *const POINTS[] = {"1", "2", "3", "7.5", "0.1", "20", "0"};
    static const char *const UNKNOWN[] = {"0", "0.25", "1", "0.333333333"};
    builder_addf(&w->out, "<criterion id='k%u_%u' points='%s' ", (unsigned)factor_number, (unsigned)number,
                 number ? SOME_OF(w, POINTS) : "4");
    bool table = w->rich && chance_percent(w->chance, 10);
    bool value = !table && chance_percent(w->chance, 40);
    if (!table) {
        builder_adds(&w->out, value ? "value='" : "when='");
        unsigned may = chance_percent(w->chance, 10) ? MAY_CLIENT : some_sides(w);
        if (value)
            write_number(w, may == MAY_CLIENT ? MAY_BOTH : may);
        else
            write_condition(w, may, 2);
        builder_adds(&w->out, "'");
    }
    if (number || factor_number)
        write_applies(w);
    if (chance_percent(w->chance, 40))
        builder_addf(&w->out, " unknown='%s'", SOME_OF(w, UNKNOWN));
    if (table)
        write_table(w);
    builder_addf(&w->out, "><ask>What of %u %u?</ask></criterion>\n", (unsigned)factor_number,
                 (unsigned)number);
}

static void write_factors(writer *w)
{
    static const char *const WEIGHTS[] = {"10", "30", "1", "0.7", "0", "45"};
    uint32_t count = 1 + chance_below(w->chance, 4);
    for (uint32_t i = 0; i < count; i++) {
        builder_addf(&w->out, "<factor id='f%u' weight='%s'>\n", (unsigned)i, i ? SOME_OF(w, WEIGHTS) : "25");
        write_adjusts(w);
        uint32_t criteria = 1 + chance_below(w->chance, 4);
        for (uint32_t k = 0; k < criteria; k++)
            write_criterion(w, i, k);
        builder_adds(&w->out, "</factor>\n");
    }
}

static void write_flags(writer *w)
{
    for (uint32_t i = chance_below(w->chance, 6); i > 0; i--) {
        builder_addf(&w->out, "<flag id='flag%u' when='", (unsigned)i);
        write_condition(w, chance_percent(w->chance, 10) ? MAY_CLIENT : some_sides(w), 1);
        builder_adds(&w->out, "'");
        bool deducts = chance_percent(w->chance, 75);
        if (deducts)
            builder_addf(&w->out, " deduct='%u.%u'", (unsigned)chance_below(w->chance, 40),
                         1 + (unsigned)chance_below(w->chance, 9));
        if (!deducts || chance_percent(w->chance, 30))
            builder_addf(&w->out, " ceiling='%u'", (unsigned)chance_below(w->chance, 101));
        if (chance_percent(w->chance, 60))
            builder_addf(&w->out, " group='group%u'", (unsigned)chance_below(w->chance, 2));
        builder_addf(&w->out, "><because>Flag.</because><ask>What of flag %u?</ask></flag>\n", (unsigned)i);
    }
}

static str write_rules(arena *a, chance *c, bool rich)
{
    writer w = {.arena = a, .chance = c, .out = builder_new(a), .rich = rich};
    builder_addf(
        &w.out,
        "<ruleset xmlns='urn:attune:ruleset:1' id='random' version='1'>\n"
        "<vocabulary name='animal'><term id='ant'/><term id='bee'/><term id='cat'/></vocabulary>\n"
        "<client><field name='b0' type='boolean'/><field name='b1' type='boolean'/>"
        "<field name='n0' type='number'/><field name='kind' type='animal'/>"
        "<field name='kinds' type='animal' list='true'/>%s"
        "<record name='met' list='true' match='therapist' as='encounter'>"
        "<field name='therapist' type='string'/><field name='felt' type='boolean'/>"
        "<field name='rating' type='number'/></record></client>\n"
        "<therapist><field name='b0' type='boolean'/><field name='b1' type='boolean'/>"
        "<field name='b2' type='boolean'/><field name='n0' type='number'/><field name='n1' type='number'/>"
        "<field name='kind' type='animal'/><field name='kinds' type='animal' list='true'/>"
        "<field name='words' type='text'/>%s</therapist>\n"
        "<signal name='s0' in='therapist.words' absent='false'><pattern>warm</pattern></signal>\n"
        "<signal name='s1' in='therapist.words'><pattern>strict</pattern><unless>never</unless></signal>\n",
        rich ? "<field name='since' type='date'/><field name='city' type='string'/>"
               "<field name='best' type='string'/>"
             : "",
        rich ? "<field name='since' type='date'/><field name='city' type='string'/>"
               "<field name='cities' type='string' list='true'/><field name='name' type='string'/>"
               "<field name='marks' type='number' list='true'/>"
               "<record name='far'><field name='n' type='number'/></record>"
             : "");
    write_lets(&w);
    write_gates(&w);
    write_factors(&w);
    write_flags(&w);
    builder_adds(&w.out, "</ruleset>\n");
    return builder_str(&w.out);
}

str random_rules(arena *a, chance *c)
{
    return write_rules(a, c, false);
}

str random_rich_rules(arena *a, chance *c)
{
    return write_rules(a, c, true);
}

// ---- profiles

static void write_boolean(writer *w, const char *name)
{
    if (chance_percent(w->chance, 70))
        builder_addf(&w->out, "<%s>%s</%s>", name, chance_percent(w->chance, 50) ? "true" : "false", name);
}

static void write_whole(writer *w, const char *name, uint32_t bound)
{
    if (chance_percent(w->chance, 70))
        builder_addf(&w->out, "<%s>%u</%s>", name, (unsigned)chance_below(w->chance, bound), name);
}

static void write_kinds(writer *w)
{
    if (chance_percent(w->chance, 70))
        builder_addf(&w->out, "<kind>%s</kind>", some_term(w));
    for (size_t i = 0; i < 3; i++)
        if (chance_percent(w->chance, 40))
            builder_addf(&w->out, "<kinds>%s</kinds>", TERMS[i]);
}

static const char *const CITIES[] = {"Oslo", "oslo", "Rome", "Lund"};

static void write_city(writer *w, const char *name)
{
    if (chance_percent(w->chance, 70))
        builder_addf(&w->out, "<%s>%s</%s>", name, SOME_OF(w, CITIES), name);
}

static void write_since(writer *w)
{
    if (chance_percent(w->chance, 70))
        builder_addf(&w->out, "<since>2025-%02u-%02u</since>", 7 + (unsigned)chance_below(w->chance, 6),
                     14 + (unsigned)chance_below(w->chance, 2));
}

static str write_client(arena *a, chance *c, bool rich)
{
    writer w = {.arena = a, .chance = c, .out = builder_new(a)};
    builder_adds(&w.out, "<client xmlns='urn:attune:profile:1' id='client'>");
    write_boolean(&w, "b0");
    write_boolean(&w, "b1");
    write_whole(&w, "n0", 10);
    write_kinds(&w);
    if (rich) {
        write_since(&w);
        write_city(&w, "city");
        builder_addf(&w.out, "<best>t%u</best>", (unsigned)chance_below(c, 8));
    }
    for (unsigned i = 0; i < 6; i++) {
        if (!chance_percent(c, 30))
            continue;
        builder_addf(&w.out, "<met><therapist>t%u</therapist>", i);
        write_boolean(&w, "felt");
        write_whole(&w, "rating", 6);
        builder_adds(&w.out, "</met>");
    }
    builder_adds(&w.out, "</client>\n");
    return builder_str(&w.out);
}

str random_client(arena *a, chance *c)
{
    return write_client(a, c, false);
}

str random_rich_client(arena *a, chance *c)
{
    return write_client(a, c, true);
}

// Now and then a list or a string that is huge.
static void write_rich_therapist(writer *w)
{
    write_since(w);
    write_city(w, "city");
    uint32_t cities = chance_percent(w->chance, 2) ? 80 : chance_below(w->chance, 4);
    for (uint32_t i = 0; i < cities; i++)
        if (i < 4)
            write_city(w, "cities");
        else
            builder_addf(&w->out, "<cities>Place %u</cities>", (unsigned)i);
    if (chance_percent(w->chance, 30))
        builder_addf(&w->out, "<name>%0*u</name>", chance_percent(w->chance, 5) ? 1500 : 3, 7u);
    for (uint32_t i = chance_below(w->chance, 3); i > 0; i--)
        builder_addf(&w->out, "<marks>%u%s</marks>", (unsigned)chance_below(w->chance, 4),
                     chance_percent(w->chance, 50) ? ".0" : "");
    if (chance_percent(w->chance, 30)) {
        builder_adds(&w->out, "<far>");
        write_whole(w, "n", 9);
        builder_adds(&w->out, "</far>");
    }
}

static str write_therapists(arena *a, chance *c, uint32_t count, bool rich)
{
    static const char *const WORDS[] = {"I am warm.", "I am strict.", "I am never strict.",
                                        "Warm and strict.", "I listen."};
    writer w = {.arena = a, .chance = c, .out = builder_new(a)};
    builder_adds(&w.out, "<profiles xmlns='urn:attune:profile:1'>\n");
    for (uint32_t i = 0; i < count; i++) {
        builder_addf(&w.out, "<therapist id='t%u'>", (unsigned)i);
        write_boolean(&w, "b0");
        write_boolean(&w, "b1");
        write_boolean(&w, "b2");
        write_whole(&w, "n0", 11);
        write_whole(&w, "n1", 8);
        write_kinds(&w);
        if (chance_percent(c, 70))
            builder_addf(&w.out, "<words>%s</words>", SOME_OF(&w, WORDS));
        if (rich)
            write_rich_therapist(&w);
        builder_adds(&w.out, "</therapist>\n");
    }
    builder_adds(&w.out, "</profiles>\n");
    return builder_str(&w.out);
}

str random_therapists(arena *a, chance *c, uint32_t count)
{
    return write_therapists(a, c, count, false);
}

str random_rich_therapists(arena *a, chance *c, uint32_t count)
{
    return write_therapists(a, c, count, true);
}

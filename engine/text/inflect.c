// SPDX-License-Identifier: MIT
// Inflections by rule, with a table of irregular words and one of spellings: see inflect.h. The tables are
// our own, of words that statements of therapists use.
#include "text/inflect.h"

#include <string.h>

// ---- tables

// Words of grammar, which have no other forms; in each row those that stand for each other.
static const char *const SWAPPED[] = {
    "my your his her its our their the",
    "myself yourself himself herself itself ourselves yourselves themselves themself oneself",
    "a an",
    "while whilst",
    "among amongst",
    "toward towards",
    "ok okay",
};

static const char CLOSED[] =
    "i you he she it we they me him us them mine yours hers ours theirs who whom whose which what this that "
    "these those there here where when why how if then than and or but nor so yet as at by for from in into "
    "of off on onto out over to up down with within without about above after again against all also always "
    "any anyone anything are around because been before behind being below beside between both can could "
    "during each either else enough ever every everyone everything few first further had has have is just "
    "last least less many may might more most much must neither never no nobody none not nothing now often "
    "once one only other others own per perhaps quite rather same several shall should since some someone "
    "something soon still such through throughout till together too under unless until upon very was well "
    "were whatever whether will would yes morning evening";

// First what the regular forms are made of, then the irregular ones.
static const char *const IRREGULAR_VERBS[] = {
    "beat beaten",
    "become became",
    "begin began begun beginning",
    "bend bent",
    "bind bound",
    "bite bit bitten biting",
    "blow blew blown",
    "break broke broken",
    "breed bred",
    "bring brought",
    "build built",
    "burn burnt burned",
    "buy bought",
    "catch caught",
    "choose chose chosen",
    "cling clung",
    "come came",
    "cost",
    "cut cutting",
    "deal dealt",
    "dig dug digging",
    "draw drew drawn",
    "dream dreamt dreamed",
    "drink drank drunk",
    "drive drove driven",
    "eat ate eaten",
    "fall fell fallen",
    "feed fed",
    "feel felt",
    "fight fought",
    "find found",
    "fly flew flown",
    "forget forgot forgotten forgetting",
    "forgive forgave forgiven",
    "freeze froze frozen",
    "get got gotten getting",
    "give gave given",
    "go went gone goes",
    "grow grew grown",
    "hang hung hanged",
    "hear heard",
    "hide hid hidden",
    "hit hitting",
    "hold held",
    "hurt",
    "keep kept",
    "know knew known",
    "lead led",
    "lean leant leaned",
    "learn learnt learned",
    "leave left",
    "let letting",
    "lose lost",
    "make made",
    "mean meant",
    "meet met",
    "mislead misled",
    "misunderstand misunderstood",
    "overcome overcame",
    "pay paid",
    "prove proven proved",
    "put putting",
    "quit quitting",
    "read",
    "rebuild rebuilt",
    "ride rode ridden",
    "rise rose risen",
    "run ran running",
    "say said",
    "see saw seen",
    "seek sought",
    "sell sold",
    "send sent",
    "set setting",
    "shake shook shaken",
    "show shown showed",
    "shrink shrank shrunk",
    "shut shutting",
    "sing sang sung",
    "sink sank sunk",
    "sit sat sitting",
    "sleep slept",
    "speak spoke spoken",
    "spend spent",
    "spread",
    "stand stood",
    "stick stuck",
    "strive strove striven strived",
    "swim swam swum swimming",
    "take took taken",
    "teach taught",
    "tear tore torn",
    "tell told",
    "think thought",
    "throw threw thrown",
    "undergo underwent undergone undergoes",
    "understand understood",
    "undertake undertook undertaken",
    "undo undid undone undoes",
    "upset upsetting",
    "wake woke woken",
    "wear wore worn",
    "win won winning",
    "withdraw withdrew withdrawn",
    "write wrote written",
};

static const char *const IRREGULAR_NOUNS[] = {
    "child children",
    "person people persons",
    "man men",
    "woman women",
    "life lives",
    "self selves",
    "wife wives",
    "half halves",
    "crisis crises",
    "analysis analyses",
    "diagnosis diagnoses",
    "hypothesis hypotheses",
    "basis bases",
    "criterion criteria",
    "phenomenon phenomena",
    "foot feet",
    "tooth teeth",
    "thief thieves",
    "knife knives",
    "series",
    "species",
    "thing things",
    "sibling siblings",
    "offspring",
    "wedding weddings",
    "ceiling ceilings",
    "news",
};

// British, American: a part of a word that is spelt in two ways.
static const char *const SPELLINGS[][2] = {
    {"behaviour", "behavior"},
    {"colour", "color"},
    {"favour", "favor"},
    {"flavour", "flavor"},
    {"honour", "honor"},
    {"humour", "humor"},
    {"labour", "labor"},
    {"neighbour", "neighbor"},
    {"harbour", "harbor"},
    {"rigour", "rigor"},
    {"vigour", "vigor"},
    {"endeavour", "endeavor"},
    {"saviour", "savior"},
    {"rumour", "rumor"},
    {"savour", "savor"},
    {"demeanour", "demeanor"},
    {"tumour", "tumor"},
    {"candour", "candor"},
    {"armour", "armor"},
    {"fervour", "fervor"},
    {"centre", "center"},
    {"theatre", "theater"},
    {"fibre", "fiber"},
    {"sombre", "somber"},
    {"defence", "defense"},
    {"offence", "offense"},
    {"licence", "license"},
    {"pretence", "pretense"},
    {"practice", "practise"},
    {"practicing", "practising"},
    {"practiced", "practised"},
    {"counsellor", "counselor"},
    {"counselling", "counseling"},
    {"traveller", "traveler"},
    {"marvellous", "marvelous"},
    {"modelling", "modeling"},
    {"jewellery", "jewelry"},
    {"skilful", "skillful"},
    {"wilful", "willful"},
    {"fulfil", "fulfill"},
    {"enrol", "enroll"},
    {"instalment", "installment"},
    {"judgement", "judgment"},
    {"ageing", "aging"},
    {"grey", "gray"},
    {"programme", "program"},
    {"dialogue", "dialog"},
    {"catalogue", "catalog"},
    {"paediatric", "pediatric"},
    {"orthopaed", "orthoped"},
    {"gynaec", "gynec"},
    {"anaesth", "anesth"},
    {"haem", "hem"},
    {"manoeuvr", "maneuver"},
    {"sceptic", "skeptic"},
    {"mould", "mold"},
    {"cosy", "cozy"},
    {"enquir", "inquir"},
    {"artefact", "artifact"},
    {"isation", "ization"},
    {"acknowledgement", "acknowledgment"},
};

// Verbs of several syllables that double their last letter: the last one is stressed.
static const char DOUBLING[] = "admit allot commit compel control defer deter equip excel expel incur infer "
                               "occur omit patrol permit prefer propel rebel recur refer regret repel submit "
                               "transfer transmit";

static bool in_words(const char *words, str word)
{
    str rest = str_from(words), one;
    while (str_next_word(&rest, &one))
        if (str_equal(one, word))
            return true;
    return false;
}

// ---- parts of a word

typedef struct maker {
    arena *arena;
    word_forms *forms;
} maker;

static void add(maker *m, str form)
{
    for (size_t i = 0; i < m->forms->list.count; i++)
        if (str_equal(m->forms->list.items[i], form))
            return;
    *ARENA_PUSH(m->arena, &m->forms->list) = form;
}

static str with(maker *m, str stem, const char *ending)
{
    builder out = builder_new(m->arena);
    builder_add(&out, stem);
    builder_adds(&out, ending);
    return builder_str(&out);
}

static str less(str word, size_t letters)
{
    return str_slice(word, 0, word.length - letters);
}

// The letter so many from the end, 1 for the last.
static char letter(str word, size_t from_end)
{
    return from_end <= word.length ? word.data[word.length - from_end] : '\0';
}

static bool is_vowel(char c)
{
    return c && strchr("aeiou", c) != NULL;
}

static bool is_consonant(char c)
{
    return c >= 'a' && c <= 'z' && !is_vowel(c);
}

static bool ends(str word, const char *ending)
{
    return str_ends(word, str_from(ending));
}

static size_t syllables(str word)
{
    size_t count = 0;
    for (size_t i = 0; i < word.length; i++) {
        bool vowel = is_vowel(word.data[i]) || (word.data[i] == 'y' && i > 0);
        bool before = i > 0 && (is_vowel(word.data[i - 1]) || (word.data[i - 1] == 'y' && i > 1));
        count += vowel && !before;
    }
    return count;
}

// Consonant, vowel, consonant at the end: "plan", "prefer".
static bool ends_short(str word)
{
    bool qu = letter(word, 3) == 'u' && letter(word, 4) == 'q';
    return is_consonant(letter(word, 1)) && !strchr("wxy", letter(word, 1)) && is_vowel(letter(word, 2)) &&
           (is_consonant(letter(word, 3)) || qu);
}

// ---- forms of a base

static void add_plural(maker *m, str base)
{
    if (letter(base, 1) == 'y' && is_consonant(letter(base, 2))) {
        add(m, with(m, less(base, 1), "ies"));
    } else if (ends(base, "s") || ends(base, "x") || ends(base, "z") || ends(base, "ch") ||
               ends(base, "sh")) {
        add(m, with(m, base, "es"));
    } else {
        add(m, with(m, base, "s"));
        if (ends(base, "o"))
            add(m, with(m, base, "es"));
    }
}

static void add_doubled(maker *m, str base, bool past)
{
    char last[2] = {letter(base, 1), '\0'};
    str stem = with(m, base, last);
    if (past)
        add(m, with(m, stem, "ed"));
    add(m, with(m, stem, "ing"));
}

// The forms in -ed (where past says so) and -ing.
static void add_participles(maker *m, str base, bool past)
{
    char last = letter(base, 1);
    if (last == 'e') {
        bool kept = ends(base, "ee") || ends(base, "oe") || ends(base, "ye");
        if (past)
            add(m, with(m, base, "d"));
        add(m,
            ends(base, "ie") ? with(m, less(base, 2), "ying") : with(m, kept ? base : less(base, 1), "ing"));
        return;
    }
    bool listed = in_words(DOUBLING, base);
    bool must_double = listed || (ends_short(base) && syllables(base) == 1);
    bool may_double = ends_short(base) && strchr("lps", last);
    if (must_double || may_double)
        add_doubled(m, base, past);
    if (must_double)
        return;
    if (past && last == 'y' && is_consonant(letter(base, 2)))
        add(m, with(m, less(base, 1), "ied"));
    else if (past)
        add(m, with(m, base, ends(base, "ic") ? "ked" : "ed"));
    add(m, with(m, base, ends(base, "ic") ? "king" : "ing"));
}

static void add_regular(maker *m, str base)
{
    add(m, base);
    add_plural(m, base);
    if (base.length > 2)
        add_participles(m, base, true);
}

// ---- irregular words

static word_forms irregular_row(maker *m, const char *row, bool verb)
{
    word_forms forms = {0};
    maker own = {m->arena, &forms};
    str rest = str_from(row), base, word;
    str_next_word(&rest, &base);
    add(&own, base);
    while (str_next_word(&rest, &word))
        add(&own, word);
    if (!verb)
        return forms;
    add_plural(&own, base);
    bool has_ing = false;
    for (size_t i = 1; i < forms.list.count; i++)
        has_ing |= ends(forms.list.items[i], "ing");
    if (!has_ing)
        add_participles(&own, base, false);
    return forms;
}

// Every form begins as one of the row's words does; most rows are told from that alone.
static bool begins_alike(const char *row, str word)
{
    for (const char *c = row; *c; c++)
        if (*c == word.data[0] && (c == row || c[-1] == ' '))
            return true;
    return false;
}

// Adds each row that holds the word; false where none does.
static bool add_irregular(maker *m, const char *const *rows, size_t count, bool verb, str word)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!begins_alike(rows[i], word))
            continue;
        word_forms row = irregular_row(m, rows[i], verb);
        bool here = false;
        for (size_t k = 0; k < row.list.count; k++)
            here |= str_equal(row.list.items[k], word);
        for (size_t k = 0; here && k < row.list.count; k++)
            add(m, row.list.items[k]);
        any |= here;
    }
    return any;
}

#define ROWS(table) table, sizeof table / sizeof *table

static bool add_irregulars(maker *m, str word)
{
    bool noun = add_irregular(m, ROWS(IRREGULAR_NOUNS), false, word);
    bool verb = add_irregular(m, ROWS(IRREGULAR_VERBS), true, word);
    return noun || verb;
}

// ---- from a form to its base

typedef struct bases {
    str list[4];
    size_t count;
    bool noun; // only as a noun
} bases;

static void offer(bases *b, str base)
{
    if (base.length > 1 && syllables(base) > 0 && b->count < sizeof b->list / sizeof *b->list)
        b->list[b->count++] = base;
}

// Of what is left without -ing or -ed: "plann", "hop", "need", "creat".
static void find_verbs(maker *m, bases *b, str stem)
{
    char last = letter(stem, 1);
    if (last == letter(stem, 2) && is_consonant(last)) {
        bool undouble = !strchr("lsfz", last) || (last == 'l' && syllables(stem) > 1);
        if (!undouble || last == 'l' || str_equals(stem, "add"))
            offer(b, stem);
        if (undouble)
            offer(b, less(stem, 1));
        return;
    }
    bool plain = !(ends_short(stem) && syllables(stem) == 1);
    bool with_e =
        (!plain || syllables(stem) > 1 || strchr("vscgzu", last) || ends(stem, "th") || ends(stem, "tr") ||
         ends(stem, "bl") || ends(stem, "dl") || ends(stem, "gl") || ends(stem, "tl")) &&
        !(last && strchr("wxy", last));
    if (plain)
        offer(b, stem);
    if (with_e)
        offer(b, with(m, stem, "e"));
}

// What a word in -s may be a form of: "goals", "studies", "focuses".
static void find_singular(maker *m, bases *b, str word)
{
    if (ends(word, "ies") && word.length > 4) {
        offer(b, with(m, less(word, 3), "y"));
        return;
    }
    if (ends(word, "sses") || ends(word, "shes") || ends(word, "ches") || ends(word, "xes")) {
        offer(b, less(word, 2));
        return;
    }
    offer(b, less(word, 1));
    if (ends(word, "ses") || ends(word, "zes") || ends(word, "oes"))
        offer(b, less(word, 2));
    b->noun = ends(less(word, 1), "ing") || ends(less(word, 1), "ed");
}

static bases find_bases(maker *m, str word)
{
    bases b = {0};
    if (ends(word, "ied") && word.length > 4)
        offer(&b, with(m, less(word, 3), "y"));
    else if (ends(word, "eed"))
        offer(&b, word);
    else if (ends(word, "ed") && word.length > 3 && syllables(less(word, 2)) > 0)
        find_verbs(m, &b, less(word, 2));
    else if (ends(word, "ing") && word.length > 4 && syllables(less(word, 3)) > 0)
        find_verbs(m, &b, less(word, 3));
    else if (ends(word, "s") && word.length > 3 && !strchr("sui", letter(word, 2)))
        find_singular(m, &b, word);
    if (ends(word, "eed") && word.length > 5)
        offer(&b, less(word, 1)); // "agreed"
    if (b.count == 0)
        offer(&b, word);
    return b;
}

// ---- spellings

static str replaced(maker *m, str word, size_t at, size_t length, const char *by)
{
    str rest = str_slice(word, at + length, word.length);
    return str_printf(m->arena, "%.*s%s%.*s", STR_ARGS(str_slice(word, 0, at)), by, STR_ARGS(rest));
}

// Organise, organize; analyse, analyze; and whoever does it.
static bool swap_s_and_z(maker *m, str word, str *out)
{
    static const char *const ENDINGS[] = {"e", "es", "ed", "ing", "er", "ers", "able"};
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        size_t ending = strlen(ENDINGS[i]);
        if (!ends(word, ENDINGS[i]) || word.length < ending + 5)
            continue;
        char last = letter(word, ending + 1), before = letter(word, ending + 2);
        if ((last != 's' && last != 'z') || (before != 'i' && before != 'y'))
            continue;
        *out = replaced(m, word, word.length - ending - 1, 1, last == 's' ? "z" : "s");
        return true;
    }
    return false;
}

// The word as it is spelt on the other side of the ocean; false where it is spelt the same.
static bool other_spelling(maker *m, str word, str *out)
{
    for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++) {
        size_t longer = strlen(SPELLINGS[i][1]) > strlen(SPELLINGS[i][0]);
        for (size_t k = 0; k < 2; k++) {
            const char *here = SPELLINGS[i][longer ^ k], *there = SPELLINGS[i][longer ^ k ^ 1];
            size_t at = str_find(word, str_from(here), 0);
            if (at == SIZE_MAX)
                continue;
            *out = replaced(m, word, at, strlen(here), there);
            return true;
        }
    }
    return swap_s_and_z(m, word, out);
}

// ---- all together

static void add_forms(maker *m, str word)
{
    if (add_irregulars(m, word)) {
        add_plural(m, word);
        return;
    }
    bases b = find_bases(m, word);
    for (size_t i = 0; i < b.count; i++) {
        str base = b.list[i], other;
        if (b.noun) {
            add(m, base);
            add_plural(m, base);
            continue;
        }
        add_irregular(m, ROWS(IRREGULAR_VERBS), true, base);
        add_regular(m, base);
        if (other_spelling(m, base, &other))
            add_regular(m, other);
    }
    if (ends(word, "ing"))
        add_plural(m, word); // "feelings"
}

word_forms inflect(arena *a, str word)
{
    word_forms forms = {0};
    maker m = {a, &forms};
    add(&m, word);
    for (size_t i = 0; i < sizeof SWAPPED / sizeof *SWAPPED; i++) {
        if (!in_words(SWAPPED[i], word))
            continue;
        str rest = str_from(SWAPPED[i]), one;
        while (str_next_word(&rest, &one))
            add(&m, one);
        forms.closed = true;
        return forms;
    }
    forms.closed = in_words(CLOSED, word);
    if (forms.closed || word.length < 2)
        return forms;
    str other;
    bool spelt = other_spelling(&m, word, &other);
    add_forms(&m, word);
    if (spelt) {
        add(&m, other);
        add_forms(&m, other);
    }
    return forms;
}

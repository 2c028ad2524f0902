// SPDX-License-Identifier: MIT
// json-rules-engine: conditions over facts fire events; two rules for most criteria, one where it is met and one where
// it is not known. The facts of one therapist go through at a time.
//   node rules.mjs POOL.csv FOLDER CLIENT…
import { Engine } from "json-rules-engine";
import { applyFlags, measureScores, readParameters, readPool } from "./shared.mjs";

const is = (fact, value) => ({ fact, operator: "equal", value });
const isNot = (fact, value) => ({ fact, operator: "notEqual", value });
const isUnknown = (fact) => is(fact, null);
const holds = (fact, value) => ({ fact, operator: "contains", value });
const lacks = (fact, value) => ({ fact, operator: "doesNotContain", value });
const most = (fact, value) => ({ fact, operator: "lessThanInclusive", value });
const least = (fact, value) => ({ fact, operator: "greaterThanInclusive", value });
const more = (fact, value) => ({ fact, operator: "greaterThan", value });

// Each criterion: [value, conditions that must all hold] …, and when it is not known.
function criteriaFor(client) {
  const oneOf = (fact) => [[[1, [is(fact, true)]]], isUnknown(fact)];
  const share = (fact, count) =>
    [Array.from({ length: count }, (_, i) => [(i + 1) / count, [is(fact, i + 1)]]), isUnknown(fact)];
  const graded = (fact, good, fair) =>
    [[[1, [least(fact, good)]], [0.5, [least(fact, fair), { fact, operator: "lessThan", value: good }]]], isUnknown(fact)];
  return {
    works_on_goals: share("shared_goals", client.goals.length),
    main_goal: [[[1, [holds("focus", client.goals[0])]]], isUnknown("focus")],
    takes_goals_seriously: oneOf("takes_goals_seriously"),
    builds_skills: oneOf("builds_skills"),
    measures_progress: oneOf("measures_progress"),
    narrow_focus: [[[1, [most("focus_count", 3)]], [0.5, [more("focus_count", 3), most("focus_count", 5)]]], isUnknown("focus")],
    knows_topics: share("shared_topics", client.topics.length),
    method: [[[1, [{ any: client.methods.map((method) => holds("methods", method)) }]]], isUnknown("methods")],
    experienced: graded("years", client.min_years, client.min_years - 2),
    knows_walk: [[[1, [holds("serves", client.walk)]]], isUnknown("serves")],
    certified: oneOf("certified"),
    cites_research: oneOf("cites_research"),
    supervises: oneOf("supervises"),
    gender: [[[1, [is("gender", client.gender)]]], isUnknown("gender")],
    invites_feedback: oneOf("invites_feedback"),
    sounds_warm: oneOf("sounds_warm"),
    leads: [[[1, [is("lead", client.lead)]], [0.75, [is("lead", "either")]]], isUnknown("lead")],
    homework: [[[1, [is("homework", client.homework)]]], isUnknown("homework")],
    tone: [[[1, [{ fact: "tone", operator: "in", value: [client.tone, "either"] }]]], isUnknown("tone")],
    affordable: graded("fee_left", 0, -25),
    insured: [[[1, [holds("insurers", client.insurer)]]], isUnknown("insurers")],
    soon: [[[1, [most("weeks", client.max_weeks)]]], isUnknown("weeks")],
    after_work: [
      [[1, [{ any: [is("evenings", true), is("weekends", true)] }]]],
      { all: [{ any: [isUnknown("evenings"), isUnknown("weekends")] }, isNot("evenings", true), isNot("weekends", true)] },
    ],
    meets_by_video: [[[1, [holds("ways", "video")]]], isUnknown("ways")],
  };
}

function addGates(engine, client) {
  const exclude = (conditions) =>
    engine.addRule({ conditions: { all: conditions }, event: { type: "excluded" }, priority: 100 });
  if (client.state !== null) exclude([lacks("licensed_in", client.state)]);
  if (client.starts_now === true) exclude([is("accepting", false)]);
  if (client.language !== null) exclude([lacks("languages", client.language)]);
  if (client.ways !== null) exclude(client.ways.map((way) => lacks("ways", way)));
}

function addDerived(engine, client) {
  const from = (name, list, derive) =>
    engine.addFact(name, async (_, almanac) => {
      const value = await almanac.factValue(list);
      return value === null ? null : derive(value);
    });
  from("shared_goals", "focus", (focus) => client.goals.filter((goal) => focus.includes(goal)).length);
  from("shared_topics", "topics", (topics) => client.topics.filter((topic) => topics.includes(topic)).length);
  from("focus_count", "focus", (focus) => focus.length);
  engine.addFact("fee_left", async (_, almanac) => {
    const fee = (await almanac.factValue("lowest_fee")) ?? (await almanac.factValue("fee"));
    return fee === null ? null : client.max_fee - fee;
  });
}

function engineFor({ client, points }) {
  const engine = new Engine();
  addGates(engine, client);
  addDerived(engine, client);
  for (const [id, [met, unknown]] of Object.entries(criteriaFor(client))) {
    const { full, unknown: share } = points[id];
    const add = (all, params) => engine.addRule({ conditions: { all }, event: { type: "points", params } });
    for (const [value, conditions] of met) add(conditions, { score: value * full, low: value * full, coverage: 0 });
    add([unknown], { score: share, low: 0, coverage: -full });
  }
  const flag = (condition, params) => engine.addRule({ conditions: { all: [condition] }, event: { type: "flag", params } });
  flag(is("aims_lower", true), { aimsLower: true });
  flag(isUnknown("aims_lower"), { aimsLower: null });
  flag(more("fee", 2 * client.max_fee), { farTooDear: true });
  flag(isUnknown("fee"), { farTooDear: null });
  engine.on("excluded", () => engine.stop());
  return engine;
}

async function score(engine, therapist) {
  const { events } = await engine.run(therapist);
  const sum = { id: therapist.id, score: 0, low: 0, coverage: 100e6 };
  const flags = { aimsLower: false, farTooDear: false };
  for (const { type, params } of events) {
    if (type === "excluded") return null;
    if (type === "flag") Object.assign(flags, params);
    else for (const part of ["score", "low", "coverage"]) sum[part] += params[part];
  }
  return applyFlags(sum, flags.aimsLower, flags.farTooDear);
}

const [path, folder, ...clients] = process.argv.slice(2);
const pool = readPool(path);
for (const client of clients) {
  const engine = engineFor(readParameters(folder, client));
  await measureScores(folder, client, "rules", "json-rules-engine", pool.length, async () => {
    const scores = [];
    for (const therapist of pool) {
      const scored = await score(engine, therapist);
      if (scored) scores.push(scored);
    }
    return scores;
  }, "one core");
}

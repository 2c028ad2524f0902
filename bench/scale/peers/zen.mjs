// SPDX-License-Identifier: MIT
// zen-engine: one decision, compiled once: gates, a switch, then an expression for each criterion and for the sums.
//   node zen.mjs POOL.csv FOLDER CLIENT…
import zen from "@gorules/zen-engine";
import { measureScores, readParameters, readPool } from "./shared.mjs";

const text = (value) => JSON.stringify(value);
const ifKnown = (name, then) => `${name} == null ? null : ${then}`;
const number = (condition) => `(${condition} ? 1 : 0)`;
const holds = (list, term) => ifKnown(list, number(`${text(term)} in ${list}`));
const share = (list, wanted) => ifKnown(list, `len(filter(${text(wanted)}, # in ${list})) / ${wanted.length}`);
const fact = (name) => ifKnown(name, number(name));

const criteriaFor = (client) => ({
  works_on_goals: share("focus", client.goals),
  main_goal: holds("focus", client.goals[0]),
  takes_goals_seriously: fact("takes_goals_seriously"),
  builds_skills: fact("builds_skills"),
  measures_progress: fact("measures_progress"),
  narrow_focus: ifKnown("focus", "len(focus) <= 3 ? 1 : len(focus) <= 5 ? 0.5 : 0"),
  knows_topics: share("topics", client.topics),
  method: ifKnown("methods", number(`some(${text(client.methods)}, # in methods)`)),
  experienced: ifKnown("years", `years >= ${client.min_years} ? 1 : years >= ${client.min_years - 2} ? 0.5 : 0`),
  knows_walk: holds("serves", client.walk),
  certified: fact("certified"),
  cites_research: fact("cites_research"),
  supervises: fact("supervises"),
  gender: ifKnown("gender", number(`gender == ${text(client.gender)}`)),
  invites_feedback: fact("invites_feedback"),
  sounds_warm: fact("sounds_warm"),
  leads: ifKnown("lead", `lead == ${text(client.lead)} ? 1 : lead == "either" ? 0.75 : 0`),
  homework: ifKnown("homework", number(`homework == ${client.homework}`)),
  tone: ifKnown("tone", number(`tone in ${text([client.tone, "either"])}`)),
  affordable: ifKnown("$.best_fee", `$.best_fee <= ${client.max_fee} ? 1 : $.best_fee <= ${client.max_fee + 25} ? 0.5 : 0`),
  insured: holds("insurers", client.insurer),
  soon: ifKnown("weeks", number(`weeks <= ${client.max_weeks}`)),
  after_work: "evenings == true or weekends == true ? 1 : evenings == null or weekends == null ? null : 0",
  meets_by_video: holds("ways", "video"),
});

function gatesFor(client) {
  const gates = ["true"];
  if (client.state !== null) gates.push(`(licensed_in == null or ${text(client.state)} in licensed_in)`);
  if (client.starts_now === true) gates.push("(accepting != false)");
  if (client.language !== null) gates.push(`(languages == null or ${text(client.language)} in languages)`);
  if (client.ways !== null) gates.push(`(ways == null or some(${text(client.ways)}, # in ways))`);
  return gates.join(" and ");
}

function expressionsFor({ client, points }) {
  const known = (use) => Object.entries(points).map(([id, { full, unknown }]) => use(`$.${id}`, full, unknown)).join(" + ");
  const cut = (sum, lower, dear) =>
    `max([0, min([${lower} ? 40000000 : 100000000, ${sum} - (${lower} ? 15000000 : 0) - (${dear} ? 5000000 : 0)])])`;
  return {
    best_fee: "lowest_fee == null ? fee : lowest_fee",
    ...criteriaFor(client),
    far_too_dear: ifKnown("fee", `fee > ${2 * client.max_fee}`),
    sum: known((value, full, unknown) => `(${value} == null ? ${unknown} : ${value} * ${full})`),
    low_sum: known((value, full) => `(${value} == null ? 0 : ${value} * ${full})`),
    coverage: known((value, full) => `(${value} == null ? 0 : ${full})`),
    score: cut("$.sum", "(aims_lower == true)", "($.far_too_dear == true)"),
    low: cut("$.low_sum", "(aims_lower != false)", "($.far_too_dear != false)"),
  };
}

function decisionFor(parameters) {
  const node = (id, type, content = {}) => ({ id, type, name: id, position: { x: 0, y: 0 }, content });
  const edge = (sourceId, targetId, sourceHandle) => ({ id: `${sourceId}-${targetId}`, type: "edge", sourceId, targetId, sourceHandle });
  const expressions = Object.entries(expressionsFor(parameters)).map(([key, value]) => ({ id: key, key, value }));
  return new zen.ZenEngine().createDecision({
    nodes: [
      node("therapist", "inputNode"),
      node("gates", "switchNode", { hitPolicy: "first", statements: [{ id: "pass", condition: gatesFor(parameters.client) }] }),
      node("points", "expressionNode", { expressions }),
      node("scores", "outputNode"),
    ],
    edges: [edge("therapist", "gates"), edge("gates", "points", "pass"), edge("points", "scores")],
  });
}

const [path, folder, ...clients] = process.argv.slice(2);
const pool = readPool(path);
for (const client of clients) {
  const decision = decisionFor(readParameters(folder, client));
  await measureScores(folder, client, "zen", "zen-engine", pool.length, async () => {
    const scores = [];
    for (let at = 0; at < pool.length; at += 100) {
      const some = pool.slice(at, at + 100);
      const answers = await Promise.all(some.map((therapist) => decision.evaluate(therapist)));
      answers.forEach(({ result }, i) => {
        if (result?.score !== undefined && result?.score !== null)
          scores.push({ id: some[i].id, score: result.score, low: result.low, coverage: result.coverage });
      });
    }
    return scores;
  }, "one core, a hundred evaluations under way at once");
}

// SPDX-License-Identifier: MIT
// The same conditions over the same contexts in feelin and zen-engine, in each one's natural idiom, with every
// answer compared with Attune's.
//   node peers.mjs CONDITIONS CONTEXTS ANSWERS     as bench_feel writes them
import { readFileSync } from "node:fs";
import { evaluate } from "feelin";
import zen from "@gorules/zen-engine";

const lines = (path) => readFileSync(path, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
const conditions = lines(process.argv[2]).map((line) => line.split("\t"));
const contexts = lines(process.argv[3]).map((line) => JSON.parse(line));
const answers = lines(process.argv[4]).map((line) => JSON.parse(line));

const isSame = (x, y) => (typeof x === "number" && typeof y === "number" ? Math.abs(x - y) < 1e-9 : x === y);

// Answers of one engine for one condition, after a warm-up; the time of one evaluation in ns, and how many
// answers are not Attune's.
function time(condition, run) {
  for (const context of contexts.slice(0, 200)) run(context);
  const results = new Array(contexts.length);
  const start = process.hrtime.bigint();
  for (let i = 0; i < contexts.length; i++) results[i] = run(contexts[i]);
  const ns = Number(process.hrtime.bigint() - start) / contexts.length;
  return { ns, different: results.filter((result, i) => !isSame(result, answers[condition].values[i])).length };
}

// FEEL's dates are text in JSON; in feelin date() makes them dates, as zen-engine's date() does.
const feelinSource = (feel) =>
  feel.replace("therapist.available_from <= client.start", "date(therapist.available_from) <= date(client.start)");

// zen-engine's other idiom: one decision that answers all conditions, many evaluations under way at once.
async function timeDecision() {
  const node = (id, type, content = {}) => ({ id, type, name: id, position: { x: 0, y: 0 }, content });
  const decision = new zen.ZenEngine().createDecision({
    nodes: [
      node("in", "inputNode"),
      node("all", "expressionNode", {
        expressions: conditions.map(([, value], i) => ({ id: `e${i}`, key: `c${i}`, value })),
      }),
      node("out", "outputNode"),
    ],
    edges: [
      { id: "a", sourceId: "in", targetId: "all", type: "edge" },
      { id: "b", sourceId: "all", targetId: "out", type: "edge" },
    ],
  });
  let different = 0;
  const start = process.hrtime.bigint();
  for (let at = 0; at < contexts.length; at += 100) {
    const batch = await Promise.all(contexts.slice(at, at + 100).map((context) => decision.evaluate(context)));
    batch.forEach(({ result }, i) =>
      conditions.forEach((_, c) => (different += !isSame(result[`c${c}`], answers[c].values[at + i]))),
    );
  }
  const ns = Number(process.hrtime.bigint() - start) / contexts.length / conditions.length;
  return { ns, different };
}

const cell = (ns) => ns.toFixed(0).padStart(9);
const totals = { attune: 0, feelin: 0, zen: 0 };
const notes = [];
console.log(`${contexts.length} contexts; nanoseconds for one evaluation`);
console.log("   attune   feelin      zen   condition");
conditions.forEach(([feel, other], i) => {
  const feelin = time(i, (context) => evaluate(feelinSource(feel), context).value);
  const zenned = time(i, (context) => zen.evaluateExpressionSync(other, context));
  console.log(`${cell(answers[i].ns)}${cell(feelin.ns)}${cell(zenned.ns)}   ${feel}`);
  if (feelin.different) notes.push(`feelin differs in ${feelin.different} answers to: ${feel}`);
  if (zenned.different) notes.push(`zen differs in ${zenned.different} answers to: ${feel}`);
  totals.attune += answers[i].ns / conditions.length;
  totals.feelin += feelin.ns / conditions.length;
  totals.zen += zenned.ns / conditions.length;
});
const decision = await timeDecision();
if (decision.different) notes.push(`zen's decision differs in ${decision.different} answers`);
console.log(`${cell(totals.attune)}${cell(totals.feelin)}${cell(totals.zen)}   mean`);
console.log(`${cell(decision.ns).padStart(27)}   mean in one zen decision of all ten, a hundred under way at once`);
const best = Math.min(totals.feelin, totals.zen, decision.ns);
console.log(`Evaluations per second: attune ${Math.round(1e9 / totals.attune)}, the faster peer ${Math.round(1e9 / best)}`);
console.log(`Attune is ${(best / totals.attune).toFixed(1)} times as fast as the faster of them.`);
notes.forEach((note) => console.log(note));

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
const mean = { compiled: 0, text: 0, feelin: 0, zen: 0 };
const notes = [];
console.log(`${contexts.length} contexts; nanoseconds for one evaluation.
compiled: Attune in C, the condition compiled once against declared types, values as a host holds them
text:     the same, with the condition compiled for each evaluation
feelin:   evaluate(text, context); it has nothing to compile beforehand
zen:      evaluateExpressionSync(text, context), its own language; contexts go from JavaScript to Rust each time
Dates are dates for Attune, text and date(…) for the others. One machine, one run; answers compared one by one.

 compiled     text   feelin      zen   condition`);
conditions.forEach(([feel, other], i) => {
  const feelin = time(i, (context) => evaluate(feelinSource(feel), context).value);
  const zenned = time(i, (context) => zen.evaluateExpressionSync(other, context));
  console.log(`${cell(answers[i].ns)}${cell(answers[i].text_ns)}${cell(feelin.ns)}${cell(zenned.ns)}   ${feel}`);
  if (feelin.different) notes.push(`feelin differs in ${feelin.different} answers to: ${feel}`);
  if (zenned.different) notes.push(`zen differs in ${zenned.different} answers to: ${feel}`);
  mean.compiled += answers[i].ns / conditions.length;
  mean.text += answers[i].text_ns / conditions.length;
  mean.feelin += feelin.ns / conditions.length;
  mean.zen += zenned.ns / conditions.length;
});
const decision = await timeDecision();
if (decision.different) notes.push(`zen's decision differs in ${decision.different} answers`);
console.log(`${cell(mean.compiled)}${cell(mean.text)}${cell(mean.feelin)}${cell(mean.zen)}   mean`);
console.log(`${cell(decision.ns).padStart(36)}   mean in zen's decision of all ten, compiled once, a hundred under way at once`);
const best = Math.min(mean.feelin, mean.zen, decision.ns);
const perSecond = (ns) => Math.round(1e9 / ns).toLocaleString("en");
console.log(`\nEvaluations a second: ${perSecond(mean.compiled)} compiled, ${perSecond(mean.text)} from text; ${perSecond(best)} by the faster of the others.`);
console.log(`That is ${(best / mean.compiled).toFixed(1)} and ${(best / mean.text).toFixed(1)} times as many.`);
console.log(notes.length ? notes.join("\n") : "All answers are the same.");

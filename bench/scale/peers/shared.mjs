// SPDX-License-Identifier: MIT
// What the peers on Node.js share: the pool, what is known of the client, timing, rows and answers.
import { readFileSync, writeFileSync } from "node:fs";

export const lists = ["licensed_in", "languages", "ways", "focus", "topics", "methods", "serves", "insurers"];
export const numbers = ["years", "fee", "lowest_fee", "weeks"];
export const strings = ["id", "gender", "lead", "tone"];

// One line of the CSV as a fact: no field has a comma or quotes, "" is null, "|" separates items of a list.
function fact(names, line) {
  const row = {};
  line.split(",").forEach((text, i) => {
    const name = names[i];
    if (text === "") row[name] = null;
    else if (lists.includes(name)) row[name] = text.split("|");
    else if (numbers.includes(name)) row[name] = Number(text);
    else if (strings.includes(name)) row[name] = text;
    else row[name] = text === "true";
  });
  return row;
}

export function readPool(path) {
  const [heading, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const names = heading.split(",");
  return lines.map((line) => fact(names, line));
}

export const readParameters = (folder, client) => JSON.parse(readFileSync(`${folder}/${client}.json`, "utf8"));

// Score, low, coverage and then id, as Attune orders.
export const order = (x, y) => y.score - x.score || y.low - x.low || y.coverage - x.coverage || (x.id < y.id ? -1 : 1);

// Flags, as the rule set has them: the sums before and the score and low after.
export function applyFlags({ id, score, low, coverage }, aimsLower, farTooDear) {
  const cut = (sum, lower, dear) =>
    Math.max(0, Math.min(lower ? 40e6 : 100e6, sum - (lower ? 15e6 : 0) - (dear ? 5e6 : 0)));
  return { id, coverage, score: cut(score, aimsLower === true, farTooDear === true),
    low: cut(low, aimsLower !== false, farTooDear !== false) };
}

// The shortest of a few runs after a warm-up; one that took long is not repeated.
export async function measure(run) {
  const times = [];
  let total = 0, result;
  while (times.length < 16 && total < 3000) {
    const start = performance.now();
    result = await run();
    times.push(performance.now() - start);
    total += times.at(-1);
  }
  const counted = times.length > 1 ? times.slice(1) : times;
  return { ms: Math.min(...counted), result };
}

const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);

export function printRow(client, engine, count, ms, note) {
  console.log([client, engine, count, ms.toFixed(3), peak(), note].join("\t"));
}

// first: [id, score] of the first ten; count and sum: of all who are ranked.
export function writeAnswers(folder, client, engine, first, count, sum) {
  const lines = [...first.map(([id, score]) => `${id} ${score}`), `all ${count} ${sum}`];
  writeFileSync(`${folder}/${client}.${engine}`, lines.join("\n") + "\n");
}

// For engines that score one therapist after the other: writes the row and the answers.
export async function measureScores(folder, client, engine, name, count, run, note) {
  const { ms, result } = await measure(run);
  printRow(client, name, count, ms, note);
  const sum = result.reduce((total, { score }) => total + BigInt(score), 0n);
  result.sort(order);
  writeAnswers(folder, client, engine, result.slice(0, 10).map(({ id, score }) => [id, score]), result.length, sum);
}

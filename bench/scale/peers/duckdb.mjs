// SPDX-License-Identifier: MIT
// DuckDB: one query over columns in memory, on one thread.
//   node duckdb.mjs POOL.csv FOLDER RULES CLIENT…     RULES: the folder of duckdb.sql and score.sql
import duckdb from "@duckdb/node-api";
import { readFileSync } from "node:fs";
import { lists, measure, numbers, printRow, readParameters, strings, writeAnswers } from "./shared.mjs";

const [pool, folder, rules, ...clients] = process.argv.slice(2);
const instance = await duckdb.DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
const source = `read_csv('${pool}', all_varchar = true)`;

// Lists hold values of an enumeration each, named after its column.
for (const name of lists)
  await connection.run(`CREATE TYPE ${name}_term AS ENUM
    (SELECT DISTINCT unnest(string_split(${name}, '|')) AS term FROM ${source} WHERE ${name} IS NOT NULL ORDER BY term)`);
const heading = readFileSync(pool, "utf8").split("\n", 1)[0].split(",");
const columns = heading.map((name) => {
  if (lists.includes(name)) return `string_split(${name}, '|')::${name}_term[] AS ${name}`;
  if (numbers.includes(name)) return `${name}::INTEGER AS ${name}`;
  return strings.includes(name) ? name : `${name}::BOOLEAN AS ${name}`;
});
await connection.run(`CREATE TABLE therapist AS SELECT ${columns.join()} FROM ${source}`);

const literal = (value) =>
  value === null ? "NULL" : Array.isArray(value) ? `[${value.map(literal)}]` : typeof value === "string" ? `'${value}'` : value;

// The query with the client's values and points as literals: that is quicker than as parameters.
function queryFor(client) {
  const { client: fields, points } = readParameters(folder, client);
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, literal(value)]));
  for (const [id, { full, unknown }] of Object.entries(points)) {
    values[`p_${id}`] = full;
    values[`u_${id}`] = unknown;
  }
  const text = readFileSync(`${rules}/duckdb.sql`, "utf8") + readFileSync(`${rules}/score.sql`, "utf8");
  return text.replace(/\$(\w+)/g, (_, name) => values[name]);
}

const rows = async (sql) => (await connection.runAndReadAll(sql)).getRows();
const count = Number((await rows("SELECT count(*) FROM therapist"))[0][0]);
for (const client of clients) {
  const query = queryFor(client);
  const { ms, result } = await measure(() =>
    rows(`${query} SELECT id, score FROM scored ORDER BY score DESC, low DESC, coverage DESC, id LIMIT 10`));
  printRow(client, "DuckDB", count, ms, "one thread");
  const [ranked, sum] = (await rows(`${query} SELECT count(*), sum(score)::HUGEINT FROM scored`))[0];
  writeAnswers(folder, client, "duckdb", result, ranked, sum);
}

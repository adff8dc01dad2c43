// DuckDB's part of the benchmarks.
//   node duckdb.mjs MODULES run SQL [SQL ...]
//   node duckdb.mjs MODULES time THREADS REPEATS SQL     -> one JSON array of seconds on stdout
import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, command, ...rest] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(path.join(modules, 'package.json'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();

if (command === 'run') {
  for (const sql of rest) {
    await connection.run(sql);
  }
} else {
  const [threads, repeats] = rest.slice(0, 2).map(Number);
  await connection.run(`SET threads = ${threads}`);
  const seconds = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    await connection.runAndReadAll(rest[2]);
    seconds.push((performance.now() - start) / 1000);
  }
  console.log(JSON.stringify(seconds));
}

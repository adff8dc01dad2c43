// DuckDB's part of the ingest benchmark: writes the files, or times the aggregation over them.
//   node duckdb.mjs generate FOLDER FILES ROWS_PER_FILE CODEC
//   node duckdb.mjs query FOLDER THREADS REPEATS      -> one JSON array of seconds on stdout
import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, command, folder, ...rest] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(path.join(modules, 'package.json'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const context = 128;

if (command === 'generate') {
  const [files, rows, codec] = [Number(rest[0]), Number(rest[1]), rest[2]];
  await connection.run('SELECT setseed(0.25)');
  for (let file = 1; file <= files; file++) {
    const name = path.join(folder, `step-${String(file).padStart(6, '0')}.parquet`);
    await connection.run(
      `COPY (SELECT (i // ${context})::INTEGER AS sequence_id, (i % ${context})::INTEGER AS "position",
                    (random() * 255)::INTEGER AS token_id, (-ln(1 - random()) * 1.7)::FLOAT AS loss
             FROM range(${rows}) t(i)) TO '${name}' (FORMAT parquet, CODEC '${codec}')`);
  }
} else {
  const [threads, repeats] = rest.map(Number);
  await connection.run(`SET threads = ${threads}`);
  const seconds = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    await connection.runAndReadAll(
      `SELECT "position", avg(loss) FROM '${path.join(folder, '*.parquet')}' GROUP BY "position"`);
    seconds.push((performance.now() - start) / 1000);
  }
  console.log(JSON.stringify(seconds));
}

// Reads Parquet files with another program's reader and prints their rows as one JSON document, an array with
// { "rows": [...] } or { "error": "..." } for each file. Usage: node parquet-peers.mjs duckdb|hyparquet|parquet-wasm FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// What JSON lacks: 64-bit integers and dates become text, bytes { "bytes": hexadecimal }.
function plain(value) {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? (Object.is(value, -0) ? "-0" : value) : String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("hex") };
  if (ArrayBuffer.isView(value)) return Array.from(value, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && typeof value.toJSON === "function") return plain(value.toJSON());
  if (typeof value === "object" && Symbol.iterator in value) return Array.from(value, plain);
  if (typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
  return value;
}

function duckdbValue(value) {
  if (value === null || typeof value !== "object") return value;
  if (value.bytes instanceof Uint8Array) return value.bytes;
  if (Array.isArray(value.items)) return value.items.map(duckdbValue);
  if (Array.isArray(value.entries)) return value.entries.map(duckdbValue);
  if (typeof value.entries === "object") return duckdbObject(value.entries);
  return value.constructor === Object ? duckdbObject(value) : value.toString();
}

const duckdbObject = (value) => Object.fromEntries(Object.entries(value).map(([k, v]) => [k, duckdbValue(v)]));

async function duckdb() {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run("SET threads = 1");
  await connection.run("SET TimeZone = 'UTC'");
  return async (path) => {
    const rows = await connection.runAndReadAll(`SELECT * FROM read_parquet('${path.replaceAll("'", "''")}')`);
    return rows.getRowObjects().map(duckdbValue);
  };
}

async function hyparquet() {
  const { parquetReadObjects, asyncBufferFromFile } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  return async (path) => parquetReadObjects({ file: await asyncBufferFromFile(path), compressors, utf8: false });
}

async function parquetWasm() {
  // Their builds for Node.js.
  const require = createRequire(import.meta.url);
  const { tableFromIPC } = require("apache-arrow");
  const wasm = require("parquet-wasm");
  return async (path) => tableFromIPC(wasm.readParquet(readFileSync(path)).intoIPCStream()).toArray();
}

const [peer, ...paths] = process.argv.slice(2);
const open = { duckdb, hyparquet, "parquet-wasm": parquetWasm }[peer];
if (!open) throw new Error(`There is no reader '${peer}'.`);
const read = await open();
const results = [];
for (const path of paths) {
  try {
    results.push({ rows: plain(await read(path)) });
  } catch (problem) {
    results.push({ error: String(problem.message ?? problem) });
  }
}
process.stdout.write(JSON.stringify(results));

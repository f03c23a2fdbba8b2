// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loads JSON, or CSV where the name ends so, into a DuckDB table with two threads and prints "SECONDS ROWS PROCESSOR": the load alone,
// without the start of Node.js and of DuckDB; PROCESSOR are the seconds of all threads together.
//
//   node duckdb-load.js GLOB [DATABASE]      into memory, or into a new database file with a checkpoint at the end
'use strict';

const { DuckDBInstance } = require('@duckdb/node-api');
const { performance } = require('node:perf_hooks');

async function main([glob, database]) {
  const instance = await DuckDBInstance.create(database ?? ':memory:', { threads: '2' });
  const connection = await instance.connect();
  const path = glob.replaceAll("'", "''");
  const reader = path.endsWith('.csv') ? 'read_csv' : 'read_json';
  const begun = performance.now();
  const used = process.cpuUsage();

  await connection.run(`CREATE TABLE log AS SELECT * FROM ${reader}('${path}')`);
  if (database !== undefined)
    await connection.run('CHECKPOINT');
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(used);

  const answer = await connection.runAndReadAll('SELECT count(*) FROM log');
  console.log(`${seconds.toFixed(3)} ${answer.getRows()[0][0]} ${((user + system) / 1e6).toFixed(3)}`);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes the records of chained JSON lines again in another framing, without their chain.
//
//   node framing-data.js lines|row|array|csv LOG... >FILE
'use strict';

const { createReadStream, writeSync } = require('node:fs');
const { createInterface } = require('node:readline');

const PART_BYTES = 1 << 20;

// The members of a record as one row: those of an object in it as columns of their own, "object.member".
function flatten(value, name, row) {
  for (const [key, member] of Object.entries(value)) {
    const column = name === '' ? key : `${name}.${key}`;

    if (member !== null && typeof member === 'object')
      flatten(member, column, row);
    else
      row.set(column, member);
  }
  return row;
}

function csvField(value) {
  const text = value === null || value === undefined ? '' : String(value);

  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const framings = {
  lines: { before: () => '', write: (record) => `${JSON.stringify(record)}\n`, after: '' },
  row: { before: () => '', write: (record) => `${JSON.stringify(record, null, 2)}\n`, after: '' },
  array: { before: () => '[', write: (record, index) => `${index > 0 ? ',\n' : '\n'}${JSON.stringify(record)}`, after: '\n]\n' },
  csv: {
    before: (columns) => `${columns.map(csvField).join(',')}\n`,
    write: (record, index, columns) => {
      const row = flatten(record, '', new Map());

      return `${columns.map((column) => csvField(row.get(column))).join(',')}\n`;
    },
    after: '',
  },
};

async function main([name, ...logs]) {
  const framing = framings[name];
  let columns = null;
  let index = 0;
  let part = '';

  for (const log of logs) {
    for await (const line of createInterface({ input: createReadStream(log) })) {
      const { prev_hash, hash, ...record } = JSON.parse(line);

      if (columns === null) {
        columns = [...flatten(record, '', new Map()).keys()];
        part = framing.before(columns);
      }
      part += framing.write(record, index, columns);
      index++;
      if (part.length >= PART_BYTES) {
        writeSync(1, part);
        part = '';
      }
    }
  }
  writeSync(1, part + framing.after);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

#!/usr/bin/env node
import process from 'node:process';
import { run } from '../dist/cli/main.js';

// A reader that stops early (| head) is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => { if (error.code !== 'EPIPE') throw error; });
}
process.exitCode = await run(process.argv.slice(2), process);

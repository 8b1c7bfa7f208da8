#!/usr/bin/env -S node --
// `--`: else Node takes our `--env-file` for its own, wherever it stands, and ends when there is no such file.
// Written so that any Node since version 10 can read it: what an old one cannot parse stands behind the check. CommonJS
// by the package.json beside it: loading what loads ES modules takes as long as all of `--version`.
/* eslint-disable no-var */
var needed = [22, 22, 0];
var found = process.version.slice(1).split('.').map(Number);

function isOlder() {
  for (var i = 0; i < needed.length; i++) {
    if (found[i] !== needed[i]) return found[i] < needed[i];
  }
  return false;
}

function start() {
  var v8 = require('node:v8');
  // Before the flags: once one is set, Node compiles its own modules anew, and what these load is large.
  var stdout = process.stdout;
  var stderr = process.stderr;
  // Runs are short and wait for others: optimising compilers cost 30 ms of each and 12 MB, and give nothing back.
  v8.setFlagsFromString('--no-opt');
  v8.setFlagsFromString('--no-maglev');
  // Most regular expressions run a few times: compiling each twice, at first use and at the second, costs 5 ms.
  v8.setFlagsFromString('--no-regexp-tier-up');
  // Compiled code that is kept: all that a run called, whether long ago or not, and with a checksum.
  v8.setFlagsFromString('--no-flush-bytecode');
  v8.setFlagsFromString('--verify-snapshot-checksum');
  // Keeps the compiled code between runs; a folder that cannot be written is no failure.
  require('node:module').enableCompileCache();
  void require('../dist/cli.cjs')
    .main(process.argv.slice(2), process.env, stdout, stderr)
    .then(function (code) {
      process.exitCode = code;
    });
}

if (isOlder()) {
  process.stderr.write(
    'simple-deploy needs Node.js ' +
      needed.join('.') +
      ' or newer and this is ' +
      process.version.slice(1) +
      ': install a newer one from https://nodejs.org/en/download or with your version manager (`nvm install 24`, `fnm install 24`).\n',
  );
  process.exitCode = 1;
} else {
  start();
}

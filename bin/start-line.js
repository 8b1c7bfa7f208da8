// Runs after npm has installed the package. The command starts by `env -S`, which splits a line into words; the env of
// BusyBox (Alpine, so `node:24-alpine` and `docker:cli`) has no -S, and the command would not start at all. There a shell
// starts it: to the shell the second line is a command, to Node a text and a comment.
/* eslint-disable no-var */
var byEnv = '#!/usr/bin/env -S node --\n';
var byShell = '#!/bin/sh\n":" //; exec node -- "$0" "$@"\n';

/** Whether the line can stay: npm's own start scripts read it on Windows, and a clone's files are its owner's. */
function staysAsItIs() {
  var path = require('node:path');
  var installed = path.resolve(__dirname, '..', '..').split(path.sep).includes('node_modules');
  if (!installed || process.platform === 'win32') return true;
  return require('node:child_process').spawnSync('/usr/bin/env', ['-S', 'true']).status === 0;
}

function settle() {
  if (staysAsItIs()) return;
  var fs = require('node:fs');
  var command = __dirname + '/simple-deploy.js';
  var text = fs.readFileSync(command, 'utf8');
  if (text.startsWith(byEnv)) fs.writeFileSync(command, byShell + text.slice(byEnv.length));
}

try {
  settle();
} catch (error) {
  // A folder that cannot be written, a Node too old for this, ends no installation.
  process.stderr.write('simple-deploy: the command may not start here: ' + error.message + '\n');
}

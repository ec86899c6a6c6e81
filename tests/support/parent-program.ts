import { spawn } from 'node:child_process';

// Starts a program with these arguments and tells its process id; lives until it is killed.

const child = spawn(process.execPath, process.argv.slice(2), { stdio: ['ignore', 'pipe', 'inherit'] });
child.stdout.once('data', () => process.stdout.write(`${String(child.pid)}\n`));
setInterval(() => undefined, 1000);

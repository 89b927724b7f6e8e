// A preview under test: started, its address read, ended.
import { spawn } from 'node:child_process';

export async function startPreview(program, args, environment = {}) {
  const child = spawn(program, ['preview', '--no-browser', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let said = '', complained = '';
  const ended = new Promise((resolve) => { child.on('exit', (code, signal) => resolve({ code, signal })); });
  child.stderr.on('data', (data) => { complained += data; });
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      said += data;
      const found = /http:\S+\n/.exec(said);
      if (found) resolve(found[0].trim());
    });
    ended.then(({ code }) => reject(new Error(`it has ended with ${code}: ${complained}`)));
  });
  return {
    url, port: Number(new URL(url).port), token: new URL(url).pathname.split('/')[1], process: child,
    said: () => said, complained: () => complained,
    stop: async (signal = 'SIGTERM') => { child.kill(signal); return ended; },
  };
}

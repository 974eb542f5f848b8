// Runs browser cases one after the other in one browser: a line {"file", "name"} on standard input asks for one, a line
// {"failed"} on standard output answers, empty if it went well; one that hung ends the process. `lane.mjs list FILE…` prints which cases there are.
import { createInterface } from 'node:readline';

process.env.HIENTAI_LANE = '1';
const { casesOf, close, run } = await import('./case.mjs');

/** A case that takes longer than this hangs. */
const LONGEST = 120_000;

async function list(files) {
  const all = [];
  for (const file of files) for (const name of (await casesOf(file)).keys()) all.push({ file, name });
  console.log(JSON.stringify(all));
}

async function serve() {
  const tell = process.stdout.write.bind(process.stdout);
  console.log = console.error; // whatever a test prints is no answer
  for await (const line of createInterface({ input: process.stdin })) {
    const { file, name } = JSON.parse(line);
    const hung = setTimeout(() => {
      tell(`${JSON.stringify({ failed: `did not end within ${LONGEST / 1000} s`, hung: true })}\n`);
      process.exit(1);
    }, LONGEST);
    const failed = await run(file, name);
    clearTimeout(hung);
    tell(`${JSON.stringify({ failed })}\n`);
  }
  await close();
}

await (process.argv[2] === 'list' ? list(process.argv.slice(3)) : serve());
process.exit(0);

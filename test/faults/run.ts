import { parseArgs } from 'node:util';
import { FAULT_POINTS } from '../../libs/events/src/fault-points.js';
import { localConfig } from '../../deploy/local/local.config.js';
import { onStopWish } from '../../deploy/local/stop-wish.js';
import { type RunReport, runFaults, type RunSettings } from './faults-run.js';
import { kindsWith } from './kinds.js';
import { type Mutant, MUTANTS, nameOf } from './mutants.js';
import { missedBy, tableOf } from './report.js';
import { GONE } from './schedule.js';

const USAGE = `npm run faults -- --seed 7 --seconds 60    faults over real processes; the same seed, the same faults
  --verbose          a line for each fault
  --nodes 3          a broker of three servers with a copy of every stream on each
  --gone <what>      goes for good, and all others reach the end: a borough, half-way through, or broker-node, one of three servers, early
  --mutant <name>    the pipe without one of its safeguards: ${MUTANTS.map(nameOf).join(', ')}
  --mutants          all of these, and whether each was found out
  --logs             keeps the logs of all processes`;

const MUTANT_SECONDS = 12;
/** Some dozens of events: what is not read in time is dropped, and must be asked of the borough. */
const SMALL_STREAM_BYTES = 40_000;
const LARGE_STREAM_BYTES = 64 * 1024 ** 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const stopping = new AbortController();
const began = performance.now();

function optionsFrom(args: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  return parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '60' },
      nodes: { type: 'string' },
      gone: { type: 'string' },
      mutant: { type: 'string' },
      mutants: flag,
      verbose: flag,
      logs: flag,
    },
  }).values;
}

type Options = ReturnType<typeof optionsFrom>;

function settingsOf({ seed, seconds, nodes, gone, verbose, logs }: Options): RunSettings {
  if (!(Number(seconds) >= 1 && Number(seconds) <= 3_600))
    throw new Error(`--seconds is "${seconds}". It must be from 1 to 3600.\n${USAGE}`);
  const leaves = GONE.find((what) => what === gone) ?? null;
  if (gone !== undefined && leaves === null) throw new Error(`--gone is "${gone}". It can be ${GONE.join(' or ')}.\n${USAGE}`);
  const servers = nodes ?? (leaves === 'broker-node' ? '3' : '1');
  if (servers !== '3' && (servers !== '1' || leaves === 'broker-node')) {
    throw new Error(`--nodes is "${servers}". It can be 1 or 3, and 3 where one of them goes.\n${USAGE}`);
  }
  return {
    seed,
    seconds: Number(seconds),
    kinds: kindsWith(Number(servers)),
    points: FAULT_POINTS,
    nodes: Number(servers),
    gone: leaves,
    lacks: [],
    streamBytes: SMALL_STREAM_BYTES,
    restores: leaves !== 'borough',
    settlesWithinMs: 40_000,
    keepsLogs: logs,
    verbose: verbose ? (line) => say(`${((performance.now() - began) / 1_000).toFixed(1).padStart(6)}  ${line}`) : () => {},
    signal: stopping.signal,
  };
}

/** Without so many faults, and with a stream that drops nothing, since each mutant is to show by what it lacks alone. */
const settingsOfMutant = (settings: RunSettings, { lacks, kinds, points }: Mutant): RunSettings => ({
  ...settings,
  seconds: MUTANT_SECONDS,
  kinds,
  points,
  lacks,
  streamBytes: LARGE_STREAM_BYTES,
  restores: false,
  settlesWithinMs: 25_000,
});

/** @returns whether all held. */
function conclude(report: RunReport, { seed }: RunSettings): boolean {
  say(tableOf(report));
  const wrong = [...report.violations, ...missedBy(report)];
  for (const violation of wrong.slice(1)) say(`also: ${violation}`);
  say(`seed ${seed}`);
  say(wrong.length === 0 ? 'OK' : `VIOLATION ${wrong[0]}`);
  return wrong.length === 0;
}

/** @returns whether those that must be found out were, and those that must not show did not. */
async function tryMutants(mutants: readonly Mutant[], settings: RunSettings): Promise<boolean> {
  let asExpected = true;
  for (const mutant of mutants) {
    const { violations } = await runFaults(settingsOfMutant(settings, mutant));
    const isCaught = violations.length > 0;
    const verdict = isCaught === mutant.isCaught ? 'as it must be' : 'WRONG';
    say(`${nameOf(mutant).padEnd(40)} ${isCaught ? `caught: ${violations[0]}` : 'not visible'} (${verdict})`);
    asExpected &&= isCaught === mutant.isCaught;
  }
  say(`seed ${settings.seed}`);
  say(asExpected ? 'OK' : 'VIOLATION a mutant was not seen as it must be');
  return asExpected;
}

async function main(options: Options): Promise<boolean> {
  const settings = settingsOf(options);
  if (options.mutants) return tryMutants(MUTANTS, settings);
  if (options.mutant === undefined) return conclude(await runFaults(settings), settings);
  const mutant = MUTANTS.find((each) => nameOf(each) === options.mutant);
  if (!mutant) throw new Error(`There is no mutant "${options.mutant}".\n${USAGE}`);
  return tryMutants([mutant], settings);
}

onStopWish(localConfig().startedByNpm, () => {
  if (!stopping.signal.aborted) say('Stopping …');
  stopping.abort();
});
for (const crash of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(crash, (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
    stopping.abort();
  });
}
let isWell = false;
try {
  isWell = await main(optionsFrom(process.argv.slice(2)));
} catch (error) {
  if (!stopping.signal.aborted) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
process.exit(isWell && !stopping.signal.aborted ? 0 : 1);

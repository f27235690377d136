import { appendFileSync, readFileSync } from 'node:fs';
import { FAULT_HOOK, type FaultPoint } from '../../libs/events/src/fault-points.js';
import { Chance } from './chance.js';
import { shiftClock } from './shifted-clock.js';
import { ACTIONS, type FaultAction, NO_ORDERS, type Orders, preloadSettings } from './faults.config.js';
import { editWhenLoaded } from './edits.js';

/** Half of the points are active in a process, and those fire once in so many times that they are passed. */
const ACTIVE_PERCENT = 50;
const FIRES_ONCE_IN = 1_500;
const LOOK_EVERY_MS = 100;

const settings = preloadSettings();
const chance = new Chance(settings.seed);
const active = new Map<FaultPoint, boolean>();
const done = new Set<number>();
const parent = process.ppid;
let orders: Orders = NO_ORDERS;

/** An error that the pipe takes for one that will pass, as that of a connection that was lost. */
class FaultPointFired extends Error {
  readonly code = 'ECONNRESET';
}

function readOrders(): void {
  try {
    orders = JSON.parse(readFileSync(settings.ordersFile, 'utf8')) as Orders;
  } catch {
    // It is being written anew: what was read before stands.
  }
}

function actionAt(point: FaultPoint): FaultAction | null {
  const ordered = orders.now.find((order) => order.point === point && !done.has(order.number));
  if (ordered) {
    done.add(ordered.number);
    return ordered.action;
  }
  if (!active.has(point)) active.set(point, chance.percent(ACTIVE_PERCENT));
  if (!orders.byChance || !active.get(point) || chance.between(0, FIRES_ONCE_IN) > 0) return null;
  return chance.pick(ACTIONS);
}

function passed(point: FaultPoint): void {
  const action = actionAt(point);
  if (action === null) return;
  appendFileSync(settings.firedFile, `${JSON.stringify({ process: settings.process, point, action })}\n`);
  if (action === 'kill') process.kill(process.pid, 'SIGKILL');
  throw new FaultPointFired(`The fault point "${point}" fired`);
}

editWhenLoaded(settings.edits);
readOrders();
shiftClock(() => orders.clockAheadMs);
(globalThis as { [FAULT_HOOK]?: (point: FaultPoint) => void })[FAULT_HOOK] = passed;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1); // Whoever started it is gone.
  readOrders();
}, LOOK_EVERY_MS).unref();

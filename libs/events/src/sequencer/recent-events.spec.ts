import { AliasAddedV1, GrantWithdrawnV1 } from '#contracts';
import type { LoggedEvent } from '../envelope.js';
import { RecentEvents } from './recent-events.js';

const at = (position: number, type: string = AliasAddedV1.type): LoggedEvent => ({
  position,
  type,
  id: String(position),
  subject: 'x',
  time: '',
  dataHash: '',
  dataText: '{}',
  hash: '',
});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => at(from + index));
const positions = (events: readonly LoggedEvent[]) => events.map(({ position }) => position);

test('what was numbered last is had from any position in it on, and nothing where a part before it is missing', () => {
  const recent = new RecentEvents();
  recent.add(range(11, 13));
  recent.add(range(14, 15));
  expect(positions(recent.after(10))).toEqual([11, 12, 13, 14, 15]);
  expect(positions(recent.after(14))).toEqual([15]);
  expect(recent.after(15)).toEqual([]);
  expect(recent.after(9)).toEqual([]);
  expect(new RecentEvents().after(0)).toEqual([]);
});

test('it begins anew where something lies between, and never grows beyond what it may', () => {
  const recent = new RecentEvents();
  recent.add(range(1, 3));
  recent.add(range(7, 8));
  expect(positions(recent.after(6))).toEqual([7, 8]);
  expect(recent.after(2)).toEqual([]);
  recent.add(range(9, 3_000));
  expect(recent.after(999)).toEqual([]);
  expect(recent.after(1_000)).toHaveLength(2_000);
});

test('once something was withdrawn, what came before and with it is to be read from the log, where its data is erased', () => {
  const recent = new RecentEvents();
  recent.add(range(1, 3));
  recent.add([at(4), at(5, GrantWithdrawnV1.type), at(6)]);
  expect(recent.after(0)).toEqual([]);
  expect(recent.after(5)).toEqual([]);
  recent.add([at(7)]);
  expect(positions(recent.after(6))).toEqual([7]);
});

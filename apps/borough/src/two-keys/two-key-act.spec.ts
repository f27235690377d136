import { SetClock } from '#clock';
import { Actor, type Role } from '#identity';
import { TwoKeyAct } from './two-key-act.entity.js';

const NOW = new SetClock('2026-11-20T12:00:00Z').now();
const LATER = new SetClock('2026-11-21T12:00:00Z').now();

const actor = (subject: string, role: Role): Actor =>
  new Actor({ issuer: 'https://id.example', subject, name: subject, role, heldFor: null });
const council = actor('council', 'council-co-chair');
const sector = actor('sector', 'sector-co-chair');
const proposed = (): TwoKeyAct =>
  TwoKeyAct.propose('01980000-0000-7000-8000-000000000001', { kind: 'spec', about: 'x', content: {}, reason: 'why' }, council, NOW);

test('what one side proposes, the other confirms', () => {
  const act = proposed();
  act.confirm(sector, LATER);
  expect([act.stateAt(LATER), act.decidedSubject]).toEqual(['confirmed', 'sector']);
});

test.each([
  ['the person who proposed it', council],
  ['another co-chair of the same side', actor('second', 'council-co-chair')],
  ['who proposed it, working as co-chair of the other side', actor('council', 'sector-co-chair')],
  ['who chairs for no side', actor('sector', 'administrator')],
])('the second key is not turned by %s', (_who, by) => {
  const act = proposed();
  expect(() => act.confirm(by, LATER)).toThrow('Only a co-chair of the sector side, who did not propose it');
  expect(() => act.refuse(by, LATER, 'no')).toThrow('Only a co-chair of the sector side, who did not propose it');
  expect(act.stateAt(LATER)).toBe('proposed');
});

test('only who chairs can propose', () => {
  const by = actor('officer', 'funding-officer');
  expect(() => TwoKeyAct.propose('id', { kind: 'spec', about: 'x', content: {}, reason: 'why' }, by, NOW)).toThrow('Only a co-chair');
});

test('it can be answered for 28 days after the day it was proposed, and not after', () => {
  const [last, over] = [new SetClock('2026-12-18T23:59:59Z').now(), new SetClock('2026-12-19T00:00:00Z').now()];
  expect(proposed().stateAt(last)).toBe('proposed');
  expect(proposed().stateAt(over)).toBe('expired');
  const act = proposed();
  expect(() => act.confirm(sector, over)).toThrow('This proposal was not answered in time');
  expect(() => act.withdraw(council, over, 'late')).toThrow('This proposal was not answered in time');
  act.confirm(sector, last);
  expect(act.stateAt(over)).toBe('confirmed');
});

test('it is answered once', () => {
  const refused = proposed();
  refused.refuse(sector, LATER, 'not now');
  expect(() => refused.confirm(sector, LATER)).toThrow('This proposal was refused already');
  const withdrawn = proposed();
  withdrawn.withdraw(actor('second', 'council-co-chair'), LATER, 'a mistake');
  expect(() => withdrawn.confirm(sector, LATER)).toThrow('This proposal was withdrawn by who proposed it');
});

test('the side that is asked refuses, and does not withdraw', () => {
  expect(() => proposed().withdraw(sector, LATER, 'no')).toThrow('Only the side that proposed this can withdraw it');
});

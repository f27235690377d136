import { AliasAddedV1 } from '#contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CheckedEvent } from './checked-event.js';
import { type Handler, ToldRun } from './told-run.js';

const transaction = {} as EntityManager;

const event = (position: number, type = AliasAddedV1.type): CheckedEvent => {
  const envelope = { id: `event ${position}`, type, subject: 'organisation', time: '2026-05-01T09:00:00.000Z', data: {} };
  return { position, envelope, refusal: null, text: '', closesSubject: false, isWhole: true, hash: '' } as unknown as CheckedEvent;
};

/** A projection that says what it does, and works something out before it writes. */
function handler(name: string, said: string[], writes: (em: EntityManager) => void = () => {}): Handler {
  return {
    name,
    types: new Set([AliasAddedV1.type]),
    async handle(run, context) {
      said.push(`${name} works out ${run.length}`);
      const em = await context.transaction;
      writes(em);
      said.push(`${name} begins`);
      await Promise.resolve();
      said.push(`${name} has written`);
    },
    forget: async () => {},
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a run that projections are told', () => {
  test('is worked out at once by all, and written by one after the other, in their order, once it may be', async () => {
    const said: string[] = [];
    const told = new ToldRun('westminster', [event(1), event(2)], [handler('first', said), handler('second', said)]);
    await settled();
    expect(said).toEqual(['first works out 2', 'second works out 2']);
    await told.write(transaction);
    expect(said.slice(2)).toEqual(['first begins', 'first has written', 'second begins', 'second has written']);
  });

  test('is written by none once it was dropped', async () => {
    const said: string[] = [];
    const told = new ToldRun('westminster', [event(1)], [handler('first', said)]);
    told.drop();
    await settled();
    expect(said).toEqual(['first works out 1']);
    await expect(told.write(transaction)).rejects.toThrow();
    expect(said).toEqual(['first works out 1']);
  });

  test('is not written on by others where one cannot write it', async () => {
    const said: string[] = [];
    const fails = handler('first', said, () => {
      throw new Error('no room');
    });
    const told = new ToldRun('westminster', [event(1)], [fails, handler('second', said)]);
    await expect(told.write(transaction)).rejects.toThrow('no room');
    await settled();
    expect(said).toEqual(['first works out 1', 'second works out 1']);
  });

  test('is not told of what nobody reads, nor of what cannot be applied', async () => {
    const said: string[] = [];
    const refused: CheckedEvent = { ...event(2), refusal: { kind: 'not-in-form', reason: 'no alias' } };
    const told = new ToldRun('westminster', [event(1, 'elsewhere.v1'), refused], [handler('first', said)]);
    await told.write(transaction);
    expect(said).toEqual([]);
  });

  test('says only when it is to be written that one of its events cannot be told', async () => {
    const unread: CheckedEvent = {
      ...event(1),
      get envelope(): never {
        throw new Error('unread');
      },
    };
    const told = new ToldRun('westminster', [unread], [handler('first', [])]);
    await expect(told.write(transaction)).rejects.toThrow('unread');
  });
});

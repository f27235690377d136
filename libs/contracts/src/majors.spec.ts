import { contracts, type EventContract, featureOf, majorBefore, newestContracts, newestOf, upcastsOf } from './index.js';

class RouteOpenedV1 {
  static readonly type = 'routes.route-opened.v1';
  readonly length!: string;
  static readonly sample: RouteOpenedV1 = { length: '3 miles' };
}

class RouteOpenedV2 {
  static readonly type = 'routes.route-opened.v2';
  readonly miles!: number;
  static readonly sample: RouteOpenedV2 = { miles: 3 };
  static readonly before = majorBefore(RouteOpenedV1, ({ length }): RouteOpenedV2 => ({ miles: Number.parseInt(length) }));
}

class RouteOpenedV3 {
  static readonly type = 'routes.route-opened.v3';
  readonly metres!: number;
  /** What earlier majors could not say. */
  readonly surface?: string;
  static readonly sample: RouteOpenedV3 = { metres: 4_827, surface: 'gravel' };
  static readonly before = majorBefore(RouteOpenedV2, ({ miles }): RouteOpenedV3 => ({ metres: miles * 1_609 }));
}

class RouteClosedV1 {
  static readonly type = 'routes.route-closed.v1';
  static readonly sample: RouteClosedV1 = {};
}

const list: readonly EventContract[] = [RouteOpenedV1, RouteOpenedV2, RouteClosedV1, RouteOpenedV3];

describe('majors side by side', () => {
  test('the newest are those that no other follows', () => {
    expect(newestOf(list)).toEqual([RouteClosedV1, RouteOpenedV3]);
  });

  test('what was told under any major reads in the newest, step by step', () => {
    const upcasts = upcastsOf(list);
    expect([...upcasts.keys()].toSorted()).toEqual([RouteOpenedV1.type, RouteOpenedV2.type]);
    for (const { type, sample } of [RouteOpenedV1, RouteOpenedV2])
      expect([upcasts.get(type)?.to, upcasts.get(type)?.read(sample)]).toEqual([RouteOpenedV3, { metres: 4_827 }]);
  });
});

/** `grants.grant-awarded.v2` is the second major of `grants.grant-awarded`. */
const majorOf = (type: string) => ({ fact: type.slice(0, type.lastIndexOf('.')), major: Number(/[.]v(\d+)$/.exec(type)?.[1]) });

test('every major after the first says how the one before it reads, and that one is still in the list', () => {
  const wrong = contracts.filter((contract) => {
    const { fact, major } = majorOf(contract.type);
    if (major === 1) return contract.before !== undefined;
    const before = contract.before?.contract;
    return before?.type !== `${fact}.v${major - 1}` || !contracts.includes(before);
  });
  expect(wrong.map(({ type }) => type)).toEqual([]);
});

test('of every fact one major is the newest', () => {
  const facts = contracts.map(({ type }) => majorOf(type).fact);
  expect(newestContracts.map(({ type }) => majorOf(type).fact).toSorted()).toEqual([...new Set(facts)].toSorted());
  expect(newestContracts.every(({ type }) => featureOf(type) !== '')).toBe(true);
});

import { majorBefore, upcastsOf } from '#contracts';
import { IsInt, IsString } from 'class-validator';
import { upcast } from './upcast.js';

class RouteOpenedV1 {
  static readonly type = 'routes.route-opened.v1';
  @IsString() readonly length!: string;
  static readonly sample: RouteOpenedV1 = { length: '3 miles' };
}

class RouteOpenedV2 {
  static readonly type = 'routes.route-opened.v2';
  @IsInt() readonly miles!: number;
  static readonly sample: RouteOpenedV2 = { miles: 3 };
  static readonly before = majorBefore(RouteOpenedV1, ({ length }): RouteOpenedV2 => ({ miles: Number.parseFloat(length) }));
}

const ways = upcastsOf([RouteOpenedV1, RouteOpenedV2]);
const told = { id: 'x', type: RouteOpenedV1.type, position: 7, data: RouteOpenedV1.sample };

test('what was told under an earlier major reaches projections under the newest, as the same event', () => {
  expect(upcast(told, ways)).toEqual({ id: 'x', type: RouteOpenedV2.type, position: 7, data: { miles: 3 } });
  expect(told.data).toEqual({ length: '3 miles' });
});

test('what was told under the newest major, and what nobody knows, is handed on untouched', () => {
  for (const event of [
    { type: RouteOpenedV2.type, data: { miles: 3 } },
    { type: 'routes.route-opened.v9', data: {} },
  ])
    expect(upcast(event, ways)).toBe(event);
});

test('a step between majors that breaks the newer contract is refused rather than projected', () => {
  expect(() => upcast({ ...told, data: { length: '2.5 miles' } }, ways)).toThrow(
    'routes.route-opened.v1 does not read as routes.route-opened.v2: /miles must be integer',
  );
});

import { breaksIn, leastOf, type Shape } from './shape.js';

const part: Shape = { properties: { name: { type: 'string' } }, required: ['name'] };
const released = {
  type: 'object',
  properties: { miles: { type: 'integer', maximum: 10 }, by: { $ref: '#/$defs/Part' }, note: { type: 'string' } },
  required: ['miles', 'by'],
  $defs: { Part: part },
} satisfies Shape & { type: string };
const { properties, required } = released;

test.each<[string, Shape, string[]]>([
  ['as it was', { ...released }, []],
  ['an optional field more', { ...released, properties: { ...properties, wet: { type: 'boolean' } } }, []],
  ['an optional field more in a part', { ...released, $defs: { Part: { ...part, properties: { ...part.properties, wet: {} } } } }, []],
  ['a required field more', { ...released, required: [...required, 'note'] }, ['it: what is required changed']],
  ['a required field less', { ...released, required: ['miles'] }, ['it: what is required changed']],
  ['a wider value', { ...released, properties: { ...properties, miles: { type: 'integer', maximum: 20 } } }, ['it.miles changed']],
  ['a narrower value', { ...released, properties: { ...properties, note: { type: 'string', maxLength: 9 } } }, ['it.note changed']],
  ['a field taken away', { ...released, properties: { miles: properties.miles, by: properties.by } }, ['it.note changed']],
  ['a part that asks for more', { ...released, $defs: { Part: { ...part, required: [] } } }, ['it Part: what is required changed']],
  ['no other field taken', { ...released, additionalProperties: false } as Shape, ['it is of another kind']],
])('a released shape with %s', (_what, now, breaks) => {
  expect(breaksIn(now, released, 'it')).toEqual(breaks);
});

test('a contract that is gone breaks all of it', () => {
  expect(breaksIn(undefined, released, 'it')).toEqual(['it is gone']);
});

test('the least of a sample is what must be there, in its parts too', () => {
  const shape = { properties: { stops: { items: { $ref: '#/$defs/Part' } }, note: {} }, required: ['stops'] };
  expect(leastOf({ stops: [{ name: 'here', wet: true }], note: 'x' }, shape, { Part: part })).toEqual({ stops: [{ name: 'here' }] });
});

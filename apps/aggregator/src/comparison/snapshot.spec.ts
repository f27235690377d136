import { CATALOGUE } from '#commitments';
import { snapshotFrom, snapshotText } from './snapshot.js';

const at = '2027-05-12T09:00:00.000Z';
const grants = { completeTo: '2027-05-01', agreedDays: 92 };
const consultations = { completeTo: '2027-04-01', agreedDays: 400 };

test.each([{}, { grants }, { consultations }, { grants, consultations, compacts: consultations }])(
  'what an address says of a snapshot is what it was: complete are %o',
  (complete) => {
    const snapshot = { at, catalogue: CATALOGUE, parts: [{ borough: 'westminster', position: 12, complete }] };
    expect(snapshotFrom(snapshotText(snapshot))).toEqual(snapshot);
  },
);

test('an address of before there were other records than grants stays what it was', () => {
  const address = `${at},${CATALOGUE.version},westminster:12:2027-05-01/92`;
  expect(snapshotFrom(address).parts).toEqual([{ borough: 'westminster', position: 12, complete: { grants } }]);
  expect(snapshotText(snapshotFrom(address))).toBe(address);
});

test.each(['westminster:12:2027-02-30/92', 'westminster:12:minutes2027-05-01/92', 'westminster:12:2027-05-01/92:grants2027-05-01/92'])(
  'what no address of ours says is refused: %s',
  (part) => {
    expect(() => snapshotFrom(`${at},${CATALOGUE.version},${part}`)).toThrow();
  },
);

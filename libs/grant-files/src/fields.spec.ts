import { FIELDS, headingOf, pointerOf, pointerOfHeading } from './fields.js';

describe('headings', () => {
  test.each([
    ['Identifier', '/id'],
    ['  award   DATE ', '/awardDate'],
    ['From an open call?', '/fromOpenCall'],
    ['recipientorg:charitynumber', '/recipientOrganization/0/charityNumber'],
    ['Recipient Org: Location: Geographic Code', '/recipientOrganization/0/location/0/geoCode'],
    ['Related Document:0:Title', '/relatedDocument/0/title'],
    ['Related Document:1:Title', '/relatedDocument/1/title'],
    ['Recipient Org:Location:2:Name', '/recipientOrganization/0/location/2/name'],
    ['Recipient Org:0:Location:2:Name', '/recipientOrganization/0/location/2/name'],
    ['Related Activity:3', '/relatedActivity/3'],
    ['Planned Dates:Duration (months)', '/plannedDates/0/duration'],
    ['disbursementTransaction/1/value', '/disbursementTransaction/1/value'],
    ['/recipientOrganization/0/id', '/recipientOrganization/0/id'],
  ])('%s stands for %s', (heading, pointer) => {
    expect(pointerOfHeading(heading)).toBe(pointer);
  });

  test.each(['Financial Year', 'URN', 'Local_Authority', '', 'Recipient Org', 'Title:Identifier', '0', ':', '/', '__proto__'])(
    '“%s” is a column of the publisher’s own',
    (heading) => {
      expect(pointerOfHeading(heading)).toBeUndefined();
    },
  );

  test('each field’s heading leads back to its pointer, with and without numbers', () => {
    for (const { heading, template } of FIELDS) {
      const [first, third] = [pointerOf(template), pointerOf(template, [2, 3])];
      expect(headingOf(first)).toBe(heading);
      expect(pointerOfHeading(heading)).toBe(first);
      const isIndividual = template.startsWith('/toIndividualsDetails/');
      expect(isIndividual || pointerOfHeading(headingOf(third, () => true)) === third).toBe(true);
    }
  });

  test('a list is numbered only where the file holds several of its items', () => {
    expect(headingOf('/relatedDocument/0/title')).toBe('Related Document:Title');
    expect(headingOf('/relatedDocument/0/title', () => true)).toBe('Related Document:0:Title');
    const places = new Set(['/recipientOrganization/0/location']);
    expect(headingOf('/recipientOrganization/0/location/1/name', (list) => places.has(list))).toBe('Recipient Org:Location:1:Name');
    expect(headingOf('/relatedActivity/1', () => true)).toBe('Related Activity:1');
  });
});

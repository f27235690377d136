import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIssuersFile } from './issuers-file.js';

const file = join(mkdtempSync(join(tmpdir(), 'issuers-')), 'issuers.yaml');
const read = (content: string) => {
  writeFileSync(file, content);
  return readIssuersFile(file);
};

const COUNCIL = `- key: council
  name: City of Westminster
  issuer: https://login.westminster.example/v2.0
  clientId: compact
  clientSecret: secret of the council
`;

test('each entry is an issuer', () => {
  expect(read(COUNCIL)).toEqual([
    {
      key: 'council',
      name: 'City of Westminster',
      issuer: 'https://login.westminster.example/v2.0',
      clientId: 'compact',
      clientSecret: 'secret of the council',
    },
  ]);
});

test('all that is missing or not known is named', () => {
  expect(() => read(`${COUNCIL}- key: sector\n  password: x\n  issuer: https://id.example\n`)).toThrow(
    /entry 2: name is missing\n- entry 2: clientId is missing\n- entry 2: clientSecret is missing\n- entry 2: there is no setting password/,
  );
});

test.each(['', 'council', '- council', 'key: council', '- [a]'])('%p is no list of issuers', (content) => {
  expect(() => read(content)).toThrow(/The file of issuers .* cannot be taken/);
});

test('what cannot be read shows nothing of what is in it', () => {
  expect(() => read('- clientSecret: "secret of the council')).toThrow(expect.not.stringContaining('secret of the council') as never);
  expect(() => readIssuersFile('/nowhere/issuers.yaml')).toThrow('The file of issuers /nowhere/issuers.yaml cannot be read.');
});

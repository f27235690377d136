import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ROOT = process.cwd();
const page = readFileSync(`${ROOT}/docs/security.md`, 'utf8');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' }).split(
  '\n',
);

/** The text of a file that the page names by the end of its path. */
function textOf(name: string): string | null {
  const path = tracked.find((file) => file.endsWith(`/${name}`));
  return path === undefined ? null : readFileSync(`${ROOT}/${path}`, 'utf8');
}

describe('the page on security', () => {
  test('names only files that there are', () => {
    const named = [...page.matchAll(/`([\w./-]+[.](?:ts|txt|njk))`/g)].map(([, name]) => name as string);
    const full = named.map((name) => name.replace(/^(identity|pages)\//, 'libs/$1/src/').replace(/^libs\//, ''));
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((_, at) => textOf(full[at] ?? '') === null)).toEqual([]);
  });

  test('quotes only tests that there are', () => {
    const quoted = [...page.matchAll(/`([\w.-]+[.]spec[.]ts)`: ((?:“[^”]+”(?:, )?)+)/g)].flatMap(([, file = '', titles = '']) =>
      [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ file, title })),
    );
    const isThere = ({ file, title }: (typeof quoted)[number]): boolean => {
      const text = textOf(file) ?? '';
      return title.split('…').every((part) => text.includes(part.trim()));
    };
    expect(quoted.length).toBeGreaterThan(12);
    expect(quoted.filter((one) => !isThere(one))).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ROOT = process.cwd();

interface File {
  readonly path: string;
  readonly text: string;
}

const files: readonly File[] = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'apps/*.ts'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && !/[.](spec|fixture)[.]ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(`${ROOT}/${path}`, 'utf8') }));

interface View {
  readonly name: string;
  readonly app: string;
  readonly path: string;
}

const LABELLED = /@Label\('\w+'\)\n(?:@\w+\([^\n]*\)\n)*(?:export )?class (?<name>\w+)/g;

/** Every class of the programs whose fields are labelled. */
const views: readonly View[] = files.flatMap(({ path, text }) =>
  [...text.matchAll(LABELLED)].map(({ groups }) => ({ name: groups?.name ?? '', app: path.split('/')[1] ?? '', path })),
);

const isApi = (path: string): boolean => path.endsWith('-api.controller.ts');

const holds = ({ app }: View, found: RegExp, where: (path: string) => boolean = () => true): boolean =>
  files.some(({ path, text }) => path.startsWith(`apps/${app}/`) && where(path) && found.test(text));

const isBuiltByLabels = (view: View): boolean => holds(view, new RegExp(`\\bshown\\(\\s*${view.name},`));

/**
 * What a controller of the API alone knows is built by the API itself, and a part with what it is a part of. Neither is enough where
 * some function besides gives it away: a page may ask that.
 */
function needsNoBuilding(view: View): boolean {
  const { name } = view;
  const isGivenAway = holds(view, new RegExp(`\\)\\s*:\\s*[^;{}=()]*\\b${name}\\b`), (path) => !isApi(path));
  const isKnownElsewhere = holds(view, new RegExp(`import [^;]*\\b${name}\\b[^;]* from '[.]`), (path) => !isApi(path));
  return !isGivenAway && (!isKnownElsewhere || holds(view, new RegExp(`@Type\\(\\(\\) => ${name}\\)`)));
}

test('what is labelled is built by its labels, for pages, files and the API alike: by shown(View, row, clearance)', () => {
  expect(views.length).toBeGreaterThan(40);
  const forgotten = views.filter((view) => !isBuiltByLabels(view) && !needsNoBuilding(view));
  expect(forgotten.map(({ name, path }) => `${path}: ${name}`)).toEqual([]);
});

test('a query that reads rows of such a class gives none of them away as it read it', () => {
  const raw = files.flatMap(({ path, text }) =>
    views
      .filter((view) => path.startsWith(`apps/${view.app}/`) && new RegExp(`return (?:await )?sql<${view.name}>`).test(text))
      .map(({ name }) => `${path}: ${name}`),
  );
  expect(raw).toEqual([]);
});

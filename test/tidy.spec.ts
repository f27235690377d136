import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';

const ROOT = process.cwd();
const LONGEST_FILE = 300;
const LONGEST_LINE = 140;
const LONGEST_FUNCTION = 60;

interface Ban {
  readonly found: RegExp;
  readonly remedy: string;
  readonly in?: RegExp;
  readonly except?: RegExp;
}

const code = /[.](ts|mts|mjs|js)$/;
const testCode = /([.]spec[.]ts|[.]fixture[.]ts)$|^test\//;

/** Each line of a tracked file that matches is a complaint, with what to do instead. Nothing silences it. */
const bans: readonly Ban[] = [
  { found: /process\.env/, remedy: 'read settings in a *.config.ts file', in: code, except: /[.]config[.]ts$/ },
  { found: /new Date\(|Date\.now/, remedy: 'ask the Clock of #clock', in: code, except: /^libs\/clock\// },
  { found: /Math\.random|faker/, remedy: 'use a fixed sample, or chance that comes from outside', in: code },
  { found: /\bem\.flush\(/, remedy: 'one em.transactional a command', in: code, except: testCode },
  { found: /forwardRef|@Global\(/, remedy: 'cut the circle', in: code },
  { found: /\bas any\b(?! [a-z])|@ts-ignore|@ts-expect-error|eslint-disable|oxlint-disable/, remedy: 'mend it', in: code },
  { found: /\b(it|test|describe)\.(skip|only|todo|failing)\b/, remedy: 'mend it, or skip inside the test with a message', in: code },
  { found: /\bconsole\./, remedy: 'use the logger; a script writes to process.stdout', in: code },
  { found: /\|\s*safe\b/, remedy: 'let it be escaped', in: /[.]njk$/ },
  { found: /\b(FIXME|TODO)\b/, remedy: 'finish it' },
  { found: /setTimeout\([^,]+,\s*[0-9_]{3,}\)/, remedy: 'wait for the state, with a limit', in: testCode },
];

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && file !== 'test/tidy.spec.ts' && file !== 'package-lock.json')
  .filter((file) => existsSync(`${ROOT}/${file}`) && statSync(`${ROOT}/${file}`).isFile())
  .map((path) => ({ path, text: readFileSync(`${ROOT}/${path}`, 'utf8') }));
const codeFiles = files.filter(({ path }) => code.test(path));

function complaintsOf(ban: Ban): string[] {
  return files
    .filter(({ path }) => (ban.in?.test(path) ?? true) && !(ban.except?.test(path) ?? false))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, at) => (ban.found.test(line) ? [`${path}:${at + 1} ${line.trim().slice(0, 80)} → ${ban.remedy}`] : [])),
    );
}

const NOT_A_FUNCTION = '(?!(if|for|while|switch|try|do|else|describe|test|return)\\b)';
const MODIFIERS = '(export\\s+|default\\s+|public\\s+|private\\s+|protected\\s+|static\\s+|override\\s+|async\\s+)*';
const HEAD = '(function\\b.*|[\\w$]+\\s*(<[^>]*>)?\\(.*\\).*|(const|let)\\s+\\w+\\s*=\\s*(async\\s*)?\\(.*=>\\s*)';
const OPENS = new RegExp(`^(\\s*)${NOT_A_FUNCTION}${MODIFIERS}${HEAD}\\{$`);

/** Functions and methods by their indentation: from the line that opens one to the line that closes it at the same depth. */
function longFunctions({ path, text }: { path: string; text: string }): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const opens = OPENS.exec(line);
    if (!opens) return [];
    const closes = lines.findIndex((candidate, index) => index > at && candidate.startsWith(`${opens[1]}}`));
    const length = closes - at + 1;
    return closes > 0 && length > LONGEST_FUNCTION
      ? [`${path}:${at + 1} is ${length} lines long → a function of at most ${LONGEST_FUNCTION}`]
      : [];
  });
}

describe('the tree is tidy', () => {
  test.each(bans.map((ban) => [ban.found.source, ban] as const))('nowhere: %s', (_source, ban) => {
    expect(complaintsOf(ban)).toEqual([]);
  });

  test('no file, line or function is too long to read at once', () => {
    const complaints = codeFiles.flatMap((file) => {
      const lines = file.text.split('\n');
      return [
        ...(lines.length > LONGEST_FILE + 1
          ? [`${file.path} has ${lines.length} lines → at most ${LONGEST_FILE}: which part is a room of its own?`]
          : []),
        ...lines.flatMap((line, at) =>
          line.length > LONGEST_LINE ? [`${file.path}:${at + 1} is ${line.length} wide → at most ${LONGEST_LINE}`] : [],
        ),
        ...(testCode.test(file.path) ? [] : longFunctions(file)),
      ];
    });
    expect(complaints).toEqual([]);
  });

  test('every template is rendered by some code, or used by another template', () => {
    const everything = files
      .filter(({ path }) => /[.](ts|njk)$/.test(path))
      .map(({ text }) => text)
      .join('\n');
    const unused = files
      .filter(({ path }) => path.endsWith('.njk'))
      .filter(
        ({ path }) => !everything.includes(`${path.split('/').slice(-2).join('/')}`) && !everything.includes(path.split('/').at(-1) ?? ''),
      );
    expect(unused.map(({ path }) => path)).toEqual([]);
  });

  test('every command has a controller that takes it', () => {
    const controllers = codeFiles
      .filter(({ path }) => path.endsWith('.controller.ts'))
      .map(({ text }) => text)
      .join('\n');
    const commands = codeFiles.filter(({ path }) => path.endsWith('.command.ts'));
    expect(
      commands.filter(({ path }) => !controllers.includes(`/${path.split('/').at(-1)?.replace('.ts', '.js')}'`)).map(({ path }) => path),
    ).toEqual([]);
  });

  test('the newest major of every contract is told by some borough command and read by some projection', () => {
    const all = codeFiles.flatMap(({ path, text }) =>
      /^libs\/contracts\/src\/.*[.]v\d+[.]ts$/.test(path)
        ? [...text.matchAll(/export class (\w+V\d+)/g)].map(([, name]) => name as string)
        : [],
    );
    const followed = new Set(codeFiles.flatMap(({ text }) => [...text.matchAll(/majorBefore\((\w+),/g)].map(([, name]) => name)));
    const contracts = all.filter((name) => !followed.has(name));
    const borough = codeFiles
      .filter(({ path }) => path.startsWith('apps/borough/') && !testCode.test(path))
      .map(({ text }) => text)
      .join('\n');
    const projections = codeFiles
      .filter(({ path }) => path.endsWith('.projection.ts'))
      .map(({ text }) => text)
      .join('\n');
    expect(contracts).not.toEqual([]);
    expect(contracts.filter((name) => !borough.includes(name)).map((name) => `${name} is told by no command`)).toEqual([]);
    expect(contracts.filter((name) => !projections.includes(name)).map((name) => `${name} is read by no projection`)).toEqual([]);
  });

  test('nothing names a folder of the machine or a host of a registry', () => {
    const lock = readFileSync(`${ROOT}/package-lock.json`, 'utf8');
    expect(lock).not.toMatch(/"resolved": *"https?:/);
    const outside = new RegExp(`${ROOT.replace(/\/[^/]+\/?$/, '/')}`.replaceAll('/', '[/]'));
    expect(files.filter(({ text }) => ROOT.split('/').length > 3 && outside.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

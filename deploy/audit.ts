import { spawnSync } from 'node:child_process';

const SEVERE: readonly string[] = ['high', 'critical'];
const PATIENCE_MILLISECONDS = 60_000;

interface Found {
  readonly severity: string;
  readonly range?: string;
  readonly fixAvailable?: boolean | { readonly name: string; readonly version: string };
}

export interface Verdict {
  readonly isRefused: boolean;
  readonly says: string;
}

/** What the answer of `npm audit --json` means. A registry that cannot say is no finding: a check must work without a network. */
export function verdictOf(answer: string): Verdict {
  let told: { readonly vulnerabilities?: Readonly<Record<string, Found>>; readonly message?: string };
  try {
    told = JSON.parse(answer) as typeof told;
  } catch {
    told = {};
  }
  if (!told.vulnerabilities) {
    const why = told.message ?? 'it gave no answer';
    return {
      isRefused: false,
      says: `WARNING: what we depend on was not checked for known faults: ${why}. Run "npm run audit" where it can.`,
    };
  }
  const found = Object.entries(told.vulnerabilities);
  const severe = found.filter(([, { severity }]) => SEVERE.includes(severity));
  const others = found.length - severe.length;
  if (severe.length === 0) return { isRefused: false, says: `No known fault of high severity in what ships; ${others} lesser.` };
  const lines = severe.map(([name, { severity, range = '*', fixAvailable: fix }]) => {
    const remedy =
      typeof fix === 'object'
        ? `take ${fix.name} ${fix.version}`
        : fix
          ? 'npm audit fix'
          : 'no version mends it yet: replace it, or do without';
    return `- ${name} ${range}: ${severity}; ${remedy}`;
  });
  return { isRefused: true, says: ['What ships has known faults of high severity:', ...lines].join('\n') };
}

if (import.meta.main) {
  const asked = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=15000'];
  const { stdout } = spawnSync('npm', asked, { encoding: 'utf8', timeout: PATIENCE_MILLISECONDS });
  const { isRefused, says } = verdictOf(stdout);
  process.stdout.write(`${says}\n`);
  process.exitCode = isRefused ? 1 : 0;
}

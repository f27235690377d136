const WITHIN_MS = 30_000;
const CONFLICT = 409;

/** RFC 9457, as every borough answers. */
interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** A borough refused a call. The message names the call and says what the borough said. */
export class CallRefused extends Error {
  constructor(
    call: string,
    readonly status: number,
    readonly problem: Problem,
  ) {
    const errors = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
    super(`${call} was answered with ${status}: ${[problem.detail ?? 'no reason was given', ...errors].join(' ')}`);
  }

  /** Whether the borough's rule with this code stood in the way. */
  is(code: string): boolean {
    return this.status === CONFLICT && this.problem.code === code;
  }
}

/** One borough's JSON API, used as an officer's program would. */
export class BoroughClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @throws CallRefused for every answer that is not 2xx, Error that names the call where none came. */
  async get<T>(path: string): Promise<T> {
    return (await this.call('GET', path)) as T;
  }

  /** The answer; undefined where there is none to give (204). */
  async post<T = unknown>(path: string, body: object): Promise<T> {
    return (await this.call('POST', path, { body: JSON.stringify(body), type: 'application/json' })) as T;
  }

  async postCsv<T>(path: string, text: string): Promise<T> {
    return (await this.call('POST', path, { body: text, type: 'text/csv; charset=utf-8' })) as T;
  }

  private async call(method: string, path: string, sent?: { readonly body: string; readonly type: string }): Promise<unknown> {
    const call = `${method} ${this.url}/api/v1/${path}`;
    const headers = { authorization: `Bearer ${this.token}`, accept: 'application/json', ...(sent ? { 'content-type': sent.type } : {}) };
    const request = { method, headers, body: sent?.body ?? null, signal: AbortSignal.timeout(WITHIN_MS) };
    try {
      const answer = await fetch(`${this.url}/api/v1/${path}`, request);
      const text = await answer.text();
      if (!answer.ok) throw new CallRefused(call, answer.status, problemOf(text));
      return text === '' ? undefined : JSON.parse(text);
    } catch (error) {
      if (error instanceof CallRefused) throw error;
      throw new Error(`${call} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

function problemOf(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return { detail: text.slice(0, 500) };
  }
}

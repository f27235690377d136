/** What a JSON API answered. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface Asked {
  readonly token?: string;
  /** Sent as it is when it is text or bytes, else as JSON. */
  readonly send?: string | Buffer<ArrayBuffer> | object;
  readonly type?: string;
}

/** Asks a JSON API; with something to send by POST. */
export async function ask<T>(url: string, { token, send, type = 'application/json' }: Asked = {}): Promise<Answer<T>> {
  const isRaw = typeof send === 'string' || Buffer.isBuffer(send);
  const answer = await fetch(url, {
    method: send === undefined ? 'GET' : 'POST',
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(send === undefined ? {} : { 'content-type': type }) },
    ...(send === undefined ? {} : { body: isRaw ? send : JSON.stringify(send) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T };
}

/** All items of a list, page by page. @throws Error when a page is refused. */
export async function allItems<T>(url: string, token?: string): Promise<T[]> {
  const items: T[] = [];
  const address = new URL(url);
  address.searchParams.set('limit', '500');
  for (;;) {
    const { status, body } = await ask<{ items: T[]; next: string | null }>(address.href, token === undefined ? {} : { token });
    if (status !== 200) throw new Error(`${address.href} was answered with ${status}: ${JSON.stringify(body)}`);
    items.push(...body.items);
    if (body.next === null) return items;
    address.searchParams.set('cursor', body.next);
  }
}

interface LogEvent {
  readonly type: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
}

/** What a borough has told after a position, from its public log. */
export async function toldAfter(borough: string, position: number): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  for (let after: number | null = position; after !== null;) {
    const { body }: Answer<{ items: LogEvent[]; next: number | null }> = await ask(`${borough}/api/v1/log?after=${after}&limit=500`);
    events.push(...body.items);
    after = body.next;
  }
  return events;
}

/** The position of the last fact a borough has told. */
export async function lastPosition(borough: string): Promise<number> {
  return (await toldAfter(borough, 0)).length;
}

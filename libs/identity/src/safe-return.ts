const LONGEST = 2000;

/** Where to go after signing in: a path of this very service, or its start page for anything else (ASVS 5: no open redirect). */
export function safeReturn(path: unknown): string {
  if (typeof path !== 'string' || path.length > LONGEST || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path)) return '/';
  const here = 'https://here.invalid';
  const url = URL.parse(path, here);
  if (url?.origin !== here || url.pathname.startsWith('//') || /^\/sign-(in|out)(\/|$)/.test(url.pathname)) return '/';
  return url.pathname + url.search + url.hash;
}

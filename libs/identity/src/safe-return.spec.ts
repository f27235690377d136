import { safeReturn } from './safe-return.js';

describe('where to go after signing in', () => {
  test.each(['/', '/grants', '/grants?year=2026/27&page=2#top', '/grants/0198c0de/reduce', '/sign-inspections'])('%s is ours', (path) => {
    expect(safeReturn(path)).toBe(path);
  });

  test.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '/%09/elsewhere.example/../..//elsewhere.example',
    '/.//elsewhere.example',
    '/..//elsewhere.example',
    'javascript:alert(1)',
    'grants',
    '',
    '/grants\r\nset-cookie: a=b',
    '/sign-in',
    '/sign-in?return=/',
    '/sign-in/callback?code=a',
    '/sign-out',
    `/${'a'.repeat(2001)}`,
    undefined,
    ['/grants'],
  ])('%p leads to the start page', (path) => {
    expect(safeReturn(path)).toBe('/');
  });
});

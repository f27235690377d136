import { verdictOf } from './audit.js';

const found = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities });

describe('the check of what we depend on', () => {
  test('lets pass where nothing severe is known', () => {
    expect(verdictOf(found({}))).toEqual({ isRefused: false, says: 'No known fault of high severity in what ships; 0 lesser.' });
    expect(verdictOf(found({ one: { severity: 'moderate' } }))).toMatchObject({
      isRefused: false,
      says: expect.stringContaining('1 lesser'),
    });
  });

  test('refuses what is high or critical, and says what mends it', () => {
    const verdict = verdictOf(
      found({
        one: { severity: 'high', range: '<2.0.1', fixAvailable: { name: 'one', version: '2.0.1' } },
        two: { severity: 'critical', range: '*', fixAvailable: false },
        three: { severity: 'low' },
      }),
    );
    expect(verdict.isRefused).toBe(true);
    expect(verdict.says.split('\n').slice(1)).toEqual([
      '- one <2.0.1: high; take one 2.0.1',
      '- two *: critical; no version mends it yet: replace it, or do without',
    ]);
  });

  test.each(['', 'not JSON', '{}', JSON.stringify({ message: '405 Method Not Allowed', error: { summary: '', detail: '' } })])(
    'warns and lets pass where the registry cannot say: %p',
    (answer) => {
      const { isRefused, says } = verdictOf(answer);
      expect(isRefused).toBe(false);
      expect(says).toMatch(/^WARNING: what we depend on was not checked for known faults: (405 Method Not Allowed|it gave no answer)/);
    },
  );
});

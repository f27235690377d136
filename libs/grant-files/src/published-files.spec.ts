import { existsSync, readFileSync } from 'node:fs';
import { readGrantFile } from './index.js';
test('x', async () => {
  const b = readFileSync('../shared/data/grants/trafford_council_voluntary_sector_grants.csv');
  const t = performance.now();
  const r = await readGrantFile(b, 'text/csv', { today: '2026-11-22' });
  process.stdout.write(`${performance.now() - t} ${r.grants.length} ${JSON.stringify(r.remarks, null, 1)} ${r.grants.reduce((s, g) => s + g.grant.amountAwardedPence, 0)} ${JSON.stringify(r.grants[3], null, 1)}\n`);
  const s = readFileSync('../shared/data/grants/sport-england_lottery_3-boroughs_2009-2015.csv');
  const r2 = await readGrantFile(s, 'text/csv', { today: '2026-11-22' });
  const r3 = await readGrantFile(s, 'text/csv', { today: '2026-11-22', assignLocalIdentifiers: true, titleAsDescription: true });
  process.stdout.write(`${r2.grants.length} ${r2.refusedRowCount} ${JSON.stringify(r2.refusals.slice(0,30), null, 1)} ${r3.grants.length} ${r3.refusedRowCount}${JSON.stringify(r3.refusals.slice(0,30), null, 1)} ${JSON.stringify(r3.ignoredColumns)}\n`);
  const t2 = performance.now();
  const text = b.toString(); const lines = text.split('\r\n'); const body = lines.slice(1, -1).join('\r\n');
  const big = lines[0] + '\r\n' + Array.from({ length: 70 }, (_, i) => body.replaceAll('360G-traffordmbc-', `360G-traffordmbc-${i}-`)).join('\r\n');
  const r4 = await readGrantFile(Buffer.from(big), 'text/csv', { today: '2026-11-22' });
  process.stdout.write(`${Buffer.byteLength(big)} ${performance.now() - t2} ${r4.grants.length} ${process.memoryUsage().rss / 1e6}\n`);
});

import { SystemClock } from '#clock';
import { readBoroughs } from '../local/boroughs.js';
import { readJson } from '../local/files.js';
import type { IdentitySettings } from '../local/identity/settings.js';
import { signedToken } from '../local/identity/token.js';
import { localConfig } from '../local/local.config.js';
import { type DemonstrationPerson, demonstrationPeople } from '../local/people.js';
import { VarFolder } from '../local/var-folder.js';
import { loadAlerts } from './alert-loader.js';
import { loadBrokering } from './brokering-loader.js';
import { BoroughClient } from './borough-client.js';
import { BoroughLoader } from './borough-loader.js';
import { loadCompact } from './compact-loader.js';
import { loadConcerns } from './concern-loader.js';
import { loadConsultations } from './consultation-loader.js';
import { loadDeclarations } from './declaration-loader.js';
import { loadMappings } from './mapping-loader.js';
import { loadMarks } from './mark-loader.js';
import { loadReplies } from './reply-loader.js';
import { loadSignatories } from './signatory-loader.js';
import { nameRepresentative } from './representatives.js';
import { contentsAsOf } from './contents.js';

interface Network {
  readonly boroughs: readonly { readonly code: string; readonly url: string }[];
}

/** Loads every borough of the local network that the demonstration has content for, all at once, each by its own officer. */
async function main(): Promise<string> {
  const { boroughsFolder, varFolder } = localConfig();
  const folder = new VarFolder(varFolder);
  const [network, identity] = [await readJson<Network>(folder.network), await readJson<IdentitySettings>(folder.identity)];
  if (!network || !identity)
    throw new Error('There is no local network to load. "npm start" starts it and loads the demonstration itself.');
  const people = demonstrationPeople(await readBoroughs(boroughsFolder));
  const today = new SystemClock().today();
  const loading = contentsAsOf(today).map(async (content) => {
    const { code } = content;
    const url = network.boroughs.find((borough) => borough.code === code)?.url;
    const holds = (role: string) => people.find(({ roles: [first] }) => first.borough === code && first.role === role && !first.department);
    const [officer, chief, person] = [holds('funding-officer'), holds('administrator'), holds('representative')];
    const [council, sector] = [holds('council-co-chair'), holds('sector-co-chair')];
    if (!url || !officer) return;
    const as = async (whom: DemonstrationPerson) => new BoroughClient(url, await signedToken(identity, whom, code));
    const loadAll = async (): Promise<void> => {
      await new BoroughLoader(await as(officer)).load(content);
      if (council && sector) {
        const chairs = { council: await as(council), sector: await as(sector) };
        await loadCompact(chairs, content.compact);
        await loadSignatories(chairs, content.signatories);
        await loadDeclarations(chairs, content.declarations);
        await loadMappings(chairs, content.compact, content.mappings);
        await loadConsultations(chairs, await as(officer), content.consultations, today);
        await loadReplies(chairs, await as(officer), content.replies);
        await loadAlerts(chairs, await as(officer), content.alerts);
        await loadBrokering(chairs.sector, content.brokering);
        if (content.round) await loadMarks(chairs, content.round);
      }
      if (!chief || !person) return;
      const { issuer } = identity;
      await nameRepresentative({ code, person, issuer, administrator: await as(chief), themselves: await as(person) });
      if (!council || !sector) return;
      const chairs = { council: await as(council), sector: await as(sector) };
      await loadConcerns({ chairs, officer: await as(officer), representative: await as(person) }, content.concerns);
    };
    await loadAll().catch((cause: Error) => {
      throw new Error(`The demonstration content of ${code} could not be loaded. ${cause.message}`, { cause });
    });
  });
  const failures = (await Promise.allSettled(loading)).flatMap((end) => (end.status === 'rejected' ? [(end.reason as Error).message] : []));
  if (failures.length > 0) throw new Error(failures.join('\n'));
  return 'The demonstration content is loaded.';
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

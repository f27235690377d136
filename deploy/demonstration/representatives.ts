import type { DemonstrationPerson } from '../local/people.js';
import type { BoroughClient } from './borough-client.js';

/** How the representatives answered; where nothing stands, they have not answered yet. */
const ANSWERS: Readonly<Record<string, 'agreed' | 'agreed and withdrew'>> = {
  westminster: 'agreed',
  'hammersmith-and-fulham': 'agreed and withdrew',
};

interface Consents {
  readonly asked: readonly { readonly item: string; readonly roleId: string; readonly version: number }[];
  readonly given: readonly { readonly id: string }[];
}

/** What the demonstration needs to give a role, and to answer for whom it is given to. */
export interface Representative {
  readonly code: string;
  readonly person: DemonstrationPerson;
  readonly issuer: string;
  readonly administrator: BoroughClient;
  readonly themselves: BoroughClient;
}

/** Somebody speaks for an organisation, and says whether they may be named. Doing it again changes nothing. */
export async function nameRepresentative({ code, person, issuer, administrator, themselves }: Representative): Promise<void> {
  const { name, subject, roles } = person;
  for (const { role, organisation } of roles) await administrator.post('roles', { issuer, subject, name, role, organisation });
  const { asked, given } = await themselves.get<Consents>('account/consents');
  if (!ANSWERS[code] || given.length > 0) return;
  for (const { item, roleId, version } of asked) await themselves.post('account/consents', { item, role: roleId, version });
  if (ANSWERS[code] === 'agreed') return;
  for (const { id } of (await themselves.get<Consents>('account/consents')).given) {
    await themselves.post(`account/consents/${id}/withdrawal`, {});
  }
}

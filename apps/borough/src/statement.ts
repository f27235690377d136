import type { ServiceStatement } from '#pages';
import type { Borough } from './borough.js';

/** Where pages lead to, from every page. */
export const NAVIGATION = [
  { text: 'Home', href: '/' },
  { text: 'Today', href: '/today', isForSignedIn: true as const },
  { text: 'Compact', href: '/compact' },
  { text: 'Have your say', href: '/consultations' },
  { text: 'Concerns', href: '/concerns' },
  { text: 'Grants', href: '/grants' },
  { text: 'Programmes', href: '/programmes' },
  { text: 'Organisations', href: '/organisations' },
  { text: 'Publish check', href: '/publish' },
  { text: 'Data status', href: '/status' },
];

/** Where the page of one's own account leads. */
export const ACCOUNT_PAGES = [
  { text: 'Your consents', href: '/account/consents' },
  { text: 'What is held about you', href: '/account/data' },
];

/** What the accessibility, privacy and cookies pages say of this service. */
export function statementOf({ body, contact }: Pick<Borough, 'body' | 'contact'>): ServiceStatement {
  return {
    bodyName: body.name,
    contact,
    personalData: [
      'Of officers: their name and sign-in at the identity provider, and the roles they hold here, so that only they can act.',
      'Of each sign-in by browser: who, when it began and was last used, and in which role. You see yours at /account.',
      'Of each act: which sign-in did it, in what role, when and why. Pages show the role alone, and none of it leaves the borough.',
      'Of each reading of a confidential record: which sign-in read it, in what role and when, for the data protection officer alone.',
      'Of forms begun and not sent: what an officer typed, for that officer alone, for 90 days after the last answer.',
      'Of files imported: the file as it was sent, for its sender alone, for a week.',
      'Of answers to a consultation: what was said, without a name; the e-mail address of who answers online, until the outcome is told.',
      'Of concerns raised without an account: what was written, and the e-mail address until it is over, for those alone whom it names.',
      'Of mails on their way: the address, the subject and the text, until the mail server takes them, and for three days at most.',
      'Of representatives: their name beside the organisation, only where they agreed, and until they withdraw it or the role is over.',
      'Of each consent: its words, and from when until when it stood.',
      'Of who signs the Compact for a body: the role in which they did, never their name.',
      'The register holds organisations. It must not name a person otherwise; write to us where it does, and the name goes.',
      'Whoever signs in finds all that is held about them under “Your account”, to read and to take away.',
      'Of the private discussion of the group: what was said, with name and role, for its members alone, or until it is erased.',
      'Of what the group brokers: which sign-in opened an entry, so that a champion finds their own.',
      'Of people who left: the data protection officer erases, on request, who they were and how they signed in. What was done stays.',
    ],
  };
}

/** Whom an undertaking of the national Compact binds. */
export type Binds = 'public body' | 'civil society organisation';

export interface Undertaking {
  readonly id: string;
  /** Put shortly in words of our own. */
  readonly title: string;
  readonly binds: Binds;
}

const [PUBLIC, SOCIETY] = ['public body', 'civil society organisation'] as const;
const list = (binds: Binds, ...titles: readonly (readonly [string, string])[]): Undertaking[] =>
  titles.map(([id, title]) => ({ id, title, binds }));

/**
 * The undertakings of the national Compact of December 2010 (`NC2010`), in five outcomes. The numbers of outcomes 2 to 5 are from memory
 * and to be checked against the document before they are quoted in public (domain.md 2).
 */
export const UNDERTAKINGS: readonly Undertaking[] = [
  ...list(
    PUBLIC,
    ['1.1', 'Respect independence and the right to campaign, whatever the funding'],
    ['1.2', 'Fair support when organisations help with public aims'],
    ['1.3', 'See the need for support and development bodies'],
    ['1.4', 'Be transparent: open data on spending'],
    ['1.5', 'A range of support, such as the use of premises'],
    ['1.6', 'Free checks of criminal records for volunteers'],
  ),
  ...list(SOCIETY, ['1.7', 'Campaign on evidence, and say whom you speak for'], ['1.8', 'Stay independent and keep to the cause']),
  ...list(
    PUBLIC,
    ['2.1', 'Social, environmental and economic value is part of design'],
    ['2.2', 'Consider effects on society and social action'],
    ['2.3', 'Involve organisations from the earliest stage'],
    ['2.4a', 'Early notice of consultations'],
    ['2.4b', 'Twelve weeks for a formal written consultation, or say why less'],
    ['2.5', 'Reply how views counted, also those not taken'],
    ['2.6', 'Assess the burden of new rules'],
  ),
  ...list(
    SOCIETY,
    ['2.7', 'Promote and answer consultations'],
    ['2.8', 'Ask members and users, and say who is represented'],
    ['2.9', 'Propose on evidence'],
  ),
  ...list(
    PUBLIC,
    ['3.1', 'Open markets, and a larger part for organisations'],
    ['3.2', 'A range of ways to fund, without barriers for small bodies'],
    ['3.3', 'A clear reason for every funding decision'],
    ['3.4', 'Funding for several years, or say why not'],
    ['3.5', 'Applications that are well run and in proportion'],
    ['3.6', 'Agree outcomes and monitoring before the agreement'],
    ['3.7', 'Treat all sectors alike in tendering and reporting'],
    ['3.8', 'Accept overheads that belong to the work'],
    ['3.9', 'Risk lies with whoever can manage it best'],
    ['3.10', 'Consider payment in advance case by case'],
    ['3.11', 'Whoever passes on public money keeps the Compact'],
    ['3.12', 'European funds'],
  ),
  ...list(
    SOCIETY,
    ['3.13', 'Check eligibility, and say how outcomes come about'],
    ['3.14', 'Sound governance, and early word of what changes'],
    ['3.15', 'Report openly'],
    ['3.16', 'Show social, environmental and economic value'],
    ['3.17', 'Help users tell public bodies what they think'],
    ['3.18', 'Acknowledge public funding'],
  ),
  ...list(
    PUBLIC,
    ['4.1', 'Agree a timetable of improvement before ending a problem service'],
    ['4.2', 'Assess effects before reducing or ending'],
    ['4.3', 'Discuss limits early, and consider responses'],
    ['4.4', 'Three months’ notice in writing of a change or ending'],
  ),
  ...list(
    SOCIETY,
    ['4.5', 'Plan for the end of funding'],
    ['4.6', 'Contribute to reviews'],
    ['4.7', 'Tell of effects of changes on people'],
  ),
  ...list(
    PUBLIC,
    ['5.1', 'Work with groups of people who are at a disadvantage, and assess effects'],
    ['5.2', 'A place for organisations of equality'],
    ['5.3', 'Act against discrimination'],
  ),
  ...list(SOCIETY, ['5.4', 'Show how work helps funders with equality'], ['5.5', 'Act for equality']),
];

/** Whether who answers agrees with what is asked. */
export const STANCES = ['agree', 'change', 'other'] as const;
export type Stance = (typeof STANCES)[number];

/** For whom an answer speaks. A person's name is never asked for. */
export const ON_BEHALF_OF = ['self', 'organisation', 'forum'] as const;
export type OnBehalfOf = (typeof ON_BEHALF_OF)[number];

/** Where who answers belongs: to a public body, to the voluntary and community sector, or to neither. */
export const SECTORS = ['council', 'sector', 'neither'] as const;
export type Sector = (typeof SECTORS)[number];

/** How an answer came that was not given online. */
export const CHANNELS = ['letter', 'telephone', 'event'] as const;
export type Channel = (typeof CHANNELS)[number];

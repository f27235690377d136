import { defineEntity, p } from '@mikro-orm/core';

const KeptDraftSchema = defineEntity({
  name: 'KeptDraft',
  tableName: 'drafts',
  properties: {
    person: p.text().primary(),
    key: p.text().primary(),
    title: p.text(),
    url: p.text(),
    answers: p.json<Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>>(),
    changedAt: p.datetime(),
  },
});

/** What a person typed and has not sent, as the borough keeps it. */
export class KeptDraft extends KeptDraftSchema.class {}
KeptDraftSchema.setClass(KeptDraft);

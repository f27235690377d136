import { COMPACT_DOCUMENT_KINDS } from '#contracts';
import { defineEntity, p } from '@mikro-orm/core';

const CompactDocumentSchema = defineEntity({
  name: 'CompactDocument',
  tableName: 'compact_documents',
  properties: {
    id: p.uuid().primary(),
    kind: p.enum(COMPACT_DOCUMENT_KINDS),
    title: p.text(),
    /** Since when its record is kept here. */
    begunOn: p.date(),
    version: p.integer().version(),
  },
});

/** The Compact of the borough, of which there is one, or a code of practice that goes with it. */
export class CompactDocument extends CompactDocumentSchema.class {
  static of(id: string, { kind, title, begunOn }: Pick<CompactDocument, 'kind' | 'title' | 'begunOn'>): CompactDocument {
    return Object.assign(new CompactDocument(), { id, kind, title: title.trim(), begunOn });
  }
}
CompactDocumentSchema.setClass(CompactDocument);

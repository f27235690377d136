import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { IsCivilDate, IsImpreciseDate, IsText } from '../fields.js';
import { CompactClause } from './clause.js';

/** The Compact itself, and codes of practice that go with it. */
export const COMPACT_DOCUMENT_KINDS = ['compact', 'code'] as const;
export type CompactDocumentKind = (typeof COMPACT_DOCUMENT_KINDS)[number];

/**
 * A version of the borough's Compact, or of one of its codes of practice, was adopted. It is in force from a day on, until that from which
 * a later one of the same document is.
 */
export class CompactVersionAdoptedV1 {
  static readonly type = 'compacts.version-adopted.v1';

  @IsUUID() readonly versionId!: string;
  @IsUUID() readonly documentId!: string;
  @IsIn(COMPACT_DOCUMENT_KINDS) readonly kind!: CompactDocumentKind;
  @IsText(200) readonly documentTitle!: string;
  /** As the borough calls the version: 2012, second edition. */
  @IsText(100) readonly label!: string;
  /** The body that adopted it. */
  @IsText(200) readonly adoptedBy!: string;
  @IsImpreciseDate() readonly adoptedOn!: string;
  @IsImpreciseDate() readonly inForceFrom!: string;
  /** Absent: no day was agreed, which a reader should see. */
  @IsOptional() @IsCivilDate() readonly reviewDueOn?: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => CompactClause)
  readonly clauses!: CompactClause[];

  static readonly sample: CompactVersionAdoptedV1 = {
    versionId: '0198c0de-0000-7000-8000-0000000000e1',
    documentId: '0198c0de-0000-7000-8000-0000000000e0',
    kind: 'compact',
    documentTitle: 'A Compact for the borough',
    label: '2012',
    adoptedBy: 'The voluntary sector committee of the council',
    adoptedOn: '2012-05',
    inForceFrom: '2012-06-01',
    reviewDueOn: '2015-06-01',
    clauses: [
      {
        clauseId: '0198c0de-0000-7000-8000-0000000000f1',
        number: '4.2',
        heading: 'Notice',
        text: 'Three months before funding ends or is cut, the organisation is told in writing and told why.',
        origin: 'kept',
        originNote: 'Funding code 2001, 3.4',
      },
    ],
  };
}

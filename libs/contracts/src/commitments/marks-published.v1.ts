import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsCivilDate, IsCommitmentId, IsText } from '../fields.js';
import { CaseReply, REPLYING_SIDES } from './case-reported.v1.js';

/** What a mark may rest on: a document that is named, or somebody's word. */
export const EVIDENCE_GRADES = ['document-given', 'statement-only'] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/** What one side rests its mark on. */
export class MarkEvidence {
  @IsIn(EVIDENCE_GRADES) readonly grade!: EvidenceGrade;
  /** Quoted from the document, or the statement itself. */
  @IsText(500) readonly words!: string;
  /** Where the document is, and the page that is quoted; neither of a statement. */
  @IsOptional() @Matches(/^https?:\/\/[^\s]{1,480}$/) readonly link?: string;
  @IsOptional() @IsText(40) readonly page?: string;
}

/** The mark of one side, by the anchors of the catalogue. */
export class PublishedMark {
  @IsIn(REPLYING_SIDES) readonly side!: (typeof REPLYING_SIDES)[number];
  @IsInt() @Min(0) @Max(3) readonly mark!: number;
  @IsOptional() @IsText(500) readonly comment?: string;
  /** Absent where the side named none. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => MarkEvidence) readonly evidence?: MarkEvidence;
}

/**
 * What the two chairs marked of one commitment in one round, each without seeing the other’s; after the right of reply, and for good. Two
 * marks are two marks: they make no third.
 */
export class MarksPublishedV1 {
  static readonly type = 'commitments.marks-published.v1';

  @IsUUID() readonly roundId!: string;
  /** The round by its year and number. */
  @Matches(/^\d{4}-\d{1,3}$/) readonly round!: string;
  @IsCommitmentId() readonly commitmentId!: string;
  /** Of the catalogue whose anchors both had before them. */
  @IsText(20) readonly catalogueVersion!: string;
  /** The day on which both sides were done, and each read the other’s marks. */
  @IsCivilDate() readonly assessedOn!: string;
  /** One a side; one alone where the other left it out. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2)
  @ValidateNested({ each: true })
  @Type(() => PublishedMark)
  readonly marks!: PublishedMark[];
  /** What the sides said to the round as a whole once it was open, one a side. */
  @IsArray() @ArrayMaxSize(2) @ValidateNested({ each: true }) @Type(() => CaseReply) readonly replies!: CaseReply[];

  static readonly sample: MarksPublishedV1 = {
    roundId: '0198c0de-0000-7000-8000-0000000000ab',
    round: '2026-1',
    commitmentId: 'N-26',
    catalogueVersion: '1.0',
    assessedOn: '2026-05-12',
    marks: [
      {
        side: 'council',
        mark: 3,
        comment: 'Options for the day centres were drawn up with those who run them.',
        evidence: {
          grade: 'document-given',
          words: 'The options were written by a group of eight providers and two officers.',
          link: 'https://westminster.example/reports/day-centres.pdf',
          page: '4',
        },
      },
      {
        side: 'sector',
        mark: 1,
        comment: 'That was one of five changes this year. Of the others we read in the papers.',
        evidence: { grade: 'statement-only', words: 'Said at the forum in March by three organisations.' },
      },
    ],
    replies: [{ side: 'council', kind: 'context', text: 'Two of the five were decided by another authority.' }],
  };
}

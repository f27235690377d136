import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsCivilDate, IsText } from '../fields.js';
import { DepartmentRef } from '../programmes/programme-opened.v1.js';

export const CONSULTATION_KINDS = ['formal-written', 'informal', 'statutory'] as const;
export type ConsultationKind = (typeof CONSULTATION_KINDS)[number];

/** How people are asked. */
export const CONSULTATION_METHODS = ['written', 'survey', 'presentation', 'event', 'interviews', 'online-meeting'] as const;
export type ConsultationMethod = (typeof CONSULTATION_METHODS)[number];

/** The two sides of a Compact that a consultation may mean to reach. */
export const CONSULTED_SIDES = ['council', 'sector'] as const;
export type ConsultedSide = (typeof CONSULTED_SIDES)[number];

/** What became of an answer. */
export const DISPOSITIONS = ['accepted', 'accepted-in-part', 'not-accepted', 'out-of-scope'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** When it was decided that answers may come for longer, until when, and why. Made after the last day, it opened it again. */
export class PublishedExtension {
  @IsCivilDate() readonly madeOn!: string;
  @IsCivilDate() readonly closesOn!: string;
  @IsText(1000) readonly reason!: string;
}

/** How many answers came to what. */
export class DispositionCount {
  @IsIn(DISPOSITIONS) readonly disposition!: Disposition;
  @IsInt() @Min(1) @Max(100_000) readonly answers!: number;
}

/** What was answered to those who answered. */
export class PublishedOutcome {
  @IsCivilDate() readonly publishedOn!: string;
  /** What was done, in a few sentences; the borough's page has each answer with its reason. */
  @IsText(2000) readonly summary!: string;
  /** It says which views were not taken, and why. Absent where that is not known of an earlier one. */
  @IsOptional() @IsBoolean() readonly saysWhatWasNotTaken?: boolean;
  /** Why it came later than promised. */
  @IsOptional() @IsText(1000) readonly lateReason?: string;
  /** None for a consultation of the time before these records. */
  @IsArray()
  @ArrayMaxSize(4)
  @ArrayUnique(({ disposition }: DispositionCount) => disposition)
  @ValidateNested({ each: true })
  @Type(() => DispositionCount)
  readonly dispositions!: readonly DispositionCount[];
}

/**
 * A consultation as everyone may know it. Told again with the same id, after an extension, a withdrawal or its outcome, it stands in place
 * of what was told before.
 */
export class ConsultationPublishedV1 {
  static readonly type = 'consultations.consultation-published.v1';

  @IsUUID() readonly consultationId!: string;
  @IsText(200) readonly title!: string;
  @IsText(2000) readonly about!: string;
  @IsIn(CONSULTATION_KINDS) readonly kind!: ConsultationKind;
  /** Of an informal or statutory one: why the usual length does not apply. */
  @IsOptional() @IsText(1000) readonly ground?: string;
  /** The department that runs it; absent where the Compact Implementation Group does. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DepartmentRef) readonly department?: DepartmentRef;
  /** The version of the Compact, or of a code of practice, that it asks about. */
  @IsOptional() @IsUUID() readonly compactVersionId?: string;
  /** The day its forward notice was published; absent where it is of the time before these records. */
  @IsOptional() @IsCivilDate() readonly announcedOn?: string;
  /** The first whole day on which answers are taken. */
  @IsCivilDate() readonly opensOn!: string;
  /** The last day, as it was first said. */
  @IsCivilDate() readonly closesOn!: string;
  /** On the last day answers are taken until five in the afternoon at least. */
  @IsBoolean() readonly openUntilFive!: boolean;
  @IsArray() @ArrayUnique() @IsIn(CONSULTATION_METHODS, { each: true }) readonly methods!: readonly ConsultationMethod[];
  /** The sides of the Compact whose people were asked. */
  @IsArray() @ArrayUnique() @IsIn(CONSULTED_SIDES, { each: true }) readonly reaches!: readonly ConsultedSide[];
  /** Why it is shorter than promised, and since when everyone could read that. */
  @IsOptional() @IsText(1000) readonly shortReason?: string;
  @IsOptional() @IsCivilDate() readonly shortReasonPublishedOn?: string;
  /** In the order in which they were made. */
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => PublishedExtension)
  readonly extensions!: readonly PublishedExtension[];
  @IsOptional() @IsCivilDate() readonly withdrawnOn?: string;
  @IsOptional() @IsText(1000) readonly withdrawnBecause?: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => PublishedOutcome) readonly outcome?: PublishedOutcome;

  static readonly sample: ConsultationPublishedV1 = {
    consultationId: '0198c0de-0000-7000-8000-0000000000c5',
    title: 'A shorter Compact',
    about: 'The draft of a new Compact: are its promises clear, and are they the right ones?',
    kind: 'formal-written',
    compactVersionId: '0198c0de-0000-7000-8000-0000000000e1',
    announcedOn: '2027-01-04',
    opensOn: '2027-01-11',
    closesOn: '2027-02-28',
    openUntilFive: true,
    methods: ['written', 'event'],
    reaches: ['council', 'sector'],
    shortReason: 'The committee that adopts it meets once more before the election.',
    shortReasonPublishedOn: '2027-01-11',
    extensions: [{ madeOn: '2027-02-22', closesOn: '2027-03-07', reason: 'Two forums meet in the first week of March.' }],
    outcome: {
      publishedOn: '2027-04-30',
      summary: 'Three clauses were changed; notice stays at three months.',
      saysWhatWasNotTaken: true,
      dispositions: [
        { disposition: 'accepted', answers: 12 },
        { disposition: 'not-accepted', answers: 3 },
      ],
    },
  };
}

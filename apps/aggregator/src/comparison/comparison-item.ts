import {
  MARK_BASES,
  type MarkBasis,
  NOT_COMPARABLE,
  type NotComparable,
  OWN_PROMISES,
  type OwnPromise,
  RELATIONS,
  THEMES,
  type Theme,
  type Tally,
  VERDICTS,
} from '#commitments';
import {
  CASE_RECORD_KINDS,
  type CaseRecordKind,
  CaseReply,
  IsCivilDate,
  Measure,
  PROVISION_STATES,
  type ProvisionState,
  PublishedMark,
} from '#contracts';
import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

export const LENS_STATES = ['comparable', ...NOT_COMPARABLE] as const;

/** What one lens shows of one borough: a figure, or one of the eleven reasons why there is none. */
@Label('public')
export class LensItem {
  @IsIn(LENS_STATES) readonly state!: 'comparable' | NotComparable;
  /** The reason in a sentence; null where there is a figure. */
  @IsOptional() @IsString() readonly says!: string | null;
  /** Cases that were kept or not kept. */
  @IsInt() readonly n!: number;
  /** Of those, kept, with an explanation or without; null where nothing can be compared. */
  @IsOptional() @IsInt() readonly met!: number | null;
  /** Of a hundred, whole; null below twenty cases. */
  @IsOptional() @IsInt() readonly rate!: number | null;
  /** How many cases came to what; null where nothing can be compared. */
  @IsOptional() @IsObject() readonly counts!: Tally | null;
}

/** What the Compact in force says, as both chairs agreed. */
@Label('public')
export class PromiseItem {
  @IsIn([...RELATIONS, 'unmapped']) readonly relation!: (typeof RELATIONS)[number] | 'unmapped';
  @IsOptional() @ValidateNested() @Type(() => Measure) readonly measure!: Measure | null;
  @IsOptional() @IsUUID() readonly mappingId!: string | null;
}

/** What both chairs of a borough marked last, each without seeing the other’s mark, and what they said to it afterwards. */
@Label('public')
export class MarksItem {
  /** By its year and number. */
  @IsString() readonly round!: string;
  @IsCivilDate() readonly assessedOn!: string;
  /** Of the catalogue whose anchors they marked by. */
  @IsString() readonly catalogueVersion!: string;
  @IsIn(MARK_BASES) readonly basis!: MarkBasis;
  /** “2 of 3, Joint assessment”, or “Views differ: council 3, VCS 1”; two marks make no third. */
  @IsString() readonly says!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PublishedMark) readonly marks!: readonly PublishedMark[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => CaseReply) readonly replies!: readonly CaseReply[];
}

/** That a borough does not run what a commitment is about, or holds its cases back, by the word of both chairs. */
@Label('public')
export class ProvisionItem {
  @IsIn(PROVISION_STATES) readonly state!: ProvisionState;
  @IsCivilDate() readonly from!: string;
  @IsString() readonly reason!: string;
}

/** A time in which a borough publishes nothing newly adverse; the first and the last day of it. */
@Label('public')
export class HoldItem {
  @IsString() readonly borough!: string;
  @IsCivilDate() readonly from!: string;
  @IsCivilDate() readonly to!: string;
  @IsString() readonly reason!: string;
}

/** One borough beside the others. */
@Label('public')
export class ComparedBoroughItem {
  @IsString() readonly borough!: string;
  @ValidateNested() @Type(() => PromiseItem) readonly promise!: PromiseItem;
  /** By the borough's own promise. */
  @ValidateNested() @Type(() => LensItem) readonly ownWord!: LensItem;
  /** By the network's measure, the same for all. */
  @ValidateNested() @Type(() => LensItem) readonly commonMeasure!: LensItem;
  /** Of a commitment that is marked; null where nothing was published, and of all others. Marks are the same by either lens. */
  @IsOptional() @ValidateNested() @Type(() => MarksItem) readonly marks!: MarksItem | null;
  /** Null where the borough runs it and publishes what comes of it. */
  @IsOptional() @ValidateNested() @Type(() => ProvisionItem) readonly provision!: ProvisionItem | null;
  /** Cases told, whatever came of them. */
  @IsInt() readonly cases!: number;
  /** Cases whose content was withdrawn, of which only the mark stays. */
  @IsInt() readonly withdrawn!: number;
}

/** One commitment of the catalogue, with every borough in the order of their names. */
@Label('public')
export class ComparedItem {
  @IsString() readonly id!: string;
  @IsString() readonly title!: string;
  @IsIn(THEMES) readonly theme!: Theme;
  @IsOptional() @ValidateNested() @Type(() => Measure) readonly measure!: Measure | null;
  /** Whether both chairs mark it, since no record shows it. */
  @IsBoolean() readonly isMarked!: boolean;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ComparedBoroughItem) readonly boroughs!: readonly ComparedBoroughItem[];
}

/** The whole comparison. The snapshot gives the same answer again, for ever. */
@Label('public')
export class ComparisonItem {
  @IsString() readonly asAt!: string;
  @IsString() readonly catalogue!: string;
  /** Those that run on the day. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => HoldItem) readonly holds!: readonly HoldItem[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => ComparedItem) readonly items!: readonly ComparedItem[];
}

/** One line of the table: one commitment in one borough by one lens. */
export interface ComparedLine {
  readonly id: string;
  readonly title: string;
  readonly borough: string;
  readonly relation: string;
  readonly lens: string;
  readonly state: string;
  readonly n: number;
  readonly withdrawn: number;
  readonly met: number | null;
  readonly rate: number | null;
  readonly says: string | null;
  readonly catalogue: string;
  /** The snapshot that gives the line again. */
  readonly asAt: string;
  /** What both chairs marked, in words, and each alone; null where records are checked. */
  readonly marks: string | null;
  readonly councilMark: number | null;
  readonly councilEvidence: string | null;
  readonly sectorMark: number | null;
  readonly sectorEvidence: string | null;
  readonly assessedOn: string | null;
}

/** A case behind a figure. */
@Label('public')
export class ComparedCaseItem {
  @IsUUID() readonly caseId!: string;
  @IsString() readonly borough!: string;
  @IsString() readonly commitmentId!: string;
  @IsString() readonly financialYear!: string;
  @IsOptional() @IsString() readonly decidedOn!: string | null;
  @IsOptional() @IsString() readonly organisation!: string | null;
  @IsOptional() @IsString() readonly department!: string | null;
  @IsOptional() @IsString() readonly programme!: string | null;
  /** The public record that it is about, which stands at `/grants` or `/consultations`; null where it is about none. */
  @IsOptional() @IsIn(CASE_RECORD_KINDS) readonly recordKind!: CaseRecordKind | null;
  @IsOptional() @IsUUID() readonly recordId!: string | null;
  @IsOptional() @IsString() readonly recordTitle!: string | null;
  /** What the borough's own words ask of it: `measured`, or why nothing that it could be held against. */
  @IsIn(OWN_PROMISES) readonly promise!: OwnPromise['state'];
  /** Null where they ask for nothing that can be checked, and while the chairs may still reply to it by them. */
  @IsOptional() @IsIn(VERDICTS) readonly ownWord!: (typeof VERDICTS)[number] | null;
  @IsOptional() @IsString() readonly ownWordSays!: string | null;
  @IsIn(VERDICTS) readonly commonMeasure!: (typeof VERDICTS)[number];
  @IsString() readonly commonMeasureSays!: string;
  @IsOptional() @IsArray() readonly replies!: readonly { side: string; kind: string; text?: string }[] | null;
  @IsString() readonly rule!: string;
  @IsObject() readonly facts!: object;
  /** The place of the fact in the borough's log, where anyone can read it. */
  @IsInt() readonly position!: number;
  /** The version of the catalogue by which it was judged. */
  @IsString() readonly catalogue!: string;
  /** The snapshot that it was asked at; null of what stands now. */
  @IsOptional() @IsString() readonly asAt!: string | null;
}

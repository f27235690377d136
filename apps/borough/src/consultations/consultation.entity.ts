import { daysBetween } from '#clock';
import {
  CONSULTATION_KINDS,
  type ConsultationKind,
  type ConsultationMethod,
  ConsultationPublishedV1,
  type ConsultedSide,
  CONSULTED_SIDES,
  type DepartmentRef,
  type DispositionCount,
  type PublishedExtension,
} from '#contracts';
import { InvalidInput } from '#errors';
import { defineEntity, p } from '@mikro-orm/core';
import { notAhead } from '../not-ahead.js';
import { BothSidesAreAsked, NotNextForConsultation, ReasonPublished, TooManyExtensions } from './consultation.errors.js';
import { consultationStateOn, type ConsultationState } from './consultation-states.js';

const MOST_EXTENSIONS = 20;
/** No consultation takes longer, so that a slip in a year is found. */
const LONGEST_DAYS = 731;

const ConsultationSchema = defineEntity({
  name: 'Consultation',
  tableName: 'consultations',
  properties: {
    id: p.uuid().primary(),
    title: p.text(),
    about: p.text(),
    kind: p.enum(CONSULTATION_KINDS),
    /** Of an informal or statutory one: why the usual length does not apply. */
    ground: p.text().nullable(),
    /** Null: the Compact Implementation Group runs it. */
    departmentId: p.uuid().nullable(),
    /** The version of the Compact, or of a code of practice, that people are asked about. */
    compactVersionId: p.uuid().nullable(),
    /** It was over before these records were kept. */
    isEarlier: p.boolean(),
    /** Since when everyone sees it: for one that was announced here, the day of its forward notice. */
    publishedOn: p.date().nullable(),
    opensOn: p.date(),
    /** The last day, as it was first said. */
    closesOn: p.date(),
    /** The last day as it stands, after every extension. */
    answersUntil: p.date(),
    openUntilFive: p.boolean(),
    methods: p.json<readonly ConsultationMethod[]>(),
    reaches: p.json<readonly ConsultedSide[]>(),
    shortReason: p.text().nullable(),
    shortReasonPublishedOn: p.date().nullable(),
    isShortReasonUnknown: p.boolean(),
    extensions: p.json<readonly PublishedExtension[]>(),
    withdrawnOn: p.date().nullable(),
    withdrawnBecause: p.text().nullable(),
    outcomePublishedOn: p.date().nullable(),
    outcomeSummary: p.text().nullable(),
    saysWhatWasNotTaken: p.boolean().nullable(),
    lateReason: p.text().nullable(),
    isOutcomeUnknown: p.boolean(),
    version: p.integer().version(),
  },
});

/** What is asked, of whom, and when. */
export interface Asked {
  readonly title: string;
  readonly about: string;
  readonly kind: ConsultationKind;
  readonly ground?: string | undefined;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly openUntilFive: boolean;
  readonly methods: readonly ConsultationMethod[];
  readonly reaches: readonly ConsultedSide[];
  readonly shortReason?: string | undefined;
}

/** What is known of one that was over before these records were kept. Null: it did not happen. Absent: nobody knows. */
export interface EarlierFacts {
  readonly shortReasonPublishedOn?: string | null | undefined;
  readonly outcome?:
    { readonly publishedOn: string; readonly summary: string; readonly saysWhatWasNotTaken?: boolean | undefined } | null | undefined;
}

/** A consultation that a department or the Compact Implementation Group runs, from its first draft until its outcome. */
export class Consultation extends ConsultationSchema.class {
  static draft(id: string, whose: Pick<Consultation, 'departmentId' | 'compactVersionId'>, asked: Asked): Consultation {
    const consultation = Object.assign(new Consultation(), {
      id,
      ...whose,
      isEarlier: false,
      publishedOn: null,
      shortReasonPublishedOn: null,
      isShortReasonUnknown: false,
      extensions: [],
      withdrawnOn: null,
      outcomePublishedOn: null,
      isOutcomeUnknown: false,
    });
    consultation.write(asked);
    return consultation;
  }

  /** One that was over before these records were kept: everyone sees it at once, as far as it is known. */
  static earlier(id: string, departmentId: string | null, asked: Asked, known: EarlierFacts, today: string): Consultation {
    const consultation = Consultation.draft(id, { departmentId, compactVersionId: null }, asked);
    Object.assign(consultation, { isEarlier: true, publishedOn: today });
    consultation.recordAsKnown(asked, known, today);
    return consultation;
  }

  /** More is known of an earlier one, or it was recorded wrongly. */
  correctEarlier(asked: Asked, known: EarlierFacts, today: string): void {
    if (!this.isEarlier) throw new NotNextForConsultation(this.stateOn(today));
    this.write(asked);
    this.recordAsKnown(asked, known, today);
  }

  stateOn(today: string): ConsultationState {
    return consultationStateOn(this, today);
  }

  change(asked: Asked, today: string): void {
    this.refuseUnless(today, 'draft');
    this.write(asked);
  }

  /** Everyone sees it from now on, which is its forward notice where it opens later. */
  announce(today: string): void {
    this.refuseUnless(today, 'draft');
    if (this.opensOn < today) {
      const message = 'This day is over, and nobody could answer on it. Choose today or a later day.';
      throw new InvalidInput([{ field: 'opensOn', message }]);
    }
    if (this.compactVersionId && CONSULTED_SIDES.some((side) => !this.reaches.includes(side))) throw new BothSidesAreAsked();
    this.publishedOn = today;
    if (this.shortReason) this.shortReasonPublishedOn = today;
  }

  /** A reason that comes after the announcement; what it is worth follows from its day. */
  explain(reason: string, today: string): void {
    this.refuseUnless(today, 'announced', 'open', 'closed', 'outcome-published');
    if (this.shortReasonPublishedOn) throw new ReasonPublished(this.shortReasonPublishedOn);
    Object.assign(this, { shortReason: reason.trim(), shortReasonPublishedOn: today, isShortReasonUnknown: false });
  }

  /** Made while it is open it makes it longer; made after, it opens it again. @returns whether it opened it again. */
  extend(closesOn: string, reason: string, today: string): boolean {
    const state = this.stateOn(today);
    this.refuseUnless(today, 'announced', 'open', 'closed');
    if (this.isEarlier) throw new NotNextForConsultation(state);
    if (closesOn <= this.answersUntil || closesOn <= today) {
      throw new InvalidInput([{ field: 'closesOn', message: 'Choose a day after the last one as it stands, and after today.' }]);
    }
    refuseTooLong(this.opensOn, closesOn);
    if (this.extensions.length >= MOST_EXTENSIONS) throw new TooManyExtensions(MOST_EXTENSIONS);
    this.extensions = [...this.extensions, { madeOn: today, closesOn, reason: reason.trim() }];
    this.answersUntil = closesOn;
    return state === 'closed';
  }

  withdraw(reason: string, today: string): void {
    this.refuseUnless(today, 'announced', 'open', 'closed');
    if (this.isEarlier) throw new NotNextForConsultation(this.stateOn(today));
    Object.assign(this, { withdrawnOn: today, withdrawnBecause: reason.trim() });
  }

  /** What was done. That every answer has its reason is for the caller to know. */
  publishOutcome(summary: string, lateReason: string | undefined, today: string): void {
    this.refuseUnless(today, 'closed');
    if (this.isEarlier) throw new NotNextForConsultation('closed');
    Object.assign(this, {
      outcomePublishedOn: today,
      outcomeSummary: summary.trim(),
      lateReason: lateReason?.trim() || null,
      // Each answer has its reason, also where it was not taken.
      saysWhatWasNotTaken: true,
      isOutcomeUnknown: false,
    });
  }

  /** As everyone may know it. @param department who runs it; null for the Compact Implementation Group. */
  told(department: DepartmentRef | null, dispositions: readonly DispositionCount[]): ConsultationPublishedV1 {
    const { ground, compactVersionId, shortReason, shortReasonPublishedOn, withdrawnOn, withdrawnBecause } = this;
    return {
      consultationId: this.id,
      title: this.title,
      about: this.about,
      kind: this.kind,
      ...(ground && { ground }),
      ...(department && { department }),
      ...(compactVersionId && { compactVersionId }),
      ...(!this.isEarlier && this.publishedOn && { announcedOn: this.publishedOn }),
      opensOn: this.opensOn,
      closesOn: this.closesOn,
      openUntilFive: this.openUntilFive,
      methods: this.methods,
      reaches: this.reaches,
      ...(shortReason && shortReasonPublishedOn && { shortReason, shortReasonPublishedOn }),
      extensions: this.extensions,
      ...(withdrawnOn && withdrawnBecause && { withdrawnOn, withdrawnBecause }),
      ...(this.outcomePublishedOn && {
        outcome: {
          publishedOn: this.outcomePublishedOn,
          summary: this.outcomeSummary ?? '',
          ...(this.saysWhatWasNotTaken !== null && { saysWhatWasNotTaken: this.saysWhatWasNotTaken }),
          ...(this.lateReason && { lateReason: this.lateReason }),
          dispositions,
        },
      }),
    };
  }

  refuseUnless(today: string, ...states: readonly ConsultationState[]): void {
    const state = this.stateOn(today);
    if (!states.includes(state)) throw new NotNextForConsultation(state);
  }

  private write({ title, about, kind, ground, opensOn, closesOn, openUntilFive, methods, reaches, shortReason }: Asked): void {
    if (closesOn <= opensOn) {
      throw new InvalidInput([{ field: 'closesOn', message: 'The last day comes before the first, or is the same. Check both.' }]);
    }
    refuseTooLong(opensOn, closesOn);
    if (kind !== 'formal-written' && !ground?.trim()) {
      throw new InvalidInput([{ field: 'ground', message: 'Say why the usual length does not apply, such as the law that sets another.' }]);
    }
    Object.assign(this, {
      title: title.trim(),
      about: about.trim(),
      kind,
      ground: kind === 'formal-written' ? null : ground?.trim(),
      opensOn,
      closesOn,
      answersUntil: closesOn,
      openUntilFive,
      methods,
      reaches,
      shortReason: shortReason?.trim() || null,
    });
  }

  private recordAsKnown(asked: Asked, { shortReasonPublishedOn, outcome }: EarlierFacts, today: string): void {
    if (asked.closesOn >= today) {
      throw new InvalidInput([{ field: 'closesOn', message: 'This one is not over. Announce it instead, so that people can answer.' }]);
    }
    if (shortReasonPublishedOn) {
      notAhead('shortReasonPublishedOn', shortReasonPublishedOn, today);
      if (!asked.shortReason) throw new InvalidInput([{ field: 'shortReason', message: 'Enter the reason that was published.' }]);
    }
    if (asked.shortReason && !shortReasonPublishedOn) {
      const message = 'Enter the day on which this reason was published, or leave the reason out.';
      throw new InvalidInput([{ field: 'shortReasonPublishedOn', message }]);
    }
    if (outcome) {
      notAhead('outcomePublishedOn', outcome.publishedOn, today);
      this.refuseBeforeItsEnd('outcomePublishedOn', outcome.publishedOn);
    }
    Object.assign(this, {
      shortReasonPublishedOn: shortReasonPublishedOn ?? null,
      isShortReasonUnknown: shortReasonPublishedOn === undefined,
      outcomePublishedOn: outcome?.publishedOn ?? null,
      outcomeSummary: outcome?.summary.trim() ?? null,
      saysWhatWasNotTaken: outcome?.saysWhatWasNotTaken ?? null,
      isOutcomeUnknown: outcome === undefined,
    });
  }

  private refuseBeforeItsEnd(field: string, date: string): void {
    if (date < this.answersUntil) throw new InvalidInput([{ field, message: 'It was open still on this day. Check both.' }]);
  }
}
ConsultationSchema.setClass(Consultation);

function refuseTooLong(opensOn: string, closesOn: string): void {
  if (daysBetween(opensOn, closesOn) > LONGEST_DAYS) {
    throw new InvalidInput([{ field: 'closesOn', message: 'That is longer than two years. Check the year.' }]);
  }
}

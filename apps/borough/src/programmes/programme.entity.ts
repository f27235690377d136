import type { DepartmentRef, ProgrammeOpenedV1, ProgrammeRef } from '#contracts';
import { defineEntity, p } from '@mikro-orm/core';

const ProgrammeSchema = defineEntity({
  name: 'Programme',
  tableName: 'programmes',
  properties: {
    id: p.uuid().primary(),
    /** Of another funder, a programme may be known without its department. */
    departmentId: p.uuid().nullable(),
    funderIdentifier: p.text(),
    title: p.text(),
    code: p.text().nullable(),
    version: p.integer().version(),
  },
});

export class Programme extends ProgrammeSchema.class {
  static open(id: string, { title, code, department, funderIdentifier }: OpenedProgramme) {
    const programme = new Programme();
    programme.id = id;
    programme.departmentId = department.departmentId;
    programme.funderIdentifier = funderIdentifier;
    programme.title = title.trim();
    programme.code = code?.trim() || null;
    const opened: ProgrammeOpenedV1 = { ...programme.ref(), department };
    return { programme, opened };
  }

  ref(): ProgrammeRef {
    return { programmeId: this.id, title: this.title, ...(this.code ? { code: this.code } : {}) };
  }
}
ProgrammeSchema.setClass(Programme);

export interface OpenedProgramme {
  readonly title: string;
  readonly code?: string | undefined;
  readonly department: DepartmentRef;
  readonly funderIdentifier: string;
}

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
  static open(id: string, { title, code, departmentId, funderIdentifier }: ProgrammeToOpen): Programme {
    const programme = new Programme();
    programme.id = id;
    programme.departmentId = departmentId;
    programme.funderIdentifier = funderIdentifier;
    programme.title = title.trim();
    programme.code = code?.trim() || null;
    return programme;
  }

  openedBy(department: DepartmentRef): ProgrammeOpenedV1 {
    return { ...this.ref(), department };
  }

  ref(): ProgrammeRef {
    return { programmeId: this.id, title: this.title, ...(this.code ? { code: this.code } : {}) };
  }
}
ProgrammeSchema.setClass(Programme);

export interface ProgrammeToOpen {
  readonly title: string;
  readonly code?: string | undefined;
  readonly departmentId: string | null;
  readonly funderIdentifier: string;
}

import type { DepartmentRef } from '#contracts';
import { defineEntity, p } from '@mikro-orm/core';

const DepartmentSchema = defineEntity({
  name: 'Department',
  tableName: 'departments',
  properties: {
    id: p.uuid().primary(),
    /** How roles and addresses name it, such as `housing`. */
    key: p.text(),
    name: p.text(),
    /** The body it belongs to: the borough's own, or that of another funder whose grants the borough keeps. */
    funderIdentifier: p.text(),
    version: p.integer().version(),
  },
});

export class Department extends DepartmentSchema.class {
  ref(): DepartmentRef {
    return { departmentId: this.id, name: this.name };
  }
}
DepartmentSchema.setClass(Department);

/** Adult Social Care becomes `adult-social-care`. */
export function departmentKey(name: string): string {
  const key = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return key === '' ? 'department' : key;
}

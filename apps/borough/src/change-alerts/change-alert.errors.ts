import { DomainError } from '#errors';

export class AlertIsOver extends DomainError {
  readonly code = 'change-alerts.over';
  constructor() {
    super('This alert was withdrawn or closed, and takes nothing more. Give a new one if another change is coming.');
  }
}

export class NothingUpdated extends DomainError {
  readonly code = 'change-alerts.nothing-updated';
  constructor() {
    super('It says what it said before. Change what is different now, or go back.');
  }
}

import type { AnswerAlert, GiveAlert } from '../../apps/borough/src/change-alerts/change-alerts.commands.js';
import type { BoroughClient } from './borough-client.js';
import type { Chairs } from './compact-loader.js';

/** A change that a department tells of, and what the group says to it; what is left out has not happened. */
export interface SampleAlert {
  readonly given: GiveAlert;
  readonly answered?: AnswerAlert;
  /** Said otherwise after it was answered, so that it waits for an answer anew. */
  readonly isDecidedSince?: true;
}

interface Known {
  readonly id: string;
  readonly what: string;
}

/** Brings in what departments tell of, as their officers would. What is told of already stays as it is. */
export async function loadAlerts({ sector }: Chairs, officer: BoroughClient, alerts: readonly SampleAlert[]): Promise<void> {
  const { items } = await sector.get<{ items: Known[] }>('change-alerts?limit=500');
  for (const { given, answered, isDecidedSince } of alerts) {
    if (items.some(({ what }) => what === given.what)) continue;
    const { id } = await officer.post<{ id: string }>('change-alerts', given);
    if (answered) await sector.post(`change-alerts/${id}/answers`, answered);
    const { department: _same, ...text } = given;
    if (isDecidedSince) await officer.post(`change-alerts/${id}/updates`, { ...text, sureness: 'decided' });
  }
}

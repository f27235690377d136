/** A borough may look at its streams of so many epochs, and at no others, before the broker's configuration is to be written anew. */
export const MOST_EPOCHS = 20;

/** The stream that holds what a borough publishes, one for each epoch of its log. */
export function streamName(borough: string, epoch = 1): string {
  return `BOROUGH_${borough}_${epoch}`;
}

/** What the reply subjects of a user start with. The broker lets nobody else listen there. */
export function inboxPrefix(user: string): string {
  return `_INBOX_${user}`;
}

export const AGGREGATOR = 'aggregator';
export const PROVISIONER = 'provisioner';

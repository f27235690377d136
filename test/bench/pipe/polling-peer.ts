/** What of the peer pg-transactional-outbox is used here; it is not installed with this checkout, and so not known to the compiler. */
export interface PollingPeer {
  initializePollingMessageListener(
    config: object,
    handler: { handle(message: { id: string; messageType: string; payload: unknown }): Promise<void> },
    logger: object,
  ): unknown;
  getDisabledLogger(): object;
  readonly DatabaseSetup: Readonly<
    Record<'dropAndCreateTable' | 'grantPermissions' | 'createPollingFunction' | 'setupPollingIndexes', (config: object) => string>
  >;
}

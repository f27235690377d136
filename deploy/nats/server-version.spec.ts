import { settingsFor } from './server-version.js';

describe('what a server is told by its version', () => {
  test.each(['2.9.0', '2.9.10', 'v2.9.25', '2.10.0-RC.1'])(
    '%s knows neither to write before it answers nor more of a stream',
    (version) => {
      expect(settingsFor({ version, nodes: 3, beginsAt: 500 })).toEqual({ server: {}, stream: { num_replicas: 3 }, newStream: {} });
    },
  );

  test.each(['2.10.0', '2.10.29', '2.11.0', '2.11.1-dev', '2.12.0', '2.12.4', '2.14.6', '3.0.0'])(
    '%s writes before it answers, compresses, and begins a stream where it is to begin',
    (version) => {
      expect(settingsFor({ version, nodes: 3, beginsAt: 500 })).toEqual({
        server: { sync_interval: 'always' },
        stream: { num_replicas: 3, compression: 's2' },
        newStream: { first_seq: 500 },
      });
    },
  );

  test('a stream that begins with 1 says nothing of it', () => {
    expect(settingsFor({ version: '2.12.0', nodes: 3 }).newStream).toEqual({});
  });

  test.each([
    [1, 1],
    [2, 1],
    [3, 3],
    [4, 3],
    [5, 3],
  ])('of %d servers, %d keep a copy', (nodes, copies) => {
    expect(settingsFor({ version: '2.9.10', nodes }).stream.num_replicas).toBe(copies);
  });

  test.each(['', 'latest', '2.9', '2.9.x', '2.9.10 ', '2.9.10.1', '-2.9.10', '2.9.99999'])('%p is no version', (version) => {
    expect(() => settingsFor({ version, nodes: 1 })).toThrow('is not the version of a NATS server. It reads like 2.9.10.');
  });

  test.each(['1.4.1', '2.8.4', '2.9.0-beta.1'])('%s is too old', (version) => {
    expect(() => settingsFor({ version, nodes: 1 })).toThrow(`The NATS server is of version ${version}. Use 2.9 or later.`);
  });
});

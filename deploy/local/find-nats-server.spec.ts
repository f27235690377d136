import { isRecent } from './find-nats-server.js';

describe('the version of nats-server', () => {
  test.each([
    ['nats-server: v2.9.10', true],
    ['nats-server: v2.9.4', true],
    ['nats-server: v2.12.0-RC.1', true],
    ['nats-server: v3.0.0', true],
    ['nats-server: v2.9.3', false],
    ['nats-server: v2.8.99', false],
    ['nats-server: v1.99.99', false],
    ['something else', false],
  ])('%s is recent enough: %p', (line, expected) => {
    expect(isRecent(line)).toBe(expected);
  });
});

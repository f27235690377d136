import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type TestCluster, testCluster } from '../../test/support/nats-cluster.js';
import { testSettings } from '../../test/support/test.config.js';

const run = promisify(execFile);
let cluster: TestCluster;
beforeAll(async () => {
  cluster = await testCluster(['westminster', 'kensington-and-chelsea']);
});
afterAll(() => cluster.remove());

test('the server takes the configuration of each node', async () => {
  for (const { configuration } of cluster.nodes) {
    const { stderr } = await run(testSettings().natsServer, ['-t', '-c', configuration]);
    expect(stderr).toContain(`configuration file ${configuration} is valid`);
  }
});

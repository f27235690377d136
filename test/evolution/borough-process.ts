import 'reflect-metadata';
import { contracts } from '#contracts';
import { Outbox } from '#events';
import { EntityManager } from '@mikro-orm/postgresql';
import { boroughConfig } from '../../apps/borough/src/borough.config.js';
import { boroughProgram } from '../../apps/borough/src/program.js';
import { asProcess, say } from '../bench/as-process.js';
import type { ToldFact } from './two-builds.js';

/** The whole program of a borough. It tells what it is given, by the contracts of its own build. */
const config = boroughConfig();
const app = await boroughProgram(config);
await app.startAllMicroservices();
await app.listen(config.port, '127.0.0.1');

async function tell(facts: readonly ToldFact[]): Promise<void> {
  const told = facts.map(({ type, subject, data }) => {
    const contract = contracts.find((each) => each.type === type);
    if (!contract) throw new Error(`This build has no contract ${type}`);
    return { contract, subject, data };
  });
  const outbox = app.get(Outbox, { strict: false });
  await app
    .get(EntityManager)
    .fork()
    .transactional((em) => outbox.add(em as EntityManager, told));
  say('told');
}

asProcess({ tell: (word) => tell(word.facts as readonly ToldFact[]) });

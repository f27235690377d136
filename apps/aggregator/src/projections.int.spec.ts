import {
  contracts,
  newestContracts,
  upcastsOf,
  AliasAddedV1,
  CompactAdoptionWithdrawnV1,
  CompactSignatoryChangedV1,
  CompactVersionAdoptedV1,
  ConsultationPublishedV1,
  EarlyWarningGivenV1,
  GrantAwardedV1,
  GrantCorrectedV1,
  GrantEndedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  GrantWithdrawnV1,
  HoldAgreedV1,
  HoldEndedV1,
  IdentifierAddedV1,
  IdentifierRemovedV1,
  LearningPublishedV1,
  LearningWithdrawnV1,
  LevelChangedV1,
  LevelProtectedV1,
  LevelSetV1,
  MappingAgreedV1,
  MappingEndedV1,
  MarksPublishedV1,
  OrganisationRegisteredV1,
  OrganisationRenamedV1,
  ProgrammeOpenedV1,
  ProvisionAgreedV1,
  RepresentativeNamedV1,
  RepresentativeUnnamedV1,
  VariationWithdrawnV1,
} from '#contracts';
import type { FeedEvent } from '#events';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { goldenSamples } from '../../../test/support/golden-samples.js';
import { apply, asRun, everyRowOf, type Fact, fact, forget } from './told.fixture.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
afterAll(() => database.drop());

const id = (kind: string, number: number) => `0198c0de-0000-7000-8000-0000000000${kind}${number}`;

const everyRow = (borough: string) => everyRowOf(database.em(), borough);

/** Everything that may be told of two organisations, programmes, Compacts, signatories, mappings, consultations and grants. */
const story: readonly Fact[] = [1, 2].flatMap((n) => [
  fact(OrganisationRegisteredV1, { organisationId: id('a', n) }),
  fact(OrganisationRenamedV1, { organisationId: id('a', n) }),
  fact(AliasAddedV1, { organisationId: id('a', n) }),
  fact(IdentifierAddedV1, { organisationId: id('a', n), added: `GB-COH-0000000${n}`, identifier: `GB-COH-0000000${n}` }),
  fact(IdentifierRemovedV1, { organisationId: id('a', n), removed: `GB-COH-0000000${n}`, identifier: 'GB-CHC-1000000' }),
  fact(RepresentativeNamedV1, { organisationId: id('a', n), representativeId: id('e', n) }),
  ...(n === 1 ? [fact(RepresentativeUnnamedV1, { organisationId: id('a', n), representativeId: id('e', n) })] : []),
  fact(ProgrammeOpenedV1, { programmeId: id('b', n) }),
  fact(LevelSetV1, { programmeId: id('b', n) }),
  fact(LevelChangedV1, { programmeId: id('b', n) }),
  fact(LevelProtectedV1, { programmeId: id('b', n) }),
  fact(GrantAwardedV1, { grantId: id('c', n) }),
  fact(GrantIncreasedV1, { grantId: id('c', n), variationId: id('d', 1) }),
  fact(GrantReducedV1, { grantId: id('c', n), variationId: id('d', 2) }),
  fact(EarlyWarningGivenV1, { grantId: id('c', n), variationId: id('d', 3) }),
  fact(VariationWithdrawnV1, { grantId: id('c', n), variationId: id('d', 2) }),
  fact(GrantEndedV1, { grantId: id('c', n), variationId: id('d', 4) }),
  fact(GrantCorrectedV1, { grantId: id('c', n), amountAwardedPence: 24_000_00 }),
  fact(MappingAgreedV1, { mappingId: id('7', n) }),
  fact(MarksPublishedV1, { roundId: id('6', n) }),
  fact(HoldAgreedV1, { holdId: id('9', n) }),
  fact(ProvisionAgreedV1, { provisionId: id('4', n) }),
  fact(LearningPublishedV1, { learningId: id('d', n) }),
  ...(n === 1 ? [fact(LearningWithdrawnV1, { learningId: id('d', n) })] : []),
  fact(ConsultationPublishedV1, { consultationId: id('5', n), outcome: undefined as never }),
  fact(ConsultationPublishedV1, { consultationId: id('5', n) }),
  fact(CompactVersionAdoptedV1, { versionId: id('6', n) }),
  fact(CompactSignatoryChangedV1, { signatoryId: id('8', n) }),
  fact(CompactAdoptionWithdrawnV1, { versionId: id('6', n) }),
  fact(CompactSignatoryChangedV1, { signatoryId: id('8', n), withdrawnOn: '2026-05-01' }),
  ...(n === 1 ? [fact(CompactVersionAdoptedV1, { versionId: id('6', n), inForceFrom: '2013-06-01' })] : []),
  ...(n === 1 ? [fact(HoldEndedV1, { holdId: id('9', n) })] : []),
  ...(n === 1 ? [fact(MappingEndedV1, { mappingId: id('7', n) })] : []),
  ...(n === 2 ? [fact(GrantWithdrawnV1, { grantId: id('c', n) })] : []),
]);

const aStory = fc.shuffledSubarray([...story], { minLength: 1 }).map((facts) => asRun(facts));

/** The same run cut anywhere, with pieces told again, or late. */
const inBatches = (run: readonly FeedEvent[]) =>
  fc
    .tuple(
      fc.array(fc.nat(run.length), { maxLength: 8 }),
      fc.array(fc.tuple(fc.nat(run.length), fc.nat(run.length), fc.nat(8)), { maxLength: 3 }),
    )
    .map(([cuts, again]) => {
      const edges = [0, ...cuts.toSorted((one, other) => one - other), run.length];
      const batches = edges.slice(1).map((edge, index) => run.slice(edges[index], edge));
      for (const [from, to, at] of again) batches.splice(at, 0, run.slice(Math.min(from, to), Math.max(from, to)));
      return batches.filter((batch) => batch.length > 0);
    });

test('however a run is cut, repeated or delayed, the same rows stand at the end', async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      aStory.chain((run) => fc.tuple(fc.constant(run), inBatches(run))),
      async ([run, batches]) => {
        number += 1;
        await apply(database.em(), `whole-${number}`, run);
        for (const batch of batches) await apply(database.em(), `cut-${number}`, batch);

        expect(await everyRow(`cut-${number}`)).toEqual(await everyRow(`whole-${number}`));
      },
    ),
    { numRuns: 60 },
  );
});

test('facts that were set aside and are taken after later ones make the rows that they would have made in their place', async () => {
  let number = 0;
  const told = aStory.chain((run) => fc.tuple(fc.constant(run), fc.array(fc.boolean(), { minLength: run.length, maxLength: run.length })));
  await fc.assert(
    fc.asyncProperty(told, async ([run, isLate]) => {
      number += 1;
      const late = run.filter(({ type }, index) => isLate[index] && !contracts.find((each) => each.type === type)?.withdraws);
      await apply(database.em(), `prompt-${number}`, run);
      await apply(
        database.em(),
        `late-${number}`,
        run.filter((event) => !late.includes(event)),
      );
      for (const event of late) await apply(database.em(), `late-${number}`, [event]);

      expect(await everyRow(`late-${number}`)).toEqual(await everyRow(`prompt-${number}`));
    }),
    { numRuns: 60 },
  );
});

/** A run as the log tells it later: without what a withdrawal in it has erased. */
const afterErasure = (run: readonly FeedEvent[]): FeedEvent[] =>
  run.filter(
    (event) =>
      !run.some((mark) => {
        const field = contracts.find(({ type }) => type === mark.type)?.withdraws;
        if (field === undefined || mark.subject !== event.subject || mark.position <= event.position) return false;
        return (event.data as Record<string, unknown>)[field] === (mark.data as Record<string, unknown>)[field];
      }),
  );

test('what is built anew from a log after its erasures is what stood while it was told', async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(fc.subarray([...story], { minLength: 1 }), async (facts) => {
      number += 1;
      const run = asRun(facts);
      for (const event of run) await apply(database.em(), `lived-${number}`, [event]);
      await apply(database.em(), `rebuilt-${number}`, afterErasure(run));

      expect(await everyRow(`rebuilt-${number}`)).toEqual(await everyRow(`lived-${number}`));
    }),
    { numRuns: 60 },
  );
});

test('what was told of a borough can be taken away whole, and told again', async () => {
  const run = asRun(story);
  await apply(database.em(), 'reread', run);
  const before = await everyRow('reread');

  await forget(database.em(), 'reread');
  expect(await everyRow('reread')).toEqual([]);

  await apply(database.em(), 'reread', run);
  expect(await everyRow('reread')).toEqual(before);
});

/** A sample as the feed hands it on: under the newest major of its contract. */
function handedOn({ type, data }: { type: string; data: object }): Fact {
  const upcast = upcastsOf(contracts).get(type);
  const contract = upcast?.to ?? newestContracts.find((each) => each.type === type);
  if (!contract) throw new Error(`There is no contract ${type}`);
  return { contract, data: upcast ? upcast.read(data) : data };
}

test.each(goldenSamples().map((sample) => [sample.name, sample] as const))('what was told as %s becomes rows', async (name, sample) => {
  await apply(database.em(), name, asRun([handedOn(sample)]));

  const tables = (await everyRowOf(database.em(), name)).map((row) => row.name);
  expect(tables.filter((table) => table !== 'publishing_days')).not.toEqual([]);
});

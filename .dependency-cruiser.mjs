const feature = '^apps/([^/]+)/src/([^/]+)/';
const specs = '([.]spec[.]ts|[.]fixture[.]ts)$';

/** The tree says where things go; these rules hold it to that. */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'A circle has no place to start reading.', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'What nobody imports is dead, or forgotten.',
      from: {
        orphan: true,
        pathNot: [specs, '/main[.]ts$', '/migrations/', '[.]mjs$', '^deploy/', '^test/', '[.]d[.]ts$', '/(migrate|write-schemas)[.]ts$'],
      },
      to: {},
    },
    {
      name: 'app-not-to-app',
      severity: 'error',
      comment: 'Boroughs and aggregator speak in events.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'feature-not-to-feature',
      severity: 'error',
      comment: 'Another feature is known by its id, or asked through its service.',
      from: { path: feature, pathNot: ['[.]module[.]ts$', specs] },
      to: { path: '^apps/$1/src/[^/]+/', pathNot: ['^apps/$1/src/$2/', '[.](service|module|queries)[.]ts$'] },
    },
    {
      name: 'lib-not-to-app',
      severity: 'error',
      comment: 'A library serves the programs and knows none of them.',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'contracts-stand-alone',
      severity: 'error',
      comment: 'What a borough promises to strangers depends on nothing but its own checks.',
      from: { path: '^libs/contracts/', pathNot: [specs, '/write-schemas[.]ts$'] },
      to: {
        pathNot: [
          '^libs/contracts/',
          'node_modules/(class-validator|class-transformer|class-validator-jsonschema|reflect-metadata)/',
          '^libs/clock/',
        ],
      },
    },
    {
      name: 'entity-without-framework',
      severity: 'error',
      comment: 'A rule is read and tested without the framework.',
      from: { path: '[.](entity|errors)[.]ts$' },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'entity-not-outwards',
      severity: 'error',
      comment: 'A record knows nothing of who asks it.',
      from: { path: '[.](entity|errors)[.]ts$' },
      to: { path: '[.](service|controller|projection|module)[.]ts$' },
    },
    {
      name: 'controller-not-to-database',
      severity: 'error',
      comment: 'A page asks a service or a query.',
      from: { path: '[.]controller[.]ts$' },
      to: { path: ['[.]entity[.]ts$', 'node_modules/@mikro-orm/'] },
    },
    {
      name: 'projection-not-to-http',
      severity: 'error',
      comment: 'A projection writes rows and knows no request.',
      from: { path: '[.]projection[.]ts$' },
      to: { path: ['[.]controller[.]ts$', 'node_modules/@fastify/', 'node_modules/@nestjs/platform-fastify/'] },
    },
    {
      name: 'nats-in-one-place',
      severity: 'error',
      comment: 'Only the pipe knows NATS.',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/events/', specs] },
      to: { path: 'node_modules/@nats-io/' },
    },
    {
      name: 'tests-stay-tests',
      severity: 'error',
      comment: 'What ships does not lean on tests.',
      from: { path: '^(apps|libs|deploy)/', pathNot: specs },
      to: { path: [specs, '^test/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|var)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};

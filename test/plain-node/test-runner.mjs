import jestCircus from 'jest-circus/runner';
import { createRequire, registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const GLOBALS = new URL('globals.mjs', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: `${GLOBALS}?for=${context.parentURL}`, shortCircuit: true } : next(specifier, context),
});

/** Jest's own test runner, but Node itself loads the spec as it was built, with the modules that its worker has loaded before. */
export default function run(globalConfig, config, environment, runtime, testPath, send) {
  const plain = Object.assign(Object.create(runtime), {
    requireInternalModule: requireAnew,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path) => import(builtOf(path, config.rootDir)),
  });
  globalThis.jest = runtime.jestGlobals.jestObjectFor(testPath);
  return jestCircus.default(globalConfig, config, environment, plain, testPath, send);
}

/** Jest gathers the tests of a spec in this module and in a global: both begin anew for each. */
function requireAnew(path) {
  delete require.cache[path];
  delete globalThis[Symbol.for('EVENT_HANDLERS')];
  return require(path);
}

const builtOf = (path, rootDir) => pathToFileURL(join(rootDir, 'dist', relative(rootDir, path).replace(/[.]ts$/, '.js'))).href;

import { existsSync } from 'node:fs'
import { join } from 'node:path'

const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true, decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic' },
      },
      target: 'es2024',
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
]

/** One Jest project per ring; `tests/` rings boot real processes, so they get time and run one file at a time. */
const ring = (displayName, roots, extra = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  roots: roots
    .filter((root) => existsSync(join(import.meta.dirname, root)))
    .map((root) => `<rootDir>/${root}`),
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': swc },
  moduleNameMapper: { '^@tongke/contract$': '<rootDir>/server/contract/src/index.ts' },
  ...extra,
})

/** Tests of real processes take seconds on a busy machine; a test that hangs still ends. */
const TEST_TIMEOUT_MS = 30_000

export default {
  testTimeout: TEST_TIMEOUT_MS,
  projects: [
    ring('unit', [
      'server/contract/src',
      'server/src',
      'media/src',
      'web/src',
      'scripts',
      'tests/support',
      'tests/bench',
    ]),
    ring('api', ['tests/api']),
    ring('live', ['tests/live']),
    ring('media', ['tests/media'], { setupFilesAfterEnv: ['<rootDir>/tests/support/slow-ring.ts'] }),
    ring('library', ['tests/library']),
    ring('start', ['tests/start']),
  ],
}

import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Short files that run long come first: at the end, the last of them would run alone. */
const LONG = /test\/(negative-control|removal|packed)\.test|payments\/permutations\.test/

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    setupFiles: ['test/midnight.ts', 'test/statements.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 15_000 } }, // a slow machine with many browsers
    sequence: { sequencer: LongFirst },
    isolate: false, // loading the product took a file as long as its tests
    maxWorkers: 3, // many tests wait for processes, timers and the disk
    experimental: { viteModuleRunner: false }, // Node imports TypeScript itself, as the server does
  },
})

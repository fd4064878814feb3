import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    setupFiles: ['test/statements.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 15_000 } }, // a slow machine with many browsers
    isolate: false, // loading the product took a file as long as its tests
    maxWorkers: 3, // many tests wait for processes, timers and the disk
    experimental: { viteModuleRunner: false }, // Node imports TypeScript itself, as the server does
  },
})

import { expect } from 'vitest'
import { audit } from '../src/audit/audit.ts'
import type { Engine } from '../src/engine.ts'

/** Expects a clean audit: a test's operations may have failed, but violated no invariant. */
export async function expectCleanAudit(engine: Engine): Promise<void> {
  const findings = await audit(engine.cells[0].database)
  expect(findings.filter(({ violations }) => violations.length > 0)).toEqual([])
}

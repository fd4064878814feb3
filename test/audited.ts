import { expect } from 'vitest'
import { audit } from '../src/audit/audit.ts'
import type { Engine } from '../src/engine.ts'

/** Every invariant holds: what a test did may have failed, but it harmed nothing. */
export async function expectCleanAudit(engine: Engine): Promise<void> {
  const findings = await audit(engine.database)
  expect(findings.filter(({ violations }) => violations.length > 0)).toEqual([])
}

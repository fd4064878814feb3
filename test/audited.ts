import { expect } from 'vitest'
import { audit } from '../src/audit/audit.ts'
import type { Engine } from '../src/engine.ts'
import { sendAccountMails } from '../src/mail/account-mails.ts'

/** Expects a clean audit: a test's operations may have failed, but violated no invariant. */
export async function expectCleanAudit(engine: Engine): Promise<void> {
  // No job runs in a test: with mail off, it would have dropped what nobody sends.
  await sendAccountMails(engine, { mailer: undefined }, new AbortController().signal)
  const findings = await audit(engine.cells[0].database)
  expect(findings.filter(({ violations }) => violations.length > 0)).toEqual([])
}

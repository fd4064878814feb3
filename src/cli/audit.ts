import process from 'node:process'
import { audit } from '../audit/audit.ts'
import { settingsOrExit } from '../settings/or-exit.ts'
import { withDatabase } from './database.ts'

/** `npm run audit`: prints one line an invariant; exits 1 when one is violated. */
await withDatabase(settingsOrExit(process.env), async (database) => {
  const findings = await audit(database)
  for (const { name, violations } of findings) {
    const { length } = violations
    console.log(
      length === 0 ? `ok   ${name}` : `FAIL ${name}: ${violations.slice(0, 5).join(', ')}`,
    )
  }
  process.exitCode = findings.some(({ violations }) => violations.length > 0) ? 1 : 0
})

import { join } from 'node:path'
import { audit } from '../audit/audit.ts'
import { connect } from '../postgres/database.ts'
import { startEmbedded } from '../postgres/embedded/server.ts'

/** `npm run audit`: prints one line an invariant; exits 1 when one is violated. */
const { DATABASE_URL, JARI_DATA_DIR: folder = '.jari' } = process.env

const embedded = DATABASE_URL ? undefined : await startEmbedded({ dir: join(folder, 'postgres') })
const database = connect(DATABASE_URL ?? embedded?.url ?? '', { connections: 1 })
try {
  const findings = await audit(database)
  for (const { name, violations } of findings) {
    const { length } = violations
    console.log(
      length === 0 ? `ok   ${name}` : `FAIL ${name}: ${violations.slice(0, 5).join(', ')}`,
    )
  }
  process.exitCode = findings.some(({ violations }) => violations.length > 0) ? 1 : 0
} finally {
  await database.close()
  await embedded?.stop()
}

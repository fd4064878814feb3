import { join } from 'node:path'
import { readKeyRing } from '../accounts/key-ring.ts'
import { rotateKeys, sealAnew } from '../accounts/rotate-keys.ts'
import { sealedBookers } from '../bookings/queries.ts'
import { connect } from '../postgres/database.ts'
import { startEmbedded } from '../postgres/embedded/server.ts'

/**
 * `npm run rotate-keys`: reseals all personal data with a new key. `-- --retire` then drops the old
 * keys. Safe while servers run, safe to interrupt and to repeat.
 */
const { DATABASE_URL, JARI_DATA_DIR: folder = '.jari', JARI_KEYS } = process.env
const retire = process.argv.includes('--retire')
const sealed = [sealedBookers]

const embedded = DATABASE_URL ? undefined : await startEmbedded({ dir: join(folder, 'postgres') })
const database = connect(DATABASE_URL ?? embedded?.url ?? '', { connections: 2 })
try {
  if (JARI_KEYS) {
    const ring = readKeyRing(folder, JARI_KEYS)
    const rows = await sealAnew(database, ring, sealed)
    console.log(`${rows} rows resealed with ${ring.currentId}; JARI_KEYS is yours to change`)
  } else {
    const { keyId, rows, retired } = await rotateKeys({ database, folder, sealed }, { retire })
    console.log(`${rows} rows resealed with ${keyId}, ${retired} old keys dropped`)
  }
} finally {
  await database.close()
  await embedded?.stop()
}

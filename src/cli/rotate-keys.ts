import process from 'node:process'
import { sealedAnswers } from '../accounts/erasure.ts'
import { sealedContacts } from '../accounts/guests/queries.ts'
import { readKeyRing } from '../accounts/key-ring.ts'
import { sealedPhones } from '../accounts/phone/queries.ts'
import { sealedCodes, sealedVerifiedPhones } from '../accounts/phone/verified-queries.ts'
import { rotateKeys, sealAnew } from '../accounts/rotate-keys.ts'
import { sealedSecrets } from '../accounts/second-factor/queries.ts'
import { sealedGuestNotes } from '../bookings/history/note-queries.ts'
import { sealedBookers } from '../bookings/queries.ts'
import { sealedNotes } from '../bookings/visits/queries.ts'
import { sealedTickets } from '../door-line/queries.ts'
import { frontDoors } from '../front-doors/index.ts'
import { sealedAsked } from '../mail/text-queries.ts'
import { settingsOrExit } from '../settings/or-exit.ts'
import { withDatabase } from './database.ts'

/**
 * `npm run rotate-keys`: reseals all personal data with a new key. `-- --retire` then drops the old
 * keys. Safe while servers run, safe to interrupt and to repeat.
 */
const settings = settingsOrExit(process.env)
const { folder, keys } = settings
const retire = process.argv.includes('--retire')
const ofDoors = frontDoors.flatMap((door) => door.sealed ?? [])
const ofPhones = [sealedPhones, sealedCodes, sealedVerifiedPhones]
const ofHouse = [
  sealedBookers,
  sealedNotes,
  sealedGuestNotes,
  sealedTickets,
  sealedAsked,
  ...ofPhones,
  sealedContacts,
  sealedSecrets,
  sealedAnswers,
]
const sealed = [...ofHouse, ...ofDoors]

await withDatabase(settings, async (database) => {
  if (keys) {
    const ring = readKeyRing(folder, keys)
    const rows = await sealAnew(database, ring, sealed)
    console.log(`${rows} rows resealed with ${ring.currentId}; JARI_KEYS is yours to change`)
  } else {
    const { keyId, rows, retired } = await rotateKeys({ database, folder, sealed }, { retire })
    console.log(`${rows} rows resealed with ${keyId}, ${retired} old keys dropped`)
  }
})

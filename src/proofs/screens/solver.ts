import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

type Derive = typeof deriveKey

/** A page without TLS has no `crypto.subtle`: the same keys, six times slower. */
const deriveInScript: Derive = async ({ cost: c, keyLength: dkLen }, salt, password) => ({
  derivedKey: pbkdf2(sha256, password, salt, { c, dkLen }),
})

/** A worker: gets a challenge, posts the solution. */
addEventListener('message', async ({ data: challenge }) => {
  const derive = isSecureContext ? deriveKey : deriveInScript
  postMessage(await solveChallenge({ challenge, deriveKey: derive }))
})

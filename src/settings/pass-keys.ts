import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What passes of Apple Wallet are signed with. */
export interface PassKeys {
  /** PEM. */
  readonly certificate: string
  readonly key: string
  /** Of Apple, that signed the certificate: Worldwide Developer Relations. */
  readonly wwdr: string
  /** `pass.com.example.tickets`, and the team it belongs to, as the certificate says. */
  readonly passType: string
  readonly team: string
}

/**
 * Reads `certificate.pem`, `key.pem` and `wwdr.pem` of a folder.
 *
 * @throws when they are missing, do not belong together, or are of another kind
 */
export function readPassKeys(folder: string): PassKeys {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const [certificate, key, wwdr] = [read('certificate.pem'), read('key.pem'), read('wwdr.pem')]
  const signer = new X509Certificate(certificate)
  const passType = /^UID=(.+)$/m.exec(signer.subject)?.[1]
  const team = /^OU=(.+)$/m.exec(signer.subject)?.[1]
  if (!passType || !team || !signer.checkPrivateKey(createPrivateKey(key)))
    throw new Error('JARI_APPLE_PASS: certificate.pem must be a pass certificate, with its key.pem')
  return { certificate, key, wwdr, passType, team }
}

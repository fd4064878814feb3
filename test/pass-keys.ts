import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPassKeys } from '../src/settings/pass-keys.ts'

const forge = createRequire(import.meta.url)('node-forge')

const newKey = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey

type Attributes = readonly {
  readonly name?: string
  readonly type?: string
  readonly value: string
}[]

/** A certificate of our own for a day. */
function certify(key: string, subject: Attributes, by = { key, subject }): string {
  const certificate = forge.pki.createCertificate()
  const privateKey = forge.pki.privateKeyFromPem(key)
  certificate.publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e)
  certificate.serialNumber = '01'
  certificate.validity.notBefore = new Date(Date.now() - 60_000)
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000)
  certificate.setSubject(subject)
  certificate.setIssuer(by.subject)
  certificate.sign(forge.pki.privateKeyFromPem(by.key), forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate)
}

/** Keys for passes as Apple gives them, made for one run of the tests. */
export function makePassKeys() {
  const folder = mkdtempSync(join(tmpdir(), 'jari-pass-keys-'))
  try {
    const authority = { key: newKey(), subject: [{ name: 'commonName', value: 'Test authority' }] }
    const key = newKey()
    const subject = [
      { type: '0.9.2342.19200300.100.1.1', value: 'pass.test.jari.tickets' },
      { name: 'commonName', value: 'Pass Type ID: pass.test.jari.tickets' },
      { name: 'organizationalUnitName', value: 'TEAM123456' },
    ]
    writeFileSync(join(folder, 'key.pem'), key)
    writeFileSync(join(folder, 'certificate.pem'), certify(key, subject, authority))
    writeFileSync(join(folder, 'wwdr.pem'), certify(authority.key, authority.subject))
    return readPassKeys(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

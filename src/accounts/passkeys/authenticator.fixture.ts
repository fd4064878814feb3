import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

interface Site {
  readonly origin: string
  readonly rpId: string
}

interface Said {
  readonly challenge: string
  /** As a page of another site would say. */
  readonly origin?: string
  /** Whether it verified who uses it. */
  readonly isVerified?: boolean
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()
const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

/** An authenticator in software with one ES256 key (WebAuthn 3, § 6): what a browser would hand over. */
export function makeAuthenticator(site: Site) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  const clientData = (type: string, { challenge, origin = site.origin }: Said) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const authenticatorData = (flags: number, counter: number, attested = Buffer.alloc(0)) => {
    const fixed = Buffer.alloc(5)
    fixed.writeUInt8(flags)
    fixed.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256(site.rpId), fixed, attested])
  }
  const coseKey = () => {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    return Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
  }
  return {
    id,
    register(said: Said) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credentialId.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey()])
      const flags = PRESENT | (said.isVerified === false ? 0 : VERIFIED) | ATTESTED
      const data = authenticatorData(flags, 0, attested)
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        Buffer.from([data.length]),
        data,
      ])
      const response = {
        clientDataJSON: clientData('webauthn.create', said).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      }
      return { ...{ id, rawId: id, type: 'public-key' }, response, clientExtensionResults: {} }
    },
    assert(said: Said & { readonly counter: number }) {
      const client = clientData('webauthn.get', said)
      const flags = PRESENT | (said.isVerified === false ? 0 : VERIFIED)
      const data = authenticatorData(flags, said.counter)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      const response = {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      }
      return { ...{ id, rawId: id, type: 'public-key' }, response, clientExtensionResults: {} }
    },
  }
}

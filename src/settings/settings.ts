import { resolve } from 'node:path'
import { loginKeySets } from '../accounts/providers/key-names.ts'
import { keySets, keySwitches } from '../gateways/key-names.ts'
import type { KakaoChannel } from '../texts/solapi/sender.ts'
import { nearest } from './nearest.ts'
import * as readers from './readers.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** All that the environment says, checked. docs/running.md lists the variables. */
export interface Settings {
  readonly port: number
  readonly host: string
  /** The origin of the site: `http://localhost:4000`. */
  readonly publicUrl: string
  /** The data folder, absolute. */
  readonly folder: string
  /** Without it the built-in PostgreSQL serves. */
  readonly databaseUrl: string | undefined
  /** Connections of the pool; without it as many as the server has room for. */
  readonly connections: number | undefined
  readonly natsUrl: string | undefined
  readonly logLevel: string
  readonly secret: string | undefined
  /** Certificate and keys of passes for Apple Wallet. */
  readonly passFolder: string | undefined
  /** `id:base64,id:base64`, newest first. */
  readonly keys: string | undefined
  /** How addresses are looked up; without it on shipped data. */
  readonly postcode: 'data' | 'kakao' | undefined
  /** Where faults of security are reported, as a URI; without it there is no security.txt. */
  readonly securityContact: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  /** Keys of the sender of text messages, all or none, and to which countries it sends. */
  readonly texts: TextSettings
  readonly trustProxy: readonly string[] | undefined
  readonly metrics: { readonly token: string | undefined; readonly from: readonly string[] }
  readonly sandbox: { readonly port: number; readonly url: string | undefined }
  /** Keys of gateways by name. */
  readonly gatewayKeys: Environment
  /** Keys of providers of sign-ins by name. */
  readonly loginKeys: Environment
}

export interface TextSettings {
  readonly solapi:
    | { readonly apiKey: string; readonly apiSecret: string; readonly from: string }
    | undefined
  /** A channel of Kakao and its templates, both or none; only with keys of SOLAPI. */
  readonly kakao: KakaoChannel | undefined
  readonly countries: readonly string[]
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Reads the environment: its settings, or everything that is wrong with it. */
export function readSettings(environment: Environment): Settings | readonly string[] {
  const wrong: string[] = []
  const known: string[] = []
  const read = <Value>(name: string, reader: readers.Reader<Value>): Value | undefined => {
    known.push(name)
    const text = environment[name]
    if (!text?.trim()) return undefined // `NAME=` in a file of settings is as good as no line
    const value = reader(text)
    if (!(value instanceof readers.Wrong)) return value
    wrong.push(`${name} ${value.says}`)
    return undefined
  }
  const { port, publicUrl, ...site } = siteOf(read)
  const settings: Settings = {
    port,
    publicUrl,
    ...site,
    ...connectionsOf(read),
    ...secretsOf(read),
    mailFrom:
      read('JARI_MAIL_FROM', readers.sender) ??
      `Jari <no-reply@${URL.parse(publicUrl)?.hostname ?? 'localhost'}>`,
    sandbox: {
      port: read('JARI_SANDBOX_PORT', readers.wholeNumber(0, 65_535)) ?? 4790,
      url: read('JARI_SANDBOX_URL', readers.siteAddress),
    },
    texts: textsOf(read, wrong),
    gatewayKeys: gatewayKeysOf(read, wrong),
    loginKeys: keysOf(read, wrong, Object.values(loginKeySets)),
  }
  wrong.push(...unknownNames(environment, known))
  return wrong.length > 0 ? wrong : settings
}

type Read = <Value>(name: string, reader: readers.Reader<Value>) => Value | undefined

function siteOf(read: Read) {
  const port = read('PORT', readers.wholeNumber(1, 65_535)) ?? 4000
  return {
    port,
    host: read('HOST', readers.hostName) ?? '127.0.0.1',
    publicUrl: read('JARI_PUBLIC_URL', readers.siteAddress) ?? `http://localhost:${port}`,
    folder: resolve(read('JARI_DATA_DIR', readers.anyText) ?? '.jari'),
    trustProxy: read('JARI_TRUST_PROXY', readers.addresses),
    securityContact: read('JARI_SECURITY_CONTACT', readers.contact),
    logLevel: read('JARI_LOG', readers.oneOf(...LOG_LEVELS)) ?? 'warn',
  }
}

const connectionsOf = (read: Read) => ({
  databaseUrl: read('DATABASE_URL', readers.databaseAddress),
  connections: read('JARI_CONNECTIONS', readers.wholeNumber(2, 1_000)),
  natsUrl: read('NATS_URL', readers.serverAddress('nats://host:4222', 'nats:', 'tls:')),
  postcode: read('JARI_POSTCODE', readers.oneOf('data', 'kakao')),
  smtpUrl: read('JARI_SMTP_URL', readers.serverAddress('smtps://host', 'smtps:', 'smtp:')),
})

const secretsOf = (read: Read) => ({
  secret: read('JARI_SECRET', readers.secretText),
  passFolder: read('JARI_APPLE_PASS', readers.anyText),
  keys: read('JARI_KEYS', readers.keyRing),
  metrics: {
    token: read('JARI_METRICS_TOKEN', readers.secretText),
    from: read('JARI_METRICS_FROM', readers.addresses) ?? [],
  },
})

function textsOf(read: Read, wrong: string[]): TextSettings {
  const names = ['SOLAPI_API_KEY', 'SOLAPI_API_SECRET', 'SOLAPI_FROM'] as const
  const [apiKey, apiSecret, from] = [
    read(names[0], readers.anyText),
    read(names[1], readers.anyText),
    read(names[2], readers.digits),
  ]
  const countries = read('JARI_TEXT_COUNTRIES', readers.countries) ?? ['KR']
  const pfId = read('SOLAPI_KAKAO_CHANNEL', readers.anyText)
  const templates = read('SOLAPI_KAKAO_TEMPLATES', readers.templateIds)
  const kakao = pfId && templates ? { pfId, templates } : undefined
  if (!kakao && (pfId || templates))
    wrong.push('SOLAPI_KAKAO_CHANNEL, SOLAPI_KAKAO_TEMPLATES must be set together.')
  if (apiKey && apiSecret && from) return { solapi: { apiKey, apiSecret, from }, kakao, countries }
  if (apiKey || apiSecret || from || kakao) wrong.push(`${names.join(', ')} must be set together.`)
  return { solapi: undefined, kakao: undefined, countries }
}

/** Each gateway, and each provider of sign-ins, has all of its keys or none. */
function keysOf(
  read: Read,
  wrong: string[],
  sets: readonly (readonly string[])[],
): Record<string, string | undefined> {
  const given: Record<string, string | undefined> = {}
  for (const names of sets) {
    for (const name of names) given[name] = read(name, readers.anyText)
    const missing = names.filter((name) => !given[name])
    if (missing.length === 0 || missing.length === names.length) continue
    const set = names.filter((name) => given[name])
    wrong.push(`${missing.join(', ')} must be set too, because ${set.join(', ')} is set.`)
  }
  return given
}

function gatewayKeysOf(read: Read, wrong: string[]): Environment {
  const given = keysOf(read, wrong, Object.values(keySets))
  for (const name of keySwitches) if (read(name, readers.yes)) given[name] = 'yes'
  if (given.KAKAOPAY_CID && given.KAKAOPAY_ADMIN_CID)
    wrong.push('KAKAOPAY_CID and KAKAOPAY_ADMIN_CID are both set: choose one of its two APIs.')
  return given
}

/** A misspelt name would be ignored, and its default used. */
const unknownNames = (environment: Environment, known: readonly string[]): string[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith('JARI_') && !known.includes(name))
    .map((name) => `${name} is not a setting. Did you mean ${nearest(name, known)}?`)

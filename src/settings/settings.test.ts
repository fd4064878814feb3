import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { readSettings, type Settings } from './settings.ts'

const key = randomBytes(32).toString('base64')
const wrongIn = (environment: Record<string, string>) => {
  const found = readSettings(environment)
  return Array.isArray(found) ? found : []
}

test('without any setting everything has its default', () => {
  expect(readSettings({ PATH: '/bin' })).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:4000',
    folder: expect.stringMatching(/\/\.jari$/),
    databaseUrl: undefined,
    connections: undefined,
    logLevel: 'warn',
    mailFrom: 'Jari <no-reply@localhost>',
    sandbox: { port: 4790, url: undefined },
    metrics: { token: undefined, from: [] },
  })
})

test('an empty value is as good as none, and the site follows its port and its address', () => {
  const settings = readSettings({ PORT: '4100', JARI_SMTP_URL: '', JARI_KEYS: ' ' }) as Settings
  expect(settings).toMatchObject({ publicUrl: 'http://localhost:4100', smtpUrl: undefined })
  expect(readSettings({ JARI_PUBLIC_URL: 'https://Jari.example.com/' })).toMatchObject({
    publicUrl: 'https://jari.example.com',
    mailFrom: 'Jari <no-reply@jari.example.com>',
  })
})

test.each([
  ['PORT', 'abc', 'PORT must be a whole number from 1 to 65535, not "abc".'],
  ['PORT', '70000', 'PORT must be a whole number from 1 to 65535, not "70000".'],
  ['PORT', '0x10', 'PORT must be a whole number from 1 to 65535, not "0x10".'],
  ['HOST', 'http://x', /^HOST must be an address of this machine.* not "http:\/\/x"\.$/],
  ['JARI_PUBLIC_URL', 'foo', /^JARI_PUBLIC_URL must be an address like https:/],
  ['JARI_PUBLIC_URL', 'https://x.example/jari', /^JARI_PUBLIC_URL must have no path: /],
  ['JARI_PUBLIC_URL', 'https://x.example?a', /^JARI_PUBLIC_URL must have no path: /],
  ['JARI_PUBLIC_URL', 'ftp://x.example', /^JARI_PUBLIC_URL must be an address like https:/],
  ['JARI_LOG', 'blah', /^JARI_LOG must be one of fatal, error, .*, not "blah"\.$/],
  ['JARI_CONNECTIONS', '-4', /^JARI_CONNECTIONS must be a whole number from 2 to 1000, not "-4"/],
  ['JARI_CONNECTIONS', '1e3', /not "1e3"\.$/],
  ['JARI_SECRET', 'short', /^JARI_SECRET must be a text of at least 16 characters/],
  ['JARI_KEYS', key, /^JARI_KEYS must be id:base64.* entry 1 has no id before a colon\.$/],
  ['JARI_KEYS', `a:${key},b:c2hvcnQ=`, /entry 2 is not a key of 32 bytes in base64\.$/],
  ['JARI_KEYS', `a:${key},a:${key}`, /entry 2 has the id of an earlier entry\.$/],
  ['JARI_TRUST_PROXY', '10.0.0.0/8,proxy', /^JARI_TRUST_PROXY must be addresses.* not "proxy"/],
  ['JARI_METRICS_FROM', '10.0.0.0/33', /^JARI_METRICS_FROM must be addresses or ranges/],
  ['JARI_METRICS_TOKEN', 'x', /^JARI_METRICS_TOKEN must be a text of at least 16 characters/],
  ['JARI_SMTP_URL', 'mail.example', /^JARI_SMTP_URL must be an address like smtps:\/\/host\.$/],
  ['JARI_MAIL_FROM', 'Jari', /^JARI_MAIL_FROM must be a sender like Jari <no-reply@example/],
  ['NATS_URL', 'http://x', /^NATS_URL must be an address like nats:\/\/host:4222\.$/],
  ['DATABASE_URL', 'mysql://x/y', /^DATABASE_URL must look like postgres:/],
  ['DATABASE_URL', 'postgres://a:b@one:54x,two/j', /^DATABASE_URL must look like postgres:/],
  ['DATABASE_URL', 'postgres://one,two/j?target_session_attrs=any', /may only be read-write\.$/],
  ['JARI_SANDBOX_URL', 'x', /^JARI_SANDBOX_URL must be an address/],
  ['PORTONE_IS_TEST', 'true', 'PORTONE_IS_TEST must be one of yes, no, not "true".'],
])('%s=%s is refused in a sentence', (name, value, sentence) => {
  expect(wrongIn({ [name]: value })).toEqual([
    typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
  ])
})

test('all problems are told at once, and none repeats what may be secret', () => {
  const secrets = {
    DATABASE_URL: 'postgres//jari:hunter2hunter2@db/jari',
    JARI_KEYS: key,
    JARI_SECRET: 'hunter2',
    JARI_METRICS_TOKEN: 'hunter2',
    JARI_SMTP_URL: 'smpt://jari:hunter2@mail.example',
    NATS_URL: 'http://jari:hunter2@nats.example',
    JARI_PUBLIC_URL: 'https://jari:hunter2@jari.example.com',
    TOSS_SECRET_KEY: 'hunter2',
  }
  const wrong = wrongIn({ ...secrets, PORT: 'x' })
  expect(wrong).toHaveLength(Object.keys(secrets).length + 1)
  expect(wrong.join()).not.toMatch(/hunter2/)
  expect(wrong.join()).not.toContain(key)
})

test.each([
  ['JARI_PUBLC_URL', 'JARI_PUBLIC_URL'],
  ['JARI_CONECTIONS', 'JARI_CONNECTIONS'],
  ['JARI_KEY', 'JARI_KEYS'],
  ['JARI_DATADIR', 'JARI_DATA_DIR'],
  ['JARI_SMTP', 'JARI_SMTP_URL'],
  ['JARI_LOG_LEVEL', 'JARI_LOG'],
])('%s is no setting: %s is meant', (name, meant) => {
  expect(wrongIn({ [name]: 'x' })).toEqual([`${name} is not a setting. Did you mean ${meant}?`])
})

test('a gateway or a provider of sign-ins has all of its keys or none, and KakaoPay one of its two APIs', () => {
  expect(wrongIn({ TOSS_MID: 'x', TOSS_CLIENT_KEY: 'y' })).toEqual([
    'TOSS_SECRET_KEY must be set too, because TOSS_CLIENT_KEY, TOSS_MID is set.',
  ])
  expect(wrongIn({ NAVER_LOGIN_CLIENT_ID: 'x' })).toEqual([
    'NAVER_LOGIN_CLIENT_SECRET must be set too, because NAVER_LOGIN_CLIENT_ID is set.',
  ])
  const both = {
    KAKAOPAY_SECRET_KEY: 'a',
    KAKAOPAY_CID: 'b',
    KAKAOPAY_ADMIN_KEY: 'c',
    KAKAOPAY_ADMIN_CID: 'd',
  }
  expect(wrongIn(both)).toEqual([expect.stringContaining('choose one of its two APIs')])
})

const solapi = { SOLAPI_API_KEY: 'NCS', SOLAPI_API_SECRET: 'secret', SOLAPI_FROM: '02-1234-5678' }

test('a channel of Kakao is set with its templates and the keys of its sender', () => {
  const channel = {
    SOLAPI_KAKAO_CHANNEL: 'KA01PF1',
    SOLAPI_KAKAO_TEMPLATES: 'confirmed=KA01TP1, canceled=KA01TP2',
  }
  expect(readSettings({ ...solapi, ...channel })).toMatchObject({
    texts: {
      solapi: { from: '0212345678' },
      kakao: { pfId: 'KA01PF1', templates: { confirmed: 'KA01TP1', canceled: 'KA01TP2' } },
    },
  })
  expect(readSettings(solapi)).toMatchObject({ texts: { kakao: undefined } })
  expect(wrongIn(channel)).toEqual([expect.stringMatching(/^SOLAPI_API_KEY.* set together\.$/)])
  expect(wrongIn({ ...solapi, SOLAPI_KAKAO_CHANNEL: 'KA01PF1' })).toEqual([
    'SOLAPI_KAKAO_CHANNEL, SOLAPI_KAKAO_TEMPLATES must be set together.',
  ])
  const misspelt = { ...channel, SOLAPI_KAKAO_TEMPLATES: 'confirm=KA01TP1' }
  expect(wrongIn({ ...solapi, ...misspelt })[0]).toMatch(/^SOLAPI_KAKAO_TEMPLATES must be like/)
})

import { expect, test } from 'vitest'
import { providersFor } from './providers.ts'

const keys = { NAVER_LOGIN_CLIENT_ID: 'one', NAVER_LOGIN_CLIENT_SECRET: 'two' }
const visit = { state: 's', nonce: 'n', verifier: 'v', redirectUri: 'https://jari.example/sign-in' }

test('outside a sandbox only providers with keys are offered', () => {
  expect([...providersFor({}, undefined).keys()]).toEqual([])
  expect([...providersFor(keys, undefined).keys()]).toEqual(['naver'])
  const half = { KAKAO_LOGIN_CLIENT_ID: 'one', KAKAO_LOGIN_CLIENT_SECRET: undefined }
  expect([...providersFor(half, undefined).keys()]).toEqual([])
})

test('in a sandbox all are offered, and one with keys is the real one', async () => {
  const offered = providersFor(keys, 'http://127.0.0.1:4790')
  expect([...offered.keys()]).toEqual(['kakao', 'naver', 'google'])
  const startOf = async (name: 'kakao' | 'naver') => `${await offered.get(name)?.startUrl(visit)}`
  expect(await startOf('kakao')).toMatch(
    /^http:\/\/127\.0\.0\.1:4790\/kauth\.kakao\.com\/oauth\/authorize\?/,
  )
  expect(await startOf('naver')).toMatch(/^https:\/\/nid\.naver\.com\/oauth2\.0\/authorize\?/)
})

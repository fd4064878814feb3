import type { ProviderName } from './provider.ts'

/** The keys of each provider: all of them are set, or none. */
export const loginKeySets = {
  kakao: ['KAKAO_LOGIN_CLIENT_ID', 'KAKAO_LOGIN_CLIENT_SECRET'],
  naver: ['NAVER_LOGIN_CLIENT_ID', 'NAVER_LOGIN_CLIENT_SECRET'],
  google: ['GOOGLE_LOGIN_CLIENT_ID', 'GOOGLE_LOGIN_CLIENT_SECRET'],
} as const satisfies Readonly<Record<ProviderName, readonly [string, string]>>

import { html, type Markup } from '../html.ts'
import type { Language } from '../window-text.ts'
import type { ProviderName, SignInFault } from './grants.ts'

const ko = {
  title: (name: string) => `${name} 로그인 연습`,
  names: { kakao: '카카오', naver: '네이버', google: '구글' } as Record<ProviderName, string>,
  notice: '연습용이에요. 실제 계정은 필요하지 않아요.',
  lead: '누구로 로그인할지 적어 주세요. 같은 이메일은 항상 같은 사람이에요.',
  name: '이름',
  email: '이메일',
  address: '이메일 상태',
  addresses: {
    verified: '인증됨',
    unverified: '인증 안 됨',
    'once-verified': '예전에 인증됨',
  },
  shares: '이메일 제공에 동의',
  fault: '다른 결과 연습하기',
  faults: {
    none: '정상',
    'token-500': '토큰 발급 오류',
    'token-slow': '토큰 응답 없음',
    'profile-500': '프로필 조회 오류',
    'profile-slow': '프로필 응답 없음',
    left: '탈퇴한 계정',
  } as Record<SignInFault, string>,
  agree: '동의하고 계속하기',
  cancel: '취소',
  wrong: '잘못된 요청이에요. 사이트로 돌아가 다시 시도해 주세요.',
  other: 'English',
  person: '김하늘',
}

const en: typeof ko = {
  title: (name) => `Practice: sign in with ${name}`,
  names: { kakao: 'Kakao', naver: 'Naver', google: 'Google' },
  notice: 'For practice. No real account is needed.',
  lead: 'Say who signs in. The same e-mail address is always the same person.',
  name: 'Name',
  email: 'E-mail',
  address: 'The address is',
  addresses: {
    verified: 'verified',
    unverified: 'not verified',
    'once-verified': 'verified once, long ago',
  },
  shares: 'Share the e-mail address',
  fault: 'Try another outcome',
  faults: {
    none: 'all is well',
    'token-500': 'an error instead of a token',
    'token-slow': 'no answer instead of a token',
    'profile-500': 'an error instead of the profile',
    'profile-slow': 'no answer instead of the profile',
    left: 'the account was closed',
  },
  agree: 'Agree and continue',
  cancel: 'Cancel',
  wrong: 'This request is wrong. Please go back to the site and try again.',
  other: '한국어',
  person: 'Haneul Kim',
}

export const textIn: Readonly<Record<Language, typeof ko>> = { ko, en }

interface Consent {
  readonly provider: ProviderName
  readonly language: Language
  readonly query: Readonly<Record<string, string | undefined>>
  /** The merchant's request cannot be answered. */
  readonly isWrong: boolean
}

export function consentPage({ provider, language, query, isWrong }: Consent): Markup {
  const words = textIn[language]
  const other = language === 'ko' ? 'en' : 'ko'
  return html`<main class="window sign-in ${provider}">
<header>
  <h1>${words.title(words.names[provider])}</h1>
  <a href="${addressIn(query, other)}" hreflang="${other}" lang="${other}">${words.other}</a>
</header>
<p class="notice">${words.notice}</p>
${isWrong ? html`<p role="alert">${words.wrong}</p>` : form(language, query)}
</main>`
}

const addressIn = (query: Consent['query'], language: Language): string =>
  `?${new URLSearchParams({ ...(query as Record<string, string>), lang: language })}`

const form = (language: Language, query: Consent['query']): Markup => {
  const words = textIn[language]
  return html`<form method="post" action="${addressIn(query, language)}">
<p>${words.lead}</p>
<label>${words.name}<input name="name" required maxlength="80" value="${words.person}"></label>
<label>${words.email}<input name="email" type="email" required value="haneul@example.com"></label>
<label>${words.address}<select name="address">${options(words.addresses)}</select></label>
<label class="check"><input type="checkbox" name="sharesEmail" value="yes" checked>${words.shares}</label>
<label>${words.fault}<select name="fault">${options(words.faults)}</select></label>
<button class="pay" name="act" value="agree">${words.agree}</button>
<button name="act" value="cancel" formnovalidate>${words.cancel}</button>
</form>`
}

const options = (texts: Readonly<Record<string, string>>): readonly Markup[] =>
  Object.entries(texts).map(([name, text]) => html`<option value="${name}">${text}</option>`)

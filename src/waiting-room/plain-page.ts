import { numberText } from '../kernel/format.ts'
import type { Language } from '../kernel/language.ts'

/** What the page without JavaScript shows. */
export type PlainPage =
  | { readonly is: 'signed-out'; readonly signIn: string }
  | { readonly is: 'outside' | 'called' | 'late' | 'inside' }
  | {
      readonly is: 'waiting'
      readonly position: number | null
      readonly ahead: number | null
      readonly waitSeconds: number | null
      /** Seconds until the page loads itself again. */
      readonly again: number
    }

interface Words {
  readonly title: string
  readonly lead: string
  readonly action?: string
}

const words: Readonly<Record<PlainPage['is'], Readonly<Record<Language, Words>>>> = {
  'signed-out': {
    ko: {
      title: '로그인이 필요해요',
      lead: '대기하려면 먼저 로그인해 주세요.',
      action: '로그인',
    },
    en: { title: 'Sign in first', lead: 'You need an account to wait.', action: 'Sign in' },
  },
  outside: {
    ko: {
      title: '대기한 뒤 입장해 주세요',
      lead: '한 분씩 순서대로 입장해요.',
      action: '대기 시작',
    },
    en: {
      title: 'Wait, then enter',
      lead: 'People enter one by one, in order.',
      action: 'Join the line',
    },
  },
  waiting: {
    ko: {
      title: '대기 중이에요',
      lead: '이 화면은 자동으로 새로고침돼요. 닫아도 대기 순번은 유지돼요.',
    },
    en: {
      title: 'You are waiting',
      lead: 'This page reloads by itself. You keep your place if you close it.',
    },
  },
  inside: {
    ko: {
      title: '입장했어요',
      lead: '좌석과 시간을 고르는 화면에는 자바스크립트가 필요해요. 자바스크립트를 켜고 같은 브라우저에서 계속해 주세요.',
    },
    en: {
      title: 'You are in',
      lead: 'Choosing a place needs JavaScript. Turn it on and go on in this browser.',
    },
  },
  called: {
    ko: { title: '입장하실 차례예요', lead: '지금 입장해 주세요.', action: '입장하기' },
    en: { title: 'It is your turn', lead: 'Please enter now.', action: 'Enter' },
  },
  late: {
    ko: {
      title: '차례가 지났어요',
      lead: '자리를 비운 사이 차례가 지났어요. 다시 요청하면 지금 대기 중인 분들보다 먼저 입장해요.',
      action: '입장 요청하기',
    },
    en: {
      title: 'Your turn has passed',
      lead: 'Your turn came while you were away. Ask again, and you enter before those waiting now.',
      action: 'Ask to enter',
    },
  },
}

const facts = {
  ko: {
    undrawn: '대기 순번은 입장이 시작될 때 추첨으로 정해요.',
    position: (text: string) => `대기 순번 ${text}번`,
    ahead: (text: string) => `앞에 ${text}명`,
    wait: (minutes: number) =>
      minutes < 1 ? '예상 대기 시간 1분 이내' : `예상 대기 시간 약 ${minutes}분`,
  },
  en: {
    undrawn: 'The order is drawn at random when entry begins.',
    position: (text: string) => `Number ${text} in line`,
    ahead: (text: string) => `${text} ahead of you`,
    wait: (minutes: number) =>
      minutes < 1 ? 'Less than a minute to wait' : `About ${minutes} min to wait`,
  },
} as const

function factsOf(page: PlainPage, language: Language): string[] {
  if (page.is !== 'waiting') return []
  const say = facts[language]
  const { position, ahead, waitSeconds } = page
  return [
    position === null ? say.undrawn : say.position(numberText(position, language)),
    ...(ahead === null ? [] : [say.ahead(numberText(ahead, language))]),
    ...(waitSeconds === null ? [] : [say.wait(Math.round(waitSeconds / 60))]),
  ]
}

/** The whole page; nothing in it comes from a person. */
export function pageOf(page: PlainPage, language: Language, nonce: string): string {
  const { title, lead, action = '' } = words[page.is][language]
  const refresh =
    page.is === 'waiting' ? `<meta http-equiv="refresh" content="${page.again}">\n` : ''
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}<title>${title}</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
  main { max-width: 26rem; margin: 12vh auto 0; padding: 0 1.25rem; word-break: keep-all }
  h1 { font-size: 1.5rem }
  li { font-size: 1.25rem; list-style: none }
  ul { padding: 0 }
  button, a.button { display: block; width: 100%; box-sizing: border-box; min-height: 3rem; padding: .75rem; font: inherit; text-align: center }
</style>
<main>
  <h1>${title}</h1>
  <p>${lead}</p>
  ${listOf(factsOf(page, language))}
  ${actionOf(page, action)}
</main>
</html>
`
}

const listOf = (items: readonly string[]): string =>
  items.length > 0
    ? `<ul role="status">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
    : ''

function actionOf(page: PlainPage, action: string): string {
  if (page.is === 'signed-out') return `<a class="button" href="${page.signIn}">${action}</a>`
  return action ? `<form method="post"><button>${action}</button></form>` : ''
}

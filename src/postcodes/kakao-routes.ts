import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { languageOf } from '../http/language.ts'
import { nonceOf } from '../http/nonce.ts'
import { lookUpOf } from './look-up.ts'

const words = {
  ko: {
    title: '우편번호 찾기',
    failed: '주소 찾기를 불러오지 못했어요. 창을 닫고 직접 입력해 주세요.',
  },
  en: {
    title: 'Find an address',
    failed: 'The address search did not load. Please type the address.',
  },
} as const

const SCRIPT = 'https://t1.daumcdn.net/mapjsapi/bundle/postcode/prod/postcode.v2.js'
const THEIRS = 'https://*.daumcdn.net https://*.kakao.com https://*.daum.net'

/** The window has no code of the application: the foreign script has access to this page only. */
const policy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${THEIRS}`,
    `style-src 'unsafe-inline' ${THEIRS}`,
    `img-src data: ${THEIRS}`,
    `connect-src ${THEIRS}`,
    `frame-src ${THEIRS}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** `/postcode`: Kakao's address search, which tells the page that opened it what was chosen. */
export function kakaoRoutes(server: Server, engine: Engine): void {
  const { page } = lookUpOf(engine)
  if (!page) return
  server.get(page, { config: { role: 'anyone', limit: 'reads', page: true } }, (request, reply) => {
    const nonce = nonceOf(reply.raw)
    const language = languageOf(request)
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .header('cross-origin-opener-policy', 'same-origin-allow-popups')
      .header('content-security-policy', policy(nonce))
      .send(pageIn(language, nonce, new URL(engine.publicUrl).origin))
  })
}

// `postcode.load` waits for the second script that the first one fetches; without it there is no
// constructor yet.
const pageIn = (language: 'ko' | 'en', nonce: string, origin: string) => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words[language].title}</title>
<style>html, body, #search { height: 100%; margin: 0 } p { padding: 1rem; font: 1rem/1.6 system-ui, sans-serif }</style>
<div id="search"></div>
<script nonce="${nonce}" src="${SCRIPT}"></script>
<script nonce="${nonce}">
  const open = () => new daum.Postcode({
    width: '100%',
    height: '100%',
    oncomplete: ({ zonecode, address, sido, sigungu }) => {
      const chosen = { postalCode: zonecode, address, city: (sido + ' ' + sigungu).trim() }
      window.opener?.postMessage(chosen, ${JSON.stringify(origin)})
      window.close()
    },
  }).embed(document.querySelector('#search'))
  if (window.daum?.postcode) daum.postcode.load(open)
  else {
    const said = document.createElement('p')
    said.setAttribute('role', 'alert')
    said.textContent = ${JSON.stringify(words[language].failed)}
    document.querySelector('#search').append(said)
  }
</script>
</html>
`

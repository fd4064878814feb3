import type { FastifyInstance } from 'fastify'
import { withOffset } from '../../../kernel/time.ts'
import { html, type Markup } from '../html.ts'
import type { Ledger } from '../ledger.ts'
import { sendPage } from '../page.ts'
import { registered } from './templates.ts'
import { type DetailedText, listTexts } from './texts.ts'

const TEXTS_MOST = 50

/**
 * `GET /texts`: the texts and messages of Kakao that were taken, newest first, as JSON, or as a page for
 * clients that accept HTML, which shows them as a phone does: whoever tries the product out finds their code there.
 *
 * @param siteUrl where the buttons lead
 */
export function inboxRoutes(server: FastifyInstance, ledger: Ledger, siteUrl: string): void {
  server.get('/texts', (request, reply) => {
    const texts = listTexts(ledger, TEXTS_MOST)
    if (!request.headers.accept?.includes('text/html')) return { texts }
    return sendPage(reply, {
      look: 'ledger',
      language: 'ko',
      title: '샌드박스 문자함',
      body: page(texts, siteUrl),
    })
  })
}

const page = (texts: readonly DetailedText[], siteUrl: string): Markup => html`<main class="ledger">
<header><h1>샌드박스 문자함 <small lang="en">Sandbox texts</small></h1>
<a href="/ledger">장부 <small lang="en">ledger</small></a></header>
<p>문자와 알림톡은 실제로 발송되지 않아요. <span lang="en">No text leaves the sandbox.</span></p>
<p>끝 세 자리가 999인 번호는 카카오톡을 쓰지 않는 것으로 보고 문자로 보여 드려요.
<span lang="en">A number that ends in 999 has no Kakao and gets a text instead.</span></p>
${texts.length === 0 ? html`<p class="none">아직 문자가 없어요. <span lang="en">No texts yet.</span></p>` : html`<ol class="phones">${texts.map((text) => phone(text, siteUrl))}</ol>`}
</main>`

const names = { ATA: '알림톡', LMS: '장문 문자', SMS: '문자' } as const

const phone = (sent: DetailedText, siteUrl: string): Markup => html`<li class="phone">
<p><strong>${names[sent.reached]}</strong> <span class="number">${sent.recipient}</span>
<time class="number">${withOffset(sent.at, 'Asia/Seoul').slice(0, 19).replace('T', ' ')}</time></p>
${bubble(sent, siteUrl)}
${sent.template && sent.reached !== 'ATA' ? html`<p class="soft">카카오톡이 없어 문자로 대신 보냈어요. <span lang="en">Sent as a text instead.</span></p>` : ''}
</li>`

function bubble({ reached, template, variables, text }: DetailedText, siteUrl: string): Markup {
  const found = reached === 'ATA' && template ? registered(template, variables) : undefined
  if (!found) return html`<div class="bubble"><p>${text}</p></div>`
  return html`<div class="bubble kakao"><p class="head">알림톡 도착</p><p>${found.content}</p>
<a href="${siteUrl}/${found.path}" rel="noreferrer">${found.button}</a></div>`
}

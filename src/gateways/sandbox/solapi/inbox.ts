import type { FastifyInstance } from 'fastify'
import { withOffset } from '../../../kernel/time.ts'
import { html, type Markup } from '../html.ts'
import type { Ledger } from '../ledger.ts'
import { sendPage } from '../page.ts'
import { listTexts, type SentText } from './texts.ts'

const TEXTS_MOST = 50

/**
 * `GET /texts`: the texts that were taken, newest first, as JSON, or as a page for clients that accept
 * HTML: whoever tries the product out finds their code there.
 */
export function inboxRoutes(server: FastifyInstance, ledger: Ledger): void {
  server.get('/texts', (request, reply) => {
    const texts = listTexts(ledger, TEXTS_MOST)
    if (!request.headers.accept?.includes('text/html')) return { texts }
    return sendPage(reply, {
      look: 'ledger',
      language: 'ko',
      title: '샌드박스 문자함',
      body: page(texts),
    })
  })
}

const page = (texts: readonly SentText[]): Markup => html`<main class="ledger">
<header><h1>샌드박스 문자함 <small lang="en">Sandbox texts</small></h1>
<a href="/ledger">장부 <small lang="en">ledger</small></a></header>
<p>문자는 실제로 발송되지 않아요. <span lang="en">No text leaves the sandbox.</span></p>
${texts.length === 0 ? html`<p class="none">아직 문자가 없어요. <span lang="en">No texts yet.</span></p>` : table(texts)}
</main>`

const table = (texts: readonly SentText[]): Markup => html`
<div class="scroll" role="region" aria-label="문자 목록" tabindex="0"><table>
<thead><tr><th scope="col">시각 (KST)</th><th scope="col">받는 번호</th><th scope="col">내용</th></tr></thead>
<tbody>${texts.map(row)}</tbody>
</table></div>`

const row = ({ at, recipient, text }: SentText): Markup => html`<tr>
  <td class="number">${withOffset(at, 'Asia/Seoul').slice(0, 19).replace('T', ' ')}</td>
  <th scope="row" class="number">${recipient}</th>
  <td>${text}</td>
</tr>`

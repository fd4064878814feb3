import type { FastifyInstance } from 'fastify'
import { withOffset } from '../../kernel/time.ts'
import { html, type Markup } from './html.ts'
import { type Ledger, movesOf, payments } from './ledger.ts'
import { sendPage } from './page.ts'
import { pendingRefundsOf } from './refunds.ts'
import { type Move, type Payment, refundedOf } from './rules.ts'

/** The row limit of the HTML page; JSON has all rows. */
const ROWS_MOST = 200

/**
 * `GET /ledger?order=…`: every payment with what was captured and refunded, as JSON, or as a table
 * for clients that accept HTML. It shows no token.
 */
export function ledgerRoutes(server: FastifyInstance, ledger: Ledger): void {
  server.get('/', (_, reply) => reply.redirect('/ledger'))
  server.get<{ Querystring: { order?: string } }>('/ledger', (request, reply) => {
    const found = payments(ledger, request.query.order ?? null)
    const views = found.map((payment) => view(ledger, payment))
    if (!request.headers.accept?.includes('text/html'))
      return { payments: views, sums: sumsOf(views) }
    return sendPage(reply, {
      look: 'ledger',
      language: 'ko',
      title: '샌드박스 장부',
      body: table(views),
    })
  })
}

type PaymentView = ReturnType<typeof view>

function view(ledger: Ledger, payment: Payment) {
  const moves = movesOf(ledger, payment.id)
  const entries = (wanted: Move['type']) =>
    moves.flatMap(({ id, type, amount, taxFree, note, at }) =>
      type === wanted ? { id, amount, taxFree, note, at: at.toISOString() } : [],
    )
  const { gateway, id, orderId, title, status, amount, taxFree, currency, createdAt } = payment
  return {
    gateway,
    id,
    orderId,
    title,
    status,
    amount,
    taxFree,
    currency,
    refunded: refundedOf(moves),
    approvals: entries('approval'),
    refunds: entries('refund'),
    pending: pendingRefundsOf(ledger, id).filter(({ state }) => state === 'pending').length,
    createdAt: createdAt.toISOString(),
  }
}

/** `held` is the merchant's balance. */
function sumsOf(views: readonly PaymentView[]) {
  const approvals = views.flatMap((payment) => payment.approvals)
  const refunds = views.flatMap((payment) => payment.refunds)
  const total = (entries: readonly { amount: number }[]) =>
    entries.reduce((sum, { amount }) => sum + amount, 0)
  return {
    payments: views.length,
    approvals: approvals.length,
    approved: total(approvals),
    refunds: refunds.length,
    refunded: total(refunds),
    held: total(approvals) - total(refunds),
  }
}

const won = (amount: number) => amount.toLocaleString('ko-KR')
const clock = (at: string) => withOffset(new Date(at), 'Asia/Seoul').slice(0, 19).replace('T', ' ')

const table = (views: readonly PaymentView[]): Markup => {
  const sums = sumsOf(views)
  return html`<main class="ledger">
<header><h1>샌드박스 장부 <small lang="en">Sandbox ledger</small></h1>
<a href="/texts">문자 <small lang="en">texts</small></a>
<a href="/faults">장애 주입 <small lang="en">faults</small></a></header>
<dl class="sums">
  <div><dt>결제 <small lang="en">payments</small></dt><dd>${won(sums.payments)}</dd></div>
  <div><dt>승인 <small lang="en">approved</small></dt><dd>${won(sums.approved)}</dd></div>
  <div><dt>환불 <small lang="en">refunded</small></dt><dd>${won(sums.refunded)}</dd></div>
  <div><dt>보유 <small lang="en">held</small></dt><dd>${won(sums.held)}</dd></div>
</dl>
${views.length === 0 ? html`<p class="none">아직 결제가 없어요. <span lang="en">No payments yet.</span></p>` : rows(views)}
</main>`
}

const rows = (views: readonly PaymentView[]) => html`
<div class="scroll" role="region" aria-label="결제 목록" tabindex="0"><table>
<thead><tr>
  <th scope="col">시작 (KST)</th><th scope="col">결제사</th><th scope="col">주문 번호</th><th scope="col">상품</th>
  <th scope="col">상태</th><th scope="col" class="won">금액</th><th scope="col" class="won">환불</th>
  <th scope="col">번호</th>
</tr></thead>
<tbody>${views.slice(0, ROWS_MOST).map(row)}</tbody>
</table></div>
${views.length > ROWS_MOST ? html`<p class="none">최근 ${ROWS_MOST}건이에요. 전체 목록은 JSON으로 받을 수 있어요.</p>` : undefined}`

const row = (payment: PaymentView) => html`<tr>
  <td class="number">${clock(payment.createdAt)}</td>
  <td>${payment.gateway}</td>
  <th scope="row" class="number">${payment.orderId}</th>
  <td>${payment.title}</td>
  <td><span class="status ${payment.status}">${payment.status}</span></td>
  <td class="won">${won(payment.amount)}</td>
  <td class="won">${payment.refunded === 0 ? '' : won(payment.refunded)}</td>
  <td class="number">${payment.id}</td>
</tr>`

import { withOffset } from '../../kernel/time.ts'
import { type FaultScenario, faultLabels, faultScenarios } from './fault-labels.ts'
import { type Fault, type FaultName, type Storm, stormOf, webhookFaults } from './faults.ts'
import { html, type Markup } from './html.ts'
import type { Ledger } from './ledger.ts'
import type { Provider } from './provider.ts'

/** The webhook limit of the page; `GET /webhooks` has more. */
const ROWS_MOST = 50

interface Shown {
  readonly ledger: Ledger
  readonly providers: readonly Provider[]
  /** The CSRF token of the forms. */
  readonly csrfToken: string
  /** The selected operation: gateway and name. */
  readonly where: string
  readonly refused: boolean
}

/** Planted faults, available faults, the storm, and recent webhooks. */
export const faultPage = ({ ledger, providers, csrfToken, where, refused }: Shown): Markup => {
  const own = html`<input type="hidden" name="csrfToken" value="${csrfToken}">`
  return html`<main class="ledger">
<header><h1>샌드박스 장애 <small lang="en">Sandbox faults</small></h1>
<a href="/ledger">장부 <small lang="en">ledger</small></a></header>
${refused ? html`<p class="refused" role="alert">주입하지 못했어요. 이 장애에 필요한 칸(코드, 초, 바꿀 값)을 입력해 주세요. <span lang="en">Not planted: fill in what that fault needs.</span></p>` : undefined}
${waiting(ledger, own)}
${planting(providers, where, own)}
${storm(stormOf(ledger), own)}
${webhooks(ledger)}
</main>`
}

function waiting({ sql }: Ledger, own: Markup): Markup {
  const rows = sql.all`select seq, plan, remaining from faults order by seq`
  const plans = rows.map(({ seq, plan, remaining }) => {
    const { gateway, operation, fault, orderId, code } = JSON.parse(String(plan)) as Fault
    const [ko, en] = faultLabels[fault]
    return html`<tr>
  <th scope="row">${ko} <small lang="en">${en}</small></th>
  <td>${gateway} · ${operation}</td>
  <td class="won">${Number(remaining)}번째</td>
  <td class="number">${orderId ?? '모든 주문'}</td>
  <td>${code ?? ''}</td>
  <td><form method="post" action="/faults/remove">${own}
    <button name="seq" value="${Number(seq)}" aria-label="삭제: ${ko}, ${gateway} ${operation}">삭제 <small lang="en">remove</small></button></form></td>
</tr>`
  })
  return html`<section aria-labelledby="waiting">
<h2 id="waiting">대기 중인 장애 <small lang="en">waiting</small></h2>
${
  plans.length === 0
    ? html`<p class="none">주입한 장애가 없어요. <span lang="en">Nothing is planted.</span></p>`
    : html`<div class="scroll" role="region" aria-labelledby="waiting" tabindex="0"><table>
<thead><tr><th scope="col">장애</th><th scope="col">어디서</th><th scope="col" class="won">다음 몇 번째</th><th scope="col">주문</th><th scope="col">코드</th><th scope="col"></th></tr></thead>
<tbody>${plans}</tbody></table></div>`
}
</section>`
}

const planting = (providers: readonly Provider[], where: string, own: Markup): Markup => html`
<section aria-labelledby="planting">
<h2 id="planting">장애 주입 <small lang="en">plant</small></h2>
<form method="post" action="/faults/plant">${own}
<div class="fields">
  <label>어디서 <small lang="en">gateway · call</small>
    <select name="where">${providers.map((provider) => calls(provider, where))}</select></label>
  <label>다음 몇 번째 <small lang="en">nth call</small>
    <input name="nth" type="number" min="1" value="1" required></label>
  <label>주문 (비우면 모든 주문) <small lang="en">order</small>
    <input name="orderId" maxlength="100" autocomplete="off"></label>
  <label>지연 시간(초) <small lang="en">seconds late</small>
    <input name="delay" type="number" min="0" max="86400" value="30"></label>
  <label>거절 코드 <small lang="en">code</small>
    <input name="code" maxlength="100" autocomplete="off"></label>
  <label>바꿀 값 <small lang="en">alter, JSON</small>
    <input name="alter" maxlength="2000" autocomplete="off" spellcheck="false"></label>
</div>
<ol class="stories">${faultScenarios.map(scenario)}</ol>
</form>
</section>`

const calls = ({ name, title, operations }: Provider, where: string): Markup =>
  html`<optgroup label="${title}">${operations.map((operation) => {
    const value = `${name} ${operation}`
    const chosen = value === where ? html` selected` : undefined
    return html`<option value="${value}"${chosen}>${title} · ${operation}</option>`
  })}</optgroup>`

const scenario = ({
  number,
  ko,
  en,
  plants,
  hint,
}: FaultScenario): Markup => html`<li value="${number}">
  <p>${ko} <small lang="en">${en}</small></p>
  ${hint && html`<p class="hint">${hint[0]} <span lang="en">${hint[1]}.</span></p>`}
  ${plants.length > 0 ? html`<p class="plants">${plants.map((fault) => button(number, ko, fault))}</p>` : undefined}
</li>`

const button = (number: number, title: string, fault: FaultName): Markup => {
  const [ko, en] = faultLabels[fault]
  const isTold = (webhookFaults as readonly string[]).includes(fault)
  const where = isTold ? '알림 ' : ''
  return html`<button name="fault" value="${fault}" aria-label="${number}. ${title}: ${where}${ko}">${ko} <small lang="en">${en}</small></button>`
}

const storm = (now: Storm | undefined, own: Markup): Markup => html`
<section aria-labelledby="storm">
<h2 id="storm">무작위 장애 <small lang="en">storm</small></h2>
<p class="none">${
  now && now.percent > 0
    ? html`${now.percent}%의 호출이 실패해요. 시드: ${now.seed} <span lang="en">${now.percent}% of all calls go wrong.</span>`
    : html`무작위 장애가 없어요. <span lang="en">All is calm.</span>`
}</p>
<form method="post" action="/faults/storm">${own}
<div class="fields">
  <label>시드 <small lang="en">seed</small>
    <input name="seed" maxlength="100" value="${now?.seed ?? '1'}" required></label>
  <label>비율(%) <small lang="en">percent; 0 ends it</small>
    <input name="percent" type="number" min="0" max="100" value="${now?.percent ?? 10}" required></label>
  <p class="plants"><button>시작 <small lang="en">begin</small></button></p>
</div>
</form>
</section>`

function webhooks({ sql }: Ledger): Markup {
  const rows = sql.all`
    select gateway, order_id as "orderId", url, spoiled, answers, due_at as "dueAt",
           created_at as "createdAt"
      from webhooks order by seq desc limit ${ROWS_MOST}`
  const told = rows.map(({ gateway, orderId, url, spoiled, answers, dueAt, createdAt }) => {
    const statuses = (JSON.parse(String(answers)) as number[]).map((one) => one || '응답 없음')
    const [ko] = faultLabels[spoiled as FaultName] ?? ['']
    return html`<tr>
  <td class="number">${clock(Number(createdAt))}</td>
  <td>${String(gateway)}</td>
  <th scope="row" class="number">${String(orderId)}</th>
  <td>${String(url)}</td>
  <td class="number">${statuses.join(', ')}</td>
  <td class="number">${dueAt === null ? '' : clock(Number(dueAt))}</td>
  <td>${ko}</td>
</tr>`
  })
  return html`<section aria-labelledby="webhooks">
<h2 id="webhooks">보낸 알림 <small lang="en">webhooks</small></h2>
${
  told.length === 0
    ? html`<p class="none">아직 보낸 알림이 없어요. <span lang="en">None yet.</span></p>`
    : html`<div class="scroll" role="region" aria-labelledby="webhooks" tabindex="0"><table>
<thead><tr><th scope="col">언제 (KST)</th><th scope="col">결제사</th><th scope="col">주문</th><th scope="col">어디로</th><th scope="col">매장의 응답</th><th scope="col">다음</th><th scope="col">장애</th></tr></thead>
<tbody>${told}</tbody></table></div>`
}
</section>`
}

const clock = (at: number) => withOffset(new Date(at), 'Asia/Seoul').slice(0, 19).replace('T', ' ')

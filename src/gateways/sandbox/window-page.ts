import { html, type Markup } from './html.ts'
import type { PaymentWindow, ReturnTo } from './provider.ts'
import type { Payment } from './rules.ts'
import { type ClosedReason, type Language, textIn } from './window-text.ts'

/** The page of an open window. */
export function openWindow(
  payment: Payment,
  paymentWindow: PaymentWindow,
  language: Language,
  now: Date,
): Markup {
  const words = textIn[language]
  const amount = words.money(payment.amount, payment.currency)
  const { until, isHoldOver } = deadlineOf(payment, paymentWindow, now)
  const leftMs = Math.max(0, until - now.getTime())
  const seconds = Math.ceil(leftMs / 1000)
  const left = words.leftValue(Math.floor(seconds / 60), seconds % 60)
  return frame(
    language,
    html`
<p class="label">${words.amount}</p>
<p class="amount">${amount}</p>
${facts(payment, language)}
<div class="left">
  <p><span>${words.left}</span>
  <strong role="timer" data-left-ms="${leftMs}" data-words="${leftPattern(language)}">${left}</strong></p>
  <progress data-bar max="${until - payment.createdAt.getTime()}" value="${leftMs}" aria-hidden="true"></progress>
</div>
${isHoldOver ? html`<p class="notice">${words.holdOver}</p>` : undefined}
${dunes}
<form class="ground" method="post" action="?lang=${language}">
  <button class="pay" name="act" value="pay">${words.pay(amount)}</button>
  <fieldset>
    <legend>${words.ways}</legend>
    ${paymentWindow.choices.flatMap((choice) => (choice === 'pay' ? [] : html`<button name="act" value="${choice}">${words.choices[choice]}</button>`))}
  </fieldset>
<p class="spoken" role="status" data-spoken data-soon="${words.leftSoon}" data-busy="${words.busy}"></p>
</form>`,
  )
}

/**
 * Counts down to the end of the merchant's hold, then to
 * the end of the session, in which a late payment is still possible.
 */
function deadlineOf(payment: Payment, paymentWindow: PaymentWindow, now: Date) {
  const expiresAt = paymentWindow.expiresAt(payment).getTime()
  const holdUntil = new Date(String(paymentWindow.holdUntil(payment))).getTime()
  const isHoldOver = holdUntil <= now.getTime()
  return {
    until: holdUntil > now.getTime() ? Math.min(holdUntil, expiresAt) : expiresAt,
    isHoldOver,
  }
}

/** The page of a closed window, with the link back to the merchant. */
export function closedWindow(
  { over, payment, returnTo }: { over: ClosedReason; payment?: Payment; returnTo?: ReturnTo },
  language: Language,
): Markup {
  const [title, body] = textIn[language].over[over]
  const isGood = ['paid', 'authenticated', 'refunded', 'deposit'].includes(over)
  return frame(
    language,
    html`
<div class="over ${isGood ? 'good' : 'bad'}">
  <span class="sign" aria-hidden="true">${isGood ? '✓' : '!'}</span>
  <h2>${title}</h2>
  <p>${body}</p>
</div>
${payment && facts(payment, language)}
${dunes}
${returnTo && leave(returnTo, language)}`,
  )
}

const leave = (returnTo: ReturnTo, language: Language): Markup =>
  'address' in returnTo
    ? html`<p class="ground"><a class="pay" href="${returnTo.address}">${textIn[language].back}</a></p>`
    : html`<p hidden data-message="${JSON.stringify(returnTo.message)}" data-origin="${returnTo.origin}"></p>`

const frame = (language: Language, body: Markup): Markup => {
  const words = textIn[language]
  const other = language === 'ko' ? 'en' : 'ko'
  return html`<main class="window">
<header>
  <h1>${words.title}</h1>
  <a href="?lang=${other}" hreflang="${other}" lang="${other}">${words.other}</a>
</header>
<p class="notice">${dune}${words.notice}</p>
${body}
</main>`
}

const facts = (payment: Payment, language: Language): Markup => {
  const words = textIn[language]
  return html`<dl>
  <div><dt>${words.item}</dt><dd>${payment.title}</dd></div>
  <div><dt>${words.order}</dt><dd class="number">${payment.orderId}</dd></div>
  <div><dt>${words.method}</dt><dd>${words.methodNames[payment.method] ?? payment.method}</dd></div>
</dl>`
}

/** The template of the countdown's text. */
const leftPattern = (language: Language) =>
  textIn[language].leftValue(1, 2).replace('1', '{minutes}').replace('2', '{seconds}')

const dune = html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
  <path d="M2 19c4 0 5-7 9-7 3 0 4 4 6 4 2 0 3-1 5-1v4z" fill="currentColor"/>
  <circle cx="17" cy="7" r="3" fill="none" stroke="currentColor" stroke-width="2"/>
</svg>`

const dunes = html`<div class="dunes" aria-hidden="true">
<svg viewBox="0 0 420 140" preserveAspectRatio="none" fill="currentColor">
  <path opacity="0.4" d="M0 96C70 96 110 30 190 30c70 0 110 62 230 50v60H0z"/>
  <path opacity="0.6" d="M0 118c60-6 110-44 180-40 60 4 130 46 240 22v40H0z"/>
  <path d="M0 134c80-4 150-30 230-24 60 4 120 20 190 8v22H0z"/>
</svg></div>`

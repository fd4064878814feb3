// Shows Stripe's Payment Element and confirms the payment. After a declined card the buyer stays
// here to use another one; any other outcome redirects to the store.
{
  const launch = JSON.parse(document.querySelector('#launch').textContent)
  const language = document.documentElement.lang === 'en' ? 'en' : 'ko'
  const words = {
    ko: {
      pay: (amount) => `${amount} 결제하기`,
      busy: '결제를 확인하고 있어요…',
      quit: '그만두기',
      again: '결제되지 않았어요. 다른 카드로 다시 시도해 주세요.',
    },
    en: {
      pay: (amount) => `Pay ${amount}`,
      busy: 'Confirming your payment…',
      quit: 'Quit',
      again: 'You were not charged. Please try again with another card.',
    },
  }[language]

  const withQuery = (address, members) => {
    const url = new URL(address)
    for (const [name, value] of Object.entries(members)) url.searchParams.set(name, value)
    return url.href
  }
  const { success, quit, fail } = launch.returnUrls
  const leave = (address, members = {}) => location.replace(withQuery(address, members))
  const succeed = ({ id }) => leave(success, { payment_intent: id, redirect_status: 'succeeded' })

  const make = (name, style, members = {}) => {
    const element = Object.assign(document.createElement(name), members)
    element.style.cssText = style
    return element
  }
  const { amount, currency } = launch.amount
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits
  const isWon = language === 'ko' && currency === 'KRW'
  const price = isWon ? `${amount.toLocaleString('ko')}원` : format.format(amount / 10 ** digits)
  const wide = 'min-height:3rem;border-radius:.75rem;font:inherit;cursor:pointer;'

  const form = make(
    'form',
    'box-sizing:border-box;max-width:28rem;margin:0 auto;padding:1.5rem;display:grid;gap:1rem',
  )
  const title = make('h1', 'font-size:1.125rem;margin:0', { textContent: launch.title })
  const field = make('div', '')
  const spoken = make('p', 'margin:0;min-height:1.5em')
  spoken.setAttribute('role', 'status')
  const pay = make('button', `${wide}border:0;background:#1f2937;color:#fff;font-weight:700`, {
    textContent: words.pay(price),
    disabled: true,
  })
  const back = make('button', `${wide}border:1px solid #9ca3af;background:none;color:inherit`, {
    type: 'button',
    textContent: words.quit,
  })
  form.append(title, field, spoken, pay, back)
  document.body.append(form)

  const stripe = globalThis.Stripe(launch.publishableKey, { locale: language })
  const elements = stripe.elements({ clientSecret: launch.clientSecret })
  const payment = elements.create('payment')
  payment.on('ready', () => {
    pay.disabled = false
  })
  payment.on('loaderror', ({ error }) => leave(fail, { code: error?.code ?? 'loaderror' }))
  payment.mount(field)

  const held = ['requires_capture', 'processing', 'succeeded']
  back.addEventListener('click', () => leave(quit))
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    pay.disabled = true
    spoken.textContent = words.busy
    const { confirmParams } = launch
    const said = await stripe.confirmPayment({ elements, confirmParams, redirect: 'if_required' })
    const intent = said.paymentIntent ?? said.error?.payment_intent
    if (held.includes(intent?.status)) return succeed(intent)
    const { type, code = type, message } = said.error ?? {}
    const canRetry =
      type === 'card_error' ||
      type === 'validation_error' ||
      type === 'api_connection_error' ||
      code === 'payment_intent_authentication_failure'
    if (!canRetry) return leave(fail, { code: code ?? 'unknown' })
    spoken.textContent = type === 'validation_error' ? (message ?? '') : words.again
    pay.disabled = false
  })
}

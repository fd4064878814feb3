// The sandbox's js.stripe.com: the same globals, with the sandbox's window as the bank's page.
;(() => {
  const home = new URL(document.currentScript.src).origin
  const isPhone = () => matchMedia('(max-width: 40rem), (pointer: coarse)').matches

  const cards = { ko: '연습용 카드 4242', en: 'Practice card 4242' }
  const pays = {
    ko: '결제를 누르면 연습용 은행 창이 열려요.',
    en: 'Pressing pay opens a practice bank window.',
  }

  /** A Payment Element without card fields. */
  function paymentElement(language) {
    const handlers = new Map()
    const tell = (event, said) => {
      for (const handler of handlers.get(event) ?? []) handler({ elementType: 'payment', ...said })
    }
    const box = document.createElement('div')
    box.style.cssText =
      'border:1px solid #c9b98f;border-radius:.75rem;padding:.875rem 1rem;display:grid;gap:.25rem'
    const card = document.createElement('strong')
    const note = document.createElement('small')
    card.textContent = cards[language]
    note.textContent = pays[language]
    box.append(card, note)
    return {
      mount(where) {
        const at = typeof where === 'string' ? document.querySelector(where) : where
        if (!at) throw new Error('The selector you specified applies to no DOM elements.')
        at.append(box)
        setTimeout(() => {
          tell('ready', {})
          tell('change', { complete: true, empty: false, value: { type: 'card' } })
        })
      },
      on(event, handler) {
        handlers.set(event, [...(handlers.get(event) ?? []), handler])
        return this
      },
      unmount: () => box.remove(),
      destroy: () => box.remove(),
      update() {},
      focus() {},
      blur() {},
      clear() {},
    }
  }

  /** Shows the bank's page over the merchant's until it posts an outcome or is closed. */
  function framed(url) {
    const shade = document.createElement('dialog')
    shade.setAttribute('aria-label', 'Stripe')
    shade.style.cssText = [
      'display:grid;grid-template:auto min(42rem,100dvh - 3rem) / min(27rem,100%)',
      'place-content:center;box-sizing:border-box;width:100vw;height:100dvh;max-width:none',
      'max-height:none;margin:0;border:0;padding:0;background:rgb(0 0 0 / 45%)',
    ].join(';')
    const frame = document.createElement('iframe')
    frame.src = url
    frame.title = 'Stripe'
    frame.style.cssText = 'border:0;width:100%;height:100%;border-radius:1.25rem;background:#fff'
    const close = document.createElement('button')
    close.type = 'button'
    close.textContent = '×'
    close.setAttribute('aria-label', 'Close')
    close.style.cssText = [
      'justify-self:end;width:2.75rem;height:2.75rem;border:0;border-radius:50%',
      'background:none;color:#fff;font-size:1.75rem;cursor:pointer',
    ].join(';')
    close.autofocus = true
    shade.append(close, frame)
    document.body.append(shade)
    shade.showModal()
    return new Promise((resolve) => {
      const end = (said) => {
        removeEventListener('message', hear)
        shade.remove()
        resolve(said)
      }
      const hear = ({ origin, source, data }) => {
        if (origin === home && source === frame.contentWindow) end(data)
      }
      const leave = () => end({ error: left })
      addEventListener('message', hear)
      close.addEventListener('click', leave)
      shade.addEventListener('cancel', leave)
    })
  }

  const left = {
    type: 'invalid_request_error',
    code: 'payment_intent_authentication_failure',
    message: 'We are unable to authenticate your payment method.',
  }

  const members = (clientSecret, paymentIntent) => ({
    payment_intent: paymentIntent.id,
    payment_intent_client_secret: clientSecret,
    redirect_status: 'succeeded',
  })

  function withQuery(address, query) {
    const url = new URL(address)
    for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value)
    return url.href
  }

  async function confirmPayment(publishableKey, options) {
    const { elements, confirmParams, redirect = 'always' } = options
    const clientSecret = options.clientSecret ?? elements?.clientSecret
    if (!clientSecret) throw new Error('Missing value for confirmPayment: clientSecret')
    if (!confirmParams?.return_url && redirect === 'always')
      throw new Error('Missing value for confirmPayment: confirmParams.return_url')
    const display = isPhone() ? 'redirect' : 'frame'
    const ask = { publishableKey, clientSecret, confirmParams, display }
    const opened = await fetch(`${home}/sdk/stripe/windows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ask),
    }).catch(() => undefined)
    const said = await opened?.json().catch(() => undefined)
    if (!opened?.ok || !said)
      return { error: said?.error ?? { type: 'api_connection_error', message: 'No connection.' } }
    if (display === 'redirect') {
      location.assign(said.url)
      return new Promise(() => {})
    }
    const result = await framed(said.url)
    if (result.error || redirect === 'if_required') return result
    location.assign(
      withQuery(confirmParams.return_url, members(clientSecret, result.paymentIntent)),
    )
    return new Promise(() => {})
  }

  globalThis.Stripe = (publishableKey, { locale = 'auto' } = {}) => {
    const spoken = locale === 'auto' ? navigator.language : locale
    const language = spoken.startsWith('ko') ? 'ko' : 'en'
    return {
      elements: ({ clientSecret } = {}) => ({
        clientSecret,
        create(type) {
          if (type !== 'payment') throw new Error(`The sandbox has no element "${type}".`)
          return paymentElement(language)
        },
        submit: async () => ({}),
        update() {},
      }),
      confirmPayment: (options) => confirmPayment(publishableKey, options),
    }
  }
  globalThis.Stripe.version = 3
})()

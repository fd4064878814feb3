// The sandbox's version of Toss's browser script, version 2: the same names, parameters and errors.
// It requests a window from the sandbox and embeds it, or navigates to it on a phone.
{
  const home = new URL(document.currentScript.src).origin
  const isPhone = () =>
    navigator.userAgentData?.mobile ?? /Mobi|Android|iPhone|iPad/.test(navigator.userAgent)

  const failure = (code, message) => Object.assign(new Error(message), { code })

  async function ask(parameters) {
    const response = await fetch(`${home}/sdk/toss/windows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
    })
    const said = await response.json()
    if (!response.ok) throw failure(said.code, said.message)
    return said.url
  }

  const styled = (element, style) => {
    Object.assign(element.style, style)
    return element
  }

  /** Shows the window over the page, with a close button. */
  function overlay(url) {
    const ground = styled(document.createElement('div'), {
      position: 'fixed',
      inset: '0',
      zIndex: '2147483647',
      display: 'grid',
      placeItems: 'center',
      background: 'rgb(0 0 0 / 0.55)',
    })
    const box = styled(document.createElement('div'), {
      position: 'relative',
      width: 'min(100vw, 27.5rem)',
      height: 'min(100dvh, 46rem)',
    })
    const frame = styled(document.createElement('iframe'), {
      width: '100%',
      height: '100%',
      border: '0',
      borderRadius: '1rem',
      background: '#fffdf8',
    })
    frame.src = url
    frame.title = '토스페이먼츠 결제창'
    const close = styled(document.createElement('button'), {
      position: 'absolute',
      insetBlockStart: '-3rem',
      insetInlineEnd: '0.25rem',
      width: '2.75rem',
      height: '2.75rem',
      border: '0',
      borderRadius: '50%',
      background: '#fffdf8',
      color: '#23211c',
      font: '700 1.25rem/1 system-ui',
      cursor: 'pointer',
    })
    close.type = 'button'
    close.textContent = '✕'
    close.setAttribute('aria-label', '결제창 닫기')
    box.append(frame, close)
    ground.append(box)
    ground.setAttribute('role', 'dialog')
    ground.setAttribute('aria-modal', 'true')
    ground.setAttribute('aria-label', frame.title)
    document.body.append(ground)
    close.focus()
    return { ground, frame, close }
  }

  let opened
  const shut = () => {
    opened?.ground.remove()
    removeEventListener('message', opened?.hear)
    opened = undefined
  }

  /** The outcome posted by the window; `USER_CANCEL` if it is closed. */
  const ended = (url) =>
    new Promise((resolve, reject) => {
      const { ground, frame, close } = overlay(url)
      const hear = ({ origin, source, data }) => {
        if (origin !== home || source !== frame.contentWindow || !data?.toss) return
        shut()
        resolve(data.toss)
      }
      const cancel = () => {
        shut()
        reject(failure('USER_CANCEL', '취소되었습니다.'))
      }
      opened = { ground, hear, cancel }
      addEventListener('message', hear)
      close.addEventListener('click', cancel)
      ground.addEventListener('keydown', ({ key }) => key === 'Escape' && cancel())
    })

  const lead = (address, query) => {
    const url = new URL(address)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    location.assign(url)
    return new Promise(() => {})
  }

  async function requestPayment(given, request) {
    const { successUrl, failUrl } = request
    if (successUrl !== undefined && !URL.canParse(successUrl))
      throw failure('INCORRECT_SUCCESS_URL_FORMAT', '잘못된 successUrl 입니다.')
    if (failUrl !== undefined && !URL.canParse(failUrl))
      throw failure('INCORRECT_FAIL_URL_FORMAT', '잘못된 failUrl 입니다.')
    if (opened) throw failure('INVALID_METHOD_TRANSACTION', '다른 결제가 진행 중입니다.')
    const windowTarget = isPhone() ? 'self' : (request.windowTarget ?? 'iframe')
    if (windowTarget === 'self' && !successUrl)
      throw failure('NOT_SUPPORTED_PROMISE', '이 환경에서는 successUrl이 필요합니다.')
    const { origin } = location
    const url = await ask({ ...given, ...request, windowTarget, origin })
    if (windowTarget === 'self') {
      location.assign(url)
      return new Promise(() => {})
    }
    const said = await ended(url)
    if (successUrl) return lead(said.paymentKey ? successUrl : failUrl, said)
    if (!said.paymentKey)
      throw failure(said.code === 'PAY_PROCESS_CANCELED' ? 'USER_CANCEL' : said.code, said.message)
    const { paymentKey, orderId } = said
    return { paymentKey, orderId, amount: request.amount }
  }

  const TossPayments = (clientKey) => {
    if (!/^(test|live)_g?ck_/.test(clientKey))
      throw failure('INVALID_CLIENT_KEY', '잘못된 클라이언트 키입니다.')
    return {
      payment({ customerKey } = {}) {
        if (customerKey !== TossPayments.ANONYMOUS && !/^[\w\-=.@]{2,50}$/.test(customerKey))
          throw failure('INVALID_CUSTOMER_KEY', '잘못된 customerKey 입니다.')
        return {
          requestPayment: (request) => requestPayment({ clientKey, customerKey }, request),
          async destroy() {
            opened?.cancel()
          },
        }
      },
    }
  }
  TossPayments.ANONYMOUS = '@@ANONYMOUS'
  window.TossPayments = TossPayments
}

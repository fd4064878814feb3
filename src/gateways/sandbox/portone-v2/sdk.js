// The sandbox's version of PortOne's browser script: PortOne.requestPayment, with the real names,
// replies and window types. A failure is a reply with a code.
{
  const { origin } = new URL(document.currentScript.src)

  const isPhone = () =>
    navigator.userAgentData?.mobile ?? /Mobi|Android|iPhone/i.test(navigator.userAgent)

  const wayOf = ({ windowType, forceRedirect }) => {
    if (forceRedirect) return 'REDIRECTION'
    return isPhone() ? (windowType?.mobile ?? 'REDIRECTION') : (windowType?.pc ?? 'IFRAME')
  }

  const failed = ({ paymentId }, code, message, more) => ({
    ...{ transactionType: 'PAYMENT', txId: '', paymentId, code, message },
    ...more,
  })

  const gaveUp = (request, txId) =>
    failed(request, 'FAILURE_TYPE_PG', '사용자가 결제를 취소하였습니다', {
      ...{ txId, pgCode: 'PAY_PROCESS_CANCELED', pgMessage: '사용자가 결제를 취소하였습니다' },
    })

  const needed = ['storeId', 'paymentId', 'orderName', 'totalAmount', 'currency', 'payMethod']

  const open = async (request, shown) => {
    const answer = await fetch(`${origin}/sdk/portone-v2/windows${shown}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
    return answer.json()
  }

  // waits for the window's message, or for the buyer to close it
  const ended = (window_, closed) =>
    new Promise((resolve) => {
      const listen = (event) => {
        if (event.origin === origin && event.source === window_()) leave(event.data)
      }
      const leave = (answer) => {
        removeEventListener('message', listen)
        resolve(answer)
      }
      addEventListener('message', listen)
      closed(() => leave(undefined))
    })

  const overlay = async (url) => {
    const dialog = document.createElement('dialog')
    dialog.style.cssText =
      'inset:0;margin:auto;padding:0;border:0;border-radius:16px;overflow:hidden;display:grid;' +
      'grid-template-rows:44px 1fr;width:min(420px,100vw);height:min(764px,100dvh);' +
      'max-width:none;max-height:none;color-scheme:light dark;background:Canvas'
    const frame = document.createElement('iframe')
    frame.src = url
    frame.title = 'PortOne'
    frame.style.cssText = 'width:100%;height:100%;border:0'
    const close = document.createElement('button')
    close.textContent = '✕'
    close.setAttribute('aria-label', '닫기 (close)')
    close.style.cssText =
      'justify-self:end;width:44px;height:44px;border:0;font-size:18px;cursor:pointer;' +
      'border-radius:16px;outline-offset:-6px;background:transparent;color:CanvasText'
    dialog.append(close, frame)
    document.body.append(dialog)
    dialog.showModal()
    const answer = await ended(
      () => frame.contentWindow,
      (done) => {
        close.addEventListener('click', done)
        dialog.addEventListener('cancel', done)
      },
    )
    dialog.remove()
    return answer
  }

  const popup = async (url) => {
    const opened = window.open(url, 'portone', 'popup,width=420,height=720')
    if (!opened) return { code: 'POPUP_BLOCKED', message: '팝업이 차단되었습니다' }
    let timer
    const answer = await ended(
      () => opened,
      (done) => {
        timer = setInterval(() => opened.closed && done(), 500)
      },
    )
    clearInterval(timer)
    opened.close()
    return answer
  }

  const requestPayment = async (request) => {
    const missing = needed.find((name) => request[name] === undefined)
    if (missing) return failed(request, 'INVALID_REQUEST', `${missing} 파라미터가 필요합니다`)
    const way = wayOf(request)
    const isInside = way !== 'REDIRECTION'
    const { url, txId, code, message } = await open(request, isInside ? '?shown=inside' : '')
    if (!url) return failed(request, code, message)
    if (!isInside) {
      location.assign(url)
      return undefined
    }
    return (await (way === 'POPUP' ? popup(url) : overlay(url))) ?? gaveUp(request, txId)
  }

  window.PortOne = { requestPayment }
}

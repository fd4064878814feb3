// IMP of https://cdn.iamport.kr/v1/iamport.js: init, agency, request_pay. A desktop shows the
// window above the page and calls back; a phone leaves the page and returns by m_redirect_url.
{
  const home = new URL(document.currentScript.src).origin
  const words = { title: '결제창', close: '결제창 닫기', no: '결제창을 열 수 없습니다.' }
  let store

  const isPhone = () =>
    /Android|iPhone|iPad|iPod|Mobile/i.test(navigator.userAgent) ||
    matchMedia('(max-width: 599px)').matches

  const failure = (params, { error_code, error_msg = words.no }, imp_uid = null) => ({
    success: false,
    imp_uid,
    merchant_uid: params.merchant_uid,
    error_code,
    error_msg,
  })

  const ask = async (params) => {
    const response = await fetch(`${home}/sdk/portone-v1/windows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...params, user_code: store, is_mobile: isPhone() }),
    })
    const answer = await response.json()
    return response.ok ? answer : { error: answer }
  }

  const overlay = () => {
    const dialog = document.createElement('dialog')
    dialog.setAttribute('aria-label', words.title)
    Object.assign(dialog.style, {
      display: 'flex',
      flexDirection: 'column',
      border: '0',
      padding: '0',
      width: 'min(26rem, 100vw)',
      height: 'min(46rem, 100dvh)',
      maxWidth: '100vw',
      maxHeight: '100dvh',
      borderRadius: '1rem',
      overflow: 'hidden',
      background: 'Canvas',
    })
    const frame = document.createElement('iframe')
    frame.title = words.title
    Object.assign(frame.style, { border: '0', width: '100%', flex: '1' })
    const close = document.createElement('button')
    close.type = 'button'
    close.textContent = '✕'
    close.setAttribute('aria-label', words.close)
    Object.assign(close.style, {
      alignSelf: 'end',
      width: '2.75rem',
      height: '2.75rem',
      border: '0',
      background: 'none',
      color: 'CanvasText',
      font: '1rem/1 system-ui',
      cursor: 'pointer',
    })
    dialog.append(close, frame)
    return { dialog, frame, close }
  }

  /** Shows the window above the page; its frame posts the outcome as a message. */
  const show = ({ url, imp_uid }, params, callback) => {
    const { dialog, frame, close } = overlay()
    const end = (answer) => {
      removeEventListener('message', hear)
      dialog.close()
      dialog.remove()
      callback?.(answer)
    }
    const hear = ({ origin, source, data }) => {
      if (origin === home && source === frame.contentWindow && data?.imp_uid === imp_uid) end(data)
    }
    const left = {
      error_code: 'WINDOW_CLOSED',
      error_msg: '[결제포기] 사용자가 결제를 취소하셨습니다',
    }
    const leave = () => end(failure(params, left, imp_uid))
    addEventListener('message', hear)
    close.addEventListener('click', leave)
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault()
      leave()
    })
    frame.src = url
    document.body.append(dialog)
    dialog.showModal()
    frame.focus()
  }

  const request_pay = async (params, callback) => {
    if (!store) throw new Error('IMP.init() comes first.')
    const answer = await ask(params).catch(() => ({ error: { error_code: 'NETWORK' } }))
    if (answer.error) callback?.(failure(params, answer.error))
    else if (isPhone() && params.m_redirect_url) location.assign(answer.url)
    else show(answer, params, callback)
  }

  window.IMP = {
    init(code) {
      store = code
    },
    agency(code) {
      store = code
    },
    request_pay(params, callback) {
      request_pay(params, callback)
    },
  }
}

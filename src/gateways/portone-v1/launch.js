// Opens PortOne's window with the prepared parameters. On a desktop it calls back, and this page
// navigates on; a phone leaves the page and returns by m_redirect_url.
{
  const { user_code, returnUrls, ...params } = JSON.parse(
    document.querySelector('#launch').textContent,
  )

  const leave = (address, answer) => {
    const url = new URL(address)
    for (const name of ['imp_uid', 'merchant_uid', 'error_code', 'error_msg'])
      if (answer[name]) url.searchParams.set(name, answer[name])
    location.replace(url)
  }

  // `success` is ignored: it can be false although the money was taken
  const after = (answer) => {
    const message = answer.error_msg ?? ''
    if (!answer.error_code && !message) leave(returnUrls.success, answer)
    else if (/결제포기|취소하/.test(message)) leave(returnUrls.quit, answer)
    else leave(returnUrls.fail, answer)
  }

  if (window.IMP) {
    window.IMP.init(user_code)
    window.IMP.request_pay(params, after)
  } else leave(returnUrls.fail, { error_code: 'NO_SCRIPT' })
}

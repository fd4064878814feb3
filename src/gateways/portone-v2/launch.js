// Opens PortOne's window with what was prepared. On a desktop it answers here, and the browser goes
// on from this page; a phone leaves the page and comes back by redirectUrl.
{
  const { returnUrls, ...request } = JSON.parse(document.querySelector('#launch').textContent)

  const leave = (address, answer) => {
    const url = new URL(address)
    for (const name of [
      'paymentId',
      'txId',
      'paymentToken',
      'code',
      'message',
      'pgCode',
      'pgMessage',
    ])
      if (answer[name]) url.searchParams.set(name, answer[name])
    location.replace(url)
  }

  // The PGs behind it each have a code of their own for a buyer who gave up.
  const after = (answer) => {
    const words = [answer.code, answer.message, answer.pgCode, answer.pgMessage].join(' ')
    if (!answer.code) leave(returnUrls.success, answer)
    else if (/cancel|취소|포기/i.test(words)) leave(returnUrls.quit, answer)
    else leave(returnUrls.fail, answer)
  }

  // Without an answer the browser is on its way to the window.
  if (window.PortOne)
    window.PortOne.requestPayment(request).then(
      (answer) => answer && after(answer),
      (error) => leave(returnUrls.fail, { code: 'FAILED', message: error.message }),
    )
  else leave(returnUrls.fail, { code: 'NO_SCRIPT' })
}

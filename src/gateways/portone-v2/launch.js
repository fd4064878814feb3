// Opens PortOne's window with the prepared parameters. On a desktop it answers here, and this page
// navigates on; a phone leaves the page and returns by redirectUrl.
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

  // each PG has its own code for a buyer who quits
  const after = (answer) => {
    const words = [answer.code, answer.message, answer.pgCode, answer.pgMessage].join(' ')
    if (!answer.code) leave(returnUrls.success, answer)
    else if (/cancel|취소|포기/i.test(words)) leave(returnUrls.quit, answer)
    else leave(returnUrls.fail, answer)
  }

  // no answer: the browser is leaving for the window
  if (window.PortOne)
    window.PortOne.requestPayment(request).then(
      (answer) => answer && after(answer),
      (error) => leave(returnUrls.fail, { code: 'FAILED', message: error.message }),
    )
  else leave(returnUrls.fail, { code: 'NO_SCRIPT' })
}

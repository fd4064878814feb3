// Opens Toss's window with the prepared parameters. Paid or failed, Toss redirects to the given
// addresses; closed or never opened, it rejects here and this page redirects.
{
  const { clientKey, customerKey, returnUrls, ...request } = JSON.parse(
    document.querySelector('#launch').textContent,
  )

  const leave = (address, { code = 'UNKNOWN', message = '' }) => {
    const url = new URL(address)
    url.searchParams.set('code', code)
    url.searchParams.set('message', message)
    location.replace(url)
  }

  const open = async () =>
    window.TossPayments(clientKey).payment({ customerKey }).requestPayment(request)
  open().catch((error) =>
    leave(error.code === 'USER_CANCEL' ? returnUrls.quit : returnUrls.fail, error),
  )

  // back from a full-page window: the buyer has left it
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) leave(returnUrls.quit, { code: 'USER_CANCEL' })
  })
}

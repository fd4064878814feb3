// Opens Toss's window with what `prepare` wrote down. Paid, failed and left, it leads to the
// addresses it was given; closed, or never opened, it says so here and we lead.
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

  // Back from a window that took the whole page: the buyer has left it.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) leave(returnUrls.quit, { code: 'USER_CANCEL' })
  })
}

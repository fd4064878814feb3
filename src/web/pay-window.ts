/**
 * The payment window beside the page.
 *
 * Whatever happens in it, money is only ever believed from the server; the window tells us when to
 * ask. Its page may end up cut off from ours (that is how browsers guard them), so it speaks over
 * a channel, and a window that seems closed may only be cut off.
 */
export interface PayWindow {
  readonly go: (url: string) => void
  readonly close: () => void
  /** Stops listening; the window, if it is still there, goes on by itself. */
  readonly forget: () => void
}

/** What the page that the gateway comes back to says to the page that waits. */
export interface PaymentNews {
  readonly paymentId: string
  readonly orderId: string
  readonly status: string
}

const CHANNEL = 'jari-payment'

/** On a phone the payment takes the place of the page. */
export const isPhone = (): boolean =>
  matchMedia('(pointer: coarse)').matches || innerWidth < 640

/**
 * Opens a window at once, empty but for `waitingText`, because browsers allow that only within a
 * press; where it leads is said later.
 *
 * @param onShut the window is gone, or has said how it ended
 * @returns undefined when the browser refuses
 */
export function openPayWindow(waitingText: string, onShut: () => void): PayWindow | undefined {
  const left = Math.round(screenX + (outerWidth - 460) / 2)
  const popup = open('about:blank', '_blank', `popup,width=460,height=720,left=${left},top=80`)
  if (!popup) return undefined
  popup.document.title = waitingText
  popup.document.body.textContent = waitingText
  popup.document.body.style.cssText = 'font: 18px system-ui; padding: 3rem 1.5rem; text-align: center'

  const channel = new BroadcastChannel(CHANNEL)
  const timer = setInterval(() => popup.closed && shut(), 500)
  const forget = () => {
    clearInterval(timer)
    channel.close()
  }
  const shut = () => {
    forget()
    onShut()
  }
  channel.addEventListener('message', ({ data }) => {
    if ((data as { seen?: string }).seen) return
    channel.postMessage({ seen: (data as PaymentNews).paymentId })
    onShut()
  })
  return {
    go: (url) => {
      popup.location.href = url
    },
    close: () => {
      forget()
      popup.close()
    },
    forget,
  }
}

/**
 * Tells the page that waits how the payment ended.
 *
 * @returns whether such a page answered, so that this window may close
 */
export function tellPaymentNews(news: PaymentNews): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL)
  return new Promise((resolve) => {
    const end = (wasSeen: boolean) => {
      clearTimeout(timer)
      channel.close()
      resolve(wasSeen)
    }
    const timer = setTimeout(() => end(false), 700)
    channel.addEventListener('message', ({ data }) => {
      if ((data as { seen?: string }).seen === news.paymentId) end(true)
    })
    channel.postMessage(news)
  })
}

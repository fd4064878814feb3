/**
 * The payment window.
 *
 * Money is only ever believed from the server; the window tells us when to ask. Browsers may
 * isolate its page from ours, so it sends news over a BroadcastChannel, and a window that looks
 * closed may only be isolated.
 */
export interface PayWindow {
  readonly go: (url: string, paymentId: string) => void
  readonly close: () => void
}

/** What the return page of a gateway tells the waiting page. */
export interface PaymentNews {
  readonly paymentId: string
  readonly orderId: string
  readonly status: string
}

const CHANNEL = 'jari-payment'

/** On a phone the payment replaces the page. */
export const isPhone = (): boolean => matchMedia('(pointer: coarse)').matches || innerWidth < 640

/** Payments with a window that this page opened, and their callbacks. */
const awaited = new Map<string, () => void>()
let channel: BroadcastChannel | undefined

function listen(): void {
  channel ??= new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<Partial<PaymentNews>>) => {
    const isOurs = data.paymentId && awaited.get(data.paymentId)
    if (!isOurs) return
    channel?.postMessage({ seen: data.paymentId })
    isOurs()
  }
}

/**
 * Opens a window at once, empty but for `waitingText`, because browsers allow that only during a
 * click; its URL follows.
 *
 * @param onShut called when the window is gone or has reported; not when we close it
 * @returns undefined if the browser blocks it
 */
export function openPayWindow(waitingText: string, onShut: () => void): PayWindow | undefined {
  const left = Math.round(screenX + (outerWidth - 460) / 2)
  const popup = open('about:blank', '_blank', `popup,width=460,height=720,left=${left},top=80`)
  if (!popup) return undefined
  popup.document.title = waitingText
  popup.document.body.textContent = waitingText
  popup.document.body.style.cssText =
    'font: 18px system-ui; padding: 3rem 1.5rem; text-align: center'
  listen()
  const timer = setInterval(() => {
    if (!popup.closed) return
    clearInterval(timer)
    onShut()
  }, 500)
  const close = () => {
    clearInterval(timer)
    popup.close()
  }
  return {
    go: (url, paymentId) => {
      awaited.set(paymentId, () => {
        awaited.delete(paymentId)
        close()
        onShut()
      })
      popup.location.href = url
    },
    close,
  }
}

/**
 * Tells the waiting page how the payment ended.
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

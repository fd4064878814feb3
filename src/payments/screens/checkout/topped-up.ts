const nameOf = (chargeId: string) => `jari-charge-for ${chargeId}`
const TOPPED_UP = 'jari-topped-up'

/** Remembers in this tab for which checkout a charge is. A gateway may lead away from the page. */
export function chargeFor(chargeId: string, checkout: string): void {
  try {
    sessionStorage.setItem(nameOf(chargeId), checkout)
  } catch {
    // Storage may be blocked: then the charge leads to the wallet.
  }
}

/** The checkout that a charge is for, once: there the wallet is preselected. */
export function takeCheckoutOf(chargeId: string): string | undefined {
  try {
    const checkout = sessionStorage.getItem(nameOf(chargeId)) ?? undefined
    sessionStorage.removeItem(nameOf(chargeId))
    if (checkout) sessionStorage.setItem(TOPPED_UP, checkout)
    return checkout
  } catch {
    return undefined
  }
}

/** The same, once: what was charged for this page is then paid without another press. */
export function takeToppedUp(): boolean {
  const isIt = isToppedUp()
  try {
    if (isIt) sessionStorage.removeItem(TOPPED_UP)
  } catch {
    // nothing was remembered
  }
  return isIt
}

/** Whether the wallet was charged for this page. */
export function isToppedUp(): boolean {
  try {
    return sessionStorage.getItem(TOPPED_UP) === location.pathname
  } catch {
    return false
  }
}

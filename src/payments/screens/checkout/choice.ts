/** How somebody wants to pay: through whom, and how much of it their own wallet takes. */
export interface Choice {
  /** Empty until the ways of paying are known. */
  readonly gateway: string
  /** Minor units; 0: nothing from the wallet. */
  readonly wallet: number
}

export const WALLET = 'wallet'

/** The most that a wallet can take of a price. */
export const walletMost = (price: number, available: number): number => Math.min(price, available)

/** Whether the wallet pays it all, so that nobody else has to. */
export const isAllWallet = ({ wallet }: Choice, price: number): boolean => wallet >= price

/** What the server is asked for. */
export const askOf = (choice: Choice, price: number): { gateway: string; wallet?: number } =>
  isAllWallet(choice, price)
    ? { gateway: WALLET }
    : { gateway: choice.gateway, ...(choice.wallet > 0 && { wallet: choice.wallet }) }

const USUAL = 'jari-pay-with'

/** The way that was taken the last time, if it is offered, else the first. */
export function usualOf(offered: readonly string[]): string {
  const others = offered.filter((gateway) => gateway !== WALLET)
  try {
    const usual = localStorage.getItem(USUAL)
    if (usual && others.includes(usual)) return usual
  } catch {
    // Storage may be forbidden; the first is as good.
  }
  return others[0] ?? ''
}

export function rememberUsual(gateway: string): void {
  try {
    localStorage.setItem(USUAL, gateway)
  } catch {
    // The choice then lasts as long as the page.
  }
}

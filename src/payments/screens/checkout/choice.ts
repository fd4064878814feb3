/** The chosen payment method, and the wallet's part. */
export interface Choice {
  /** Empty until the methods are loaded. */
  readonly gateway: string
  /** Minor units; 0: nothing from the wallet. */
  readonly wallet: number
}

export const WALLET = 'wallet'

/** The maximum part of a wallet. */
export const walletMost = (price: number, available: number): number => Math.min(price, available)

/** Whether the wallet pays the whole price. */
export const isAllWallet = ({ wallet }: Choice, price: number): boolean => wallet >= price

/** The request body of a choice. */
export const askOf = (choice: Choice, price: number): { gateway: string; wallet?: number } =>
  isAllWallet(choice, price)
    ? { gateway: WALLET }
    : { gateway: choice.gateway, ...(choice.wallet > 0 && { wallet: choice.wallet }) }

const USUAL = 'jari-pay-with'

/** The last used method if it is offered, else the first. */
export function usualOf(offered: readonly string[]): string {
  const others = offered.filter((gateway) => gateway !== WALLET)
  try {
    const usual = localStorage.getItem(USUAL)
    if (usual && others.includes(usual)) return usual
  } catch {
    // storage may be blocked
  }
  return others[0] ?? ''
}

export function rememberUsual(gateway: string): void {
  try {
    localStorage.setItem(USUAL, gateway)
  } catch {
    // storage may be blocked: the choice is kept in memory only
  }
}

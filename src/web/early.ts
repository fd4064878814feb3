/**
 * Answers that were asked for before any script arrived.
 *
 * A few lines in `index.html` begin to fetch a page's data at once, as its door's `early.json`
 * says. Each answer is used once; after that the address is asked anew.
 */
declare global {
  interface Window {
    early?: Record<string, Promise<Response>>
  }
}

export function earlyAnswer(method: string, address: string): Promise<Response> | undefined {
  const answer = method === 'GET' ? window.early?.[address] : undefined
  if (answer) delete window.early?.[address]
  return answer
}

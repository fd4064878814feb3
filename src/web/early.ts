/**
 * Answers that were asked for before any script arrived.
 *
 * The page's own address is that of its data with `/v1` in front, so a few lines in `index.html`
 * begin to fetch it at once. Each answer is used once; after that the address is asked anew.
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

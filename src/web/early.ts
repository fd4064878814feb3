/**
 * Responses that were requested before any script arrived.
 *
 * A short inline script in `index.html` starts the requests that the door's `early.json` declares.
 * Each response is used once; after that the URL is requested as usual.
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

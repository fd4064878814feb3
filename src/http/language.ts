import type { FastifyRequest } from 'fastify'
import type { Language } from '../kernel/language.ts'

/** Content negotiation: Korean, unless the request prefers English (RFC 9110 §12.5.4). */
export function languageOf({ headers }: Pick<FastifyRequest, 'headers'>): Language {
  const header = headers['accept-language']
  if (!header) return 'ko'
  const weight = (language: Language): number => {
    for (const range of header.split(',')) {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      if (tag !== language && !tag.startsWith(`${language}-`)) continue
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return quality ? Number(quality.trim().slice(2)) || 0 : 1
    }
    return 0
  }
  return weight('en') > weight('ko') ? 'en' : 'ko'
}

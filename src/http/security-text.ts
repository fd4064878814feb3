import { readOperator } from '../terms/operations.ts'
import type { Server } from './edge.ts'
import { routeMissing } from './rules.ts'

const VALID_MS = 180 * 86_400_000

/** `/.well-known/security.txt` (RFC 9116): the contact that is set, else the e-mail address of the operator. */
export function securityText(server: Server): void {
  const { securityContact, engine } = server.edge
  const { publicUrl } = engine
  const contactOf = async () => {
    if (securityContact) return securityContact
    const { email } = await readOperator(engine.house)
    return email && `mailto:${email}`
  }
  server.get(
    '/.well-known/security.txt',
    { config: { role: 'anyone', limit: 'reads' } },
    async (_, reply) => {
      const contact = await contactOf()
      if (!contact) throw routeMissing()
      return reply
        .type('text/plain; charset=utf-8')
        .send(
          [
            `Contact: ${contact}`,
            `Expires: ${new Date(Date.now() + VALID_MS).toISOString()}`,
            'Preferred-Languages: ko, en',
            `Canonical: ${publicUrl}/.well-known/security.txt`,
            `Policy: ${publicUrl}/security/report`,
            '',
          ].join('\n'),
        )
    },
  )
}
